/** What a draft says against itself, whichever pane it is settled in. */
import { MOST_DOMAINS, MOST_PEOPLE } from '../../core/policy/parse.js';
import { conflictFact, federationConflicts } from './federation-conflicts.js';
import { groupConflictFacts } from './group-conflicts.js';
import { loggingConflictFact, loggingConflicts } from './logging-conflicts.js';
import { FIELD_LABELS, type ListField } from './policy-words.js';
import type { PolicyDraft } from './revision.js';

export interface PolicyConflict {
  /** Where the lists are. */
  readonly pane: 'domains' | 'federation' | 'logging' | 'groups';
  /** In one sentence. */
  readonly fact: string;
}

/** What all clients could not be given; a merge brings it about. */
const LISTS = [
  { field: 'domains', most: MOST_DOMAINS, pane: 'domains' },
  { field: 'trusted', most: MOST_DOMAINS, pane: 'federation' },
  { field: 'refused', most: MOST_DOMAINS, pane: 'federation' },
  { field: 'loggingAlways', most: MOST_PEOPLE, pane: 'logging' },
  { field: 'loggingNever', most: MOST_PEOPLE, pane: 'logging' },
] as const satisfies readonly (Pick<PolicyConflict, 'pane'> & { readonly field: ListField; readonly most: number })[];

/** All of them; `own` is the organisation's domain. */
export function policyConflicts(draft: PolicyDraft, own: string | undefined): readonly PolicyConflict[] {
  return [
    ...LISTS.flatMap(({ field, most, pane }) => {
      const { length } = draft[field];
      const fact = `“${FIELD_LABELS[field]}” has ${length} entries, and at most ${most} can be.`;
      return length > most ? [{ pane, fact }] : [];
    }),
    ...federationConflicts(draft, own).map((conflict) => ({
      pane: 'federation' as const,
      fact: conflictFact(conflict),
    })),
    ...loggingConflicts(draft, own).map((conflict) => ({
      pane: 'logging' as const,
      fact: loggingConflictFact(conflict),
    })),
    ...groupConflictFacts(draft, own).map((fact) => ({ pane: 'groups' as const, fact })),
  ];
}
