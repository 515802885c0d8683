import { html, nothing, type TemplateResult } from 'lit';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { domainForms } from '../policy/domain-forms.js';
import { missingFrom } from '../policy/lists.js';
import type { PolicyField } from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import { definitions as list } from './domain-list.js';
import { domainText } from './domain-text.js';
import type { PolicyEditor } from '../policy/draft-store.js';
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
        <im-admin-domain-list
          label="Domains of your organization"
          empty="None is listed: nobody counts as a contact in the organization."
          .domains=${domains}
          .saved=${editor.base?.draft?.domains ?? []}
          .own=${wire.domain}
          .wire=${wire}
          ?readonly=${editor.isReadOnly}
          @im-admin-domain-added=${({ detail }: HTMLElementEventMap['im-admin-domain-added']) => add(detail.domain)}
          @im-admin-domain-removed=${({ detail }: HTMLElementEventMap['im-admin-domain-removed']) =>
            editor.set({ domains: domains.filter(({ ascii }) => ascii !== detail.domain.ascii) })}
        ></im-admin-domain-list>
      </section>
      <im-admin-save-bar pane="domains" .editor=${editor}></im-admin-save-bar>`;
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

export const definitions = { 'im-admin-domains': DomainsPane, ...list };
