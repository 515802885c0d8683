/** Lists of the policy, whose order is of no importance. */
import type { ListedDomain } from '../../xmpp/policy-form.js';

/** What stands on a list of the policy: a domain, or the bare JID of a person. */
export type ListEntry = ListedDomain | string;

/** Those of `entries` that are not in `list`. */
export function missingFrom<Entry extends ListEntry>(
  list: readonly ListEntry[],
  entries: readonly Entry[],
): readonly Entry[] {
  const present = new Set(list.map(keyOf));
  return entries.filter((entry) => !present.has(keyOf(entry)));
}

/**
 * Puts together what two did with a list, as both came from `base`. A domain, or a person, is on a list or not, so this
 * never conflicts: what either added is added, what either removed is removed.
 */
export function mergeLists<Entry extends ListEntry>(
  base: readonly Entry[],
  mine: readonly Entry[],
  theirs: readonly Entry[],
): readonly Entry[] {
  const kept = missingFrom(missingFrom(mine, base), theirs); // without what I removed
  const added = missingFrom(base, mine);
  return [...kept, ...missingFrom(kept, added)];
}

function keyOf(entry: ListEntry): string {
  return typeof entry === 'string' ? entry : entry.ascii;
}
