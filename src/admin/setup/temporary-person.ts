/** An account that is made for a check, and is gone again after it, whatever comes of the check. */
import type { AccountService } from '../accounts/account.js';
import { randomHex } from '../accounts/passwords.js';
import type { AdminProblem } from '../outcome.js';
import type { Check } from './checks.js';
import type { ServerLines } from './lines.js';
import { tryAsPerson, type PersonStream } from './ordinary-person.js';

export interface TemporaryPersonDeps {
  readonly accounts: Pick<AccountService, 'domain' | 'add' | 'delete'>;
  /** Undefined if the server does not let them in. */
  readonly signInAs: (jid: string, password: string) => Promise<PersonStream | undefined>;
  /** The pubsub service that is to be tried. */
  readonly service: string;
  readonly lines: ServerLines;
}

export interface PersonTrial {
  readonly checks: readonly Check[];
  /** Why there are none. */
  readonly obstacle:
    { readonly kind: 'no-account'; readonly problem: AdminProblem } | { readonly kind: 'no-sign-in' } | undefined;
  /** The address of the account, if it may still be there: somebody has to delete it. */
  readonly leftBehind: string | undefined;
}

/** Octets of chance in the password. */
const STRENGTH = 24;

/** Rejects with the reason of the signal before anything was made; afterwards only for a mistake of ours. */
export async function tryAsTemporaryPerson(deps: TemporaryPersonDeps, signal: AbortSignal): Promise<PersonTrial> {
  signal.throwIfAborted();
  const { accounts } = deps;
  const username = `check-${randomHex(5)}`;
  const password = randomHex(STRENGTH);
  const jid = `${username}@${accounts.domain}`;
  const added = await accounts.add({ username, password });
  const isUncertain = !added.ok && (added.problem.kind === 'offline' || added.problem.kind === 'timeout');
  if (!added.ok && !isUncertain) {
    return { checks: [], obstacle: { kind: 'no-account', problem: added.problem }, leftBehind: undefined };
  }
  let trial: Pick<PersonTrial, 'checks' | 'obstacle'>;
  try {
    trial = added.ok
      ? await tryOnce(deps, jid, password, signal)
      : { checks: [], obstacle: { kind: 'no-account', problem: added.problem } };
  } catch (error) {
    // A mistake of ours is no reason to leave somebody behind, nor to be silent about it.
    const { ok } = await accounts.delete(jid);
    throw ok ? error : new Error(`${jid} may still be there`, { cause: error });
  }
  const deleted = await accounts.delete(jid);
  const isGone = deleted.ok || deleted.problem.kind === 'not-found';
  return { ...trial, leftBehind: isGone ? undefined : jid };
}

async function tryOnce(
  { signInAs, service, lines }: TemporaryPersonDeps,
  jid: string,
  password: string,
  signal: AbortSignal,
): Promise<Pick<PersonTrial, 'checks' | 'obstacle'>> {
  const person = signal.aborted ? undefined : await signInAs(jid, password).catch(() => undefined);
  if (!person) return { checks: [], obstacle: { kind: 'no-sign-in' } };
  try {
    return { checks: signal.aborted ? [] : await tryAsPerson(person, service, lines), obstacle: undefined };
  } finally {
    await person.close().catch(() => undefined);
  }
}
