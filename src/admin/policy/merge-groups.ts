/**
 * What two administrators did with the groups, put together. A group is known by its name:
 *
 * | since the common base | the merged draft has |
 * |---|---|
 * | one added it | it |
 * | both have it | its people as `lists.ts` says, each field as `merge.ts` does |
 * | one removed it, and the other left it as it was | it no more |
 * | one removed it, and the other changed it | mine, unless `preferTheirs` names it; and it is a conflict |
 *
 * That somebody is in two groups then is for `group-conflicts.ts` to find.
 */
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { isSameGroup, named } from './group-differences.js';
import { GROUP_FIELDS, groupSummary, groupValueWords, type GroupField } from './group-words.js';
import { mergeLists } from './lists.js';
import type { MergeConflict } from './merge.js';
import { FIELD_LABELS } from './policy-words.js';

/** A field of a group, or the whole group, which both changed. */
export type GroupKey = `group.${GroupField | 'itself'}.${string}`;

export interface GroupMerge {
  readonly merged: readonly ListedGroup[];
  readonly conflicts: readonly MergeConflict[];
}

type Groups = readonly ListedGroup[];

/** Puts `mine` on top of `theirs`, as both came from `base`. */
export function mergeGroups(base: Groups, mine: Groups, theirs: Groups, preferTheirs: ReadonlySet<string>): GroupMerge {
  const conflicts: MergeConflict[] = [];
  const names = new Set([...theirs, ...mine].map(({ name }) => name));
  const merged = [...names].flatMap((name) => {
    const [was, ours, other] = [named(base, name), named(mine, name), named(theirs, name)];
    if (ours && other) return [mergeGroup(was ?? { name, members: [] }, ours, other, preferTheirs, conflicts)];
    const left = ours ?? other;
    if (!left || !was) return left ?? [];
    if (isSameGroup(was, left)) return [];
    const key: GroupKey = `group.itself.${name}`;
    const words = (group: ListedGroup | undefined): string => (group ? groupSummary(group) : 'removed');
    conflicts.push({
      key,
      label: `Policy group “${name}”`,
      base: words(was),
      mine: words(ours),
      theirs: words(other),
    });
    return (preferTheirs.has(key) ? other : ours) ?? [];
  });
  return { merged, conflicts };
}

function mergeGroup(
  base: ListedGroup,
  mine: ListedGroup,
  theirs: ListedGroup,
  preferTheirs: ReadonlySet<string>,
  conflicts: MergeConflict[],
): ListedGroup {
  const { name } = base;
  const fields = GROUP_FIELDS.map((field) => {
    const isMine = mine[field] !== base[field];
    const isConflict = isMine && theirs[field] !== base[field] && mine[field] !== theirs[field];
    const key: GroupKey = `group.${field}.${name}`;
    if (isConflict) {
      conflicts.push({
        key,
        label: `${FIELD_LABELS[field]}, for “${name}”`,
        base: groupValueWords(field, base),
        mine: groupValueWords(field, mine),
        theirs: groupValueWords(field, theirs),
      });
    }
    return [field, (isMine && !(isConflict && preferTheirs.has(key)) ? mine : theirs)[field]] as const;
  });
  return {
    name,
    members: mergeLists(base.members, mine.members, theirs.members),
    ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
    ...(theirs.others ? { others: theirs.others } : {}),
  };
}
