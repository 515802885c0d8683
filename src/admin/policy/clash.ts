/** What becomes of a draft when the policy is published by somebody else, too. */
import { mergeDrafts, type ConflictKey, type Merge } from './merge.js';
import { revisionsIn, type PolicyDraft, type PolicyState, type Published, type Revision } from './revision.js';

/** Somebody else published, too. Nothing of either is lost, and the person says how it goes on. */
export interface Clash {
  /**
   * `behind`: theirs is in force, mine is not published. `lost` and `won`: both were published at the same moment;
   * theirs, or mine, is in force.
   */
  readonly kind: 'behind' | 'lost' | 'won';
  /** What both began with. */
  readonly base: PolicyDraft;
  readonly mine: PolicyDraft;
  /** The newest of theirs. */
  readonly theirs: Revision;
}

/** What was published from here last, and from which draft it came. */
export interface LastSaved {
  readonly revision: Revision;
  readonly from: PolicyDraft;
}

/** The clash that a publication of `mine` met, which was made from `base`. */
export function clashOf(published: Published, base: PolicyDraft, mine: PolicyDraft): Clash | undefined {
  if (published.kind !== 'behind' && published.kind !== 'crossed') return undefined;
  if (published.kind === 'behind') {
    const [theirs] = published.theirs;
    return theirs && { kind: 'behind', base, mine, theirs };
  }
  const inForce = published.theirs.find(({ id }) => id === published.inForce);
  const theirs = inForce ?? published.theirs[0];
  return theirs && { kind: inForce ? 'lost' : 'won', base, mine, theirs };
}

/** Both put together. What cannot be read of theirs changes nothing. */
export function mergeClash({ base, mine, theirs }: Clash, preferTheirs?: ReadonlySet<ConflictKey>): Merge {
  return mergeDrafts(base, mine, theirs.draft ?? base, preferTheirs);
}

/** What a draft on `base` begins with: the newest that can be read. */
export function startOf(base: Revision | null | undefined, state: PolicyState): PolicyDraft | undefined {
  if (base?.draft || !base) return base?.draft;
  return revisionsIn(state)?.find(({ draft }) => draft)?.draft;
}

/** Whether `head` came after `base`. A store that has not read our own publication yet still shows what was before it. */
export function isNewer(head: Revision, base: Revision | null, state: PolicyState): boolean {
  if (base === null) return true;
  if (head.id === base.id) return false;
  const isKnown = revisionsIn(state)?.some(({ id }) => id === base.id) === true;
  return isKnown || head.revision > base.revision;
}

/** Whether `head` took the place of what we published last without having seen it. */
export function overtakes(head: Revision, base: Revision | null, last: LastSaved | undefined): boolean {
  return last !== undefined && base?.id === last.revision.id && head.parent < last.revision.revision;
}
