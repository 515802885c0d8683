import { html, nothing, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { isReached, reachCounts, reachFact, reachWords } from '../policy/domain-reach.js';
import type { DomainEntryContext } from '../policy/domain-entry.js';
import type { AdminWire } from '../wire.js';
import { busyButton } from './busy-button.js';
import { definitions as form, type DomainUse } from './domain-form.js';
import { domainText } from './domain-text.js';
import { EntryList, mendLine, newBadge } from './entry-list.js';
import { ReachChecks } from './reach-checks.js';

declare global {
  interface HTMLElementEventMap {
    'im-admin-domain-removed': CustomEvent<{ readonly domain: ListedDomain }>;
  }
}

/**
 * A list of domains, with a form to add one.
 *
 * @summary Domains, to add and to remove.
 * @fires im-admin-domain-added - One is to be listed.
 * @fires im-admin-domain-removed - One is to be listed no more.
 */
export class DomainList extends EntryList<ListedDomain> {
  static override styles = [EntryList.styles, busyButton];

  @property() use: DomainUse = 'organization';
  @property({ attribute: false }) domains: readonly ListedDomain[] = [];
  /** What is published already. */
  @property({ attribute: false }) saved: readonly ListedDomain[] = [];
  @property() own = '';
  /** Of the form. */
  @property({ attribute: false }) known: readonly ListedDomain[] = [];
  @property({ attribute: false }) conflict: DomainEntryContext['conflict'];
  /** What is to be mended about one that is listed; empty if nothing is. */
  @property({ attribute: false }) mend: (domain: ListedDomain) => string = () => '';
  /** By which domains are asked; without it none is. */
  @property({ attribute: false }) wire: AdminWire | undefined;
  /** Whether they are reached is offered to be asked again. */
  @property({ type: Boolean }) checked = false;

  protected override readonly searchLabel = 'Search these domains';
  readonly #checks = new ReachChecks(this, () => this.wire);

  constructor() {
    super();
    new KeepFocus(this, '.list .remove', 'im-admin-domain-form');
  }

  override render(): TemplateResult {
    const { domains, own, known, conflict, use, readonly } = this;
    return html`${
      readonly
        ? nothing
        : html`<im-admin-domain-form
            .listed=${domains}
            .own=${own}
            .use=${use}
            .known=${known}
            .conflict=${conflict}
            .reach=${this.#checks.reach}
            @im-admin-domain-added=${({ detail }: HTMLElementEventMap['im-admin-domain-added']) =>
              this.dispatchEvent(new CustomEvent('im-admin-domain-added', { detail }))}
            @im-admin-domain-typed=${({ detail }: HTMLElementEventMap['im-admin-domain-typed']) =>
              void this.#checks.look(detail.domain)}
          ></im-admin-domain-form>`
    }
    ${this.renderList(domains)}`;
  }

  protected override nameOf({ unicode }: ListedDomain): string {
    return unicode;
  }

  protected override has({ ascii, unicode }: ListedDomain, sought: string): boolean {
    return ascii.includes(sought) || unicode.includes(sought);
  }

  protected override takeOff(domain: ListedDomain): void {
    this.dispatchEvent(new CustomEvent('im-admin-domain-removed', { detail: { domain } }));
  }

  protected override renderAbove(shown: readonly ListedDomain[]): TemplateResult | typeof nothing {
    return this.checked && shown.length > 0 ? this.#renderCheck(shown) : nothing;
  }

  protected override renderEntry(domain: ListedDomain): TemplateResult {
    const { ascii, unicode } = domain;
    const isOwn = this.own === ascii || this.own === unicode;
    const isNew = !this.saved.some((one) => one.ascii === ascii);
    return html`${domainText(unicode)} ${isOwn ? html`<span class="badge">Your own</span>` : nothing} ${newBadge(isNew)}
    ${
      ascii === unicode
        ? nothing
        : html`<div class="help">
            <code><bdi>${ascii}</bdi></code>
          </div>`
    }
    ${mendLine(this.mend(domain))} ${this.#renderReach(domain, isNew)}`;
  }

  #renderCheck(shown: readonly ListedDomain[]): TemplateResult {
    const { isBusy, reach } = this.#checks;
    const check = (): void => void (isBusy || this.#checks.check(shown));
    return html`<div class="row">
      <button type="button" class="button check" aria-disabled=${isBusy ? 'true' : nothing} @click=${check}>
        Check whether they are reached
      </button>
      <span class="muted" role="status">${isBusy ? 'Asking …' : reachCounts(shown, reach)}</span>
    </div>`;
  }

  #renderReach(domain: ListedDomain, isNew: boolean): TemplateResult | typeof nothing {
    const reach = this.#checks.reach.get(domain.ascii);
    if (!this.checked) return isReached(reach) ? nothing : html`<div class="warn">${reachWords(reach)}</div>`;
    if (this.#checks.isAsking(domain)) return html`<div class="muted">Asking …</div>`;
    if (reach === undefined) return nothing;
    return html`<div class=${reach === 'answers' ? 'good' : 'warn'}>${reachFact(reach, isNew)}</div>`;
  }
}

export const definitions = { 'im-admin-domain-list': DomainList, ...form };
