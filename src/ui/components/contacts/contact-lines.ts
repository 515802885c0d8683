import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ContactLine as Line, ContactsSlice } from '../../../core/people-view.js';
import { property } from '../../decorators.js';
import { componentEvent } from '../../events.js';
import { formatCount } from '../../format.js';
import { icons } from '../../icons.js';
import { KeptScroll } from '../../kept-scroll.js';
import { LineFocus } from '../../line-focus.js';
import { linesToAsk, type LineRange } from '../../line-window.js';
import { groupCountText, groupName } from '../../strings/contacts.js';
import { base } from '../../styles/base.js';
import { contactList } from '../../styles/contact-list.js';

type GroupLine = Line & { readonly kind: 'group' };

/**
 * The contact list, however long: of its lines it has those in view and some beside them, and asks for others when
 * it is scrolled. Up, Down, Home, End and the page keys move between lines, Left and Right close and open groups.
 * While a menu is open nothing moves.
 *
 * @summary Contacts in their groups.
 * @fires im-lines - Other lines are wanted.
 * @fires im-collapse - A group is to be closed or opened.
 */
@localized()
export class ContactLines extends LitElement {
  static override styles = [base, contactList];

  @property({ attribute: false }) contacts: ContactsSlice | undefined;
  /** The lines that were asked for. */
  @property({ attribute: false }) asked: LineRange = { offset: 0, limit: 0 };
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** What is shown: what was last told before a menu was opened. */
  #shown: ContactsSlice | undefined;
  #menuIsOpen = false;
  #frame: number | undefined;
  readonly #resized = new ResizeObserver(() => this.#look());
  readonly #focus = new LineFocus({
    scroller: () => this.#scroller,
    keys: () => this.#keys,
    offset: () => this.#shown?.offset ?? 0,
    length: () => this.#shown?.length ?? 0,
    inView: () => this.#inView(),
    moved: () => this.requestUpdate(),
  });
  #keys: readonly string[] = [];
  readonly #scroll = new KeptScroll(this, () => this.#scroller);

  /** Puts the focus on the line that had it last, or on the first. */
  override focus(): void {
    this.#focus.go(this.#focus.at);
  }

  /** Shows the first line. */
  toTop(): void {
    if (this.#scroller) this.#scroller.scrollTop = 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#menuIsOpen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  protected override willUpdate(): void {
    if (!this.#menuIsOpen && this.#shown !== this.contacts) {
      this.#shown = this.contacts;
      this.#keys = this.#shown?.lines.map(keyOf) ?? [];
    }
    this.#focus.before();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { offset = 0, lines = [], length = 0 } = this.#shown ?? {};
    const spaces = this.renderRoot.querySelectorAll<HTMLElement>('.space');
    spaces[0]?.style.setProperty('--_lines', String(offset));
    spaces[1]?.style.setProperty('--_lines', String(Math.max(0, length - offset - lines.length)));
    this.#focus.after();
    if (changed.has('contacts')) this.#look();
  }

  override render(): TemplateResult | typeof nothing {
    const shown = this.#shown;
    if (!shown) return nothing;
    const { offset, lines, length } = shown;
    const can = { block: shown.canBlock, report: shown.canReport };
    return html`<div
      class="scroller"
      role="list"
      tabindex="-1"
      aria-label=${msg('Contacts')}
      @scroll=${this.#onScroll}
      @keydown=${this.#onKey}
      @focusin=${this.#focus.onFocus}
    >
      <div class="space"></div>
      ${repeat(
        lines,
        keyOf,
        (line, index) =>
          html`<div class="line" role="listitem" aria-setsize=${length} aria-posinset=${offset + index + 1}>
            ${
              line.kind === 'group'
                ? this.#renderGroup(line, shown, this.#focus.isStop(offset + index))
                : html`<im-contact-line
                    tabindex=${this.#focus.isStop(offset + index) ? '0' : '-1'}
                    .contact=${line.contact}
                    .can=${can}
                    .locale=${this.locale}
                    .now=${this.now}
                    @toggle=${this.#onToggle}
                  ></im-contact-line>`
            }
          </div>`,
      )}
      <div class="space"></div>
    </div>`;
  }

  #renderGroup(
    { group, size, available, collapsed }: GroupLine,
    { groups }: ContactsSlice,
    isStop: boolean,
  ): TemplateResult {
    const [some, all] = [formatCount(available, this.locale), formatCount(size, this.locale)];
    return html`<button
      class="group"
      tabindex=${isStop ? '0' : '-1'}
      aria-expanded=${!collapsed}
      @click=${() => this.#collapse(group, !collapsed)}
    >
      ${icons.down}
      <span class="group-name" title=${group || nothing}>${groupName(group, groups.length > 0)}</span>
      <span class="counts" aria-hidden="true" title=${groupCountText(some, all)}>${some}/${all}</span>
      <span class="visually-hidden">${groupCountText(some, all)}</span>
    </button>`;
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroller');
  }

  /** Lines in view. */
  #inView(): LineRange {
    const scroller = this.#scroller;
    const height = scroller?.querySelector('.line')?.getBoundingClientRect().height;
    if (!scroller || !height) return { offset: 0, limit: 0 };
    const first = Math.floor(scroller.scrollTop / height);
    return { offset: first, limit: Math.ceil(scroller.clientHeight / height) + 1 };
  }

  /** Asks for what is in view, unless it is there. */
  #look(): void {
    const view = this.#inView();
    const lines = view.limit > 0 && this.#shown ? linesToAsk(view, this.#shown.length, this.asked) : undefined;
    if (lines) this.dispatchEvent(componentEvent('im-lines', lines));
  }

  readonly #onScroll = (): void => {
    this.#scroll.scrolled();
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#look();
      this.#focus.scrolled();
    });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const line = this.#shown?.lines[this.#focus.at - this.#shown.offset];
    if (this.#focus.onKey(event.key) || this.#onGroupKey(event.key, line)) event.preventDefault();
  };

  /** Towards the text opens a group, away from it closes it; from a contact, away goes to its group. */
  #onGroupKey(key: string, line: Line | undefined): boolean {
    if (!line || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return false;
    const isOpening = (key === 'ArrowRight') !== this.matches(':dir(rtl)');
    if (line.kind === 'group') {
      if (line.collapsed === isOpening) this.#collapse(line.group, !isOpening);
      return true;
    }
    if (isOpening) return false;
    const lines = this.#shown?.lines ?? [];
    const heading = lines.findIndex((one) => one.kind === 'group' && one.group === line.group);
    if (heading < 0) return false;
    this.#focus.go((this.#shown?.offset ?? 0) + heading);
    return true;
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    this.#menuIsOpen = event.newState === 'open';
    this.requestUpdate();
  };

  #collapse(group: string, collapsed: boolean): void {
    this.dispatchEvent(componentEvent('im-collapse', { group, collapsed }));
  }
}

/** Whoever is in several groups has several lines. */
function keyOf(line: Line): string {
  return line.kind === 'group' ? `group ${line.group}` : `${line.contact.jid} ${line.group}`;
}
