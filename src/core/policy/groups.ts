/**
 * One policy for everyone, and groups of people for whom something of it is different. What holds for a person, field by field:
 *
 * | they are | the group says something of the field | |
 * |---|---|---|
 * | in no group | | as for everyone |
 * | in a group | yes | as the group has it |
 * | in a group | no | as for everyone |
 *
 * Whoever is in several is in the first. A person's device keeps what holds for them, and nothing of others.
 */
import type { BareJid } from '../jid.js';
import type { Policy, PolicyGroup } from './schema.js';

/** The group of somebody, if they are in one. */
export function groupOf({ groups }: Pick<Policy, 'groups'>, jid: BareJid): PolicyGroup | undefined {
  return groups.find(({ members }) => members.includes(jid));
}

/** What holds for one person: a policy without groups. */
export function policyFor(policy: Policy, jid: BareJid): Policy {
  if (policy.groups.length === 0) return policy;
  const group = groupOf(policy, jid);
  return {
    ...policy,
    allowUserOptions: group?.allowUserOptions ?? policy.allowUserOptions,
    handling: group?.handling ?? policy.handling,
    federation: { ...policy.federation, mode: group?.federation ?? policy.federation.mode },
    logging: { ...policy.logging, mode: group?.logging ?? policy.logging.mode },
    groups: [],
  };
}
