import { domainOf, parseJid, type BareJid } from './jid.js';
import type { State } from './state.js';

/** Of a block list, or of whom is to be blocked. */
interface Entries {
  has(entry: BareJid): boolean;
}

/**
 * Whether a blocked JID covers requests from `jid` (XEP-0191 §5: a bare JID, or a whole domain).
 * An entry for one resource does not: a request comes from a bare JID.
 */
export function isBlocked(blocked: Entries, jid: BareJid): boolean {
  return entryAgainst(blocked, jid) !== null;
}

/** What blocks `jid`: they themselves, or else their domain. Also as long as the server has not done it yet. */
export function blockOn({ blocked, toBlock }: Pick<State, 'blocked' | 'toBlock'>, jid: BareJid): BareJid | null {
  return (blocked.kind === 'known' ? entryAgainst(blocked.jids, jid) : null) ?? entryAgainst(toBlock, jid);
}

function entryAgainst(blocked: Entries, jid: BareJid): BareJid | null {
  return [jid, domainOf(jid)].find((entry) => blocked.has(entry)) ?? null;
}

/** Whether a blocked JID covers one device of `jid` (XEP-0191 §5): as above, or that very resource, or one of the whole domain. */
export function isBlockedAt(blocked: ReadonlySet<string>, jid: BareJid, resource: string): boolean {
  return isBlocked(blocked, jid) || blocked.has(`${jid}/${resource}`) || blocked.has(`${domainOf(jid)}/${resource}`);
}

/** Whether an entry, somebody or a domain, covers requests from `jid`. */
export function covers(entry: BareJid, jid: BareJid): boolean {
  return entry === jid || entry === domainOf(jid);
}

/** Those who ask and are covered by an entry, in the order in which they came. */
export function coveredBy(entry: BareJid, requests: ReadonlyMap<BareJid, unknown>): BareJid[] {
  return [...requests.keys()].filter((jid) => covers(entry, jid));
}

/** The canonical entries of a block list; what is no JID is dropped. */
export function blockEntries(texts: readonly string[]): Set<string> {
  const entries = new Set<string>();
  for (const text of texts) {
    const jid = parseJid(text);
    if (jid) entries.add(jid.resource ? `${jid.bare}/${jid.resource}` : jid.bare);
  }
  return entries;
}
