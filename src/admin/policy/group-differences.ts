import type { ListedGroup } from '../../xmpp/policy-form.js';
import type { Difference } from './differences.js';
import { GROUP_FIELDS, groupValueWords } from './group-words.js';
import { missingFrom } from './lists.js';
import { FIELD_LABELS } from './policy-words.js';

/** What changes of groups, which are known by their names: a line for each group, each of its fields and each person. */
export function groupDifferences(before: readonly ListedGroup[], after: readonly ListedGroup[]): readonly Difference[] {
  const removed = before.filter((group) => !named(after, group.name));
  const added = after.filter((group) => !named(before, group.name));
  const taken = new Set<ListedGroup>();
  const renamed = removed.flatMap((was) => {
    const is = added.find(
      (group) => !taken.has(group) && contentDifferences({ ...was, name: group.name }, group).length === 0,
    );
    if (is) taken.add(is);
    return is ? [{ was, is }] : [];
  });
  return [
    ...renamed.map(({ was, is }) => changed('Name of a policy group', was.name, is.name)),
    ...removed.filter((group) => !renamed.some(({ was }) => was === group)).map(({ name }) => entry(name, '')),
    ...added
      .filter((group) => !taken.has(group))
      .flatMap((group) => [entry('', group.name), ...contentDifferences({ name: group.name, members: [] }, group)]),
    ...after.flatMap((group) => {
      const was = named(before, group.name);
      return was ? contentDifferences(was, group) : [];
    }),
  ];
}

/** Whether both say the same of the same people. */
export function isSameGroup(a: ListedGroup, b: ListedGroup): boolean {
  return contentDifferences(a, b).length === 0;
}

export function named(groups: readonly ListedGroup[], name: string): ListedGroup | undefined {
  return groups.find((group) => group.name === name);
}

/** Of one group, with the name of `after`. */
function contentDifferences(before: ListedGroup, after: ListedGroup): readonly Difference[] {
  const { name } = after;
  const fields = GROUP_FIELDS.filter((field) => before[field] !== after[field]).map((field) =>
    changed(`${FIELD_LABELS[field]}, for “${name}”`, groupValueWords(field, before), groupValueWords(field, after)),
  );
  const member = (was: string, is: string): Difference => ({
    ...changed(FIELD_LABELS.groups, was, is),
    entry: { words: `Member of “${name}”`, kind: 'person' },
  });
  return [
    ...fields,
    ...missingFrom(after.members, before.members).map((jid) => member(jid, '')),
    ...missingFrom(before.members, after.members).map((jid) => member('', jid)),
  ];
}

function entry(was: string, is: string): Difference {
  return { ...changed(FIELD_LABELS.groups, was, is), entry: { words: 'Policy group', kind: 'group' } };
}

function changed(label: string, before: string, after: string): Difference {
  return { field: 'groups', label, before, after };
}
