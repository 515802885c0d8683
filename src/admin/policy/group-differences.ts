import type { ListedGroup } from '../../xmpp/policy-form.js';
import type { Difference } from './differences.js';
import { named } from './group-content.js';
import { groupRenames } from './group-renames.js';
import { GROUP_FIELDS, groupTitle, groupValueWords } from './group-words.js';
import { missingFrom } from './lists.js';
import { FIELD_LABELS } from './policy-words.js';

/** What changes of groups: a line for each group, each of its fields and each person. */
export function groupDifferences(before: readonly ListedGroup[], after: readonly ListedGroup[]): readonly Difference[] {
  const renames = groupRenames(before, after);
  const removed = before.filter((group) => !named(after, group.name) && !renames.some(({ was }) => was === group));
  const added = after.filter((group) => !named(before, group.name) && !renames.some(({ is }) => is === group));
  return [
    ...renames.flatMap(({ was, is }) => [
      changed(GROUP_NAME, groupTitle(was.name), groupTitle(is.name)),
      ...contentDifferences(was, is),
    ]),
    ...removed.map(({ name }) => entry(groupTitle(name), '')),
    ...added.flatMap((group) => [
      entry('', groupTitle(group.name)),
      ...contentDifferences({ name: group.name, members: [] }, group),
    ]),
    ...after.flatMap((group) => {
      const was = named(before, group.name);
      return was ? contentDifferences(was, group) : [];
    }),
  ];
}

/** What the name is called. */
export const GROUP_NAME = 'Name of a policy group';

/** Of one group, with the name of `after`. */
function contentDifferences(before: ListedGroup, after: ListedGroup): readonly Difference[] {
  const title = groupTitle(after.name);
  const fields = GROUP_FIELDS.filter((field) => before[field] !== after[field]).map((field) =>
    changed(`${FIELD_LABELS[field]}, for “${title}”`, groupValueWords(field, before), groupValueWords(field, after)),
  );
  const member = (was: string, is: string): Difference => ({
    ...changed(FIELD_LABELS.groups, was, is),
    entry: { words: `Member of “${title}”`, kind: 'person' },
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
