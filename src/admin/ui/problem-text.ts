import type { AdminProblem } from '../outcome.js';

/** What went wrong, and what can be done about it, in one or two sentences. */
export function problemText(problem: AdminProblem): string {
  switch (problem.kind) {
    case 'offline':
      return 'The connection to the server is gone. It comes back by itself; then try again.';
    case 'timeout':
      return 'The server has not answered. Try again in a moment.';
    case 'forbidden':
      return 'The server does not let this account do it. Sign in with an account that may.';
    case 'not-offered':
      return 'The server has nothing that does this.';
    case 'exists':
      return 'There is one already.';
    case 'not-found':
      return 'It is not there any more.';
    case 'refused':
      return problem.text
        ? `The server has refused it, and says: “${problem.text}”`
        : `The server has refused it (${problem.condition}).`;
  }
}
