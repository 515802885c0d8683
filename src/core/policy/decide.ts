/**
 * The decision about one waiting request: the first row that applies.
 *
 * | what is known | verdict |
 * |---|---|
 * | policy, preference, block list or contact list are not known yet | wait |
 * | the sender is blocked | hide |
 * | they see our presence already | hide |
 * | the policy's federation stops their domain | hide |
 * | the person blocked, accepted or declined it, or ignores it | as they said, once it cannot be taken back any more |
 * | block list or contact list cannot be read, or the server refused our answer | prompt |
 * | the person undid an earlier acceptance | prompt |
 * | the person wrote them down in advance | approve |
 * | they have a token of the person's, and the organisation has not fixed *prompt* | approve |
 * | handling *prompt* | prompt |
 * | handling *accept from all contacts* | approve |
 * | their domain is listed | approve |
 * | we asked for their presence, and the person has not declined them since | approve |
 * | anything else | prompt |
 */
import { isAbout } from '../overruled.js';
import { isBlocked } from '../block-list.js';
import type { Domain } from '../jid.js';
import { isHeld } from '../held.js';
import type { Rule, Verdict } from '../request.js';
import { sawOrAsked, seesUs, type RosterItem } from '../roster.js';
import { invitationOf } from '../standing.js';
import type { State, Waiting } from '../state.js';
import { isListed } from './domains.js';
import { barrier } from './federation.js';
import type { InForce } from './handling.js';
import { ruleFor } from './rule.js';

const WAIT: Verdict = { do: 'wait' };
const PROMPT: Verdict = { do: 'prompt' };

/** What is to become of a waiting request, from the facts alone. */
export function decide(state: State, waiting: Waiting): Verdict {
  const { jid } = waiting.request;
  const { blocked, roster, preference, inForce } = state;
  // A pinned handling does not need the preference, but what the person decided about people comes with it.
  if (!inForce || preference.kind === 'unknown' || blocked.kind === 'unknown' || roster.kind === 'unknown') return WAIT;

  if (blocked.kind === 'known' && isBlocked(blocked.jids, jid)) return { do: 'hide', why: 'blocked' };
  const contact = roster.kind === 'known' ? roster.items.get(jid) : undefined;
  if (seesUs(contact)) return { do: 'hide', why: 'subscribed' };
  if (barrier(state, jid)) return { do: 'hide', why: 'federation' };

  const byPerson = decidedByPerson(state, waiting);
  if (byPerson) return byPerson;

  const readable = blocked.kind !== 'unreadable' && roster.kind === 'known';
  if (!readable || waiting.refused !== undefined || state.marks.get(jid)?.act === 'undo') return PROMPT;

  const rule =
    expected(state, waiting) ?? ruleFor(inForce, waiting.request.domain, contact, state.marks.get(jid)?.act === 'deny');
  return rule
    ? { do: 'approve', by: 'policy', rule, addBack: addsBack(inForce, waiting.request.domain, contact, rule) }
    : PROMPT;
}

/** Whether the person said in advance that they want this one. */
function expected(state: State, { request }: Waiting): Rule | undefined {
  if (state.marks.get(request.jid)?.act === 'allow') return { kind: 'allowed' };
  if (!state.inForce || isFixedToPrompt(state.inForce)) return undefined;
  const invitation = invitationOf(state, request);
  return invitation && { kind: 'invited', label: invitation.label };
}

/** The organisation (or that nothing is known of its policy) wants the person asked: a token does not override it. */
function isFixedToPrompt({ handling, setting }: InForce): boolean {
  return handling === 'prompt' && setting.kind === 'absent';
}

function decidedByPerson(state: State, { request: { jid }, refused }: Waiting): Verdict | undefined {
  if (isHeld(state, jid)) return PROMPT;
  if (refused === undefined && isBlocked(state.toBlock, jid)) return { do: 'block' };
  const intent = state.intents.get(jid);
  if (intent?.act === 'accept' && refused === undefined && isAbout(state, jid, intent.at)) {
    const { addBack, details } = intent;
    return { do: 'approve', by: 'person', addBack, ...(details ? { details } : {}) };
  }
  const mark = state.marks.get(jid);
  if (mark?.act === 'ignore') return { do: 'hide', why: 'ignored' };
  if (mark?.act === 'deny' && !mark.done) {
    return state.toComplete.has(jid) ? { do: 'deny' } : { do: 'hide', why: 'elsewhere' };
  }
  return undefined;
}

function addsBack(inForce: InForce, domain: Domain, contact: RosterItem | undefined, rule: Rule): boolean {
  if (sawOrAsked(contact)) return false;
  if (rule.kind === 'invited') return true; // XEP-0379 §3.3: an invitation goes both ways
  return inForce.addBack === 'all' || (inForce.addBack === 'listed' && isListed(domain, inForce.listed));
}
