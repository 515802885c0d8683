/**
 * The decision about one waiting request: the first row that applies.
 *
 * | what is known | verdict |
 * |---|---|
 * | policy, preference, block list or contact list are not known yet | wait |
 * | the sender is blocked | hide |
 * | they see our presence already | hide |
 * | the person blocked, accepted or declined it, or ignores it | as they said |
 * | block list or contact list cannot be read, or the server refused our answer | prompt |
 * | the person undid an earlier acceptance | prompt |
 * | handling *prompt* | prompt |
 * | handling *accept from all contacts* | approve |
 * | their domain is listed | approve |
 * | we asked for their presence, and the person has not declined them since | approve |
 * | anything else | prompt |
 */
import { isBlocked } from '../block-list.js';
import type { Domain } from '../jid.js';
import type { Rule, Verdict } from '../request.js';
import { sawOrAsked, seesUs, type RosterItem } from '../roster.js';
import type { State, Waiting } from '../state.js';
import { isListed } from './domains.js';
import type { InForce } from './handling.js';

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

  const byPerson = decidedByPerson(state, waiting);
  if (byPerson) return byPerson;

  const readable = blocked.kind !== 'unreadable' && roster.kind === 'known';
  if (!readable || waiting.refused !== undefined || state.marks.get(jid)?.act === 'undo') return PROMPT;

  const rule = ruleFor(inForce, waiting.request.domain, contact, state.marks.get(jid)?.act === 'deny');
  return rule
    ? { do: 'approve', by: 'policy', rule, addBack: addsBack(inForce, waiting.request.domain, contact) }
    : PROMPT;
}

function decidedByPerson(state: State, { request: { jid }, refused }: Waiting): Verdict | undefined {
  const intent = state.intents.get(jid);
  if (intent && refused === undefined) {
    return intent.act === 'block' ? { do: 'block' } : { do: 'approve', by: 'person', addBack: intent.addBack };
  }
  const mark = state.marks.get(jid);
  if (mark?.act === 'ignore') return { do: 'hide', why: 'ignored' };
  if (mark?.act === 'deny' && !mark.done) {
    return state.toComplete.has(jid) ? { do: 'deny' } : { do: 'hide', why: 'elsewhere' };
  }
  return undefined;
}

/** The rule of the handling in force that accepts a request from `domain`, if one does. */
export function ruleFor(
  inForce: InForce,
  domain: Domain,
  contact: RosterItem | undefined,
  declinedBefore: boolean,
): Rule | undefined {
  if (inForce.handling === 'prompt') return undefined;
  if (inForce.handling === 'accept-all') return { kind: 'all' };
  if (isListed(domain, inForce.listed)) return { kind: 'organization', domain };
  return contact?.ask && !declinedBefore ? { kind: 'asked' } : undefined;
}

function addsBack(inForce: InForce, domain: Domain, contact: RosterItem | undefined): boolean {
  if (sawOrAsked(contact)) return false;
  return inForce.addBack === 'all' || (inForce.addBack === 'listed' && isListed(domain, inForce.listed));
}
