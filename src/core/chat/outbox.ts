/**
 * What the person writes, until our server has it. Nothing is lost, and nothing is sent twice:
 *
 * | when | what |
 * |---|---|
 * | the person writes | it is kept, with the archive's last id that is known |
 * | it is kept, we have caught up, and the policy is known | it is sent, in order, with an id that never changes |
 * | the server acknowledges it, shows it in the archive, or they have received it | it leaves the outbox |
 * | the stream breaks, and is resumed | the stream sends it again by itself |
 * | the stream is another one, or the worker | the archive shows what arrived; what it does not show is sent again |
 * | the server has no archive, or it is not to keep it | it is sent again; whoever receives it drops what has an id that they know |
 * | our organisation keeps it, and has not told so for an hour | the notice is put before it, and goes the same way |
 * | it comes back, or the policy stops it before it was sent | it fails, and the person decides |
 */
import type { BareJid } from '../jid.js';
import { barrier } from '../policy/federation.js';
import type { ChatEffect } from './chat-event.js';
import type { ChatState, Outgoing } from './chat-state.js';
import { change, indexOfId, indexOfStanza, type Conversation, type Message } from './conversation.js';
import { hasOption } from './chat-options.js';
import { openConversation } from './room.js';
import { isKeepingKnown, unkept as asUnkept } from './keeping.js';
import { forgetNotice, tellLogged } from './notice.js';
import { isStranger } from './strangers.js';
import { letIn, readAll } from './reading.js';

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

/** Whether nothing of it has left, or it came back, so that it can be forgotten. `id`: of a message, or of a correction. */
export function discardable(state: ChatState, jid: BareJid, id: string): boolean {
  return isWhollyOurs(state, jid, id) || unsentCorrections(state, jid, id).length > 0;
}

function isWhollyOurs({ conversations, outbox }: ChatState, jid: BareJid, id: string): boolean {
  const message = conversations.get(jid)?.messages.findLast((one) => one.id === id);
  return message?.mine === true && (message.delivery === 'failed' || outbox.get(id)?.sentAfter === null);
}

