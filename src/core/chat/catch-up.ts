/**
 * Reads in the archive what came while we were not there, before anything is sent again.
 *
 * | known so far | read |
 * |---|---|
 * | the archive up to an id | what follows it, page by page (from before the oldest message of ours that may have got lost) |
 * | nothing; an id that the archive has forgotten; too much follows | its last pages, backwards |
 * | the archive is not there, or fails | nothing; what is not acknowledged is sent again |
 *
 * What is read is put between what was known before and what has come since the stream began; what waits to be sent comes after
 * it. Where not everything was read, conversations may lack something, and are read anew when somebody looks.
 */
import type { BareJid } from '../jid.js';
import { barrier } from '../policy/federation.js';
import type { ArchivePage, ChatEffect } from './chat-event.js';
import type { ArchiveQuery, ChatState } from './chat-state.js';
import { change, messageId, type Conversation } from './conversation.js';
import { remember } from './hear.js';
import { askArchive } from './ask-archive.js';
import { isAlone, keepingOf, placeByTime } from './keeping.js';
import { lookAgainNow, lookAgainSoon, takeAgain } from './look-again.js';
import { announceFound, merge, putInOrder, startIn } from './merge.js';
import { sendWaiting } from './outbox.js';
import { readAll } from './reading.js';
import { isFull, isVisible, mustStay, trim } from './room.js';
import { noteOwnMarkers, settleWalk, startOfWalk } from './walk.js';

/** Pages of what came since; Prosody 0.12 has 50 messages in each, whatever is asked for. */
const MOST_PAGES = 40;
/** The same while messages of ours are in doubt: whether they arrived is worth reading more for. */
const MOST_PAGES_IN_DOUBT = 400;
/** Pages from the end. */
const MOST_PAGES_BACK = 8;
const OLDER_PAGE = 50;
/** An archive that fails is asked again so often, after so many milliseconds. */
const ATTEMPTS = 3;
const PAUSE = 3000;
/** It is not there at all. */
const NO_ARCHIVE = new Set(['service-unavailable', 'feature-not-implemented']);

export function beginCatchUp(state: ChatState, effects: ChatEffect[]): void {
  const { link, known } = state;
  Object.assign(link, {
    caughtUp: false,
    pages: 0,
    attempts: 0,
    walk: undefined,
    newest: [],
    items: [],
    found: new Set(),
  });
  link.passed = link.heard;
  if (known === undefined) return readNewest(state, '', effects);
  const first = known[0] ?? '';
  const after = firstDoubt(state) ?? first;
  link.behind = after === first ? null : first;
  readSince(state, after, effects);
}

export function takePage(state: ChatState, query: ArchiveQuery, page: ArchivePage, effects: ChatEffect[]): void {
  if (query.epoch !== state.link.epoch || !state.link.isOpen) return;
  state.link.archive = 'yes';
  state.link.attempts = 0;
  const read = new Set(page.items.map(({ id }) => id));
  // What came before something that was read is in the archive before it.
  state.link.early = state.link.early.slice(state.link.early.findLastIndex((id) => read.has(id)) + 1);
  // ejabberd 23.01, with an archive in Mnesia that is busy, says so of one that has more.
  if (query.before && !query.isSecond && page.items.length === 0) {
    effects.push({ type: 'readArchive', query: { ...query, isSecond: true }, delay: PAUSE });
    return;
  }
  if (query.purpose === 'older') return takeOlder(state, query, page, effects);
  if (query.purpose === 'again') {
    const wanted = state.link.again?.wanted;
    takeAgain(state, query, page, effects);
    return readOlder(state, effects, wanted);
  }
  if (state.link.caughtUp) return;
  state.link.pages++;
  if (query.purpose === 'newest') takeNewest(state, page, effects);
  else takeSince(state, page, effects);
}

export function takeRefusal(state: ChatState, query: ArchiveQuery, condition: string, effects: ChatEffect[]): void {
  const { link } = state;
  if (query.epoch !== link.epoch || condition === 'disconnected') return;
  if (query.purpose === 'older') {
    const conversation = query.jid === null ? undefined : state.conversations.get(query.jid);
    if (!conversation) return;
    // The archive has forgotten the message from which it was to go on: nothing before it is there either.
    conversation.older = condition === 'item-not-found' ? 'none' : 'failed';
    return;
  }
  if (query.purpose === 'again') {
    const wanted = link.again?.wanted;
    link.again = null;
    return readOlder(state, effects, wanted);
  }
  if (link.caughtUp) return;
  if (condition === 'item-not-found' && query.purpose === 'catch-up') return readNewest(state, '', effects);
  // A server that has only just begun says so, too.
  const isMissing = NO_ARCHIVE.has(condition) && state.known === undefined;
  if (!isMissing && ++link.attempts < ATTEMPTS) {
    effects.push({ type: 'readArchive', query, delay: PAUSE });
    return;
  }
  link.archive = isMissing ? 'no' : 'unknown';
  finish(state, effects);
}

/** Asks for what pages look at and is not here. */
export function readOlder(state: ChatState, effects: ChatEffect[], wanted?: BareJid): void {
  const { link, conversations, windows } = state;
  if (!link.isOpen || !link.caughtUp || link.archive !== 'yes') return;
  for (const { jid, until, limit } of windows) {
    const conversation = conversations.get(jid);
    if (conversation?.older !== 'some' || isFull(conversation) || barrier(state.session, jid)) continue;
    const { stale, cursor, messages } = conversation;
    const last = until === null ? -1 : messages.findIndex(({ id }) => id === until);
    const shown = last < 0 ? messages.length : last + 1;
    if (!stale && shown >= limit && jid !== wanted) continue;
    if (lookAgainNow(state, wanted, effects)) return;
    conversation.older = 'loading';
    const before = stale ? '' : (cursor ?? '');
    askArchive(state, { purpose: 'older', jid, after: null, before, max: OLDER_PAGE }, effects);
  }
}

