/** Finds the archiver: it is a component of the organisation's own server, and announces what it is. */
import { NS_ARCHIVER } from '../../xmpp/archiver-commands.js';
import { discoInfoGet, discoItemsGet, hasFeature, parseDiscoItems } from '../../xmpp/xep0030-disco.js';
import { problemOfCondition, type AdminProblem } from '../outcome.js';
import type { AdminWire } from '../wire.js';

export type FoundArchiver =
  | { readonly kind: 'there'; readonly address: string }
  /** The server knows it, and it does not answer: it does not run, or is refused. */
  | { readonly kind: 'silent'; readonly address: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly problem: AdminProblem };

/** Milliseconds for a service to say what it is. */
const PATIENCE = 6000;

/** What it is called where nobody has chosen otherwise. */
export function usualAddress(domain: string): string {
  return `archiver.${domain}`;
}

/** Asks the services of the domain who they are, that of the usual name first, whether it is listed or not. */
export async function findArchiver(wire: AdminWire): Promise<FoundArchiver> {
  const items = await wire.get(discoItemsGet(), { to: wire.domain });
  if (!items.ok) {
    const problem = problemOfCondition(items.condition);
    if (problem.kind === 'offline' || problem.kind === 'timeout') return { kind: 'failed', problem };
  }
  const usual = usualAddress(wire.domain);
  const listed = items.ok ? parseDiscoItems(items.stanza) : [];
  const addresses = [...new Set([usual, ...listed])].filter((address) => isBelow(address, wire.domain));
  const answers = await Promise.all(
    addresses.map((to) => wire.get(discoInfoGet(), { to, timeout: PATIENCE }).then((answer) => ({ to, answer }))),
  );
  const found = answers.find(({ answer }) => answer.ok && hasFeature(answer.stanza, NS_ARCHIVER));
  if (found) return { kind: 'there', address: found.to };
  const isLost = answers.some(({ answer }) => !answer.ok && answer.condition === 'disconnected');
  if (isLost) return { kind: 'failed', problem: { kind: 'offline' } };
  const isSilent = answers.some(({ to, answer }) => to === usual && !answer.ok) && listed.includes(usual);
  return isSilent ? { kind: 'silent', address: usual } : { kind: 'none' };
}

/** Whether the archiver itself answers at this address. */
export async function isArchiver(wire: AdminWire, to: string): Promise<boolean> {
  const answer = await wire.get(discoInfoGet(), { to, timeout: PATIENCE });
  return answer.ok && hasFeature(answer.stanza, NS_ARCHIVER);
}

/** Nobody else's service is trusted with passwords of endpoints, whatever a list says. */
function isBelow(address: string, domain: string): boolean {
  return address.endsWith(`.${domain}`) && !address.includes('@') && !address.includes('/');
}
