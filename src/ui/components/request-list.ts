import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RequestsSlice } from '../../core/view.js';
import { property } from '../decorators.js';
import { componentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { base } from '../styles/base.js';
import type { RequestCard } from './request-card.js';

/**
 * One page of the requests that wait. When the one that has the focus goes, its successor gets it.
 *
 * @summary The waiting requests, a page at a time.
 * @fires im-page - Another page is wanted; the detail holds its `offset`.
 * @fires im-emptied - The request that had the focus is gone, and there is none to take it.
 */
@localized()
export class RequestList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      li + li {
        border-block-start: 1px solid var(--_im-border);
      }

      nav {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 10px 16px;
        border-block-start: 1px solid var(--_im-border);
      }
    `,
  ];

  @property({ attribute: false }) requests: RequestsSlice | undefined;
  @property({ type: Number }) pageSize = 25;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** Where the focus was before rows were exchanged. */
  #focused = -1;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('requests')) this.#focused = this.#indexOfFocus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('requests') || this.#focused < 0 || this.#indexOfFocus() >= 0) return;
    const cards = this.#cards();
    const successor = cards[Math.min(this.#focused, cards.length - 1)];
    if (successor) void successor.updateComplete.then(() => successor.focus());
    else this.dispatchEvent(componentEvent('im-emptied'));
  }

  override render(): TemplateResult | typeof nothing {
    const { requests } = this;
    if (!requests) return nothing;
    return html`<ul>
        ${repeat(
          requests.rows,
          (row) => row.jid,
          (row) =>
            html`<li>
              <im-request-card
                .row=${row}
                .canBlock=${requests.canBlock}
                .locale=${this.locale}
                .now=${this.now}
              ></im-request-card>
            </li>`,
        )}
      </ul>
      ${requests.total > this.pageSize ? this.#renderPages(requests) : nothing}`;
  }

  #renderPages({ offset, rows, total }: RequestsSlice): TemplateResult {
    const [first, last] = [offset + 1, offset + rows.length].map((count) => formatCount(count, this.locale));
    const go = (to: number) => () => this.dispatchEvent(componentEvent('im-page', { offset: Math.max(0, to) }));
    return html`<nav aria-label=${msg('Pages of requests')}>
      <button class="button" ?disabled=${offset === 0} @click=${go(offset - this.pageSize)}>${msg('Previous')}</button>
      <span class="muted small">${msg(str`${first ?? ''}–${last ?? ''} of ${formatCount(total, this.locale)}`)}</span>
      <button class="button" ?disabled=${offset + rows.length >= total} @click=${go(offset + this.pageSize)}>
        ${msg('Next')}
      </button>
    </nav>`;
  }

  #cards(): RequestCard[] {
    return [...this.renderRoot.querySelectorAll<RequestCard>('im-request-card')];
  }

  #indexOfFocus(): number {
    const { activeElement } = this.renderRoot as ShadowRoot;
    return this.#cards().findIndex((card) => card === activeElement);
  }
}
