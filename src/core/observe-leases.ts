/**
 * Answers those who ask to see us for a while, and takes it back (see `leases.ts` for who may).
 *
 * | a lease ends | they are told |
 * |---|---|
 * | it has run out and nobody asked again; they took theirs back | unavailable |
 * | the policy's switch is off, or their domain is not listed any more | unavailable |
 * | the person is about to block them | unavailable, before the block |
 * | the person is invisible | unavailable |
 * | the server blocks them already: another device did that | nothing, the server refuses it; they hear of us no more |
 * | they have become a contact who sees our presence | nothing, for the server tells them |
 * | a fresh stream | nothing, the server did when the old one ended |
 *
 * A lease that a dead worker gave is kept with its stream, and taken back by the worker that resumes it.
 */
import type { Effect } from './effect.js';
import type { PresenceEvent, SessionEvent } from './event.js';
import type { BareJid } from './jid.js';
import { ASKS_WITHIN, isBetween, isShutOut, LEASE, MOST_ASKS, MOST_LEASES, type Lease } from './leases.js';
import { isSame, shownAvailability } from './own-availability.js';
import { seesUs } from './roster.js';
import type { State } from './state.js';

type Asked = PresenceEvent & { readonly type: 'temporaryAvailabilityAsked' };
type Received = PresenceEvent & { readonly type: 'availabilityReceived' };
type How = (SessionEvent & { readonly type: 'streamReady' })['how'];

/** Somebody asks to see us. Whoever does anyway gets nothing extra. */
export function observeAsk(state: State, { jid, resource, at }: Asked, effects: Effect[]): void {
  const shown = shownAvailability(state, at);
  if (!state.online || !shown || seesUsAnyway(state, jid) || isBetween(state, jid, resource) !== 'yes') return;
  const holder = `${jid}/${resource}`;
  const isNew = !state.leases.has(holder);
  if ((isNew && state.leases.size >= MOST_LEASES) || !isWithinLimit(state, jid, at)) return;
  const lease: Lease = { jid, until: at + LEASE, shown };
  state.leases.set(holder, lease);
  // A worker that dies right after it has answered has to have left word of that.
  if (isNew) effects.push({ type: 'keepIntents' });
  effects.push({ type: 'showAvailability', to: holder, availability: shown }, { type: 'waitUntil', at: lease.until });
}

/** They do not look any more, or are gone. */
export function observeLeaver(state: State, { jid, resource, availability }: Received, effects: Effect[]): void {
  const holder = `${jid}/${resource}`;
  if (availability || !state.leases.delete(holder)) return;
  if (state.online && !seesUsAnyway(state, jid)) effects.push(takenBack(holder));
}

/** A stream is ready: what has run out meanwhile is taken back at once. */
export function continueLeases(state: State, how: How, effects: Effect[]): void {
  if (how === 'fresh') state.leases.clear();
  const ends = [...state.leases.values()].map(({ until }) => until);
  if (ends.length > 0) effects.push({ type: 'waitUntil', at: Math.min(...ends) });
}

/** Ends what has to end, and tells the others what has changed. `now`: as far as it is known. */
export function reconcileLeases(state: State, now: number | undefined, effects: Effect[]): void {
  if (!state.online || state.leases.size === 0) return;
  // What we show changes with time and by the person's choice: both come with a time.
  const shown = now === undefined ? undefined : shownAvailability(state, now);
  for (const [holder, lease] of state.leases) {
    const resource = holder.slice(lease.jid.length + 1);
    if (seesUsAnyway(state, lease.jid) || isShutOut(state, lease.jid, resource)) {
      state.leases.delete(holder);
    } else if (shown === null || hasRunOut(lease, now) || isBetween(state, lease.jid, resource) === 'no') {
      state.leases.delete(holder);
      effects.push(takenBack(holder));
    } else if (shown && !isSame(shown, lease.shown)) {
      state.leases.set(holder, { ...lease, shown });
      effects.push({ type: 'showAvailability', to: holder, availability: shown });
    }
  }
}

function takenBack(to: string): Effect {
  return { type: 'showAvailability', to, availability: null };
}

function hasRunOut({ until }: Lease, now: number | undefined): boolean {
  return now !== undefined && until <= now;
}

function seesUsAnyway({ roster }: State, jid: BareJid): boolean {
  return roster.kind === 'known' && seesUs(roster.items.get(jid));
}

/** Counts an ask of somebody, unless they have asked too often within the last minute. */
function isWithinLimit(state: State, jid: BareJid, at: number): boolean {
  const recent = (times: readonly number[] = []): number[] => times.filter((time) => time > at - ASKS_WITHIN);
  const asks = recent(state.askers.get(jid));
  if (asks.length >= MOST_ASKS) return false;
  if (state.askers.size >= MOST_LEASES) {
    for (const [other, times] of state.askers) if (recent(times).length === 0) state.askers.delete(other);
    if (state.askers.size >= MOST_LEASES && !state.askers.has(jid)) return false;
  }
  state.askers.set(jid, [...asks, at]);
  return true;
}
