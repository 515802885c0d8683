/** Whether anybody can be reached at a domain: one that no server serves was most likely misspelt. */
import type { IqAnswer } from '../../xmpp/iq.js';
import { discoInfoGet } from '../../xmpp/xep0030-disco.js';
import type { AdminWire } from '../wire.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';

/** `own`: our own server's. `unknown`: there is no telling now. */
export type Reach = 'own' | 'answers' | 'silent' | 'unknown';

/** As long as somebody who typed a domain may wait to hear of it. */
const PATIENCE = 8000;
/** Conditions (RFC 6120 §8.3.3) with which a server that is there may turn us away. */
const TURNED_AWAY = new Set([
  'forbidden',
  'not-allowed',
  'not-authorized',
  'policy-violation',
  'registration-required',
]);

/** Asks a domain who it is (XEP-0030), through our own server, which connects to it if it can. */
export async function reachOf(wire: AdminWire, { ascii, unicode }: ListedDomain): Promise<Reach> {
  if (wire.domain === ascii || wire.domain === unicode) return 'own';
  if (!wire.isOnline) return 'unknown';
  // RFC 7622 §3.2: on the wire of XMPP a domain has its U-labels.
  return reachBy(await wire.get(discoInfoGet(), { to: unicode, timeout: PATIENCE }));
}

function reachBy(answer: IqAnswer): Reach {
  if (answer.ok || TURNED_AWAY.has(answer.condition)) return 'answers';
  return answer.condition === 'disconnected' ? 'unknown' : 'silent';
}

/** What that means for a domain that is to be listed; empty if there is nothing to say. */
export function reachWords(reach: Reach | undefined): string {
  switch (reach) {
    case 'own':
      return 'This is your own domain.';
    case 'answers':
      return 'A server answers for it.';
    case 'silent':
      return 'No server answers for it, neither yours nor another. Check how it is written; you can list it all the same.';
    case 'unknown':
    case undefined:
      return '';
  }
}
