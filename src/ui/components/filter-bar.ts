import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { live } from 'lit/directives/live.js';
import { GROUPS, NO_FILTER, type Filter, type RequestGroup, type RequestsSlice } from '../../core/view.js';
import { componentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { icons } from '../icons.js';
import { groupText } from '../strings/answers.js';
import { base } from '../styles/base.js';

/** With so many requests nobody has to search. */
const FEW = 5;

/**
 * Which of the requests are shown: of a group, of a domain, with a text in them. There are only those
 * groups that have any, and text and domain only where there are many.
 *
 * @summary Group, text and domain.
 * @fires im-filter - The filter changed; the detail holds all of it.
 */
@localized()
export class FilterBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 10px;
        padding: 12px 16px;
      }

      .groups,
      .search {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }

      .chip {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 32px;
        padding-inline: 12px;
        border: 1px solid var(--_im-border);
        border-radius: 999px;
        font-weight: 550;
        transition: background-color 120ms;
      }

      .chip:hover {
        background: var(--_im-raised);
      }

      .chip[aria-pressed='true'] {
        border-color: var(--_im-accent);
        background: var(--_im-accent-soft);
        color: var(--_im-accent);
      }

      .chip svg {
        inline-size: 16px;
        margin-inline-start: -4px;
        color: var(--_im-warn);
      }

      .number {
        color: var(--_im-muted);
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }

      [aria-pressed='true'] .number {
        color: inherit;
      }

      .field {
        position: relative;
        flex: 1 1 150px;
        min-inline-size: 0;
      }

      .field svg {
        position: absolute;
        inset-block-start: 9px;
        inset-inline-start: 10px;
        color: var(--_im-muted);
        pointer-events: none;
      }

      .field input {
        padding-inline-start: 36px;
      }

      select {
        flex: 0 1 auto;
        min-inline-size: 110px;
        max-inline-size: 50%;
        min-block-size: 38px;
        padding: 6px 10px;
        border: 1px solid var(--_im-control-border);
        border-radius: var(--_im-control-radius);
        background: var(--_im-surface);
        color: var(--_im-text);
        font: inherit;
        text-overflow: ellipsis;
      }

      @media (forced-colors: active) {
        .chip[aria-pressed='true'] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) requests: RequestsSlice | undefined;
  @property({ attribute: false }) filter: Filter = NO_FILTER;
  @property() locale = 'en';
  /** What stands in the field; the filter follows. */
  #text = '';
  #frame: number | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Somebody else changed it, as by clearing it; what was typed after that is not theirs to change.
    if (changed.has('filter') && this.#frame === undefined) this.#text = this.filter.text;
    const { requests } = this;
    this.hidden = !requests || (!this.#showsGroups(requests) && !this.#showsSearch(requests));
  }

  override render(): TemplateResult | typeof nothing {
    const { requests } = this;
    if (!requests) return nothing;
    return html`${this.#showsGroups(requests) ? this.#renderGroups(requests) : nothing}
    ${this.#showsSearch(requests) ? this.#renderSearch(requests) : nothing}`;
  }

  #groups({ counts }: RequestsSlice): RequestGroup[] {
    return GROUPS.filter((group) => counts[group] > 0 || this.filter.group === group);
  }

  #showsGroups(requests: RequestsSlice): boolean {
    return this.#groups(requests).length > 1 && requests.total > 2;
  }

  #showsSearch({ total }: RequestsSlice): boolean {
    return total > FEW || this.filter.domain !== null || this.filter.text !== '';
  }

  #renderGroups(requests: RequestsSlice): TemplateResult {
    return html`<div class="groups" role="group" aria-label=${msg('Show')}>
      ${this.#renderChip(null, msg('All'), requests.total)}
      ${this.#groups(requests).map((group) => this.#renderChip(group, groupText(group), requests.counts[group]))}
    </div>`;
  }

  #renderChip(group: RequestGroup | null, label: string, count: number): TemplateResult {
    return html`<button
      class="chip"
      aria-pressed=${this.filter.group === group}
      @click=${() => this.#send({ group, domain: null })}
    >
      ${group === 'lookalike' ? icons.warning : nothing}${label}
      <span class="number">${formatCount(count, this.locale)}</span>
    </button>`;
  }

  #renderSearch({ domains }: RequestsSlice): TemplateResult {
    const { domain } = this.filter;
    const listed = domain === null || domains.some((one) => one.domain === domain);
    const shown = listed ? domains : [{ domain, count: 0 }, ...domains];
    return html`<div class="search" role="search" aria-label=${msg('Search requests')}>
      <div class="field">
        ${icons.search}
        <input
          type="search"
          aria-label=${msg('Search requests')}
          placeholder=${msg('Search')}
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          .value=${live(this.#text)}
          @input=${this.#onInput}
        />
      </div>
      ${
        shown.length > 1 || domain !== null
          ? html`<select aria-label=${msg('Domain')} @change=${this.#onDomain}>
              <option value="" ?selected=${domain === null}>${msg('All domains')}</option>
              ${shown.map(
                (one) =>
                  html`<option value=${one.domain} ?selected=${domain === one.domain}>
                    ${one.domain} (${formatCount(one.count, this.locale)})
                  </option>`,
              )}
            </select>`
          : nothing
      }
    </div>`;
  }

  readonly #onInput = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value;
    // What is typed within a frame is one search.
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#send({});
    });
  };

  readonly #onDomain = (event: Event): void => {
    this.#send({ domain: (event.target as HTMLSelectElement).value || null });
  };

  #send(change: Partial<Filter>): void {
    this.#forget();
    const filter: Filter = { ...this.filter, text: this.#text, ...change };
    this.dispatchEvent(componentEvent('im-filter', { filter }));
  }

  #forget(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
