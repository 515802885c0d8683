/** Makes the policy node, or mends one of ours whose configuration lets others in, or forgets. */
import { POLICY_NODE } from '../../core/policy/schema.js';
import { discoInfoGet, hasFeature } from '../../xmpp/xep0030-disco.js';
import { createSet } from '../../xmpp/xep0060-pubsub.js';
import { configGet, configSet, configValue, type NodeConfig } from '../../xmpp/xep0060-pubsub-owner.js';
import { NS } from '../../xmpp/ns.js';
import { done, failed, problemOfCondition, type Outcome } from '../outcome.js';
import { askSoftware } from '../server-software.js';
import type { AdminWire } from '../wire.js';
import { policyNodeConfig, wrongFields } from './node-config.js';

/** What the node on `service` is to have. */
export async function wantedConfig(wire: AdminWire, service: string): Promise<Outcome<NodeConfig>> {
  const [software, info] = await Promise.all([askSoftware({ wire }), wire.get(discoInfoGet(), { to: service })]);
  if (!software) return failed({ kind: wire.isOnline ? 'timeout' : 'offline' });
  return done(policyNodeConfig(software.kind, info.ok && hasFeature(info.stanza, `${NS.pubsub}#config-node-max`)));
}

/** What is wrong with the configuration of the node that there is. */
export async function misconfigured(
  wire: AdminWire,
  service: string,
  wanted: NodeConfig,
): Promise<Outcome<NodeConfig>> {
  const answer = await wire.get(configGet(POLICY_NODE), { to: service });
  if (!answer.ok) return failed(problemOfCondition(answer.condition));
  return done(wrongFields((name) => configValue(answer.stanza, name), wanted));
}

/** Makes the node on `service`; one that is there already is mended, if it is ours. */
export async function createOrMend(wire: AdminWire, service: string): Promise<Outcome> {
  const wanted = await wantedConfig(wire, service);
  if (!wanted.ok) return wanted;
  const created = await wire.set(createSet(POLICY_NODE, wanted.value), { to: service });
  if (created.ok) return done(undefined);
  if (created.condition !== 'conflict') return failed(problemOfCondition(created.condition));
  const wrong = await misconfigured(wire, service, wanted.value);
  if (!wrong.ok) return wrong;
  if (Object.keys(wrong.value).length === 0) return done(undefined);
  const mended = await wire.set(configSet(POLICY_NODE, wrong.value), { to: service });
  return mended.ok ? done(undefined) : failed(problemOfCondition(mended.condition));
}
