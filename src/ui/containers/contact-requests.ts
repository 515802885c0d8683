import { localized, msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { NO_FILTER, type View } from '../../core/view.js';
import { PAGE_SIZE } from '../../ports/client.js';
import { defineLater } from '../define-components.js';
import { formatCount } from '../format.js';
import type { RequestsChangedDetail } from '../page-events.js';
import { waitingText } from '../strings/counts.js';
import type { Inbox } from './inbox.js';
import { policyNotice, skeleton } from './inbox-parts.js';
import { SignedInElement, type Part } from './signed-in-element.js';

/**
 * The contact requests of whoever is signed in: what waits for an answer, and what was decided by
 * itself and why. Where nobody is signed in, it asks them to.
 *
 * @summary Contact requests, decided by the organisation's policy.
 * @fires {CustomEvent<RequestsChangedDetail>} im-requests-changed - The number of waiting requests changed.
 * @cssproperty --im-sticky-top - Height of what stays at the top of the page's window; 0 by default.
 */
@localized()
export class ContactRequestsElement extends SignedInElement {
  #count = -1;

  protected override get heading(): string {
    return msg('Contact requests');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
  }

  protected override viewChanged(): void {
    const { view } = this;
    if (view) {
      const count = view.session.account ? view.requests.total : 0;
      if (count !== this.#count) this.#tell((this.#count = count));
    }
    super.viewChanged();
  }

  protected override prefetch(): void {
    void defineLater('im-inbox');
  }

  protected override renderCount({ requests: { total } }: View): Part {
    if (total === 0) return nothing;
    return html`<span class="count" title=${waitingText(total)}>${formatCount(total, this.locale)}</span>`;
  }

  protected override renderContent(view: View, now: number): Part {
    this.prefetch();
    return html`${policyNotice(view.setting.notice)}
      <im-inbox
        .client=${this.client}
        .view=${view}
        .locale=${this.locale}
        .now=${now}
        @im-emptied=${this.#onEmptied}
        @im-all-decisions=${this.#onAllDecisions}
        >${skeleton()}</im-inbox
      >`;
  }

  protected override forgetPage(): void {
    super.forgetPage();
    if (this.client?.window.filter !== NO_FILTER) {
      this.client?.look({ offset: 0, limit: PAGE_SIZE, filter: NO_FILTER });
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    this.renderRoot.querySelector<Inbox>('im-inbox')?.onKey(event);
  };

  readonly #onEmptied = (event: Event): void => {
    event.stopPropagation();
    this.focusTitle();
  };

  readonly #onAllDecisions = (event: Event): void => {
    event.stopPropagation();
    this.openOptions({ section: 'log' });
  };

  #tell(count: number): void {
    const detail: RequestsChangedDetail = { count };
    this.dispatchEvent(new CustomEvent('im-requests-changed', { detail, bubbles: true, composed: true }));
  }
}
