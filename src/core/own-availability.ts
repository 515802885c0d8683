/**
 * What a person shows of themselves. It follows from what they chose and from when they last used this device, and is
 * told to the server whenever it is another than what that was told last:
 *
 * | chosen | in use | not for as long as the option `away-after` says |
 * |---|---|---|
 * | `available` | available | away, idle since (XEP-0319) |
 * | `away`, `dnd` | the same | the same, idle since |
 * | `invisible` | nothing | nothing |
 */
import type { Availability } from './availability.js';
import { blockOn, isBlocked } from './block-list.js';
import type { Effect } from './effect.js';
import { DEFAULT_OPTIONS } from './options.js';
import { seesUs } from './roster.js';
import type { State } from './state.js';

/** Servers send messages for the person to no resource with a negative priority (RFC 6121 §8.5.2). */
const NO_MESSAGES = -1;
const MINUTE = 60_000;

type Own = Pick<State, 'own' | 'activeAt' | 'options' | 'takesMessages'>;

/** What others are shown at `now`; null: nothing. */
export function shownAvailability(state: Own, now: number): Availability | null {
  const { own, activeAt, takesMessages } = state;
  if (own.show === 'invisible') return null;
  const idle = isIdle(state, now);
  return {
    show: idle && own.show === 'available' ? 'away' : own.show,
    status: own.status,
    // What cannot be shown must not be swallowed: other clients of the person take it.
    priority: takesMessages ? 0 : NO_MESSAGES,
    idleSince: idle ? (activeAt ?? null) : null,
  };
}

/** Nobody has used this device for so long that it is shown. */
export function isIdle(state: Own, now: number): boolean {
  return now >= idleFrom(state);
}

/** When it will be, unless somebody uses it before. */
function idleFrom({ activeAt, options }: Own): number {
  const minutes = Number(options.get('away-after')?.value ?? DEFAULT_OPTIONS['away-after']); // "never" is no number
  return activeAt === undefined || Number.isNaN(minutes) ? Number.POSITIVE_INFINITY : activeAt + minutes * MINUTE;
}

/** Tells the server what it has not been told on this stream, and looks again when somebody may have gone. */
export function showAvailability(state: State, effects: Effect[]): void {
  const from = idleFrom(state);
  if (from < (state.looksForIdle ?? Number.POSITIVE_INFINITY) && !isIdle(state, state.clock)) {
    state.looksForIdle = from;
    effects.push({ type: 'waitUntil', at: from });
  }
  if (!state.online || state.shown === undefined) return;
  const availability = shownAvailability(state, state.clock);
  if (isSame(availability, state.shown)) return;
  announceAvailability(state, availability, effects);
}

/** Tells it in any case. */
export function announceAvailability(state: State, availability: Availability | null, effects: Effect[]): void {
  state.shown = availability;
  // Nobody is told of others any more who is not there for them (RFC 6121 §4.5.2).
  if (!availability) state.availability.clear();
  effects.push({ type: 'announceAvailability', availability });
}

/**
 * Tells contacts who see our presence, and are covered by what is blocked or unblocked: ejabberd 23.01 tells them neither
 * that we are gone nor, afterwards, that we are there. Whom something else still blocks, they themselves or their domain, is told nothing.
 */
export function shownToContacts(
  state: Pick<State, 'roster' | 'shown' | 'blocked' | 'toBlock'>,
  changed: ReadonlySet<string>,
  availability: Availability | null,
): Effect[] {
  const { roster, shown } = state;
  if (!shown || roster.kind !== 'known') return [];
  const seeing = [...roster.items.values()].filter(
    (item) => seesUs(item) && isBlocked(changed, item.jid) && (!availability || blockOn(state, item.jid) === null),
  );
  return seeing.map(({ jid }) => ({ type: 'showAvailability', to: jid, availability }));
}

/** Whether two say the same. */
export function isSame(a: Availability | null, b: Availability | null): boolean {
  if (!a || !b) return a === b;
  return a.show === b.show && a.status === b.status && a.priority === b.priority && a.idleSince === b.idleSince;
}
