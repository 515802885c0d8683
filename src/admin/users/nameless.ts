/** Those of a list of whom nothing but the address is known, and what is found out about them. */
import type { AccountProfile, AccountSummary } from '../accounts/account.js';

export function namelessOf(people: readonly AccountSummary[]): readonly string[] {
  return people.flatMap(({ jid, profile }) => (profile ? [] : [jid]));
}

/** The list with these profiles where it had none. */
export function withNames(
  people: readonly AccountSummary[],
  names: ReadonlyMap<string, AccountProfile>,
): readonly AccountSummary[] {
  return people.map((person) => {
    const profile = person.profile ?? names.get(person.jid);
    return profile === person.profile ? person : { ...person, profile };
  });
}
