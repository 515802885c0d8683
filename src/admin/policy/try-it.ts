/** What would become of somebody's request under a draft, decided by the code that decides real ones. */
import { typedJid, type Domain } from '../../core/jid.js';
import { decide } from '../../core/policy/decide.js';
import { federationInForce } from '../../core/policy/federation.js';
import { inForce, type Setting } from '../../core/policy/handling.js';
import { domainWarning, type DomainWarning } from '../../core/policy/lookalike.js';
import type { Handling } from '../../core/policy/schema.js';
import type { Rule } from '../../core/request.js';
import { initialState } from '../../core/state.js';
import { policyOf } from './draft-policy.js';
import { HANDLING_WORDS } from './policy-words.js';
import type { PolicyDraft } from './revision.js';

export interface TryItQuestion {
  /** Who asks, as typed. */
  readonly from: string;
  readonly draft: PolicyDraft;
  /** What the person who is asked has chosen; null until they choose. Counts only where the draft leaves it to them. */
  readonly chosen: Handling | null;
  /** The organisation's own domain. */
  readonly own: Domain;
}

export type TryItAnswer =
  | { readonly ok: false; readonly problem: string; readonly todo: string }
  | {
      readonly ok: true;
      readonly jid: string;
      readonly isAccepted: boolean;
      /** What happens, and by which rule, in one sentence. */
      readonly outcome: string;
      /** Whether the sender is asked for their presence in return, in one sentence; empty for a prompt. */
      readonly inReturn: string;
      readonly warning: DomainWarning | undefined;
    };

/** Tries a draft on a request from somebody whom the person, who is in no group, has never met. */
export function tryIt({ from, draft, chosen, own }: TryItQuestion): TryItAnswer {
  const jid = typedJid(from);
  if (!jid) {
    return {
      ok: false,
      problem: 'That is not the address of a person.',
      todo: 'Write an address such as name@example.com, without anything after the domain.',
    };
  }
  const policy = policyOf(draft);
  const rules = inForce({ kind: 'published', policy, kept: false }, { kind: 'known', chosen }, undefined, own);
  const request = { jid: jid.bare, domain: jid.domain, nick: '', note: '', since: 0 };
  const verdict = decide(
    {
      ...initialState(null),
      preference: { kind: 'known', chosen },
      blocked: { kind: 'known', jids: new Set() },
      roster: { kind: 'known', items: new Map() },
      inForce: rules,
      federation: federationInForce(policy, own),
    },
    { request, epoch: 0, verdict: { do: 'wait' } },
  );
  const warning = rules && domainWarning(jid.domain, rules.lookalikes);
  if (verdict.do === 'approve' && verdict.by === 'policy') {
    const inReturn = verdict.addBack
      ? 'They are added to the person’s own contacts, too.'
      : 'They are not added to the person’s own contacts.';
    return { ok: true, jid: jid.bare, isAccepted: true, outcome: acceptedBy(verdict.rule), inReturn, warning };
  }
  const isStopped = verdict.do === 'hide' && verdict.why === 'federation';
  const outcome = isStopped
    ? `Not shown: IM Federation lets nothing pass between your people and ${jid.domain}.`
    : rules
      ? promptedBy(rules.handling, rules.setting, jid.domain)
      : '';
  return { ok: true, jid: jid.bare, isAccepted: false, outcome, inReturn: '', warning };
}

function acceptedBy(rule: Rule): string {
  switch (rule.kind) {
    case 'organization':
      return `Accepted automatically: ${rule.domain} is one of your organization’s domains.`;
    case 'all':
      return 'Accepted automatically: all requests are.';
    // A request out of nowhere comes by none of these.
    case 'asked':
    case 'allowed':
    case 'invited':
      return 'Accepted automatically: the person had expected it.';
  }
}

function promptedBy(handling: Handling, setting: Setting, domain: string): string {
  if (handling === 'accept-organization') return `Prompts: ${domain} is not one of your organization’s domains.`;
  const { label } = HANDLING_WORDS[handling];
  return setting.kind === 'choice' ? `Prompts: the person chose “${label}”.` : `Prompts: the policy says “${label}”.`;
}
