/** The pubsub services that a server names as its own (XEP-0030): where the policy may lie. */
import type { IqAnswer, IqOptions } from '../xmpp/iq.js';
import { discoInfoGet, discoItemsGet, hasIdentity, parseDiscoItems } from '../xmpp/xep0030-disco.js';
import type { Element } from '../xmpp/element.js';

/** Conditions that may pass by themselves; all others say that there is nothing for us. */
const PASSING = new Set([
  'internal-server-error',
  'recipient-unavailable',
  'remote-server-not-found',
  'remote-server-timeout',
  'resource-constraint',
  'service-unavailable',
  'timeout',
  'undefined-condition',
]);
/** A server lists more than these only if somebody plays with it. */
const MOST_SERVICES = 30;

/** Whether an error may pass by itself. */
export function isPassing(condition: string): boolean {
  return PASSING.has(condition);
}

/** Asks the server of `domain`. `known`: those that it had before, which count as long as they are merely silent. */
export async function findPubsubServices(
  get: (payload: Element, options: IqOptions) => Promise<IqAnswer>,
  domain: string,
  known: readonly string[],
): Promise<readonly string[] | 'unreachable' | 'disconnected'> {
  const items = await get(discoItemsGet(), { to: domain });
  if (!items.ok) return items.condition === 'disconnected' ? 'disconnected' : 'unreachable';
  const candidates = parseDiscoItems(items.stanza).slice(0, MOST_SERVICES);
  const infos = await Promise.all(candidates.map((to) => get(discoInfoGet(), { to })));
  if (infos.some((info) => !info.ok && info.condition === 'disconnected')) return 'disconnected';
  // One that does not answer may be the one: it is not the same as none.
  const isSilent = (info: IqAnswer | undefined): boolean => info?.ok === false && isPassing(info.condition);
  const services = candidates.filter((service, index) => {
    const info = infos[index];
    return info?.ok ? hasIdentity(info.stanza, 'pubsub', 'service') : isSilent(info) && known.includes(service);
  });
  return services.length === 0 && infos.some(isSilent) ? 'unreachable' : services;
}
