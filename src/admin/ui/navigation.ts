import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { adminEvent, type PaneName } from './events.js';
import { placeOf, TABS, type Entry, type Tab } from './places.js';

/**
 * The tabs of the console, and below them what the open one has.
 *
 * @summary Goes from pane to pane.
 * @fires im-admin-go - Another pane is wanted.
 */
export class AdminNavigation extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
      }

      .tabs {
        padding-inline: 12px;
        border-block-end: var(--_im-line) solid var(--_im-border);
      }

      .tabs button {
        padding: 11px 12px 9px;
        border-block-end: 2px solid transparent;
        color: var(--_im-muted);
        font-weight: 550;
      }

      .tabs [aria-current] {
        color: var(--_im-text);
        border-color: var(--_im-accent);
      }

      button:hover {
        color: var(--_im-text);
      }

      button:focus-visible {
        outline-offset: -2px;
      }

      .places {
        gap: 2px 4px;
        padding: 8px 12px;
        background: var(--_im-raised);
        border-block-end: var(--_im-line) solid var(--_im-border);
      }

      .places button {
        padding: 5px 10px;
        border-radius: var(--_im-control-radius);
        color: var(--_im-muted);
      }

      .places [aria-current] {
        background: var(--_im-accent-soft);
        color: var(--_im-text);
        font-weight: 550;
      }

      .unsaved::after {
        content: '';
        display: inline-block;
        inline-size: 7px;
        block-size: 7px;
        margin-inline-start: 6px;
        vertical-align: 1px;
        border-radius: 50%;
        background: var(--_im-warn);
      }
    `,
  ];

  @property() pane: PaneName = 'organization';
  /** Panes with changes that are not saved. */
  @property({ attribute: false }) unsaved: ReadonlySet<PaneName> = new Set();

  override render(): TemplateResult {
    const { tab } = placeOf(this.pane);
    return html`<nav aria-label="Administration">
        <ul class="tabs">
          ${TABS.map((one) => html`<li>${this.#renderTab(one, one === tab)}</li>`)}
        </ul>
      </nav>
      ${
        tab.entries.length > 1
          ? html`<nav aria-label=${tab.title}>
              <ul class="places">
                ${tab.entries.map((entry) => html`<li>${this.#renderEntry(entry)}</li>`)}
              </ul>
            </nav>`
          : nothing
      }`;
  }

  #renderTab(tab: Tab, isOpen: boolean): TemplateResult {
    const [first] = tab.entries;
    const unsaved = !isOpen && tab.entries.some(({ pane }) => this.unsaved.has(pane));
    return this.#renderButton(tab.title, first.pane, isOpen, unsaved);
  }

  #renderEntry({ pane, title }: Entry): TemplateResult {
    return this.#renderButton(title, pane, pane === this.pane, this.unsaved.has(pane));
  }

  #renderButton(title: string, pane: PaneName, isCurrent: boolean, unsaved: boolean): TemplateResult {
    return html`<button
      class=${unsaved ? 'unsaved' : nothing}
      aria-current=${isCurrent ? 'page' : nothing}
      @click=${() => this.dispatchEvent(adminEvent('im-admin-go', { pane }))}
    >
      <span class="label">${title}</span>${unsaved ? html`<span class="visually-hidden"> (not saved)</span>` : nothing}
    </button>`;
  }
}

export const definitions = { 'im-admin-navigation': AdminNavigation };
