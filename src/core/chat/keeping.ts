/**
 * What archives keep of a conversation, by the policy's logging:
 *
 * | logging | with somebody on the contact list | with anybody else |
 * |---|---|---|
 * | nothing is said of it | `unset`: as the server has it | `unset` |
 * | `everyone` | `kept` | `kept` |
 * | `contacts` | `kept` | `not-kept` |
 * | `nobody` | `not-kept` | `not-kept` |
 *
 * What is not kept, by our organisation or at the word of whoever sent it (XEP-0334), is here alone: it is marked so (`isAlone`), is
 * cut off no sooner than where there is no archive, and stays where it is, whatever the archive says.
 */
import type { BareJid } from '../jid.js';
import { seesThem, seesUs } from '../roster.js';
import type { ChatState } from './chat-state.js';
import type { Conversation, Message } from './conversation.js';
import type { Heard } from './heard.js';

export type Keeping = 'unset' | 'kept' | 'not-kept';

/** The server knows who is on the list, also where we could not read that. */
export function keepingOf({ session: { logging, roster } }: ChatState, jid: BareJid): Keeping {
  switch (logging.mode) {
    case 'unset':
      return 'unset';
    case 'everyone':
      return 'kept';
    case 'nobody':
      return 'not-kept';
    case 'contacts':
      if (roster.kind !== 'known') return 'unset';
      return roster.items.has(jid) ? 'kept' : 'not-kept';
  }
}

/** What is added to whatever we send to somebody. */
export function unkept(state: ChatState, jid: BareJid): { readonly unkept?: true } {
  return keepingOf(state, jid) === 'not-kept' ? { unkept: true } : {};
}

/** It is known what holds now: before that nothing is sent. */
export function isKeepingKnown({ session: { policy, roster, logging } }: ChatState): boolean {
  return policy.kind !== 'unknown' && (logging.mode !== 'contacts' || roster.kind !== 'unknown');
}

/** No archive may ever show it: what says otherwise is its id there. */
export function comesAlone(state: ChatState, { peer, unkept }: Heard): boolean {
  if (unkept || keepingOf(state, peer) === 'not-kept') return true;
  const { logging, roster } = state.session;
  const item = roster.kind === 'known' ? roster.items.get(peer) : undefined;
  // ejabberd 23.01 takes for contacts only those whom we see, or who see us.
  return logging.mode === 'contacts' && !seesThem(item) && !seesUs(item);
}

/** It is not in the archive, and never will be. */
export function isAlone({ alone, archiveId }: Message): boolean {
  return alone === true && archiveId === null;
}

/** All that is here can be read again in the archive. */
export function isArchived({ link, conversations }: ChatState): boolean {
  return link.archive === 'yes' && ![...conversations.values()].some(({ messages }) => messages.some(isAlone));
}

/** What is here alone goes between what was read anew, by its time; behind that, what waits to be sent. */
export function placeByTime(conversation: Conversation): void {
  const alone = conversation.messages.filter(isAlone);
  if (alone.length === 0) return;
  const isWaiting = ({ delivery }: Message): boolean => delivery === 'waiting';
  const others = conversation.messages.filter((one) => !isAlone(one));
  const placed = others.filter((one) => !isWaiting(one));
  for (const one of alone) placed.splice(placed.findLastIndex(({ at }) => at <= one.at) + 1, 0, one);
  conversation.messages = [...placed, ...others.filter(isWaiting)];
}
