/** What a draft says against itself, whichever pane it is settled in. */
import { conflictFact, federationConflicts } from './federation-conflicts.js';
import { groupConflictFacts } from './group-conflicts.js';
import { loggingConflictFact, loggingConflicts } from './logging-conflicts.js';
import type { PolicyDraft } from './revision.js';

export interface PolicyConflict {
  /** Where the lists are. */
  readonly pane: 'federation' | 'logging' | 'groups';
  /** In one sentence. */
  readonly fact: string;
}

/** All of them; `own` is the organisation's domain. */
export function policyConflicts(draft: PolicyDraft, own: string | undefined): readonly PolicyConflict[] {
  return [
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
