/** How the lines of an import stand, in words. */
import type { AdminProblem } from '../outcome.js';
import type { ImportLine, LineStatus } from './import-line.js';
import type { ImportRun } from './import-run.js';
import { LINE_PROBLEM_NAMES } from './line-problems.js';

export interface LineToLookAt {
  readonly line: number;
  readonly username: string;
  readonly problems: readonly { readonly kind: string; readonly text: string }[];
}

/** Why a line stands as it does, and what to do about it; empty where there is nothing to say. */
export function statusReason(status: LineStatus, { isGenerated }: Pick<ImportLine, 'isGenerated'>): string {
  switch (status.state) {
    case 'waiting':
      return 'Not imported yet.';
    case 'begun':
      return 'The server has not answered yet. Go on with the import to see what became of it.';
    case 'created':
      return isGenerated ? 'The password was made.' : '';
    case 'created-without-profile':
      return 'The account is there. Its name, mail and title could not be written: the person can fill them in.';
    case 'invited':
      return 'The account is made when the person opens the link.';
    case 'existed':
      return 'There was an account of this name already. It was left as it is.';
    case 'failed':
      return failureText(status.problem, status.begun);
  }
}

/** The lines of an import whose outcome is to be looked at: what was not right, failed, or is not complete; in their order. */
export function linesToLookAt(run: Pick<ImportRun, 'lines' | 'bad'>): readonly LineToLookAt[] {
  const told: readonly LineStatus['state'][] = ['failed', 'existed', 'created-without-profile'];
  const tried = run
    .lines()
    .filter(({ status }) => told.includes(status.state))
    .map((line) => {
      const problem = { kind: line.status.state, text: statusReason(line.status, line) };
      return { line: line.line, username: line.username, problems: [problem] };
    });
  return [...tried, ...run.bad].sort((one, other) => one.line - other.line);
}

/** What lines of each kind are called in a list of kinds. */
export const KINDS_TO_LOOK_AT: Readonly<Record<string, string>> = {
  failed: 'Failed',
  existed: 'There already',
  'created-without-profile': 'Without name, mail and title',
  ...LINE_PROBLEM_NAMES,
};

/** Why an account was not made. */
export function failureText(problem: AdminProblem, begun: boolean): string {
  const rest = begun ? ' Whether the account is there is not known.' : '';
  switch (problem.kind) {
    case 'offline':
      return `The connection to the server was gone.${rest} Try again.`;
    case 'timeout':
      return `The server did not answer.${rest} Try again.`;
    case 'forbidden':
      return 'The server does not let this account do it. Sign in with an account that may add people.';
    case 'not-offered':
      return 'The server has no command for adding people. See what it lacks under Organization Information.';
    case 'exists':
      return 'There is an account of this name, and it is not known whether it was there before. If it is this person’s, reset its password.';
    case 'not-found':
      return 'The account was removed while it was imported. Try again.';
    case 'refused':
      return problem.text
        ? `The server refused it, and said: “${problem.text}”`
        : `The server refused it (${problem.condition}).`;
  }
}
