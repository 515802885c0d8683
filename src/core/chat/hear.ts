/**
 * What becomes of a message that is heard, wherever it comes from. The same one may come several times (live, as a carbon, in the
 * archive, in any order): it stands in its conversation once, where it was put first (but see `putInOrder` in `merge.ts`).
 */
import { isBlocked } from '../block-list.js';
import type { ChatEffect } from './chat-event.js';
import type { ChatState, Unanswered } from './chat-state.js';
import { barrier } from '../policy/federation.js';
import {
  change,
  indexOfHeard,
  indexOfStanza,
  isTheirs as isFromThem,
  messageId,
  type Conversation,
  type Message,
} from './conversation.js';
import type { Heard } from './heard.js';
import { comesAlone, unkept } from './keeping.js';
import { noteTold, showLogged } from './notice.js';
import { correct, correctAtOnce } from './corrections.js';
import { fail, settle, waits } from './outbox.js';
import { countUnread, readElsewhere, readUpTo } from './reading.js';
import { isVisible, openConversation, trim } from './room.js';
import { isStranger, standsApart } from './strangers.js';
import { hearState } from './typing.js';

/** The archive's ids that are remembered: more than a server may bring out of order in one moment. */
const OVERLAP = 10;
const MOST_UNANSWERED = 200;

/** Takes a message that has just come. */
export function hearNow(state: ChatState, heard: Heard, at: number, effects: ChatEffect[]): void {
  const { link, session } = state;
  // What comes back from them our own server returns: it lets nothing of ours reach them.
  const isTheirs = !heard.mine && heard.error === null;
  if (isTheirs && session.blocked.kind === 'known' && isBlocked(session.blocked.jids, heard.peer)) return;
  if (isStopped(state, heard)) return;
  // Only a server that keeps an archive sees to it that nobody else writes its ids.
  const archiveId = link.archive === 'yes' ? heard.archiveId : null;
  const trusted = { ...heard, archiveId };
  if (archiveId !== null && link.caughtUp && link.carbons) remember(state, [archiveId]);
  else if (heard.archiveId !== null && !link.caughtUp) link.early = [...link.early, heard.archiveId];
  const conversation = conversationOf(state, trusted);
  if (!conversation) return;
  if (!heard.mine && heard.source === 'live' && heard.error === null && !heard.logged)
    hearState(conversation, heard, at, effects);
  hearAbout(state, conversation, trusted);
  if (trusted.text === null) return;
  const isNew = indexOfHeard(conversation, trusted, messageId(trusted)) < 0;
  const index = place(
    state,
    conversation,
    trusted,
    conversation.messages.length,
    link.caughtUp ? undefined : ++link.heard,
  );
  const receipt = heard.source === 'live' && heard.wantsReceipt ? heard.stanzaId : null;
  const { jid } = conversation;
  // It corrects a message: its sender waits for the receipt all the same.
  if (index === undefined && isNew && !heard.mine && receipt !== null)
    answer(state, conversation, { jid, id: null, receipt }, effects);
  const message = index === undefined ? undefined : conversation.messages[index];
  if (index === undefined || !message) return;
  state.touched.add(conversation.jid);
  if (heard.mine) readUpTo(state, conversation, index);
  else if (!message.notice && (countUnread(state, conversation, index, effects) || heard.source === 'live'))
    answer(state, conversation, { jid, id: message.id, receipt }, effects);
  trim(state, conversation);
}

/** Whether the policy stops it. It may be in the archive: that is read again when it is looked at, and the policy lets it. */
export function isStopped({ session, conversations, touched }: ChatState, { mine, error, peer }: Heard): boolean {
  if (mine || error !== null || !barrier(session, peer)) return false;
  const conversation = conversations.get(peer);
  if (conversation && !conversation.stale) {
    Object.assign(conversation, { stale: true, older: 'some' });
    touched.add(peer);
  }
  return true;
}

/** Everything is known up to the last of these; what is to be looked at again is held on to, for a worker may die before that. */
export function remember(state: ChatState, ids: readonly string[]): void {
  const all = [...(state.known ?? []), ...ids];
  const after = state.link.again?.after;
  // The archive was empty: from its beginning.
  const held = after === '' ? 0 : all.indexOf(after ?? '');
  const start = Math.max(0, all.length - OVERLAP);
  state.known = all.slice(held < 0 ? start : Math.min(held, start));
}

/** Where it belongs; receipts, markers and chat states begin no conversation. */
export function conversationOf(state: ChatState, { peer, text }: Heard): Conversation | undefined {
  return text === null ? state.conversations.get(peer) : openConversation(state, peer);
}

/** What it says about other messages. */
export function hearAbout(state: ChatState, conversation: Conversation, heard: Heard): void {
  const { error, stanzaId, receivedId, displayedId, mine, source } = heard;
  if (heard.logged) noteTold(state, conversation, heard);
  if (error !== null) {
    if (stanzaId !== null && !mine) fail(state, conversation, stanzaId, error);
    return;
  }
  if (mine) {
    // From the archive's end backwards, the message may not be there yet (see `unreadAtFirst`).
    if (displayedId !== null && !(source === 'archive' && state.link.walk))
      readElsewhere(state, conversation, displayedId);
    return;
  }
  if (receivedId !== null) arrived(state, conversation, receivedId, false);
  if (displayedId !== null) arrived(state, conversation, displayedId, true);
}

/**
 * Puts a message at `position`, unless it is there already or corrects one that is. Returns where it was put; undefined if nothing
 * was added.
 */