/** The correction with that id, or all those of the message with that id, of which nothing has left. */
function unsentCorrections({ outbox }: ChatState, jid: BareJid, id: string): readonly Outgoing[] {
  return [...outbox.values()].filter(
    (one) => one.jid === jid && one.sentAfter === null && (one.corrects?.id === id || (one.corrects && one.id === id)),
  );
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
      const { text: was, corrected: since, delivery } = corrected;
      const before = correctionOf(state, corrected) ? corrected.before : { text: was, corrected: since, delivery };
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
    letIn(state, conversation, effects);
    // Whoever answers has read it, whatever of it was in view.
    readAll(state, conversation, effects);
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

/** Forgets a message; of one whose correction came back, or has not left, that correction, for they have the message. */
export function discard(state: ChatState, jid: BareJid, id: string, effects: ChatEffect[]): void {
  const conversation = state.conversations.get(jid);
  if (!conversation) return;
  if (isWhollyOurs(state, jid, id)) {
    const index = indexOfId(conversation, id);
    const message = conversation.messages[index];
    const failed = message?.failed ?? id;
    for (const [key, { corrects }] of state.outbox) if (key === id || corrects?.id === id) leave(state, key);
    if (failed === id || !message?.before) conversation.messages.splice(index, 1);
    else change(conversation, index, { ...asBefore(state, message), problem: undefined, failed: undefined });
    state.discarded = [...state.discarded, failed].slice(-MOST_DISCARDED);
  } else {
    for (const { id: sent, corrects } of unsentCorrections(state, jid, id)) {
      leave(state, sent);
      const index = indexOfId(conversation, corrects?.id ?? '');
      const message = conversation.messages[index];
      if (!message) continue;
      const revisions = message.revisions?.filter((one) => one !== sent);
      change(conversation, index, { ...asBefore(state, message), revisions });
    }
  }
  const left = [...state.outbox.values()].filter((one) => one.jid === jid);
  if (left.every(({ notice, sentAfter }) => notice && sentAfter === null))
    for (const { id: notice } of left) {
      leave(state, notice);
      forgetNotice(state, conversation, notice);
    }
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
  const message = conversation?.messages[index];
  if (!conversation || message?.delivery !== 'waiting') return;
  // A correction may wait while the message itself has left, or an earlier correction.
  if (!waits(state, message)) change(conversation, index, { delivery: 'sent' });
  else if (entry.corrects && correctionOf(state, message))
    change(conversation, index, { before: { text: entry.text, corrected: message.corrected, delivery: 'sent' } });
  state.touched.add(entry.jid);
}

/** It came back: `id` is that of a message of ours to whoever sent the error. */
export function fail(state: ChatState, conversation: Conversation, id: string, problem: string): void {
  const index = indexOfStanza(conversation, id, true);
  const message = conversation.messages[index];
  // What somebody has received did arrive, whatever another device of theirs says.
  if (message?.delivery !== 'waiting' && message?.delivery !== 'sent') return;
  leave(state, id);
  if (message.notice) return forgetNotice(state, conversation, id);
  change(conversation, index, { delivery: 'failed', problem, failed: id });
  state.touched.add(conversation.jid);
}

/** Sends what is kept and was not sent on this stream. */
export function sendWaiting(state: ChatState, effects: ChatEffect[]): void {
  const { link, inFlight, unkept } = state;
  if (!link.isOpen || !link.caughtUp || !isKeepingKnown(state)) return;
  returnStopped(state, effects);
  tellLogged(state);
  const { outbox } = state;
  let isMarked = false;
  for (const entry of outbox.values()) {
    if (entry.sentAfter !== null) continue;
    outbox.set(entry.id, { ...entry, sentAfter: state.known?.[0] ?? '' });
    unkept.add(entry.id);
    isMarked = true;
  }
  if (isMarked) effects.push({ type: 'keepOutbox' });
  for (const { id, jid, text, corrects, notice } of outbox.values()) {
    if (unkept.has(id)) break; // what comes after it is not to overtake it
    if (inFlight.has(id)) continue;
    inFlight.add(id);
    const conversation = openConversation(state, jid);
    const active =
      !notice && hasOption(state, 'typing') && !isStranger(state, conversation) && conversation.tellsStates !== 'no';
    const keeping = asUnkept(state, jid);
    if (keeping.unkept) change(conversation, indexOfId(conversation, id), { alone: true });
    const message = {
      id,
      to: jid,
      text,
      corrects: corrects?.stanzaId ?? null,
      active,
      ...keeping,
      ...(notice ? { logged: notice } : {}),
    };
    effects.push({ type: 'sendMessage', message });
  }
}

/**
 * The policy has come between: it comes back, as from a server that knows of it, and the person decides. So does what another
 * stream has sent, if the archive does not have it: it would be sent again.
 */
function returnStopped(state: ChatState, effects: ChatEffect[]): void {
  for (const { id, jid } of [...state.outbox.values()]) {
    if (state.inFlight.has(id) || !barrier(state.session, jid)) continue;
    fail(state, openConversation(state, jid), id, 'policy-violation');
    effects.push({ type: 'keepOutbox' });
  }
}

function enqueue(state: ChatState, entry: Outgoing): void {
  state.outbox.set(entry.id, entry);
  state.unkept.add(entry.id);
}

function leave({ outbox, inFlight, unkept }: ChatState, id: string): void {
  for (const place of [outbox, inFlight, unkept]) place.delete(id);
}

/** The last of its corrections that our server may not have. */
function correctionOf({ outbox }: ChatState, { id }: Message): Outgoing | undefined {
  return [...outbox.values()].findLast(({ corrects }) => corrects?.id === id);
}

/** What is left of it without the corrections that are not in the outbox any more. */
function asBefore(state: ChatState, message: Message): Partial<Message> {
  const waiting = correctionOf(state, message);
  if (waiting) return { text: waiting.text, delivery: 'waiting' };
  const { text, corrected, delivery } = message.before ?? message;
  return {
    text,
    corrected,
    before: undefined,
    delivery: waits(state, message) ? 'waiting' : delivery === 'waiting' ? 'sent' : delivery,
  };
}

export function waits({ outbox }: ChatState, { id, revisions = [] }: Message): boolean {
  return [id, ...revisions].some((sent) => outbox.has(sent));
}

function reference(message: Message | undefined): Outgoing['corrects'] {
  return message?.stanzaId ? { id: message.id, stanzaId: message.stanzaId } : null;
}
