import { missingFrom, type ListEntry } from './differences.js';

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
