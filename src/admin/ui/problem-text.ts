import type { AdminProblem } from '../outcome.js';
import { REFUSALS } from '../policy/administrators.js';

/** What a condition means, where it means something to people. */
const REFUSED: Readonly<Record<string, string>> = {
  [REFUSALS.lastOwner]: 'Somebody has to own the policy. Make another administrator its owner first.',
  [REFUSALS.ownAccount]: 'Nobody can take this from themselves. Another owner can.',
  [REFUSALS.malformed]: 'This is not an address.',
  [REFUSALS.noEffect]: 'The server says that it has done it, and has not. Look into its log, or ask whoever runs it.',
};

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
      return REFUSED[problem.condition] ?? saidByServer(problem);
  }
}

function saidByServer({ condition, text }: Extract<AdminProblem, { readonly kind: 'refused' }>): string {
  return text ? `The server has refused it, and says: “${text}”` : `The server has refused it (${condition}).`;
}
