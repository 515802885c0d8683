/**
 * What two administrators did with the groups, put together. A group is known by its name, and by `group-renames.ts`
 * where it has another:
 *
 * | since the common base | the merged draft has |
 * |---|---|
 * | one added it | it |
 * | both have it | its people as `lists.ts` says, each field as `merge.ts` does |
 * | one gave it another name | it by that name, whatever the other changed of it |
 * | both did, and not the same | mine, unless `preferTheirs` names it; and it is a conflict |
 * | one removed it, and the other left it as it was | it no more |
 * | one removed it, and the other changed it | mine, unless `preferTheirs` names it; and it is a conflict |
 *
 * That somebody is in two groups then is for `group-conflicts.ts` to find.
 */
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { isSameGroup, named } from './group-content.js';
import { GROUP_NAME } from './group-differences.js';
import { groupRenames } from './group-renames.js';
import { GROUP_FIELDS, groupSummary, groupTitle, groupValueWords, type GroupField } from './group-words.js';
import { mergeLists } from './lists.js';
import type { MergeConflict } from './merge.js';
import { FIELD_LABELS } from './policy-words.js';

/** A field of a group, its name, or the whole group, which both changed; by the name that it had. */
export type GroupKey = `group.${GroupField | 'name' | 'itself'}.${string}`;

export interface GroupMerge {
  readonly merged: readonly ListedGroup[];
  readonly conflicts: readonly MergeConflict[];
}

type Groups = readonly ListedGroup[];

/** One group, as each of the three has it. */
interface Versions {
  readonly was: ListedGroup | undefined;
  readonly mine: ListedGroup | undefined;
  readonly theirs: ListedGroup | undefined;
}

/** Notes a conflict of the group that had this name; whether theirs counts. */
type Ask = (what: GroupField | 'name' | 'itself', name: string, conflict: Omit<MergeConflict, 'key'>) => boolean;

/** Puts `mine` on top of `theirs`, as both came from `base`. */
export function mergeGroups(base: Groups, mine: Groups, theirs: Groups, preferTheirs: ReadonlySet<string>): GroupMerge {
  const conflicts: MergeConflict[] = [];
  const ask: Ask = (what, name, conflict) => {
    const key: GroupKey = `group.${what}.${name}`;
    conflicts.push({ key, ...conflict });
    return preferTheirs.has(key);
  };
  const merged = versionsOf(base, mine, theirs).flatMap((versions) => mergeVersions(versions, ask) ?? []);
  return { merged, conflicts };
}

/** Theirs in their order, then what I alone have. */
function versionsOf(base: Groups, mine: Groups, theirs: Groups): readonly Versions[] {
  const [ofMine, ofTheirs] = [successors(base, mine, theirs), successors(base, theirs, mine)];
  const isNew = ({ name }: ListedGroup): boolean => !named(base, name);
  const taken = new Set([...ofMine.values(), ...ofTheirs.values()]);
  const added = (groups: Groups): Groups => groups.filter((group) => isNew(group) && !taken.has(group));
  const names = new Set([...added(theirs), ...added(mine)].map(({ name }) => name));
  const all: readonly Versions[] = [
    ...base.map((was) => ({ was, mine: ofMine.get(was), theirs: ofTheirs.get(was) })),
    ...[...names].map((name) => ({ was: undefined, mine: named(mine, name), theirs: named(theirs, name) })),
  ];
  const place = (one: Versions): number =>
    one.theirs ? theirs.indexOf(one.theirs) : theirs.length + (one.mine ? mine.indexOf(one.mine) : 0);
  return all.toSorted((a, b) => place(a) - place(b));
}

/** What became of each group in `after`. A new name that the other side has for another group counts as a group of its own. */
function successors(base: Groups, after: Groups, other: Groups): ReadonlyMap<ListedGroup, ListedGroup> {
  const others = groupRenames(base, other);
  const renames = groupRenames(base, after).filter(
    ({ was, is }) => !named(other, is.name) || others.some((one) => one.was === was && one.is.name === is.name),
  );
  const kept = base.flatMap((was) => {
    const is = named(after, was.name);
    return is ? [{ was, is }] : [];
  });
  return new Map([...kept, ...renames].map(({ was, is }) => [was, is]));
}

function mergeVersions({ was, mine, theirs }: Versions, ask: Ask): ListedGroup | undefined {
  if (mine && theirs) return mergeBoth(was ?? { name: mine.name, members: [] }, mine, theirs, ask);
  const left = mine ?? theirs;
  if (!left || !was) return left;
  if (left.name === was.name && isSameGroup(was, left)) return undefined;
  const words = (group: ListedGroup | undefined): string => {
    if (!group) return 'removed';
    return group.name === was.name ? groupSummary(group) : `“${groupTitle(group.name)}”: ${groupSummary(group)}`;
  };
  const label = `Policy group “${groupTitle(was.name)}”`;
  const isTheirs = ask('itself', was.name, { label, base: words(was), mine: words(mine), theirs: words(theirs) });
  return isTheirs ? theirs : mine;
}

function mergeBoth(base: ListedGroup, mine: ListedGroup, theirs: ListedGroup, ask: Ask): ListedGroup {
  const names = { base: groupTitle(base.name), mine: groupTitle(mine.name), theirs: groupTitle(theirs.name) };
  const name = pick(base.name, mine.name, theirs.name, () => ask('name', base.name, { label: GROUP_NAME, ...names }));
  const fields = GROUP_FIELDS.map((field) => {
    const conflict = {
      label: `${FIELD_LABELS[field]}, for “${groupTitle(name)}”`,
      base: groupValueWords(field, base),
      mine: groupValueWords(field, mine),
      theirs: groupValueWords(field, theirs),
    };
    return [field, pick(base[field], mine[field], theirs[field], () => ask(field, base.name, conflict))] as const;
  });
  return {
    name,
    members: mergeLists(base.members, mine.members, theirs.members),
    ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
    ...(theirs.others ? { others: theirs.others } : {}),
  };
}

/** What only one changed is as they have it; of what both did, and differently, it is asked whether theirs counts. */
function pick<Value>(base: Value, mine: Value, theirs: Value, isTheirs: () => boolean): Value {
  if (mine === base) return theirs;
  if (theirs === base || theirs === mine) return mine;
  return isTheirs() ? theirs : mine;
}
