/**
 * Who may write to us like anybody else. Everybody else is a stranger: held apart, and told nothing of us, neither that
 * their message arrived nor that it was read, before the person answers or accepts them. The first that applies:
 *
 * | what is known | stranger |
 * |---|---|
 * | the person is about to block them | as it was last known, and they are told nothing |
 * | the policy's federation stops their domain | the same; who is known by the rows that name neither policy nor preference is none, also to a device that never saw them before |
 * | we have written to them, or they were accepted | no |
 * | it is our own account, or our own server | no |
 * | contact list, policy or preference are not known yet | as it was last known |
 * | a contact whom we let in, whose presence we see, or have asked to see | no |
 * | the person wrote them down in advance | no |
 * | the handling in force would accept a request of theirs | no |
 * | anybody else | yes |
 */
import { isBlocked } from '../block-list.js';
import { domainOf, type Domain } from '../jid.js';
import { barrier } from '../policy/federation.js';
import { ruleFor } from '../policy/rule.js';
import { sawOrAsked, seesUs } from '../roster.js';
import type { ChatState } from './chat-state.js';
import type { Conversation } from './conversation.js';

/** Undefined as long as it is not known. */
export function standsApart({ session, account }: ChatState, { jid, letIn }: Conversation): boolean | undefined {
  const { roster, inForce, marks, toBlock } = session;
  if (isBlocked(toBlock, jid) || barrier(session, jid)) return undefined;
  if (letIn || jid === account || jid === domainOf(account)) return false;
  if (roster.kind === 'unknown' || !inForce) return undefined;
  const contact = roster.kind === 'known' ? roster.items.get(jid) : undefined;
  const mark = marks.get(jid)?.act;
  if (seesUs(contact) || sawOrAsked(contact) || mark === 'allow') return false;
  // Who was turned away is not let in by a rule.
  if (mark === 'deny' || mark === 'ignore' || mark === 'undo') return true;
  return ruleFor(inForce, domainOf(jid) as string as Domain, contact, false) === undefined;
}

/** The same, with what was last known where it is not known now. */
export function isStranger(state: ChatState, conversation: Conversation): boolean {
  const last = conversation.stranger && !isSuspended(state, conversation);
  return (conversation.stranger = standsApart(state, conversation) ?? last);
}

/** The person has to do with them, and only the policy's federation is in the way. */
function isSuspended({ session }: ChatState, { jid, letIn }: Conversation): boolean {
  if (!barrier(session, jid)) return false;
  const { roster, marks } = session;
  const contact = roster.kind === 'known' ? roster.items.get(jid) : undefined;
  return letIn || seesUs(contact) || sawOrAsked(contact) || marks.get(jid)?.act === 'allow';
}
