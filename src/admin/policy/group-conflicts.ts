/**
 * What groups say against each other, or in vain. Of `core/policy/groups.ts` the first group of somebody counts, and the
 * policy is read by the people of the organisation's own server alone:
 *
 * | somebody | |
 * |---|---|
 * | of another domain, one under Domain(s) included | in vain: their own organisation's policy holds for them |
 * | in two groups | contradiction |
 */
import { MOST_GROUPS, MOST_MEMBERS, MOST_PEOPLE } from '../../core/policy/parse.js';
import { groupTitle } from './group-words.js';
import { FOREIGN_MEND, foreignProblem, isForeign } from './own-people.js';
import type { PolicyDraft } from './revision.js';

/** Why somebody cannot be in a group; the first that applies. */
export type GroupConflictKind = 'foreign' | 'other-group';

/** What speaks against somebody in a group. */
export interface GroupConflict {
  readonly kind: GroupConflictKind;
  /** The other group. */
  readonly other: string;
}

type Groups = Pick<PolicyDraft, 'groups'>;
type FindConflict = (group: string, person: string) => GroupConflict | undefined;

/** Tells of anybody what speaks against them in a group; `own` is the organisation's domain. */
export function groupConflictsIn({ groups }: Groups, own: string | undefined): FindConflict {
  const groupsOf = new Map<string, string[]>();
  for (const { name, members } of groups) {
    for (const jid of members) groupsOf.set(jid, [...(groupsOf.get(jid) ?? []), name]);
  }
  return (group, person) => {
    if (isForeign(person, own)) return { kind: 'foreign', other: '' };
    const other = groupsOf.get(person)?.find((name) => name !== group);
    return other === undefined ? undefined : { kind: 'other-group', other };
  };
}

/** All of a draft, in one sentence each; somebody who is in two groups counts once. */
export function groupConflictFacts(draft: Groups, own: string | undefined): readonly string[] {
  const find = groupConflictsIn(draft, own);
  const facts = new Map<string, string>();
  for (const { name, members } of draft.groups) {
    for (const person of members) {
      const conflict = find(name, person);
      if (!conflict || facts.has(person)) continue;
      const title = groupTitle(name);
      facts.set(
        person,
        conflict.kind === 'foreign'
          ? `“${person}” is in “${title}”, and not of your own domain.`
          : `“${person}” is in “${title}” and in “${groupTitle(conflict.other)}”.`,
      );
    }
  }
  return [...facts.values(), ...tooMuch(draft)];
}

/** More than all clients could be given. */
function tooMuch({ groups }: Groups): readonly string[] {
  const people = groups.reduce((count, { members }) => count + members.length, 0);
  const full = groups.filter(({ members }) => members.length > MOST_PEOPLE);
  return [
    ...full.map(
      ({ name, members }) =>
        `There are ${members.length} people in “${groupTitle(name)}”, and at most ${MOST_PEOPLE} can be.`,
    ),
    ...(groups.length > MOST_GROUPS ? [`There are ${groups.length} groups, and at most ${MOST_GROUPS} can be.`] : []),
    ...(people > MOST_MEMBERS ? [`There are ${people} people in all groups, and at most ${MOST_MEMBERS} can be.`] : []),
  ];
}

/** Why somebody cannot be put into the group, and what to do. */
export function groupConflictWords(
  { kind, other }: GroupConflict,
  person: string,
): { readonly problem: string; readonly todo: string } {
  switch (kind) {
    case 'foreign':
      return {
        problem: foreignProblem(person),
        todo: 'Their own organization’s policy holds for them, not this one.',
      };
    case 'other-group':
      return { problem: `“${person}” is in “${groupTitle(other)}”.`, todo: 'Remove them from that group first.' };
  }
}

/** The same, of somebody who stands there. */
export function groupConflictMend({ kind, other }: GroupConflict): string {
  return kind === 'foreign'
    ? FOREIGN_MEND
    : `They are in “${groupTitle(other)}”, too. Remove them from one of the two groups.`;
}
