import { groupDifferences } from './group-differences.js';
import { missingFrom, type ListEntry } from './lists.js';
import {
  ENTRY_WORDS,
  FIELD_LABELS,
  valueWords,
  type ListField,
  type PolicyField,
  type SingleField,
} from './policy-words.js';
import type { PolicyDraft } from './revision.js';

/** One thing that is not the same in two drafts, for people. An entry of a list that was added has no `before`, one that was removed no `after`. */
export interface Difference {
  readonly field: PolicyField;
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Of an entry of a list: what it is called, and what it is. */
  readonly entry?: { readonly words: string; readonly kind: 'domain' | 'person' | 'group' };
}

/** The fields with one value; the compiler sees that none is missing. */
const SINGLE: Readonly<Record<SingleField, true>> = {
  allowUserOptions: true,
  handling: true,
  addBack: true,
  temporaryAvailability: true,
  federation: true,
  logging: true,
  loggingDays: true,
};
export const SINGLE_FIELDS = Object.keys(SINGLE) as readonly SingleField[];
const LISTS: Readonly<Record<ListField, true>> = {
  domains: true,
  trusted: true,
  refused: true,
  loggingAlways: true,
  loggingNever: true,
};
export const LIST_FIELDS = Object.keys(LISTS) as readonly ListField[];

/** What changes from one draft to the other, a line for each field and for each entry of a list. */
export function differences(before: PolicyDraft, after: PolicyDraft): readonly Difference[] {
  const fields = SINGLE_FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    field,
    label: FIELD_LABELS[field],
    before: valueWords(field, before),
    after: valueWords(field, after),
  }));
  const lists = LIST_FIELDS.flatMap((field) => {
    const line = (was: string, is: string): Difference => ({
      field,
      label: FIELD_LABELS[field],
      before: was,
      after: is,
      entry: {
        words: ENTRY_WORDS[field],
        kind: field === 'loggingAlways' || field === 'loggingNever' ? 'person' : 'domain',
      },
    });
    const earlier: readonly ListEntry[] = before[field];
    const later: readonly ListEntry[] = after[field];
    const removed = missingFrom(later, earlier).map((entry) => line(entryText(entry), ''));
    const added = missingFrom(earlier, later).map((entry) => line('', entryText(entry)));
    return [...removed, ...added];
  });
  return [...fields, ...lists, ...groupDifferences(before.groups, after.groups)];
}

/** Whether both say the same; in which order lists stand is of no importance. */
export function isSame(a: PolicyDraft, b: PolicyDraft): boolean {
  return differences(a, b).length === 0;
}

function entryText(entry: ListEntry): string {
  return typeof entry === 'string' ? entry : entry.unicode;
}
