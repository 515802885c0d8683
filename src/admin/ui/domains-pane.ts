import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { missingFrom } from '../policy/differences.js';
import { domainForms } from '../policy/domain-forms.js';
import { isReached, reachOf, reachWords, type Reach } from '../policy/domain-reach.js';
import type { PolicyField } from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import { domainText } from './domain-text.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { PAGE, pager, pageStart } from './paging.js';
import { PolicyPane } from './policy-pane.js';
import type { AdminServices } from './services.js';

/**
 * System Settings › Domain(s): what "in my organization" means.
 *
 * @summary The pane Domain(s).
 * @fires im-admin-unsaved - There are changes that are not saved, or none any more.
 * @fires im-admin-told - The policy was saved, or was not.
 * @fires im-admin-go - The person wants to see what to do about a policy that cannot be had.
 */
export class DomainsPane extends PolicyPane {
  static override styles = [
    PolicyPane.styles,
    css`
      .list li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
        padding-block: 8px;
        border-block-start: var(--_im-line) solid var(--_im-border);
      }

      .list li > div {
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .domain {
        font-weight: 550;
      }

      .badge {
        display: inline-block;
        margin-inline-start: 6px;
        padding: 0 8px;
        border-radius: 99px;
        background: var(--_im-accent-soft);
        font-size: 0.9em;
      }
    `,
  ];

  /** Instead of the well-known ones. */
  @state() private reach: ReadonlyMap<string, Reach> = new Map();
  @state() private search = '';
  @state() private offset = 0;

  constructor() {
    super();
    new KeepFocus(this, '.list .remove', 'im-admin-domain-form');
  }

  protected override edits(field: PolicyField): boolean {
    return field === 'domains';
  }

  protected override renderDraft(draft: PolicyDraft, { wire }: AdminServices, editor: PolicyEditor): TemplateResult {
    const { domains } = draft;
    const add = (domain: ListedDomain): void => editor.set({ domains: [...domains, domain] });
    return html`${editor.isReadOnly ? nothing : renderOwn(wire.domain, domains, add)}
      <section class="card" aria-labelledby="listed">
        <h3 id="listed">Domains of your organization</h3>
        <p class="help">
          Requests from these count as “from contacts in my organization”. Each stands for itself: sub-domains do not
          come with it.
        </p>
        ${
          editor.isReadOnly
            ? nothing
            : html`<im-admin-domain-form
                .listed=${domains}
                .own=${wire.domain}
                .reach=${this.reach}
                @im-admin-domain-added=${({ detail }: HTMLElementEventMap['im-admin-domain-added']) => add(detail.domain)}
                @im-admin-domain-typed=${({ detail }: HTMLElementEventMap['im-admin-domain-typed']) =>
                  void this.#look(detail.domain)}
              ></im-admin-domain-form>`
        }
        ${this.#renderList(domains, wire.domain, editor)}
      </section>
      <im-admin-save-bar .editor=${editor}></im-admin-save-bar>`;
  }

  #renderList(domains: readonly ListedDomain[], own: string, editor: PolicyEditor): TemplateResult {
    if (domains.length === 0) {
      return html`<p class="muted">None is listed: nobody counts as a contact in the organization.</p>`;
    }
    const sought = this.search.trim().normalize('NFC').toLowerCase();
    const found = domains.filter(({ ascii, unicode }) => ascii.includes(sought) || unicode.includes(sought));
    const offset = pageStart(this.offset, found.length);
    const saved = new Set(editor.base?.draft?.domains.map(({ ascii }) => ascii));
    return html`${domains.length > PAGE ? this.#renderSearch() : nothing}
      ${found.length === 0 ? html`<p class="muted" role="status">None of them holds that.</p>` : nothing}
      <ul class="list" aria-labelledby="listed">
        ${repeat(
          found.slice(offset, offset + PAGE),
          ({ ascii }) => ascii,
          (domain) => this.#renderDomain(domain, own, !saved.has(domain.ascii), editor),
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

  #renderDomain({ ascii, unicode }: ListedDomain, own: string, isNew: boolean, editor: PolicyEditor): TemplateResult {
    const isOwn = own === ascii || own === unicode;
    const remove = (): void => {
      const { draft } = editor;
      if (draft) editor.set({ domains: draft.domains.filter((other) => other.ascii !== ascii) });
    };
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
        ${isReached(this.reach.get(ascii)) ? nothing : html`<div class="warn">${reachWords(this.reach.get(ascii))}</div>`}
      </div>
      ${
        editor.isReadOnly
          ? nothing
          : html`<button type="button" class="button remove" aria-label="Remove ${unicode}" @click=${remove}>
              Remove
            </button>`
      }
    </li>`;
  }

  /** Once for each domain that was typed. */
  async #look(domain: ListedDomain): Promise<void> {
    const { services } = this;
    const known = this.reach.get(domain.ascii);
    if (!services || (known !== undefined && known !== 'unknown')) return;
    this.#learn(domain, 'unknown');
    this.#learn(domain, await reachOf(services.wire, domain));
  }

  #learn({ ascii }: ListedDomain, reach: Reach): void {
    this.reach = new Map([...this.reach, [ascii, reach]]);
  }
}

/** Without it, people of the same server are strangers to each other; that may be meant, so it is only offered. */
function renderOwn(
  own: string,
  listed: readonly ListedDomain[],
  add: (domain: ListedDomain) => void,
): TemplateResult | typeof nothing {
  const forms = domainForms(own);
  if (!forms.ok || missingFrom(listed, [forms.domain]).length === 0) return nothing;
  return html`<im-notice tone="warn">
    <p>
      Your own domain, <strong>${domainText(forms.domain.unicode)}</strong>, is not listed: your people count as
      strangers to each other.
    </p>
    <p><button type="button" class="link" @click=${() => add(forms.domain)}>Add it</button></p>
  </im-notice>`;
}

export const definitions = { 'im-admin-domains': DomainsPane };
