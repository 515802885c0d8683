/** Who may publish the policy: the affiliations of its node (XEP-0060 §8.9). */
import { typedJid } from '../../core/jid.js';
import { POLICY_NODE } from '../../core/policy/schema.js';
import { affiliationsGet, affiliationSet, parseAffiliations } from '../../xmpp/xep0060-pubsub-owner.js';
import { done, failed, problemOfCondition, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';

export type AdministratorAffiliation = 'owner' | 'publisher';

/** Conditions of our own, of what is refused before the server is asked. */
export const REFUSALS = {
  /** Then nobody could say who may publish. */
  lastOwner: 'last-owner',
  /** By accident, nobody is to shut themselves out; another owner may do it. */
  ownAccount: 'own-account',
  malformed: 'jid-malformed',
  /** The server has taken it, and did not do it. */
  noEffect: 'no-effect',
} as const;

/** Everybody who may publish. Owners alone are told. */
export async function readAdministrators(
  wire: AdminWire,
  service: string,
): Promise<Outcome<ReadonlyMap<string, AdministratorAffiliation>>> {
  const answer = await wire.get(affiliationsGet(POLICY_NODE), { to: service });
  if (!answer.ok) return failed(problemOfCondition(answer.condition));
  const administrators = new Map<string, AdministratorAffiliation>();
  for (const [jid, affiliation] of parseAffiliations(answer.stanza)) {
    if (affiliation === 'owner') administrators.set(jid, 'owner');
    else if (affiliation === 'publisher' || affiliation === 'publish-only') administrators.set(jid, 'publisher');
  }
  return done(administrators);
}

/** Makes somebody an owner or a publisher, or neither. */
export async function changeAdministrator(
  wire: AdminWire,
  service: string,
  jid: string,
  affiliation: AdministratorAffiliation | 'none',
): Promise<Outcome> {
  const who = typedJid(jid)?.bare;
  if (who === undefined) return refused(REFUSALS.malformed);
  const present = await readAdministrators(wire, service);
  if (!present.ok) return present;
  const owners = [...present.value].filter(([, kind]) => kind === 'owner').map(([owner]) => owner);
  if (affiliation !== 'owner' && owners.includes(who)) {
    if (owners.length === 1) return refused(REFUSALS.lastOwner);
    if (who === wire.account) return refused(REFUSALS.ownAccount);
  }
  const answer = await wire.set(affiliationSet(POLICY_NODE, who, affiliation), { to: service });
  if (!answer.ok) return failed(problemOfCondition(answer.condition));
  // ejabberd 23.01 answers as if it were done where it is not.
  const after = await readAdministrators(wire, service);
  if (!after.ok) return after;
  return (after.value.get(who) ?? 'none') === affiliation ? done(undefined) : refused(REFUSALS.noEffect);
}

function refused(condition: string): Outcome {
  return failed({ kind: 'refused', condition });
}
