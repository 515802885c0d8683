/**
 * Two administrators changed the same policy: what both of them wanted, put together.
 *
 * | since the common base | the merged draft has |
 * |---|---|
 * | neither changed it, or only one did, or both to the same | that |
 * | both changed it, to different values | mine, unless `preferTheirs` names it; and it is a conflict |
 *
 * A domain, or a person, is on a list or not, so changes to a list never conflict: what either added is added, what either removed is removed.
 */
import { LIST_FIELDS, missingFrom, SINGLE_FIELDS, type ListEntry } from './differences.js';
import { FIELD_LABELS, valueWords, type ListField, type SingleField } from './policy-words.js';
import type { PolicyDraft } from './revision.js';

/** A field that both changed, and what it said and says, in words. */
export interface MergeConflict {
  readonly field: SingleField;
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
  preferTheirs: ReadonlySet<SingleField> = new Set(),
): Merge {
  const conflicts = SINGLE_FIELDS.filter(
    (field) => mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field],
  );
  const fromMine = SINGLE_FIELDS.filter((field) =>
    conflicts.includes(field) ? !preferTheirs.has(field) : mine[field] !== base[field],
  );
  const taken = Object.fromEntries(fromMine.map((field) => [field, mine[field]])) as Partial<PolicyDraft>;
  const lists = Object.fromEntries(LIST_FIELDS.map((field) => [field, mergeLists(field, base, mine, theirs)])) as Pick<
    PolicyDraft,
    ListField
  >;
  return {
    merged: { ...theirs, ...taken, ...lists },
    conflicts: conflicts.map((field) => ({
      field,
      label: FIELD_LABELS[field],
      base: valueWords(field, base),
      mine: valueWords(field, mine),
      theirs: valueWords(field, theirs),
    })),
  };
}

function mergeLists(field: ListField, base: PolicyDraft, mine: PolicyDraft, theirs: PolicyDraft): readonly ListEntry[] {
  const kept = missingFrom(missingFrom(mine[field], base[field]), theirs[field]); // without what I removed
  const added = missingFrom(base[field], mine[field]);
  return [...kept, ...missingFrom(kept, added)];
}
