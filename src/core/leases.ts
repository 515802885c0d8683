/**
 * Temporary availability (XEP-0276): colleagues who are no contacts see each other's availability while one looks at the
 * other in the directory. Whoever looks asks, and asks again as long as they look; whoever is asked answers for a minute.
 *
 * | what is known of the other one | does it go between us |
 * |---|---|
 * | it is us; or we block them, or are about to, whether the server has done it or not | no |
 * | policy, block list or contact list are not known yet | it is not known |
 * | there is no policy, or its switch is off | no |
 * | the block list cannot be read | no |
 * | their domain is listed | yes |
 * | anything else | no |
 *
 * While it is not known nobody is let in, and nothing is taken back but what has run out. `observe-leases.ts` answers,
 * `directory/asking.ts` asks.
 */
import type { Availability } from './availability.js';
import { isBlocked, isBlockedAt } from './block-list.js';
import { parseJid, type BareJid } from './jid.js';
import { isListed } from './policy/domains.js';
import type { State } from './state.js';

/** Somebody to whom we show ourselves for a while. Keyed by their full JID. */
export interface Lease {
  readonly jid: BareJid;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** What they were told last. */
  readonly shown: Availability;
}

/** Milliseconds for which one answer holds. */
export const LEASE = 60_000;
/** More than look at one person at once, in an organisation of thousands. */
export const MOST_LEASES = 500;
/** How often one person is answered within a minute, at all their devices together: a few that ask again in time fit in. */
export const MOST_ASKS = 10;
export const ASKS_WITHIN = 60_000;

/** Whether temporary availability goes between us and somebody; see the table. Without a resource: any of theirs. */
export function isBetween(state: State, jid: BareJid, resource = ''): 'yes' | 'no' | 'unknown' {
  const { account, policy, inForce, blocked, toBlock, roster } = state;
  if (jid === account?.jid || isBlocked(toBlock, jid) || isShutOut(state, jid, resource)) return 'no';
  const isKnown = inForce && [policy, blocked, roster].every(({ kind }) => kind !== 'unknown');
  if (!isKnown) return 'unknown';
  if (policy.kind !== 'published' || !policy.policy.temporaryAvailability || blocked.kind === 'unreadable') return 'no';
  const domain = parseJid(jid)?.domain;
  return domain && isListed(domain, inForce.listed) ? 'yes' : 'no';
}

/** The server blocks them: it refuses whatever we would send them. */
export function isShutOut({ blocked }: State, jid: BareJid, resource = ''): boolean {
  return blocked.kind === 'known' && isBlockedAt(blocked.jids, jid, resource);
}
