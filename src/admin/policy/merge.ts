/**
 * Two administrators changed the same policy: what both of them wanted, put together.
 *
 * | since the common base | the merged draft has |
 * |---|---|
 * | neither changed it, or only one did, or both to the same | that |
 * | both changed it, to different values | mine, unless `preferTheirs` names it; and it is a conflict |
 *
 * Lists are put together by `lists.ts`, groups by `merge-groups.ts`.
 */
import { LIST_FIELDS, SINGLE_FIELDS } from './differences.js';
import { mergeLists, type ListEntry } from './lists.js';
import { mergeGroups, type GroupKey } from './merge-groups.js';
import { FIELD_LABELS, valueWords, type ListField, type SingleField } from './policy-words.js';
import type { PolicyDraft } from './revision.js';

/** What two may have changed to different values. */
export type ConflictKey = SingleField | GroupKey;

/** A field that both changed, and what it said and says, in words. */
export interface MergeConflict {
  readonly key: ConflictKey;
  readonly label: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

export interface Merge {
  readonly merged: PolicyDraft;
  readonly conflicts: readonly MergeConflict[];
}

/** Puts `mine` on top of `theirs`, as both came from `base`. */
export function mergeDrafts(
  base: PolicyDraft,
  mine: PolicyDraft,
  theirs: PolicyDraft,
  preferTheirs: ReadonlySet<ConflictKey> = new Set(),
): Merge {
  const conflicts = SINGLE_FIELDS.filter(
    (field) => mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field],
  );
  const fromMine = SINGLE_FIELDS.filter((field) =>
    conflicts.includes(field) ? !preferTheirs.has(field) : mine[field] !== base[field],
  );
  const taken = Object.fromEntries(fromMine.map((field) => [field, mine[field]])) as Partial<PolicyDraft>;
  const lists = Object.fromEntries(
    LIST_FIELDS.map((field) => [field, mergeLists<ListEntry>(base[field], mine[field], theirs[field])]),
  ) as Pick<PolicyDraft, ListField>;
  const groups = mergeGroups(base.groups, mine.groups, theirs.groups, preferTheirs);
  return {
    merged: { ...theirs, ...taken, ...lists, groups: groups.merged },
    conflicts: [
      ...conflicts.map((field) => ({
        key: field,
        label: FIELD_LABELS[field],
        base: valueWords(field, base),
        mine: valueWords(field, mine),
        theirs: valueWords(field, theirs),
      })),
      ...groups.conflicts,
    ],
  };
}
