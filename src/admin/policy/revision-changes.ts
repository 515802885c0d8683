/** What each publication changed, from all that are still there. */
import { differences, type Difference } from './differences.js';
import type { Revision } from './revision.js';

export type RevisionChanges =
  | { readonly kind: 'unreadable' }
  /** Nothing was published before it. */
  | { readonly kind: 'first' }
  /** The one that it was made from is not there any more, or cannot be read. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'changes'; readonly lines: readonly Difference[] };

/** What the revision at `index` changed; `revisions` has the newest first. */
export function changesOf(revisions: readonly Revision[], index: number): RevisionChanges {
  const revision = revisions[index];
  if (!revision?.draft) return { kind: 'unreadable' };
  if (revision.parent === 0) return { kind: 'first' };
  const parent = revisions.slice(index + 1).find((older) => older.revision === revision.parent);
  return parent?.draft ? { kind: 'changes', lines: differences(parent.draft, revision.draft) } : { kind: 'unknown' };
}

/** Whether another was published at the same moment, from the same parent. */
export function isCrossed(revisions: readonly Revision[], { id, revision }: Revision): boolean {
  return revision > 0 && revisions.some((other) => other.revision === revision && other.id !== id);
}
