/**
 * What others show of themselves, by resource (RFC 6121 §4). Anybody may send us presence (§4.6): what counts is that
 * of contacts who let us see it, and of people whom somebody is looking at just now. Of others nothing is kept, so
 * that strangers neither appear to be there nor fill the memory.
 */
import { SHOWS, type Availability } from './availability.js';
import { isBlocked } from './block-list.js';
import type { PresenceEvent } from './event.js';
import type { BareJid } from './jid.js';
import type { Seen } from './people-view.js';
import { seesThem } from './roster.js';
import { barrier } from './policy/federation.js';
import type { State } from './state.js';

/** Also while it is not known yet who is a contact. */
const MOST_PEOPLE = 10_000;
/** Of one person; the one that was heard of last counts. */
const MOST_RESOURCES = 32;

/** What a person is, all of their resources taken together. */
export interface SeenPerson {
  readonly seen: Seen;
  readonly status: string;
  readonly idleSince: number | null;
}

const UNKNOWN: SeenPerson = { seen: 'unknown', status: '', idleSince: null };
const OFFLINE: SeenPerson = { seen: 'offline', status: '', idleSince: null };

/** What `jid` is, as far as they show it to us. */
export function seenOf(state: State, jid: BareJid): SeenPerson {
  const { roster, shown, synchronised } = state;
  // What they say is still heard: it shows as soon as the policy lets it.
  if (barrier(state, jid)) return UNKNOWN;
  const resources = state.availability.get(jid);
  if (resources) {
    const { show, status, idleSince } = mostAvailable(resources);
    return { seen: show, status, idleSince };
  }
  // Whoever is not there for others is told nothing of them; and at first the server has not said yet who is there.
  const wouldKnow = Boolean(shown) && synchronised && roster.kind === 'known' && seesThem(roster.items.get(jid));
  return wouldKnow ? OFFLINE : UNKNOWN;
}

/** The one with the highest priority, which messages go to (RFC 6121 §8.5.2.1.1); of several, the one most likely to answer. */
function mostAvailable(resources: ReadonlyMap<string, Availability>): Availability {
  return [...resources.values()].reduce((best, one) =>
    one.priority > best.priority ||
    (one.priority === best.priority && SHOWS.indexOf(one.show) < SHOWS.indexOf(best.show))
      ? one
      : best,
  );
}

type Said = Omit<PresenceEvent & { readonly type: 'availabilityReceived' }, 'type' | 'at'>;

/** Takes what somebody's resource says of itself. */
export function observeAvailability(state: State, { jid, resource, availability }: Said): void {
  const known = state.availability.get(jid);
  const rest = [...(known ?? [])].filter(([other]) => other !== resource);
  if (availability) {
    if (!mayBeSeen(state, jid) || (!known && state.availability.size >= MOST_PEOPLE)) return;
    // Another object for each change, in the place of the one before: that is how it is kept (see `kept-stream.ts`).
    state.availability.set(jid, new Map([...rest.slice(1 - MOST_RESOURCES), [resource, availability]]));
  } else if (resource === '' || rest.length === 0) {
    state.availability.delete(jid);
  } else if (known) {
    state.availability.set(jid, new Map(rest));
  }
}

/** The contact list or the block list is another one, or other people are looked at: forgets whom we do not see any more. */
export function forgetUnseen(state: State, jids: Iterable<BareJid> = state.availability.keys()): void {
  for (const jid of jids) if (!mayBeSeen(state, jid)) state.availability.delete(jid);
}

function mayBeSeen({ account, blocked, roster, asking }: State, jid: BareJid): boolean {
  // Other devices of the same person are no contacts.
  if (jid === account?.jid || (blocked.kind === 'known' && isBlocked(blocked.jids, jid))) return false;
  return asking.has(jid) || roster.kind !== 'known' || seesThem(roster.items.get(jid));
}
