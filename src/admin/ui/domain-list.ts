import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { base } from '../../ui/styles/base.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { isReached, reachCounts, reachFact, reachWords } from '../policy/domain-reach.js';
import type { DomainEntryContext } from '../policy/domain-entry.js';
import type { AdminWire } from '../wire.js';
import { busyButton } from './busy-button.js';
import { definitions as form, type DomainUse } from './domain-form.js';
import { domainText } from './domain-text.js';
import { entryList } from './entry-list.js';
import { PAGE, pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';
import { ReachChecks } from './reach-checks.js';

declare global {
  interface HTMLElementEventMap {
    'im-admin-domain-removed': CustomEvent<{ readonly domain: ListedDomain }>;
  }
}

/**
 * A list of domains, a page at a time, with a form to add one.
 *
 * @summary Domains, to add and to remove.
 * @fires im-admin-domain-added - One is to be listed.
 * @fires im-admin-domain-removed - One is to be listed no more.
 */
export class DomainList extends LitElement {
  static override styles = [base, pane, busyButton, entryList];

  /** What it is called. */
  @property() label = '';
  @property() use: DomainUse = 'organization';
  @property({ attribute: false }) domains: readonly ListedDomain[] = [];
  /** What is published already. */
  @property({ attribute: false }) saved: readonly ListedDomain[] = [];
  @property() own = '';
  /** Said where there is none. */
  @property() empty = '';
  @property({ type: Boolean }) readonly = false;
  /** Of the form. */
  @property({ attribute: false }) known: readonly ListedDomain[] = [];
  @property({ attribute: false }) conflict: DomainEntryContext['conflict'];
  /** What is to be mended about one that is listed; empty if nothing is. */
  @property({ attribute: false }) mend: (domain: ListedDomain) => string = () => '';
  /** By which domains are asked; without it none is. */
  @property({ attribute: false }) wire: AdminWire | undefined;
  /** Whether they are reached is offered to be asked again. */
  @property({ type: Boolean }) checked = false;

  @state() private search = '';
  @state() private offset = 0;
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
    ${domains.length === 0 ? html`<p class="muted">${this.empty}</p>` : this.#renderList(domains)}`;
  }

  #renderList(domains: readonly ListedDomain[]): TemplateResult {
    const sought = this.search.trim().normalize('NFC').toLowerCase();
    const found = domains.filter(({ ascii, unicode }) => ascii.includes(sought) || unicode.includes(sought));
    const offset = pageStart(this.offset, found.length);
    const shown = found.slice(offset, offset + PAGE);
    const saved = new Set(this.saved.map(({ ascii }) => ascii));
    return html`${domains.length > PAGE ? this.#renderSearch() : nothing}
      ${found.length === 0 ? html`<p class="muted" role="status">None of them holds that.</p>` : nothing}
      ${this.checked && shown.length > 0 ? this.#renderCheck(shown) : nothing}
      <ul class="list" aria-label=${this.label}>
        ${repeat(
          shown,
          ({ ascii }) => ascii,
          (domain) => this.#renderDomain(domain, !saved.has(domain.ascii)),
        )}
      </ul>
      ${pager(offset, found.length, (to) => (this.offset = to))}`;
  }

  #renderSearch(): TemplateResult {
    return html`<label class="field"
      >Search these domains
      <input
        type="search"
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
          this.offset = 0;
        }}
      />
    </label>`;
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

  #renderDomain(domain: ListedDomain, isNew: boolean): TemplateResult {
    const { ascii, unicode } = domain;
    const isOwn = this.own === ascii || this.own === unicode;
    const mend = this.mend(domain);
    const remove = (): boolean =>
      this.dispatchEvent(new CustomEvent('im-admin-domain-removed', { detail: { domain } }));
    return html`<li>
      <div>
        ${domainText(unicode)} ${isOwn ? html`<span class="badge">Your own</span>` : nothing}
        ${isNew ? html`<span class="badge">Not saved yet</span>` : nothing}
        ${
          ascii === unicode
            ? nothing
            : html`<div class="help">
                <code><bdi>${ascii}</bdi></code>
              </div>`
        }
        ${mend ? html`<div class="bad">${mend}</div>` : nothing} ${this.#renderReach(domain, isNew)}
      </div>
      ${
        this.readonly
          ? nothing
          : html`<button type="button" class="button remove" aria-label="Remove ${unicode}" @click=${remove}>
              Remove
            </button>`
      }
    </li>`;
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
