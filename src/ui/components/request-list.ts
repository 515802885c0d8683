import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BareJid } from '../../core/jid.js';
import type { RequestRow, RequestsSlice } from '../../core/view.js';
import type { CommandResult, Question } from '../../ports/protocol.js';
import { property } from '../decorators.js';
import { componentEvent, type ComponentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { InParts } from '../in-parts.js';
import { base } from '../styles/base.js';
import type { RequestCard } from './request-card.js';

/**
 * One page of the requests that wait. When the one that has the focus is answered, or goes, its successor
 * gets it. Up, Down, Home and End move between them.
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
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 12px;
        padding: 10px 16px;
        border-block-start: 1px solid var(--_im-border);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) requests: RequestsSlice | undefined;
  /** Those of the page that are selected. */
  @property({ attribute: false }) selected: ReadonlySet<BareJid> = new Set();
  @property() ownDomain = '';
  @property({ attribute: false }) ask: ((question: Question) => Promise<CommandResult>) | undefined;
  @property({ type: Number }) pageSize = 25;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  readonly #parts = new InParts(this);
  /** Where the focus was before rows were exchanged. */
  #focused = -1;
  /** Whose answer had the focus, until it shows. */
  #answered: BareJid | undefined;

  /** Puts the focus on a request, or on the first. Returns whether there is one. */
  focusOn(jid?: BareJid): boolean {
    const cards = this.#cards();
    return focusCard(cards.find(({ row }) => jid !== undefined && row?.jid === jid) ?? cards.find(isOpen));
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const isStable = await super.getUpdateComplete();
    await this.#parts.complete();
    return isStable;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('requests')) this.#focused = this.#indexOfFocus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('requests')) return;
    const cards = this.#cards();
    const answered = cards.findIndex(({ row }) => row?.jid === this.#answered);
    const shows = answered < 0 || cards[answered]?.row?.pending !== null;
    const hadFocus = this.#focused >= 0 && this.#indexOfFocus() < 0;
    if (this.#answered === undefined ? !hadFocus : !shows) return;
    const from = answered >= 0 ? answered : this.#focused;
    this.#answered = undefined;
    if (from < 0) return;
    const next = cards.slice(from).find(isOpen) ?? cards.slice(0, from).findLast(isOpen);
    if (!focusCard(next)) this.dispatchEvent(componentEvent('im-emptied'));
  }

  override render(): TemplateResult | typeof nothing {
    const { requests } = this;
    if (!requests) return nothing;
    const fromDomain = new Map(requests.domains.map(({ domain, count }) => [domain, count]));
    return html`<ul @keydown=${this.#onKey} @im-choice=${this.#onChoice}>
        ${repeat(
          this.#parts.part(requests.rows, (row) => row.jid),
          (row) => row.jid,
          (row) => html`<li>${this.#renderCard(row, requests, fromDomain.get(row.domain) ?? 1)}</li>`,
        )}
      </ul>
      ${requests.matching > this.pageSize ? this.#renderPages(requests) : nothing}`;
  }

  #renderCard(row: RequestRow, requests: RequestsSlice, fromDomain: number): TemplateResult {
    return html`<im-request-card
      .row=${row}
      .can=${requests.can}
      .ownDomain=${this.ownDomain}
      .contactGroups=${requests.contactGroups}
      .fromDomain=${fromDomain}
      .ask=${this.ask}
      .selectable=${requests.total > 1}
      .selected=${this.selected.has(row.jid)}
      .selecting=${this.selected.size > 0}
      .locale=${this.locale}
      .now=${this.now}
    ></im-request-card>`;
  }

  #renderPages({ offset, rows, matching }: RequestsSlice): TemplateResult {
    const [first, last] = [offset + 1, offset + rows.length].map((count) => formatCount(count, this.locale));
    const go = (to: number) => () => this.dispatchEvent(componentEvent('im-page', { offset: Math.max(0, to) }));
    return html`<nav aria-label=${msg('Pages of requests')}>
      <button class="button" ?disabled=${offset === 0} @click=${go(offset - this.pageSize)}>${msg('Previous')}</button>
      <span class="muted small"
        >${msg(str`${first ?? ''}–${last ?? ''} of ${formatCount(matching, this.locale)}`)}</span
      >
      <button class="button" ?disabled=${offset + rows.length >= matching} @click=${go(offset + this.pageSize)}>
        ${msg('Next')}
      </button>
    </nav>`;
  }

  readonly #onChoice = ({ target }: ComponentEvent<'im-choice'>): void => {
    this.#answered = (target as RequestCard).row?.jid;
    this.#focused = this.#cards().indexOf(target as RequestCard);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const cards = this.#cards();
    const to = moveTo(event.key, this.#indexOfFocus(), cards.length);
    if (to !== undefined && focusCard(cards[to])) event.preventDefault();
  };

  #cards(): RequestCard[] {
    return [...this.renderRoot.querySelectorAll<RequestCard>('im-request-card')];
  }

  #indexOfFocus(): number {
    const { activeElement } = this.renderRoot as ShadowRoot;
    return this.#cards().findIndex((card) => card === activeElement);
  }
}

/** Which card a key moves to. */
function moveTo(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function isOpen({ row }: RequestCard): boolean {
  return row?.pending === null;
}

function focusCard(card: RequestCard | undefined): boolean {
  void card?.updateComplete.then(() => card.focus());
  return card !== undefined;
}
