/** Asks the server about many people, a few at a time. */
import type { AdminProblem, Outcome } from './outcome.js';

/** Questions that the server has at once. */
const AT_ONCE = 8;

export interface ReadMany<T> {
  readonly jids: readonly string[];
  readonly read: (jid: string) => Promise<Outcome<T>>;
  /** Called for each as soon as it is answered; undefined for somebody who is not there. */
  readonly got: (jid: string, value: { readonly is: T } | undefined) => void;
  /** Ends it: nobody is asked about any more. */
  readonly signal: AbortSignal;
}

/** Resolves when all were asked about, or it was ended; with the problem that made it give up, if there was one. */
export async function readMany<T>({ jids, read, got, signal }: ReadMany<T>): Promise<AdminProblem | undefined> {
  const problems: AdminProblem[] = [];
  const queue = jids.values();
  const work = async (): Promise<void> => {
    for (const jid of queue) {
      const answer = await read(jid);
      if (answer.ok) got(jid, { is: answer.value });
      else if (answer.problem.kind === 'not-found') got(jid, undefined);
      else problems.push(answer.problem);
      if (signal.aborted || problems.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return problems[0];
}
