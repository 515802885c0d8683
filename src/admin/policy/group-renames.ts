/**
 * Which groups have another name now. Nothing on the node says so, and whoever renames a group may change it, too:
 *
 * | a name is gone, and another is new | |
 * |---|---|
 * | that says the same of the same people | it was renamed |
 * | of which more than half, on both sides, are the same people | it was renamed |
 * | anything else | one was removed, one was added |
 */
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { isSameGroup, named } from './group-content.js';
import { missingFrom } from './lists.js';

export interface Rename {
  readonly was: ListedGroup;
  readonly is: ListedGroup;
}

/** Every rename from one draft to the other. */
export function groupRenames(before: readonly ListedGroup[], after: readonly ListedGroup[]): readonly Rename[] {
  const removed = before.filter(({ name }) => !named(after, name));
  const added = new Set(after.filter(({ name }) => !named(before, name)));
  return removed.flatMap((was) => {
    const is = [...added].find((group) => isSameGroup(was, group) || hasMostOf(was, group));
    if (!is) return [];
    added.delete(is);
    return [{ was, is }];
  });
}

function hasMostOf({ members: was }: ListedGroup, { members: is }: ListedGroup): boolean {
  const shared = was.length - missingFrom(is, was).length;
  return 2 * shared > Math.max(was.length, is.length);
}
