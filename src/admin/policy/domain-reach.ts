/** Whether anybody can be reached at a domain: one that no server serves was most likely misspelt. */
import type { IqAnswer } from '../../xmpp/iq.js';
import { discoInfoGet } from '../../xmpp/xep0030-disco.js';
import type { AdminWire } from '../wire.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';

/**
 * `own`: our own server's. `closed`: one of the two servers lets nothing through. `unknown`: there is no telling now.
 *
 * | for a domain that it does not serve | Prosody 0.12 | ejabberd 23.01 |
 * |---|---|---|
 * | without connections to other servers | `not-allowed` | `forbidden` |
 * | with them, and nobody there | `remote-server-not-found` | `remote-server-not-found` |
 */
export type Reach = 'own' | 'answers' | 'closed' | 'silent' | 'unknown';

/** As long as somebody who typed a domain may wait to hear of it. */
const PATIENCE = 8000;
/** Conditions (RFC 6120 §8.3.3) of a server that finds nobody there, or waits for them in vain. */
const NOT_FOUND = new Set(['remote-server-not-found', 'remote-server-timeout', 'timeout', 'item-not-found']);
/** Of our own server, or of the other one. */
const CLOSED = new Set(['forbidden', 'not-allowed', 'not-authorized', 'policy-violation', 'registration-required']);

/** Asks a domain who it is (XEP-0030), through our own server, which connects to it if it can. */
export async function reachOf(
  wire: Pick<AdminWire, 'domain' | 'isOnline' | 'get'>,
  { ascii, unicode }: ListedDomain,
): Promise<Reach> {
  if (wire.domain === ascii || wire.domain === unicode) return 'own';
  if (!wire.isOnline) return 'unknown';
  // RFC 7622 §3.2: on the wire of XMPP a domain has its U-labels.
  return reachBy(await wire.get(discoInfoGet(), { to: unicode, timeout: PATIENCE }));
}

function reachBy(answer: IqAnswer): Reach {
  if (answer.ok) return 'answers';
  if (CLOSED.has(answer.condition)) return 'closed';
  return NOT_FOUND.has(answer.condition) ? 'silent' : 'unknown';
}

/** What that means for a domain that is to be listed; empty if there is nothing to say. */
export function reachWords(reach: Reach | undefined): string {
  switch (reach) {
    case 'own':
      return 'This is your own domain.';
    case 'answers':
      return 'A server answers for it.';
    case 'closed':
      return 'Your server does not serve it, and is not connected to it, so nobody from there can ask anybody. Check how it is written; you can list it all the same.';
    case 'silent':
      return 'No server answers for it, neither yours nor another. Check how it is written; you can list it all the same.';
    case 'unknown':
    case undefined:
      return '';
  }
}

/** The same, of a domain that is on a list and was asked; `isNew`: our server has not heard of that yet. */
export function reachFact(reach: Reach, isNew = false): string {
  switch (reach) {
    case 'own':
      return 'This is your own domain.';
    case 'answers':
      return 'Reached: a server answers your server for it.';
    case 'closed':
      return `Not reached: your server or theirs lets nothing through.${isNew ? ' Save first, then check again.' : ''}`;
    case 'silent':
      return 'Not reached: your server finds no server for it.';
    case 'unknown':
      return 'There is no telling now. Try again.';
  }
}

/** How many of these are reached, of those that were asked; empty if none was. */
export function reachCounts(domains: readonly ListedDomain[], reach: ReadonlyMap<string, Reach>): string {
  const asked = domains.flatMap(({ ascii }) => reach.get(ascii) ?? []);
  const reached = asked.filter((found) => found === 'answers' || found === 'own').length;
  return asked.length === 0 ? '' : `${reached} of ${asked.length} reached.`;
}

/** Nothing speaks against it. */
export function isReached(reach: Reach | undefined): boolean {
  return reach !== 'silent' && reach !== 'closed';
}
