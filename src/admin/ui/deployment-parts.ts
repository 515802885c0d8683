/** What the deployment pane shows of a pinned policy, and of each file. */
import { APPLY_FEDERATION_RULES, FEDERATION_RULES_FILE, federationRules } from '../deployment/federation-rules.js';
import {
  APPLY_LOGGING_RULES,
  LOGGING_RULES_FILE,
  loggingRules,
  removeOldMessages,
} from '../deployment/logging-rules.js';
import { html, nothing, type TemplateResult } from 'lit';
import { HANDLING_WORDS } from '../policy/policy-words.js';
import type { DeploymentFile } from '../deployment/browser-policy.js';
import type { PolicyDraft } from '../policy/revision.js';
import type { PaneName } from './events.js';

const IN_RETURN = { listed: 'for the listed domains', all: 'for everybody', never: 'for nobody' } as const;

/** What would be pinned, or why nothing can be. */
export function renderPinned(draft: PolicyDraft | null, pin: boolean, go: (pane: PaneName) => void): TemplateResult {
  if (!draft) {
    return html`<p class="pinned help">
      There is no policy yet that could be pinned.
      <button type="button" class="link" @click=${() => go('organization')}>Make the first one</button>
    </p>`;
  }
  if (!pin) return html``;
  const domains = draft.domains.map(({ unicode }) => unicode);
  return html`<div class="pinned" role="status">
    <p>
      Pinned: <strong>${HANDLING_WORDS[draft.handling].label}</strong>;
      ${domains.length === 0 ? 'no listed domains' : html`listed: ${domains.map((domain, index) => html`${index > 0 ? ', ' : ''}<bdi>${domain}</bdi>`)}`};
      added in return ${IN_RETURN[draft.addBack]}.
    </p>
    ${
      draft.allowUserOptions
        ? html`<p class="warn">
            Your policy lets people choose for themselves. Pinned, that choice is gone, and the handling above holds for
            everybody.
          </p>`
        : nothing
    }
  </div>`;
}

/** A file, with the place where it goes. */
export function renderFile({ title, where, text, name, type, octets }: DeploymentFile): TemplateResult {
  return html`<article class="card">
    <h4>${title}</h4>
    <p class="muted"><code>${name}</code>: ${where}</p>
    <im-admin-code folded label="the file for ${title}" .text=${text} .file=${{ name, type, octets }}></im-admin-code>
  </article>`;
}

/** Prosody's module follows the policy by itself; what ejabberd lets pass is written anew with each change. */
export function renderFederationRules(domain: string, draft: PolicyDraft): TemplateResult {
  const { domains: listedDomains, federation, trusted, refused, groups } = draft;
  const text = federationRules({ domain, listedDomains, federation, trusted, refused, groups });
  return html`<section class="card" aria-labelledby="rules">
    <h3 id="rules">IM Federation on ejabberd</h3>
    <p class="muted">
      Prosody follows what you save by itself. On ejabberd, put this file beside ejabberd.yml after each change of IM
      Federation, Domain(s) or Policy Groups, and run the command: it needs no restart.
    </p>
    <im-admin-code
      label="rules of federation for ejabberd"
      .text=${text}
      .file=${{ name: FEDERATION_RULES_FILE, type: 'application/yaml' }}
    ></im-admin-code>
    <im-admin-code label="the command that applies them" .text=${APPLY_FEDERATION_RULES}></im-admin-code>
  </section>`;
}

/** The same of what it keeps of messages, with the command for what is too old. */
export function renderLoggingRules(domain: string, draft: PolicyDraft): TemplateResult {
  const { logging, loggingDays, loggingAlways, loggingNever, groups } = draft;
  const input = { domain, logging, loggingDays, loggingAlways, loggingNever, groups };
  const command = removeOldMessages(input);
  return html`<section class="card" aria-labelledby="logging-rules">
    <h3 id="logging-rules">IM Logging on ejabberd</h3>
    <p class="muted">
      Prosody follows what you save by itself. On ejabberd, put this file beside ejabberd.yml after each change of IM
      Logging or Policy Groups, and run the command: it needs no restart. It has the archive itself, too (mod_mam).
    </p>
    <im-admin-code
      label="settings of logging for ejabberd"
      .text=${loggingRules(input)}
      .file=${{ name: LOGGING_RULES_FILE, type: 'application/yaml' }}
    ></im-admin-code>
    <im-admin-code label="the command that applies these settings" .text=${APPLY_LOGGING_RULES}></im-admin-code>
    ${
      command
        ? html`<p class="muted">ejabberd removes nothing by itself. Have this run once a day, by cron for example:</p>
            <im-admin-code label="the command that removes what is too old" .text=${command}></im-admin-code>`
        : nothing
    }
  </section>`;
}
