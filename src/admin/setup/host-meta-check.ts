/** Host-meta alone, looked at anew. */
import type { FetchText } from '../../xmpp/xep0156-host-meta.js';
import type { AdminWire } from '../wire.js';
import type { Check } from './checks.js';
import { readHostMeta } from './facts.js';
import { serverLines } from './lines.js';
import { hostMeta } from './server-checks.js';

export async function checkHostMeta(wire: AdminWire, fetchText: FetchText, signal: AbortSignal): Promise<Check> {
  const { domain, account } = wire;
  const facts = { domain, hostMeta: readHostMeta(wire, fetchText, signal) };
  const verdict = await hostMeta(facts, serverLines(domain, `pubsub.${domain}`, account));
  return { id: 'host-meta', title: 'What browsers get', ...verdict };
}
