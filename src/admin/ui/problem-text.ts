import type { AdminProblem } from '../outcome.js';
import type { REFUSALS } from '../policy/administrators.js';

/** What we refuse ourselves. */
type Refusal = (typeof REFUSALS)[keyof typeof REFUSALS];

const REFUSED: Readonly<Record<Refusal, string>> = {
  'last-owner': 'Somebody has to own the policy. Make another administrator its owner first.',
  'own-account': 'Nobody can take this from themselves. Another owner can.',
  'jid-malformed': 'This is not an address.',
  'no-effect': 'The server says that it has done it, and has not. Look into its log, or ask whoever runs it.',
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
      return isRefusal(problem.condition) ? REFUSED[problem.condition] : saidByServer(problem);
  }
}

function saidByServer({ condition, text }: Extract<AdminProblem, { readonly kind: 'refused' }>): string {
  return text ? `The server has refused it, and says: “${text}”` : `The server has refused it (${condition}).`;
}

function isRefusal(condition: string): condition is Refusal {
  return Object.hasOwn(REFUSED, condition);
}
