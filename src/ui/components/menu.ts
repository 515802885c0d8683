import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { componentEvent } from '../events.js';
import { icons } from '../icons.js';
import { placeMenu } from '../place-menu.js';
import { base } from '../styles/base.js';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** What comes of it, in a few words. */
  readonly hint?: string;
  readonly danger?: boolean;
  /** A line divides it from those before it. */
  readonly apart?: boolean;
}

/**
 * A button with a menu (WAI-ARIA menu button). The menu is a popover, so that nothing around it can cut
 * it off; its items are made when it opens.
 *
 * @summary A menu button.
 * @attr quiet - One of many: without an edge.
 * @fires im-pick - An item was chosen; the detail holds its id.
 * @fires toggle - The menu has opened or closed; as of a popover, it does not bubble.
 */
export class Menu extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }

      .button:not(.text) {
        padding: 0;
        inline-size: 36px;
      }

      :host([quiet]) .button {
        inline-size: 32px;
        border-color: transparent;
        background: none;
        color: var(--_im-muted);
      }

      :host([quiet]) .button:is(:hover, [aria-expanded='true']) {
        background: color-mix(in oklab, var(--_im-text) 8%, transparent);
        color: var(--_im-text);
      }

      .text svg {
        inline-size: 16px;
        margin-inline-end: -4px;
      }

      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        inline-size: max-content;
        max-inline-size: min(320px, calc(100vw - 16px));
        max-block-size: calc(100vh - 16px);
        padding: 6px;
        border: 1px solid transparent;
        border-radius: calc(var(--_im-radius) * 0.9);
        background: var(--_im-overlay);
        color: var(--_im-text);
        box-shadow: var(--_im-shadow);
        overflow: auto;
        overscroll-behavior: contain;
      }

      [role='menuitem'] {
        display: block;
        inline-size: 100%;
        padding: 7px 10px;
        border-radius: calc(var(--_im-radius) * 0.55);
        text-align: start;
        overflow-wrap: anywhere;
        outline-offset: -2px;
      }

      [role='menuitem']:is(:hover, :focus) {
        background: color-mix(in oklab, var(--_im-text) 8%, transparent);
      }

      .label {
        display: block;
        font-weight: 550;
      }

      .hint {
        display: block;
        color: var(--_im-muted);
        font-size: 0.9em;
      }

      .bad .label {
        color: var(--_im-bad);
      }

      hr {
        margin: 6px 10px;
        border: 0;
        border-block-start: 1px solid var(--_im-border);
      }
    `,
  ];

  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** The name of the button and of the menu. */
  @property() label = '';
  /** Shows the name on the button, not only an icon. */
  @property({ type: Boolean }) labelled = false;
  @state() private isOpen = false;
  #watch: AbortController | undefined;

  /** Puts the focus on the button. */
  override focus(): void {
    this.#button?.focus();
  }

  /** Opens the menu, as a key on its button would. */
  open(): void {
    void this.#open(0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.abort();
    this.isOpen = false;
  }

  override render(): TemplateResult {
    const { label, labelled } = this;
    return html`<button
        class="button ${labelled ? 'text' : ''}"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        aria-controls="menu"
        aria-label=${labelled ? nothing : label}
        title=${labelled ? nothing : label}
        popovertarget="menu"
        @click=${this.#onClick}
        @keydown=${this.#onButtonKey}
      >
        ${labelled ? html`${label}${icons.down}` : icons.more}
      </button>
      <div
        id="menu"
        role="menu"
        popover
        aria-label=${label}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${this.#onToggle}
        @keydown=${this.#onKey}
        @click=${this.#onPick}
      >
        ${this.isOpen ? this.items.map(renderItem) : nothing}
      </div>`;
  }

  readonly #onClick = (event: Event): void => {
    event.preventDefault();
    if (this.isOpen) this.#popup?.hidePopover();
    else void this.#open(0);
  };

  readonly #onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    void this.#open(event.key === 'ArrowDown' ? 0 : -1);
  };

  async #open(focused: number): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    const [button, popup] = [this.#button, this.#popup];
    if (!button || !popup?.isConnected) return;
    popup.showPopover();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const direction = getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr';
    const size = { width: popup.offsetWidth, height: popup.offsetHeight };
    const { left, top } = placeMenu(button.getBoundingClientRect(), size, { width, height }, direction);
    popup.style.left = `${left}px`;
    popup.style.top = `${top}px`;
    this.#entries.at(focused)?.focus({ preventScroll: true });
    // It would stay where it is while its button moves away.
    this.#watch = new AbortController();
    const hide = (): void => popup.hidePopover();
    for (const moved of ['scroll', 'resize']) {
      window.addEventListener(moved, hide, { capture: true, signal: this.#watch.signal });
    }
  }

  /** The focus goes back to the button, also where a click on that did not put it there (Safari). */
  readonly #onBeforeToggle = (event: ToggleEvent): void => {
    const popup = event.target as HTMLElement;
    if (event.newState === 'closed' && popup.matches(':focus-within')) this.#button?.focus({ preventScroll: true });
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    this.dispatchEvent(new ToggleEvent('toggle', { oldState: event.oldState, newState: event.newState }));
    if (event.newState === 'open') return;
    this.#watch?.abort();
    this.isOpen = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const entries = this.#entries;
    const at = entries.findIndex((entry) => entry.matches(':focus'));
    const to = moveTo(event.key, at, entries);
    if (event.key === 'Tab') this.#popup?.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    entries.at(to)?.focus();
  };

  readonly #onPick = (event: Event): void => {
    const item = (event.target as Element).closest<HTMLElement>('[data-item]')?.dataset.item;
    if (item === undefined) return;
    this.#popup?.hidePopover();
    this.dispatchEvent(componentEvent('im-pick', { item }));
  };

  get #button(): HTMLElement | null {
    return this.renderRoot.querySelector('button');
  }

  get #popup(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[popover]');
  }

  get #entries(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }
}

/** Which entry a key moves to, from the one at `at`; a letter moves to the next that begins with it. */
function moveTo(key: string, at: number, entries: readonly HTMLElement[]): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % entries.length;
    case 'ArrowUp':
      return at <= 0 ? -1 : at - 1;
    case 'Home':
      return 0;
    case 'End':
      return -1;
    default: {
      if (key.length !== 1 || key === ' ') return undefined;
      const begins = (entry: HTMLElement | undefined): boolean =>
        entry?.textContent.trim().toLowerCase().startsWith(key.toLowerCase()) ?? false;
      const order = entries.map((_, index) => (at + 1 + index) % entries.length);
      return order.find((index) => begins(entries[index]));
    }
  }
}

function renderItem({ id, label, hint, danger, apart }: MenuItem): TemplateResult {
  return html`${apart ? html`<hr role="separator" />` : nothing}
    <button role="menuitem" tabindex="-1" data-item=${id} class=${danger ? 'bad' : ''}>
      <span class="label">${label}</span>${hint ? html` <span class="hint">${hint}</span>` : nothing}
    </button>`;
}
