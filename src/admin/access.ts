/** Whether an account may administer anything, as the server has it; and who may, for those who may not. */
import { POLICY_NODE } from '../core/policy/schema.js';
import { discoInfoGet, infoForm } from '../xmpp/xep0030-disco.js';
import { itemsGet, parseItems } from '../xmpp/xep0060-pubsub.js';
import type { Abilities } from './accounts/account.js';
import type { Outcome } from './outcome.js';
import { readRevision } from './policy/history.js';
import type { PolicyState } from './policy/revision.js';
import type { AdminWire } from './wire.js';

/** XEP-0157 §3 */
const SERVER_INFO = 'http://jabber.org/network/serverinfo';

/** Undefined as long as the server has not said. */
export function mayAdminister(policy: PolicyState, abilities: Outcome<Abilities> | undefined): boolean | undefined {
  if (policy.kind === 'ready') return true;
  if (!abilities || policy.kind === 'unknown' || policy.kind === 'unreadable') return undefined;
  if (!abilities.ok) return ['offline', 'timeout'].includes(abilities.problem.kind) ? undefined : false;
  // What everybody may (an invitation, somebody's vCard) makes nobody an administrator.
  return (['add', 'delete', 'set-password', 'list'] as const).some((name) => abilities.value[name] === true);
}

/** Addresses of administrators: as the server names them (XEP-0157), else whoever has published the policy in force. */
export async function whoMay(wire: AdminWire, policy: PolicyState): Promise<readonly string[]> {
  const info = await wire.get(discoInfoGet(), { to: wire.domain });
  const fields = info.ok ? infoForm(info.stanza, SERVER_INFO) : [];
  const named = fields.filter(({ name }) => name === 'admin-addresses').flatMap(({ values }) => values);
  if (named.length > 0) return named.map((address) => address.replace(/^(xmpp|mailto):/, ''));
  if (!('service' in policy)) return [];
  const items = await wire.get(itemsGet(POLICY_NODE, 1), { to: policy.service });
  const published = items.ok ? parseItems(items.stanza, POLICY_NODE).map((item) => readRevision(item)) : [];
  return published.flatMap(({ publisher }) => publisher?.jid ?? []);
}