/** Before the first message of ours whose fate is not known, and is in the archive. */
function firstDoubt(state: ChatState): string | undefined {
  for (const { sentAfter, again, jid } of state.outbox.values())
    if (sentAfter !== null && !again && keepingOf(state, jid) !== 'not-kept') return sentAfter;
  return undefined;
}

function readSince(state: ChatState, after: string, effects: ChatEffect[]): void {
  askArchive(state, { purpose: 'catch-up', after, before: null }, effects);
}

function readNewest(state: ChatState, before: string, effects: ChatEffect[]): void {
  const { link } = state;
  if (!link.walk) Object.assign(link, { walk: new Map(), marked: new Map(), pages: 0, behind: null });
  askArchive(state, { purpose: 'newest', after: null, before }, effects);
}

function takeSince(state: ChatState, page: ArchivePage, effects: ChatEffect[]): void {
  const { behind } = state.link;
  const ids = page.items.map(({ id }) => id);
  // Of what is read again because of a doubt, nothing says where the rest belongs.
  const items = behind === null ? page.items : page.items.slice(ids.indexOf(behind) + 1);
  merge(state, page, (conversation) => startIn(conversation, items), effects);
  const last = ids.at(-1);
  if (state.link.behind === null) remember(state, behind === null ? ids : ids.slice(ids.indexOf(behind)));
  if (state.link.behind === null) state.link.items.push(...items);
  if (page.isLast || last === undefined) {
    putInOrder(state, state.link.items);
    // The archive has forgotten up to where it was known.
    return state.link.behind === null ? finish(state, effects) : readNewest(state, '', effects);
  }
  const most = firstDoubt(state) === undefined ? MOST_PAGES : MOST_PAGES_IN_DOUBT;
  if (state.link.pages < most) readSince(state, last, effects);
  else readNewest(state, '', effects);
}

function takeNewest(state: ChatState, page: ArchivePage, effects: ChatEffect[]): void {
  const { link } = state;
  const walk = (link.walk ??= new Map());
  const ids = page.items.map(({ id }) => id);
  if (link.pages === 1) link.newest = ids;
  noteOwnMarkers(state, page);
  merge(state, page, (conversation) => startOfWalk(conversation, walk), effects);
  for (const { id, heard } of page.items.toReversed()) {
    const conversation = heard && state.conversations.get(heard.peer);
    if (conversation) conversation.cursor = id;
  }
  const first = ids[0];
  const isWhole = page.isLast || first === undefined;
  if (!isWhole && link.pages < MOST_PAGES_BACK) return readNewest(state, first, effects);
  settleWalk(state, walk, isWhole);
  state.known = undefined;
  remember(state, link.newest);
  finish(state, effects);
}

function takeOlder(state: ChatState, { jid }: ArchiveQuery, page: ArchivePage, effects: ChatEffect[]): void {
  const conversation = jid === null ? undefined : state.conversations.get(jid);
  if (!conversation) return;
  const { stale } = conversation;
  if (stale && !page.isLast) cutBefore(conversation, page);
  conversation.stale = false;
  merge(state, page, () => 0, effects, true);
  if (stale) placeByTime(conversation);
  const first = page.items[0]?.id;
  conversation.cursor = first ?? null;
  conversation.older = page.isLast || first === undefined ? 'none' : 'some';
}

/** What stands before the first message that the archive's last page has may lack something; it is read again when it is wanted. */
function cutBefore(conversation: Conversation, { items }: ArchivePage): void {
  const ids = new Set(items.flatMap(({ heard }) => (heard ? [messageId(heard)] : [])));
  const { messages } = conversation;
  const first = messages.findIndex(({ id }) => ids.has(id));
  conversation.messages = messages.filter(
    (one, index) => mustStay(one) || isAlone(one) || (first >= 0 && index >= first),
  );
}

/** The archive will have it behind everything that it has now. */
function putWaitingLast({ outbox }: ChatState, conversation: Conversation): void {
  const { messages } = conversation;
  const waiting = messages.filter(({ id }) => outbox.has(id));
  if (waiting.length === 0) return;
  conversation.messages = [...messages.filter(({ id }) => !outbox.has(id)), ...waiting];
}

function finish(state: ChatState, effects: ChatEffect[]): void {
  const { link } = state;
  state.known ??= link.archive === 'yes' ? [] : undefined;
  if (link.archive === 'yes' && link.carbons) remember(state, link.early);
  for (const conversation of state.conversations.values()) {
    conversation.messages.forEach(({ early }, index) => {
      if (early !== undefined) change(conversation, index, { early: undefined });
    });
    putWaitingLast(state, conversation);
    if (isVisible(state, conversation.jid)) readAll(state, conversation, effects);
  }
  announceFound(state, effects);
  Object.assign(link, { caughtUp: true, walk: undefined, marked: new Map(), newest: [], items: [], early: [] });
  for (const conversation of state.conversations.values()) trim(state, conversation);
  sendWaiting(state, effects);
  lookAgainSoon(state, effects);
  readOlder(state, effects);
}
