/** Who is in the policy's groups, for settings of a server: its own accounts alone, each in the group that counts for them. */
import { bareJid, type BareJid } from '../../core/jid.js';
import { groupOf } from '../../core/policy/groups.js';
import type { PolicyGroup } from '../../core/policy/schema.js';

/** Whether a server takes it for an account of `domain`; ejabberd does not start with anything else in a list of people. */
export function isAccountOf(domain: string, jid: string): jid is BareJid {
  return bareJid(jid) === jid && jid.endsWith(`@${domain}`);
}

/** The accounts of `domain` that are in a group. */
export function groupPeople(groups: readonly PolicyGroup[], domain: string): ReadonlyMap<BareJid, PolicyGroup> {
  const people = groups.flatMap(({ members }) => members.filter((jid) => isAccountOf(domain, jid)));
  return new Map(
    people.flatMap((jid) => {
      const group = groupOf({ groups }, jid);
      return group ? [[jid, group] as const] : [];
    }),
  );
}
