import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { live } from 'lit/directives/live.js';
import { NO_FILTER, type Filter, type RequestsSlice } from '../../core/view.js';
import { defineLater } from '../define-components.js';
import { componentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { KeepFocus } from '../keep-focus.js';
import { selectedText } from '../strings/answers.js';
import { base } from '../styles/base.js';

/**
 * The line above the requests: how many there are, how many of them are selected, and what can be done
 * with those. It stays in view while some are.
 *
 * @summary How many, which are selected, and answers to them.
 * @fires im-select - All of the page, or all that match, are to be selected, or none.
 * @fires im-filter - The filter is to be cleared.
 */
@localized()
export class ListHeader extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 8px 16px;
        border-block-end: 1px solid var(--_im-border);
        background: var(--_im-surface);
        font-variant-numeric: tabular-nums;
      }

      :host([sticky]) {
        position: sticky;
        inset-block-start: var(--im-sticky-top, 0);
        z-index: 1;
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-block-size: 36px;
      }

      label {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 36px;
      }

      input[type='checkbox'] {
        inline-size: 18px;
        block-size: 18px;
        margin: 0;
      }

      .link {
        min-block-size: 32px;
      }

      im-bulk-bar {
        margin-inline-start: auto;
      }

      .selected im-bulk-bar {
        flex-basis: 100%;
        margin-block: 2px 4px;
      }
    `,
  ];

  @property({ attribute: false }) requests: RequestsSlice | undefined;
  @property({ attribute: false }) filter: Filter = NO_FILTER;
  /** How many are selected: of the page, or all that match. */
  @property({ type: Number }) selected = 0;
  @property({ type: Boolean }) allMatching = false;
  @property() ownDomain = '';
  @property() locale = 'en';

  constructor() {
    super();
    new KeepFocus(this, '.link', 'input');
  }

  protected override willUpdate(): void {
    this.toggleAttribute('sticky', this.selected > 0);
  }

  override render(): TemplateResult | typeof nothing {
    const { requests, selected } = this;
    if (!requests) return nothing;
    const selectable = requests.rows.filter(({ pending }) => pending === null).length;
    const all = this.allMatching || (selected > 0 && selected === selectable);
    return html`<div
      class="line ${selected > 0 ? 'selected' : ''}"
      @focusin=${this.#fetchBar}
      @pointerenter=${this.#fetchBar}
    >
      <label>
        <input
          type="checkbox"
          aria-label=${msg('Select all on this page')}
          ?disabled=${selectable === 0}
          .checked=${live(all)}
          .indeterminate=${live(selected > 0 && !all)}
          @change=${() => this.#select('page', selected === 0)}
        />
      </label>
      ${selected > 0 ? this.#renderSelected(requests) : this.#renderCount(requests)} ${this.#renderBulk(requests)}
    </div>`;
  }

  #renderSelected({ matching, rows }: RequestsSlice): TemplateResult {
    const count = formatCount(matching, this.locale);
    return html`<strong role="status">${selectedText(this.selected)}</strong>
      ${
        matching > rows.length && !this.allMatching
          ? html`<button class="link" @click=${() => this.#select('matching', true)}>
              ${isNoFilter(this.filter) ? msg(str`Select all ${count}`) : msg(str`Select all ${count} that match`)}
            </button>`
          : nothing
      }
      <button class="link" @click=${() => this.#select('page', false)}>${msg('Select none')}</button>`;
  }

  #renderCount({ matching, total, offset, rows }: RequestsSlice): TemplateResult {
    const [all, found, first, last] = [total, matching, offset + 1, offset + rows.length].map((count) =>
      formatCount(count, this.locale),
    );
    if (!isNoFilter(this.filter)) {
      return html`<span class="muted" role="status">${msg(str`${found ?? ''} of ${all ?? ''}`)}</span>
        <button class="link" @click=${this.#clear}>${msg('Show all')}</button>`;
    }
    const shown = rows.length < total ? msg(str`${first ?? ''}–${last ?? ''} of ${all ?? ''}`) : msg('Select all');
    return html`<span class="muted">${shown}</span>`;
  }

  /** So that its buttons are there when something is selected, and Tab does not go past where they will be. */
  #fetchBar(): void {
    void defineLater('im-bulk-bar');
  }

  #renderBulk({ can, bulk, held }: RequestsSlice): TemplateResult | typeof nothing {
    const domain = this.filter.domain ?? '';
    if (this.selected === 0 && !domain) return nothing;
    void defineLater('im-bulk-bar');
    // One answer to many at a time; the session takes no other.
    const busy = bulk !== null || (held !== null && held.jid === null);
    return html`<im-bulk-bar
      .count=${this.selected}
      .domain=${domain}
      .can=${can}
      .ownDomain=${this.ownDomain}
      .busy=${busy}
    ></im-bulk-bar>`;
  }

  #select(which: 'page' | 'matching', selected: boolean): void {
    this.dispatchEvent(componentEvent('im-select', { which, selected }));
  }

  readonly #clear = (): void => {
    this.dispatchEvent(componentEvent('im-filter', { filter: NO_FILTER }));
  };
}

function isNoFilter({ group, domain, text }: Filter): boolean {
  return group === null && domain === null && text.trim() === '';
}
