/**
 * A moment after a stream has begun, or was resumed, the archive is read once more from where it was known then. By that time it has
 * what the server still had in its hands, or lost between two streams: ejabberd 23.01 drops a carbon (XEP-0280) for a stream that is being
 * resumed, and may take what an old stream has said after it has answered on the next one.
 */
import type { BareJid } from '../jid.js';
import type { ArchivePage, ChatEffect } from './chat-event.js';
import { askArchive } from './ask-archive.js';
import type { ArchiveQuery, ChatState } from './chat-state.js';
import { indexOfHeard, messageId, type Conversation } from './conversation.js';
import type { Heard } from './heard.js';
import { remember } from './hear.js';
import { announceFound, merge, putInOrder, startIn } from './merge.js';

type Items = ArchivePage['items'];

/** Milliseconds; a server that is busier than that says what it has by itself. */
const PAUSE = 3000;

export function lookAgainSoon(state: ChatState, effects: ChatEffect[]): void {
  const { link, known } = state;
  if (link.archive !== 'yes' || !known) return;
  link.again = { after: link.again?.after ?? known[0] ?? '', isAsked: false, wanted: link.again?.wanted, items: [] };
  read(state, link.again.after, PAUSE, effects);
}

/** Somebody looks further back: what was missed is put in its place first. Whether that has to be waited for. */
export function lookAgainNow(state: ChatState, wanted: BareJid | undefined, effects: ChatEffect[]): boolean {
  const { again } = state.link;
  if (!again) return false;
  if (!again.isAsked) read(state, again.after, 0, effects);
  again.isAsked = true;
  again.wanted ??= wanted;
  return true;
}

export function takeAgain(state: ChatState, { after }: ArchiveQuery, page: ArchivePage, effects: ChatEffect[]): void {
  const { again, caughtUp } = state.link;
  // It was done already; or another catch-up is on its way, and another look after it.
  if (!again || !caughtUp) return;
  if (after === again.after) again.items = [];
  again.isAsked = true;
  again.items.push(...page.items);
  const last = page.items.at(-1)?.id;
  if (!page.isLast && last !== undefined) return read(state, last, 0, effects);
  const items = withoutEarlier(state, again.items);
  const ids = again.items.map(({ id }) => id);
  const newer = (state.known ?? []).filter((id) => id !== again.after && !ids.includes(id));
  state.link.again = null;
  // Also what this device has sent, of which it does not hear otherwise where it stands.
  if (ids.length > 0) {
    state.known = [];
    remember(state, [...ids, ...newer]);
  }
  merge(state, { items, isLast: true }, (conversation) => startIn(conversation, items), effects);
  putInOrder(state, items, newer);
  announceFound(state, effects);
}

function read(state: ChatState, after: string, delay: number, effects: ChatEffect[]): void {
  askArchive(state, { purpose: 'again', after, before: null }, effects, delay);
}

/** Without what belongs before all that is here of a conversation: it was not missed, but cut off, and is read when somebody looks. */
function withoutEarlier({ conversations }: ChatState, items: Items): Items {
  const begun = new Set<BareJid>();
  return items.filter(({ heard }) => {
    if (!heard) return true;
    if (heard.text === null || begun.has(heard.peer)) return true;
    const conversation = conversations.get(heard.peer);
    const isEarlier = conversation ? isCutOff(conversation, heard, items) : false;
    if (!isEarlier) begun.add(heard.peer);
    return !isEarlier;
  });
}

function isCutOff(conversation: Conversation, heard: Heard, items: Items): boolean {
  const { messages, older } = conversation;
  const isHere = indexOfHeard(conversation, heard, messageId(heard)) >= 0;
  return messages.length > 0 && older !== 'none' && !isHere && startIn(conversation, items) === 0;
}
