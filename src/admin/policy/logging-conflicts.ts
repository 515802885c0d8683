/**
 * What the lists of people say against each other, or in vain. Of `core/policy/logging.ts` the first row that applies
 * counts, and it is asked about the people of the organisation's own server alone:
 *
 * | somebody | |
 * |---|---|
 * | of another domain, one under Domain(s) included | in vain: their own server keeps their messages |
 * | on both lists | contradiction |
 */
import { FOREIGN_MEND, foreignProblem, isForeign } from './own-people.js';
import type { PolicyDraft } from './revision.js';

/** The two lists of people. */
export type LoggingList = 'loggingAlways' | 'loggingNever';

/** Why somebody cannot stand on such a list; the first that applies. */
export type LoggingConflictKind = 'foreign' | 'both-lists';

export interface LoggingConflict {
  readonly list: LoggingList;
  readonly kind: LoggingConflictKind;
  /** Bare JID. */
  readonly person: string;
}

type Lists = Pick<PolicyDraft, LoggingList>;

const OTHER: Readonly<Record<LoggingList, LoggingList>> = {
  loggingAlways: 'loggingNever',
  loggingNever: 'loggingAlways',
};
const WORD: Readonly<Record<LoggingList, string>> = { loggingAlways: 'always logged', loggingNever: 'never logged' };

/** What speaks against somebody on a list; `own` is the organisation's domain. */
export function loggingConflict(
  lists: Lists,
  own: string | undefined,
  list: LoggingList,
  person: string,
): LoggingConflictKind | undefined {
  if (isForeign(person, own)) return 'foreign';
  return lists[OTHER[list]].includes(person) ? 'both-lists' : undefined;
}

/** All of a draft; somebody who is on both lists counts once. */
export function loggingConflicts(draft: Lists, own: string | undefined): readonly LoggingConflict[] {
  const of = (list: LoggingList): LoggingConflict[] =>
    draft[list].flatMap((person) => {
      const kind = loggingConflict(draft, own, list, person);
      return kind ? [{ list, kind, person }] : [];
    });
  return [...of('loggingNever'), ...of('loggingAlways').filter(({ kind }) => kind !== 'both-lists')];
}

/** Why somebody cannot be put on the list, and what to do. */
export function loggingConflictWords(
  list: LoggingList,
  kind: LoggingConflictKind,
  person: string,
): { readonly problem: string; readonly todo: string } {
  switch (kind) {
    case 'foreign':
      return {
        problem: foreignProblem(person),
        todo: 'Another server keeps their messages, or does not: this policy says nothing of that.',
      };
    case 'both-lists':
      return {
        problem: `“${person}” is ${WORD[OTHER[list]]}.`,
        todo: 'Remove them from that list first.',
      };
  }
}

/** The same, of somebody who stands there. */
export function loggingConflictMend(list: LoggingList, kind: LoggingConflictKind): string {
  return kind === 'foreign'
    ? FOREIGN_MEND
    : `They are ${WORD[OTHER[list]]}, too. Remove them from one of the two lists.`;
}

/** What is wrong with a draft, in one sentence. */
export function loggingConflictFact({ list, kind, person }: LoggingConflict): string {
  return kind === 'foreign'
    ? `“${person}” is ${WORD[list]}, and not of your own domain.`
    : `“${person}” is always and never logged at once.`;
}
