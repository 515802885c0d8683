/** What is read, here or on another device of the same person, and who is told. */
import type { ChatEffect } from './chat-event.js';
import type { ChatState } from './chat-state.js';
import { hasOption } from './chat-options.js';
import { unkept } from './keeping.js';
import { indexOfStanza, isSaid, isTheirs, type Conversation } from './conversation.js';
import { isVisible } from './room.js';
import { standsApart } from './strangers.js';

/** The person sees the conversation: all of it is read. */
export function readAll(state: ChatState, conversation: Conversation, effects: ChatEffect[]): void {
  if (conversation.unread > 0) {
    const last = conversation.messages.findLast(isTheirs);
    if (last?.markable) conversation.owesMarker = last.stanzaId;
    conversation.unread = 0;
    state.touched.add(conversation.jid);
  }
  payMarker(state, conversation, effects);
}

/** Tells them how far we have read (XEP-0333): not while they are strangers, and never if the person does not want it. */
export function payMarker(state: ChatState, conversation: Conversation, effects: ChatEffect[]): void {
  const { jid, owesMarker } = conversation;
  if (owesMarker === null || standsApart(state, conversation) !== false || !state.link.isOpen) return;
  conversation.owesMarker = null;
  state.touched.add(jid);
  if (hasOption(state, 'read-markers'))
    effects.push({ type: 'sendMarker', to: jid, id: owesMarker, ...unkept(state, jid) });
}

/** They are nobody to be held apart any more. */
export function letIn(state: ChatState, conversation: Conversation, effects: ChatEffect[]): void {
  conversation.letIn = true;
  state.touched.add(conversation.jid);
  payMarker(state, conversation, effects);
}

/** Another device of ours has shown everything up to that message. */
export function readElsewhere(state: ChatState, conversation: Conversation, stanzaId: string): void {
  const index = indexOfStanza(conversation, stanzaId, false);
  if (index >= 0) readUpTo(state, conversation, index);
}

/** What stands before `index` is read, and that message, too. */
export function readUpTo(state: ChatState, conversation: Conversation, index: number): void {
  const left = theirs(conversation, index + 1);
  if (left >= conversation.unread) return;
  conversation.unread = left;
  state.touched.add(conversation.jid);
}

/** A message of theirs is new at `index`: whether it counts as unread. */
export function countUnread(
  state: ChatState,
  conversation: Conversation,
  index: number,
  effects: ChatEffect[],
): boolean {
  // Whoever has answered since has read it.
  const isAnswered = conversation.messages.slice(index + 1).some(isSaid);
  if (isAnswered) return false;
  conversation.unread++;
  if (!isVisible(state, conversation.jid)) return true;
  readAll(state, conversation, effects);
  return false;
}

/**
 * Of a conversation that was read in the archive for the first time: what came meanwhile, and what no device of ours said that it has shown;
 * nothing that was answered since.
 */
export function unreadAtFirst(state: ChatState, conversation: Conversation): number {
  const { jid, messages, unread } = conversation;
  const marker = state.link.marked.get(jid);
  const marked = marker === undefined ? -1 : indexOfStanza(conversation, marker, false);
  const answered = messages.findLastIndex(isSaid);
  const since = messages.slice(Math.max(marked, answered) + 1).filter(isTheirs);
  // Without markers nobody knows of the others; better to point at nothing than at everything.
  const tells = hasOption(state, 'read-markers') && (marker === undefined || marked >= 0);
  const markable = tells ? since.filter((message) => message.markable).length : 0;
  return Math.max(Math.min(unread, since.length), markable);
}

/** The first of those that are unread. */
export function firstUnread({ messages, unread }: Conversation): string | null {
  return unread > 0 ? (messages.filter(isTheirs).slice(-unread)[0]?.id ?? null) : null;
}

function theirs({ messages }: Conversation, from: number): number {
  return messages.slice(from).filter(isTheirs).length;
}
