/**
 * The notice that our organisation keeps a record of a conversation. It is a message with a mark, and is shown as a line.
 *
 * | when | what |
 * |---|---|
 * | we write, and nobody of our organisation has told it for an hour | the notice is sent before our message |
 * | they write, and no such line was shown for an hour | a line is shown here alone; it becomes the notice once we answer |
 * | a colleague, or another device of ours, has told it | it counts as ours |
 * | another organisation tells it | it is shown, and does not count: ours is another record |
 * | it comes back, or the message for which it was is discarded | it is forgotten, and told before the next one |
 *
 * It is in the outbox, before the message, under an id that follows from that of the message: what dies between sends it once.
 */
import { domainOf, type BareJid } from '../jid.js';
import type { ChatState, Outgoing } from './chat-state.js';
import { change, indexOfId, type Conversation, type Message } from './conversation.js';
import type { Heard } from './heard.js';
import { keepingOf } from './keeping.js';
import { openConversation } from './room.js';

/** What clients show that do not know the mark. Not translated: nobody knows the language of whoever reads it. */
export const NOTICE = 'My organization keeps a record of this conversation.';
/** Milliseconds. */
const AGAIN = 3_600_000;

/** Whose notice it is: empty for our organisation, else their domain; null: it is none. */
export function loggedBy(state: ChatState, jid: BareJid, { notice, mine }: Message): string | null {
  if (!notice) return null;
  return mine || isColleague(state, jid) ? '' : domainOf(jid);
}

/** A notice is heard, wherever it comes from. */
export function noteTold(state: ChatState, conversation: Conversation, { mine, peer, at, source }: Heard): void {
  if (!mine && !isColleague(state, peer)) return;
  // The time may be its sender's word: none of the future keeps ours from being told.
  conversation.toldAt = Math.max(conversation.toldAt, Math.min(at, state.clock));
  state.touched.add(peer);
  // It stands for the line that was shown here alone.
  if (source !== 'archive')
    conversation.messages = conversation.messages.filter((one) => one.notice !== 'local' || one.at <= at - AGAIN);
}

/** Puts a notice before each message that is about to be sent, where one is due. */
export function tellLogged(state: ChatState): void {
  const queue: Outgoing[] = [];
  for (const entry of state.outbox.values()) {
    const notice = entry.sentAfter === null && !entry.notice ? noticeFor(state, entry) : undefined;
    if (notice) queue.push(notice);
    queue.push(entry);
  }
  if (queue.length > state.outbox.size) state.outbox = new Map(queue.map((entry) => [entry.id, entry]));
}

/** They have written: the person is shown at once that it is kept, and they are not told before an answer. */
export function showLogged(state: ChatState, conversation: Conversation, about: string): void {
  const { jid, messages, toldAt, shownAt } = conversation;
  const index = indexOfId(conversation, about);
  const message = messages[index];
  if (!message || !isLogged(state, jid)) return;
  const { at, early } = message;
  if (at - Math.max(counted(state, toldAt), counted(state, shownAt)) < AGAIN) return;
  conversation.shownAt = Math.min(at, state.clock);
  messages.splice(index, 0, { ...line(`${about}-logged`, at), delivery: null, notice: 'local', early });
  state.touched.add(jid);
}

/** What our notice was for is not sent. */
export function forgetNotice(state: ChatState, conversation: Conversation, id: string): void {
  conversation.messages = conversation.messages.filter((one) => one.id !== id);
  Object.assign(conversation, { toldAt: 0, shownAt: 0 });
  state.touched.add(conversation.jid);
}

function noticeFor(state: ChatState, { id: about, jid }: Outgoing): Outgoing | undefined {
  if (!isLogged(state, jid)) return undefined;
  const conversation = openConversation(state, jid);
  const id = `${about}-logged`;
  if (state.clock - counted(state, conversation.toldAt) < AGAIN || indexOfId(conversation, id) >= 0) return undefined;
  const { messages, shownAt } = conversation;
  const local = messages.findLastIndex(({ notice }) => notice === 'local');
  if (local >= 0 && state.clock - counted(state, shownAt) < AGAIN) {
    change(conversation, local, { ...line(id, messages[local]?.at ?? state.clock) });
  } else {
    const index = indexOfId(conversation, about);
    const at = messages[index]?.at ?? state.clock;
    messages.splice(index < 0 ? messages.length : index, 0, line(id, at));
  }
  conversation.toldAt = conversation.shownAt = state.clock;
  state.touched.add(jid);
  state.unkept.add(id);
  return { id, jid, text: NOTICE, corrects: null, sentAfter: null, again: false, notice: true };
}

/** Clocks are set back, too: what was told in a time to come was never told. */
function counted({ clock }: ChatState, time: number): number {
  return time > clock + AGAIN ? 0 : time;
}

function line(id: string, at: number): Message {
  return { id, mine: true, text: NOTICE, at, delivery: 'waiting', stanzaId: id, archiveId: null, notice: 'sent' };
}

/** One talks with people, not with servers; and with oneself there is nobody to be told. */
function isLogged(state: ChatState, jid: BareJid): boolean {
  return jid !== state.account && jid.includes('@') && keepingOf(state, jid) === 'kept';
}

function isColleague({ session: { federation } }: ChatState, jid: BareJid): boolean {
  const domain = domainOf(jid);
  return domain === federation.own || federation.organization.has(domain);
}
