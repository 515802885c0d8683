/**
 * One publication. XEP-0060 has no compare-and-swap: what is there is read before, and once more after it.
 *
 * | read before | read after | |
 * |---|---|---|
 * | the newest is not the base | | behind: nothing is published |
 * | it is | ours, and nothing new with the same parent | saved |
 * | it is | ours, and another with the same parent | crossed |
 * | it is | not ours, for the answer was lost | published again, with the same id: never twice |
 */
import type { AdminProblem, Outcome } from '../outcome.js';
import type { Published, Revision } from './revision.js';

export interface PublicationSteps {
  /** The id of the item that is published. */
  readonly id: string;
  readonly base: Revision | null;
  /** What lies there, newest first. */
  read(): Promise<Outcome<readonly Revision[]>>;
  /** Publishes what follows on `present`. */
  put(present: readonly Revision[]): Promise<Outcome>;
  /** Whether there is a connection, now or before patience is over. */
  isBack(): Promise<boolean>;
}

/** A connection that breaks each time is no connection; a server that has no time now may never have. */
const MOST_ATTEMPTS = 8;
/** ejabberd says so where two change a node at once. */
const BUSY = new Set(['internal-server-error', 'resource-constraint']);

export async function publishOnce(steps: PublicationSteps): Promise<Published> {
  let before: readonly Revision[] | undefined;
  let sent: 'no' | 'unanswered' | 'taken' = 'no';
  let problem: AdminProblem = { kind: 'offline' };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const present = await steps.read();
    if (!present.ok) {
      problem = present.problem;
      if (sent !== 'no' && isOpen(problem) && (await steps.isBack())) continue;
      break;
    }
    const mine = present.value.find(({ id }) => id === steps.id);
    if (mine) return compare(before ?? [], mine, present.value);
    if (present.value[0]?.id !== steps.base?.id) return { kind: 'behind', theirs: since(present.value, steps.base) };
    // It was taken, and is not there: the node keeps nothing.
    if (sent === 'taken') return { kind: 'failed', problem: { kind: 'not-found' } };
    before ??= present.value;
    const answer = await steps.put(present.value);
    sent = answer.ok ? 'taken' : 'unanswered';
    if (answer.ok) continue;
    problem = answer.problem;
    if (!isOpen(problem) || !(await steps.isBack())) break;
  }
  return { kind: 'failed', problem };
}

/** What was published after `base`, newest first; all there is if that is gone, or was never there. */
export function since(present: readonly Revision[], base: Revision | null): readonly Revision[] {
  const index = present.findIndex(({ id }) => id === base?.id);
  return index < 0 ? present : present.slice(0, index);
}

/** What has come beside ours between two looks. */
export function compare(before: readonly Revision[], mine: Revision, after: readonly Revision[]): Published {
  const known = new Set([mine.id, ...before.map(({ id }) => id)]);
  const theirs = after.filter(({ id }) => !known.has(id));
  const hasRival = theirs.some(({ parent }) => parent === mine.parent);
  return hasRival ? { kind: 'crossed', mine, theirs, inForce: (after[0] ?? mine).id } : { kind: 'saved', mine };
}

/** Whether it is open what became of a request: it may have been done, or may be done another time. */
function isOpen(problem: AdminProblem): boolean {
  switch (problem.kind) {
    case 'offline':
    case 'timeout':
      return true;
    case 'refused':
      return BUSY.has(problem.condition);
    default:
      return false;
  }
}