export function place(
  state: ChatState,
  conversation: Conversation,
  heard: Heard,
  position: number,
  early?: number,
): number | undefined {
  if (meet(state, conversation, heard)) return undefined;
  const id = messageId(heard);
  const original = heard.corrects === null ? -1 : indexOfStanza(conversation, heard.corrects, heard.mine);
  if (original >= 0) {
    correct(conversation, original, heard, id);
    state.touched.add(conversation.jid);
    return undefined;
  }
  conversation.messages.splice(position, 0, newMessage(heard, id, early, comesAlone(state, heard)));
  if (heard.mine) conversation.letIn = true;
  state.touched.add(conversation.jid);
  return correctAtOnce(conversation, position);
}

/** Whether a message is there already, or is not to be there; what was not known of it before is noted. */
export function meet(state: ChatState, conversation: Conversation, heard: Heard): boolean {
  const id = messageId(heard);
  if (state.discarded.includes(id)) return true;
  if (heard.mine && !state.outbox.get(id)?.again) settle(state, id);
  const known = indexOfHeard(conversation, heard, id);
  if (known >= 0) meetAgain(state, conversation, known, heard, id);
  return known >= 0;
}

/** Tells them that it has arrived and the person that somebody wrote, as soon as it is known who they are. */
export function answer(state: ChatState, conversation: Conversation, one: Unanswered, effects: ChatEffect[]): void {
  const apart = standsApart(state, conversation);
  if (apart === undefined) {
    state.unanswered = [...state.unanswered, one].slice(-MOST_UNANSWERED);
    return;
  }
  conversation.stranger = apart;
  const { jid, receipt } = one;
  if (receipt !== null && !apart) effects.push({ type: 'sendReceipt', to: jid, id: receipt, ...unkept(state, jid) });
  if (one.id !== null) announce(state, conversation, one.id, effects);
}

/** What had to wait for that. */
export function answerWaiting(state: ChatState, effects: ChatEffect[]): void {
  if (state.unanswered.length === 0) return;
  const waiting = state.unanswered;
  state.unanswered = [];
  for (const one of waiting) {
    const conversation = state.conversations.get(one.jid);
    if (conversation) answer(state, conversation, one, effects);
  }
}

/** Tells the person of the message, if nobody has read it. */
export function announce(state: ChatState, conversation: Conversation, id: string, effects: ChatEffect[]): void {
  showLogged(state, conversation, id);
  const { jid, messages, unread } = conversation;
  const index = messages.findLastIndex((message) => message.id === id);
  const message = messages[index];
  const isRead = messages.slice(index + 1).filter(isFromThem).length >= unread;
  if (!message || isRead || isVisible(state, jid)) return;
  effects.push({ type: 'announce', jid, text: message.text, stranger: isStranger(state, conversation) });
}

/** A device of theirs has it; or they have seen everything up to it. */
function arrived(state: ChatState, conversation: Conversation, stanzaId: string, displayed: boolean): void {
  settle(state, stanzaId);
  const last = indexOfStanza(conversation, stanzaId, true);
  for (const [index, message] of conversation.messages.slice(0, last + 1).entries()) {
    const { mine, delivery, before } = message;
    if (!mine || delivery === 'displayed' || (!displayed && index !== last)) continue;
    // What has not left, or came back, was not seen with what came after it.
    if (index !== last && (delivery === 'waiting' || delivery === 'failed')) continue;
    change(conversation, index, {
      delivery: displayed ? 'displayed' : 'received',
      problem: undefined,
      failed: undefined,
      // A correction that waits can still be discarded.
      before: waits(state, message) ? before : undefined,
    });
    state.touched.add(conversation.jid);
  }
}

function meetAgain(state: ChatState, conversation: Conversation, index: number, heard: Heard, id: string): void {
  const message = conversation.messages[index];
  if (!message) return;
  const { archiveId, source } = heard;
  const isAnother = archiveId !== null && message.archiveId !== null && archiveId !== message.archiveId;
  // It came back, and another device of ours has sent it once more.
  if (message.delivery === 'failed' && (isAnother || source === 'carbon')) {
    change(conversation, index, { delivery: 'sent', problem: undefined, failed: undefined, archiveId });
    state.touched.add(conversation.jid);
    return;
  }
  if (source === 'archive' && archiveId !== null && message.id === id) {
    state.link.passed = Math.max(state.link.passed, message.early ?? 0);
    // Of a message that came live, the time may have been its sender's to say.
    change(conversation, index, { archiveId, at: heard.at, early: undefined, ...(isAnother ? { copied: true } : {}) });
    state.touched.add(conversation.jid);
  } else if (message.archiveId === null && archiveId !== null && message.id === id) {
    change(conversation, index, { archiveId });
    state.touched.add(conversation.jid);
  }
}

function newMessage(heard: Heard, id: string, early: number | undefined, alone: boolean): Message {
  const { mine, text, at, stanzaId, archiveId, corrects, unreadable, markable, logged } = heard;
  return {
    id,
    mine,
    text: text ?? '',
    at,
    delivery: mine ? 'sent' : null,
    stanzaId,
    archiveId,
    ...(corrects === null ? {} : { corrects }),
    ...(unreadable ? { unreadable } : {}),
    ...(alone ? { alone } : {}),
    ...(logged ? { notice: 'sent' } : {}),
    ...(markable ? { markable } : {}),
    ...(early === undefined ? {} : { early }),
  };
}
