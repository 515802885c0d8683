/**
 * Where the policy lies: what each pubsub service of the organisation says of the node, and what that comes to.
 *
 * | the node | as this account sees it |
 * |---|---|
 * | absent | there is none |
 * | ours | this account is its owner, or may publish |
 * | foreign | it is somebody else's; `counts` if clients would take it for the policy, or be kept from it |
 * | silent | the service does not say |
 */
import { POLICY_NODE } from '../../core/policy/schema.js';
import { isPassing } from '../../session/find-pubsub-services.js';
import { infoForm, nodeInfoGet } from '../../xmpp/xep0030-disco.js';
import { itemsGet, ownAffiliationsGet, parseItems, parseOwnAffiliation } from '../../xmpp/xep0060-pubsub.js';
import { affiliationsGet, configGet } from '../../xmpp/xep0060-pubsub-owner.js';
import { problemOfCondition, type AdminProblem } from '../outcome.js';
import type { AdminWire } from '../wire.js';

export type NodeView = { readonly service: string } & (
  | { readonly kind: 'absent' }
  | { readonly kind: 'ours'; readonly counts: boolean }
  | { readonly kind: 'foreign'; readonly counts: boolean; readonly owners: readonly string[] }
  | { readonly kind: 'silent'; readonly problem: AdminProblem }
);

/** Which of the nodes is the one to work on. */
export type NodeChoice =
  | { readonly kind: 'no-service' }
  | { readonly kind: 'several'; readonly services: readonly string[] }
  | { readonly kind: 'one'; readonly view: NodeView };

const MAY_PUBLISH = new Set(['owner', 'publisher', 'publish-only']);

/** Asks one service. */
export async function viewNode(wire: AdminWire, service: string): Promise<NodeView> {
  const to = service;
  const [items, everybody, own, config] = await Promise.all([
    wire.get(itemsGet(POLICY_NODE, 1), { to }),
    wire.get(affiliationsGet(POLICY_NODE), { to }),
    wire.get(ownAffiliationsGet(POLICY_NODE), { to }),
    wire.get(configGet(POLICY_NODE), { to }),
  ]);
  if (!items.ok && items.condition === 'item-not-found') return { service, kind: 'absent' };
  if (!items.ok && (items.condition === 'disconnected' || isPassing(items.condition))) {
    return { service, kind: 'silent', problem: problemOfCondition(items.condition) };
  }
  const counts = !items.ok || parseItems(items.stanza, POLICY_NODE).length > 0;
  // Owners alone are told everybody's; Prosody does not tell publishers their own, and shows them the configuration.
  const isOurs = everybody.ok || config.ok || (own.ok && MAY_PUBLISH.has(parseOwnAffiliation(own.stanza, POLICY_NODE)));
  if (!isOurs) return { service, kind: 'foreign', counts, owners: await ownersOf(wire, service) };
  if (items.ok) return { service, kind: 'ours', counts };
  return { service, kind: 'silent', problem: problemOfCondition(items.condition) };
}

/** Two that count are none; an empty node beside another takes nothing from that one. */
export function chooseNode(views: readonly NodeView[]): NodeChoice {
  const counting = views.filter((view) => (view.kind === 'ours' || view.kind === 'foreign') && view.counts);
  if (counting.length > 1) return { kind: 'several', services: counting.map(({ service }) => service) };
  const ofKind = (kind: NodeView['kind']): NodeView | undefined => views.find((view) => view.kind === kind);
  const view = counting[0] ?? ofKind('silent') ?? ofKind('ours') ?? ofKind('foreign') ?? ofKind('absent');
  return view ? { kind: 'one', view } : { kind: 'no-service' };
}

/** As far as the service tells whoever asks (§5.4): ejabberd does. */
async function ownersOf(wire: AdminWire, to: string): Promise<readonly string[]> {
  const info = await wire.get(nodeInfoGet(POLICY_NODE), { to });
  const fields = info.ok ? infoForm(info.stanza, 'http://jabber.org/protocol/pubsub#meta-data') : [];
  return fields.find(({ name }) => name === 'pubsub#owner')?.values ?? [];
}
