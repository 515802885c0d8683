/** What an administrator typed for the name of a policy group: a name, or why it is none, and what to write instead. */
import { MOST_GROUPS } from '../../core/policy/parse.js';
import { groupTitle, LONGEST_NAME } from './group-words.js';

export type GroupNameEntry =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: string; readonly todo: string };

/** Reads a name. `taken`: the names of the other groups. */
export function readGroupName(typed: string, taken: readonly string[]): GroupNameEntry {
  const name = typed
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '') // nobody would see them
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (name === '') return refused('Nothing is written there yet.', 'Write a name, such as Sales.');
  if (name.length > LONGEST_NAME) {
    return refused('That name is too long.', `Write at most ${LONGEST_NAME} characters.`);
  }
  const same = taken.find((other) => other.toLowerCase() === name.toLowerCase());
  if (same !== undefined) return refused(`There is a group “${groupTitle(same)}” already.`, 'Choose another name.');
  if (taken.length >= MOST_GROUPS) {
    return refused(`There are ${MOST_GROUPS} groups, and no more can be.`, 'Remove one that is not needed any more.');
  }
  return { ok: true, name };
}

function refused(problem: string, todo: string): GroupNameEntry {
  return { ok: false, problem, todo };
}
