/**
 * Puts what the archive says between what is here already: in its order, each message once. What was heard in another order is put
 * in that of the archive once all of it is read.
 */
import type { ArchivePage, ChatEffect } from './chat-event.js';
import type { ChatState } from './chat-state.js';
import type { BareJid } from '../jid.js';
import {
  indexOfHeard,
  indexOfId,
  isTheirs,
  messageId,
  moveTo,
  type Conversation,
  type Message,
} from './conversation.js';
import { announce, conversationOf, hearAbout, isStopped, meet, place } from './hear.js';
import { countUnread, readUpTo } from './reading.js';

/** Puts the messages of a page into their conversations, in its order, between those that are there already. */
export function merge(
  state: ChatState,
  { items }: ArchivePage,
  start: (conversation: Conversation) => number,
  effects: ChatEffect[],
  isOld = false,
): void {
  const positions = new Map<Conversation, number>();
  const isFirst = state.known === undefined;
  for (const { id: archiveId, heard } of items) {
    const isBehind = state.link.behind !== null;
    if (archiveId === state.link.behind) state.link.behind = null;
    const conversation = heard && !isStopped(state, heard) ? conversationOf(state, heard) : undefined;
    if (!heard || !conversation) continue;
    hearAbout(state, conversation, heard);
    if (heard.text === null) continue;
    if (isBehind) {
      meet(state, conversation, heard);
      continue;
    }
    const position = positions.get(conversation) ?? start(conversation);
    const placed = place(state, conversation, heard, position);
    const found = placed ?? indexOfId(conversation, messageId(heard));
    // What came before the archive was read from its end has not its place yet.
    const at = state.link.walk && placed === undefined ? lead(conversation, found, position) : found;
    // Backwards, what is here already is newer than what is not.
    positions.set(conversation, isOld && at > position ? position : Math.max(position, at + 1));
    state.link.walk?.set(conversation.jid, walked(state, conversation).add(messageId(heard)));
    if (placed === undefined || isOld || isFirst || heard.logged) continue;
    if (heard.mine) readUpTo(state, conversation, placed);
    else if (countUnread(state, conversation, placed, effects)) state.link.found.add(conversation.jid);
  }
}

/** Puts a message where it belongs in a walk: next to the one before it. */
function lead(conversation: Conversation, from: number, position: number): number {
  if (from < 0) return from;
  const to = from < position ? position - 1 : position;
  moveTo(conversation, from, to);
  return to;
}

function walked({ link }: ChatState, { jid }: Conversation): Set<string> {
  return link.walk?.get(jid) ?? new Set();
}

/** Behind what was known before this catch-up: not behind what waits to be sent, or came meanwhile. */
export function endOfKnown({ messages }: Conversation): number {
  return messages.findLastIndex(({ early, delivery }) => early === undefined && delivery !== 'waiting') + 1;
}

/** Where the first of them stands of which it was known that the archive has it; what comes before it was missed. */
export function startIn(conversation: Conversation, items: ArchivePage['items']): number {
  for (const { heard } of items) {
    if (heard?.peer !== conversation.jid || heard.text === null) continue;
    const index = indexOfHeard(conversation, heard, messageId(heard));
    if (index >= 0 && conversation.messages[index]?.archiveId !== null) return index;
  }
  return endOfKnown(conversation);
}

/**
 * The archive is taken at its word for the order: what stands behind something that it has later goes before that. So what it does not
 * have yet comes last. `newer`: the ids of what came after all of that.
 */
export function putInOrder(state: ChatState, items: ArchivePage['items'], newer: readonly string[] = []): void {
  const inOrder = new Set([...items.map(({ id }) => id), ...newer]);
  for (const [jid, ids] of messagesIn(items)) {
    const conversation = state.conversations.get(jid);
    if (!conversation) continue;
    const before = conversation.messages;
    const first = putOneInOrder(conversation, ids);
    // What the archive has before all of them, and stands behind the first.
    const isEarlier = ({ archiveId, early, copied }: Message): boolean =>
      archiveId !== null && early === undefined && !copied && !inOrder.has(archiveId);
    const rest = conversation.messages.slice(first);
    const [earlier, others] = [rest.filter(isEarlier), rest.filter((one) => !isEarlier(one))];
    conversation.messages = [...conversation.messages.slice(0, first), ...earlier, ...others];
    if (conversation.messages.some((one, index) => one !== before[index])) state.touched.add(jid);
  }
}

/** Returns where the first of those messages is then; behind the last, if none of them is here. */
function putOneInOrder(conversation: Conversation, ids: readonly string[]): number {
  conversation.messages = [...conversation.messages];
  let first = conversation.messages.length;
  for (const id of ids.toReversed()) {
    const index = indexOfId(conversation, id);
    if (index < 0 || conversation.messages[index]?.copied) continue;
    if (index < first) first = index;
    else moveTo(conversation, index, first);
  }
  return first;
}

/** The ids of the messages, as they are known here, by conversation. */
function messagesIn(items: ArchivePage['items']): ReadonlyMap<BareJid, readonly string[]> {
  const ids = new Map<BareJid, string[]>();
  for (const { heard } of items) {
    if (typeof heard?.text !== 'string') continue;
    const known = ids.get(heard.peer);
    if (known) known.push(messageId(heard));
    else ids.set(heard.peer, [messageId(heard)]);
  }
  return ids;
}

/** Tells the person of what was read that nobody has seen. */
export function announceFound(state: ChatState, effects: ChatEffect[]): void {
  for (const jid of state.link.found) {
    const conversation = state.conversations.get(jid);
    const last = conversation?.messages.findLast(isTheirs);
    if (conversation && last) announce(state, conversation, last.id, effects);
  }
  state.link.found = new Set();
}
