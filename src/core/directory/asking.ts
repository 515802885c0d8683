/**
 * Asks people of the directory who are in view to show us their availability for a while (XEP-0276).
 *
 * | who is in view | what we do |
 * |---|---|
 * | a contact whose presence we see | nothing |
 * | whoever would not answer: not of a listed domain, or the policy's switch is off | nothing |
 * | anybody, while we are invisible | nothing: asking shows that we are there |
 * | anybody else | ask, and again before the answer has run out |
 * | somebody who has not answered | ask, sooner at first: they may have come just now, or their answer got lost |
 * | nobody any more; somebody whom we are about to block | take back what they see of us, forget what we saw of them |
 *
 * We show ourselves to whom we ask, to nobody else, and only as long as they are in view.
 *
 * What they answer counts until they take it back or have not said it again for a while, as when their device is dead.
 * From then on nothing is known of them; that they are away it never means. A worker that dies takes nothing back: their
 * answers run out by themselves, and the next worker asks anew if somebody still looks.
 */
import { blockOn } from '../block-list.js';
import type { Effect } from '../effect.js';
import type { PresenceEvent, SessionEvent } from '../event.js';
import type { BareJid } from '../jid.js';
import { isBetween, isShutOut } from '../leases.js';
import { shownAvailability } from '../own-availability.js';
import { seesThem, seesUs } from '../roster.js';
import { observeAvailability } from '../seen.js';
import type { State } from '../state.js';

/** Somebody who was asked. */
export interface Asked {
  /** When they were asked last, in milliseconds since 1970. */
  readonly at: number;
  /** How often, since they are in view. */
  readonly times: number;
  /** When each of their devices last said how it is. */
  readonly heard: Map<string, number>;
}

/** Milliseconds after which they are asked again: sooner than the answer runs out. */
const ASK_AGAIN = 40_000;
/** The same after the first times, as long as they have said nothing: with it three times within a minute (see `MOST_ASKS`). */
const ASK_SOONER = [5000, 15_000];
/** Milliseconds for which what they said counts: time for an answer that was asked for again, and is late. */
const COUNTS = 70_000;
/** People who are asked at once: a screen of each of a few pages. */
const MOST_ASKED = 200;
const MOST_DEVICES = 20;
/** When the next event tells the time. */
const SOON = 0;

type Received = PresenceEvent & { readonly type: 'availabilityReceived' };
type How = (SessionEvent & { readonly type: 'streamReady' })['how'];

/** Somebody whom we asked has said how they are. */
export function observeAnswer(state: State, { jid, resource, availability, at }: Received, effects: Effect[]): void {
  const heard = state.asking.get(jid)?.heard;
  if (!heard) return;
  if (!availability) heard.delete(resource);
  else if (heard.has(resource) || heard.size < MOST_DEVICES) {
    heard.set(resource, at);
    effects.push({ type: 'waitUntil', at: at + COUNTS });
  }
}

/** A stream is ready. On a fresh one nobody has been asked, nor sees us. */
export function continueAsking(state: State, how: How, effects: Effect[]): void {
  if (how === 'fresh') {
    for (const jid of state.asking.keys()) forget(state, jid);
    state.left.clear();
  }
  if (state.lookedAt.size > 0) effects.push({ type: 'waitUntil', at: SOON });
}

/** Asks whom we look at, and leaves the others alone. `now`: as far as it is known. */
export function reconcileAsking(state: State, now: number | undefined, effects: Effect[]): void {
  returnToContacts(state, effects);
  if (state.lookedAt.size === 0 && state.asking.size === 0) return;
  if (now !== undefined) forgetWhatHasRunOut(state, now);
  if (!state.online) return;
  const shown = now === undefined ? undefined : shownAvailability(state, now);
  // Time without end comes before signing out.
  const mayBeSeen = shown !== null && now !== Number.POSITIVE_INFINITY;
  for (const jid of state.asking.keys()) {
    const stays = mayBeSeen && state.lookedAt.has(jid) && !weSee(state, jid) && isBetween(state, jid) !== 'no';
    if (!stays) leave(state, jid, effects);
  }
  if (!mayBeSeen) return;
  const due = [...state.lookedAt].slice(0, MOST_ASKED).filter((jid) => isDue(state, jid, now));
  if (due.length === 0) return;
  if (now === undefined || !shown) {
    effects.push({ type: 'waitUntil', at: SOON });
    return;
  }
  // Whoever answers meanwhile is not asked before that.
  const pauses = new Set([ASK_AGAIN]);
  for (const jid of due) {
    const { times = 0, heard = new Map<string, number>() } = state.asking.get(jid) ?? {};
    const asked = { at: now, times: times + 1, heard };
    state.asking.set(jid, asked);
    pauses.add(pauseAfter(asked));
    effects.push({ type: 'askAvailability', jid, availability: shown });
  }
  for (const pause of pauses) effects.push({ type: 'waitUntil', at: now + pause });
}

function isDue(state: State, jid: BareJid, now: number | undefined): boolean {
  const asked = state.asking.get(jid);
  if (asked && (now === undefined || asked.at + pauseAfter(asked) > now)) return false;
  return !weSee(state, jid) && isBetween(state, jid) === 'yes';
}

function pauseAfter({ times, heard }: Asked): number {
  return (heard.size === 0 ? ASK_SOONER[times - 1] : undefined) ?? ASK_AGAIN;
}

/**
 * Takes back what they see of us. Not of a contact who sees our presence, or is just being let in: to them that would say
 * that we are gone.
 */
function leave(state: State, jid: BareJid, effects: Effect[]): void {
  const contact = state.roster.kind === 'known' ? state.roster.items.get(jid) : undefined;
  const isLetIn = seesUs(contact) || state.answers.get(jid)?.act === 'approve';
  if (!isLetIn && !isShutOut(state, jid)) {
    effects.push({ type: 'showAvailability', to: jid, availability: null });
    if (contact) state.left.add(jid);
  }
  forget(state, jid);
}

/**
 * A server that lets a contact in by itself, because we have approved them in advance, may have told them of us before it heard that we
 * leave: they are shown again what contacts are shown.
 */
function returnToContacts(state: State, effects: Effect[]): void {
  if (state.left.size === 0 || state.roster.kind !== 'known' || !state.online) return;
  for (const jid of state.left) {
    const contact = state.roster.items.get(jid);
    if (contact && !seesUs(contact)) continue;
    state.left.delete(jid);
    // Whoever is blocked meanwhile is shown it when that ends, as all contacts are.
    const isTold = contact && blockOn(state, jid) === null;
    if (isTold && state.shown) effects.push({ type: 'showAvailability', to: jid, availability: state.shown });
  }
}

function forget(state: State, jid: BareJid): void {
  state.asking.delete(jid);
  if (!weSee(state, jid)) state.availability.delete(jid);
}

function forgetWhatHasRunOut(state: State, now: number): void {
  for (const [jid, { heard }] of state.asking) {
    for (const [resource, at] of heard) {
      if (at + COUNTS > now) continue;
      heard.delete(resource);
      observeAvailability(state, { jid, resource, availability: null });
    }
  }
}

/** Their server tells us how they are, as of a contact. */
function weSee({ roster }: State, jid: BareJid): boolean {
  return roster.kind === 'known' && seesThem(roster.items.get(jid));
}
