/**
 * What the person writes, until our server has it. Nothing is lost, and nothing is sent twice:
 *
 * | when | what |
 * |---|---|
 * | the person writes | it is kept, with the archive's last id that is known |
 * | it is kept, and we have caught up | it is sent, in order, with an id that never changes |
 * | the server acknowledges it, shows it in the archive, or they have received it | it leaves the outbox |
 * | the stream breaks, and is resumed | the stream sends it again by itself |
 * | the stream is another one, or the worker | the archive shows what arrived; what it does not show is sent again |
 * | the server has no archive | all of it is sent again; whoever receives it drops what has an id that they know |
 * | it comes back | it fails, and the person decides |
 */
import type { BareJid } from '../jid.js';
import type { ChatEffect } from './chat-event.js';
import type { ChatState, Outgoing } from './chat-state.js';
import { change, indexOfId, indexOfStanza, type Conversation, type Message } from './conversation.js';
import { hasOption } from './chat-options.js';
import { openConversation } from './room.js';
import { isStranger } from './strangers.js';
import { letIn } from './reading.js';

export interface Written {
  readonly jid: BareJid;
  readonly id: string;
  readonly text: string;
  readonly corrects: string | null;
  readonly at: number;
}

/** The message of ours that can be corrected under that id. */
export function correctable(state: ChatState, jid: BareJid, id: string): Message | undefined {
  const message = state.conversations.get(jid)?.messages.findLast((one) => one.id === id);
  return message?.mine && message.stanzaId !== null && !message.unreadable ? message : undefined;
}

/** Whether nothing of it has left, or it came back, so that it can be forgotten. */
export function discardable(state: ChatState, jid: BareJid, id: string): boolean {
  const message = state.conversations.get(jid)?.messages.findLast((one) => one.id === id);
  if (!message?.mine) return false;
  return message.delivery === 'failed' || state.outbox.get(id)?.sentAfter === null;
}

export function write(state: ChatState, { jid, id, text, corrects, at }: Written, effects: ChatEffect[]): void {
  const conversation = openConversation(state, jid);
  const isKnown =
    state.outbox.has(id) || indexOfId(conversation, id) >= 0 || indexOfStanza(conversation, id, true) >= 0;
  const corrected = corrects === null ? undefined : correctable(state, jid, corrects);
  // A page whose worker died asks again.
  if (!isKnown && (corrects === null || corrected)) {
    if (corrected) {
      const revisions = [...(corrected.revisions ?? []), id];
      const before = { text: corrected.text, corrected: corrected.corrected };
      change(conversation, indexOfId(conversation, corrected.id), {
        text,
        corrected: at,
        before,
        revisions,
        delivery: 'waiting',
      });
    } else {
      conversation.messages.push({ id, mine: true, text, at, delivery: 'waiting', stanzaId: id, archiveId: null });
    }
    conversation.draft = '';
    // The message says itself that we are active.
    conversation.told = null;
    conversation.unread = 0;
    letIn(state, conversation, effects);
    enqueue(state, { id, jid, text, corrects: reference(corrected), sentAfter: null, again: false });
  }
  state.touched.add(jid);
  sendWaiting(state, effects);
  effects.push({ type: 'keepOutbox' });
}

/** Sends once more what came back, under the same id. */
export function retry(state: ChatState, jid: BareJid, id: string, effects: ChatEffect[]): void {
  const conversation = state.conversations.get(jid);
  const index = conversation ? indexOfId(conversation, id) : -1;
  const message = conversation?.messages[index];
  if (!conversation || message?.delivery !== 'failed') return;
  const sent = message.failed ?? message.id;
  const corrects = sent === message.id ? null : reference(message);
  change(conversation, index, { delivery: 'waiting', problem: undefined, failed: undefined });
  enqueue(state, { id: sent, jid, text: message.text, corrects, sentAfter: null, again: true });
  state.touched.add(jid);
  sendWaiting(state, effects);
  effects.push({ type: 'keepOutbox' });
}

/** Forgets a message; of one whose correction came back, that correction, for they have the message. */
export function discard(state: ChatState, jid: BareJid, id: string, effects: ChatEffect[]): void {
  const conversation = state.conversations.get(jid);
  if (!conversation || !discardable(state, jid, id)) return;
  const index = indexOfId(conversation, id);
  const { failed = id, before } = conversation.messages[index] ?? {};
  if (failed === id || !before) conversation.messages.splice(index, 1);
  else change(conversation, index, { ...before, delivery: 'sent', problem: undefined, failed: undefined });
  for (const [key, { corrects }] of state.outbox) if (key === id || corrects?.id === id) leave(state, key);
  state.discarded = [...state.discarded, failed].slice(-MOST_DISCARDED);
  state.touched.add(jid);
  effects.push({ type: 'keepOutbox' });
}
const MOST_DISCARDED = 200;

/** Our server has it, or somebody who could only have it from there. */
export function settle(state: ChatState, id: string): void {
  const entry = state.outbox.get(id);
  if (!entry) return;
  leave(state, id);
  const conversation = state.conversations.get(entry.jid);
  const index = conversation ? indexOfId(conversation, entry.corrects?.id ?? id) : -1;
  if (!conversation || conversation.messages[index]?.delivery !== 'waiting') return;
  // A correction may wait while the message itself has left.
  if (!waits(state, conversation.messages[index])) change(conversation, index, { delivery: 'sent' });
  state.touched.add(entry.jid);
}

/** It came back: `id` is that of a message of ours to whoever sent the error. */
export function fail(state: ChatState, conversation: Conversation, id: string, problem: string): void {
  const index = indexOfStanza(conversation, id, true);
  const message = conversation.messages[index];
  // What somebody has received did arrive, whatever another device of theirs says.
  if (message?.delivery !== 'waiting' && message?.delivery !== 'sent') return;
  leave(state, id);
  change(conversation, index, { delivery: 'failed', problem, failed: id });
  state.touched.add(conversation.jid);
}

/** Sends what is kept and was not sent on this stream. */
export function sendWaiting(state: ChatState, effects: ChatEffect[]): void {
  const { link, outbox, inFlight, unkept } = state;
  if (!link.isOpen || !link.caughtUp) return;
  let isMarked = false;
  for (const entry of outbox.values()) {
    if (entry.sentAfter !== null) continue;
    outbox.set(entry.id, { ...entry, sentAfter: state.known?.[0] ?? '' });
    unkept.add(entry.id);
    isMarked = true;
  }
  if (isMarked) effects.push({ type: 'keepOutbox' });
  for (const { id, jid, text, corrects } of outbox.values()) {
    if (unkept.has(id)) break; // what comes after it is not to overtake it
    if (inFlight.has(id)) continue;
    inFlight.add(id);
    const conversation = openConversation(state, jid);
    const active = hasOption(state, 'typing') && !isStranger(state, conversation) && conversation.tellsStates !== 'no';
    const message = { id, to: jid, text, corrects: corrects?.stanzaId ?? null, active };
    effects.push({ type: 'sendMessage', message });
  }
}

function enqueue(state: ChatState, entry: Outgoing): void {
  state.outbox.set(entry.id, entry);
  state.unkept.add(entry.id);
}

function leave({ outbox, inFlight, unkept }: ChatState, id: string): void {
  for (const place of [outbox, inFlight, unkept]) place.delete(id);
}

function waits({ outbox }: ChatState, { id, revisions = [] }: Message): boolean {
  return [id, ...revisions].some((sent) => outbox.has(sent));
}

function reference(message: Message | undefined): Outgoing['corrects'] {
  return message?.stanzaId ? { id: message.id, stanzaId: message.stanzaId } : null;
}
