/** What groups say, their names left aside. */
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { GROUP_FIELDS } from './group-words.js';
import { missingFrom } from './lists.js';

/** Whether both say the same of the same people. */
export function isSameGroup(a: ListedGroup, b: ListedGroup): boolean {
  const isSamePeople = missingFrom(a.members, b.members).length === 0 && missingFrom(b.members, a.members).length === 0;
  return isSamePeople && GROUP_FIELDS.every((field) => a[field] === b[field]);
}

/** The group of that name, if there is one. */
export function named(groups: readonly ListedGroup[], name: string): ListedGroup | undefined {
  return groups.find((group) => group.name === name);
}
