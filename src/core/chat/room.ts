/**
 * How much of conversations is held here. What is taken away is in the archive, and is read again when somebody looks; where there is
 * no archive, or it was not to keep them, more is kept, for it is all there is. Never taken away: what waits to be sent, or came back.
 */
import type { BareJid } from '../jid.js';
import type { ChatState } from './chat-state.js';
import { newConversation, type Conversation, type Message } from './conversation.js';
import { isAlone } from './keeping.js';
import { isStranger } from './strangers.js';

export const KEPT_MESSAGES = 50;
const KEPT_WITHOUT_ARCHIVE = 1000;
const KEPT_OF_STRANGERS = 20;
/** Characters of one conversation; and of one that somebody looks at, or whose messages cannot be cut off yet. */
const KEPT_TEXT = 200_000;
const MOST_TEXT = 5_000_000;
/** So much is here of what a page looks at, however far back it looks and whatever comes meanwhile. */
export const MOST_LOADED = 5000;
/** People whom pages have found lately. */
const MOST_FOUND = 200;
const MOST_CONVERSATIONS = 500;
/** A flood of strangers takes each other's place, and nobody else's. */
const MOST_STRANGERS = 100;

/** The conversation with somebody, made if there is none yet. */
export function openConversation(state: ChatState, jid: BareJid): Conversation {
  const known = state.conversations.get(jid);
  if (known) return known;
  const conversation = { ...newConversation(jid), listedName: state.found.get(jid) ?? '' };
  state.conversations.set(jid, conversation);
  makeRoom(state, isStranger(state, conversation));
  return conversation;
}

/** What the directory calls somebody outlives the search, with their conversation. */
export function nameFound(state: ChatState, people: readonly { readonly jid: BareJid; readonly name: string }[]): void {
  const { found, conversations, touched } = state;
  for (const { jid, name } of people) {
    found.delete(jid);
    found.set(jid, name);
    const conversation = conversations.get(jid);
    if (!conversation || conversation.listedName === name) continue;
    conversation.listedName = name;
    touched.add(jid);
  }
  for (const jid of [...found.keys()].slice(0, -MOST_FOUND)) found.delete(jid);
}

export function isLookedAt({ windows }: ChatState, jid: BareJid): boolean {
  return windows.some((window) => window.jid === jid);
}

/** A page shows it, and the person sees that page. */
export function isVisible({ windows }: ChatState, jid: BareJid): boolean {
  return windows.some((window) => window.jid === jid && window.visible);
}

/** There is something in it that a list of conversations would show. */
export function isListed({ messages, draft }: Conversation): boolean {
  return messages.some(({ notice }) => !notice) || draft !== '';
}

/** No more of it is read, however far back somebody looks. */
export function isFull({ messages }: Conversation): boolean {
  return messages.length >= MOST_LOADED;
}

export function lastTime({ messages }: Conversation): number {
  return messages.findLast(({ notice }) => !notice)?.at ?? 0;
}

/**
 * Leaves of a conversation what is kept of it, and more as long as somebody looks at it. What the archive may show again as new is not cut
 * off, for it would be put behind what is newer; unless there is so much of it that somebody wants to fill the memory.
 */
export function trim(state: ChatState, conversation: Conversation): void {
  if (!state.link.caughtUp) return;
  const { messages, stranger, jid } = conversation;
  const start = isLookedAt(state, jid) ? 0 : startOf(messages, mostOf(state, conversation), KEPT_TEXT);
  const held = stranger ? -1 : messages.findIndex((message) => mustStay(message) || !isBehind(state, message));
  cutTo(state, conversation, Math.max(startOf(messages), held < 0 ? start : Math.min(start, held)));
}

/** Where those begin that fit. */
function startOf(messages: readonly Message[], most = MOST_LOADED, mostText = MOST_TEXT): number {
  let start = messages.length;
  let text = 0;
  for (const message of messages.toReversed()) {
    text += message.text.length;
    if (messages.length - start >= most || (text > mostText && start < messages.length)) break;
    start--;
  }
  return start;
}

/** It is in the archive, before what is read there next; or it never will be. */
function isBehind({ link, known }: ChatState, message: Message): boolean {
  const { archiveId, notice } = message;
  return (
    link.archive === 'no' ||
    notice === 'local' ||
    isAlone(message) ||
    (archiveId !== null && !known?.includes(archiveId))
  );
}

/** Waits to be sent, or came back: it is nowhere else. */
export function mustStay({ delivery }: Message): boolean {
  return delivery === 'waiting' || delivery === 'failed';
}

function cutTo(state: ChatState, conversation: Conversation, start: number): void {
  if (start <= 0) return;
  conversation.messages = conversation.messages.filter((message, index) => index >= start || mustStay(message));
  conversation.cursor = null;
  conversation.older = 'some';
  state.touched.add(conversation.jid);
}

function mostOf(state: ChatState, conversation: Conversation): number {
  if (conversation.stranger) return KEPT_OF_STRANGERS;
  const isAll = state.link.archive === 'no' || conversation.messages.some(isAlone);
  return isAll ? KEPT_WITHOUT_ARCHIVE : KEPT_MESSAGES;
}

/** Those that were quiet for longest go first. */
function makeRoom(state: ChatState, ofStrangers: boolean): void {
  const alike = [...state.conversations.values()].filter(({ stranger }) => stranger === ofStrangers);
  const surplus = alike.length - (ofStrangers ? MOST_STRANGERS : MOST_CONVERSATIONS);
  if (surplus <= 0) return;
  const idle = alike.filter(
    (one) => !isLookedAt(state, one.jid) && !one.messages.some(mustStay) && one.draft === '' && one.messages.length > 0,
  );
  for (const { jid } of idle.sort((a, b) => lastTime(a) - lastTime(b)).slice(0, surplus)) {
    state.conversations.delete(jid);
    state.touched.add(jid);
  }
}
