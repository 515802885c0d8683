/**
 * Gives one person an account, from whatever is known of an attempt before.
 *
 * | the server says | nothing was begun | it was begun, and no answer was heard |
 * |---|---|---|
 * | added | created | created: the first request never arrived |
 * | exists | existed, left untouched | ours, if it was not there just before: password and profile are given again; else failed, left untouched |
 * | nothing (offline, timeout) | tried again | tried again |
 *
 * What an account looks like does not show whose it is: many have no profile, and one that was imported twice has the
 * same. So before an account is begun, it is kept whether it was there.
 */
import type { AccountProfile, AccountService } from '../accounts/account.js';
import { isUnheard, type AdminProblem, type Outcome } from '../outcome.js';
import type { ImportLine, LineStatus } from './import-line.js';

export interface Attempt {
  readonly accounts: AccountService;
  readonly invites: boolean;
  /** Whether there is such an account now; undefined where nobody tells. */
  readonly isThere: () => Promise<Outcome<boolean | undefined>>;
  /** Keeps that the account is about to be asked for. Rejects where that cannot be kept. */
  readonly begin: (absent: boolean) => Promise<void>;
}

/** `unheard`: nothing is known of what was asked, and it is to be tried again. */
export type Attempted = LineStatus | { readonly state: 'unheard'; readonly problem: AdminProblem };

/** One attempt. */
export async function importPerson(line: ImportLine, before: LineStatus, attempt: Attempt): Promise<Attempted> {
  const isBegun = before.state === 'begun';
  let absent = isBegun && before.absent === true;
  if (!isBegun) {
    const there = await attempt.isThere();
    if (!there.ok && isUnheard(there.problem)) return { state: 'unheard', problem: there.problem };
    if (there.ok && there.value) return { state: 'existed' };
    absent = there.ok && there.value === false;
  }
  if (line.isGenerated && attempt.invites && !isBegun) {
    const invited = await attempt.accounts.invite(line.username);
    if (invited.ok) return { state: 'invited', invitation: invited.value, at: Date.now() };
    if (invited.problem.kind === 'exists') return { state: 'existed' };
    // Whatever else speaks against an invitation does not speak against an account.
    if (isUnheard(invited.problem)) return { state: 'unheard', problem: invited.problem };
  }
  if (!isBegun) await attempt.begin(absent);
  const { username, password, profile } = line;
  const added = await attempt.accounts.add({ username, password, profile });
  if (added.ok) return made(added.value.profileSet);
  if (added.problem.kind !== 'exists') return unlessUnheard(added.problem, isBegun, absent);
  if (!isBegun) return { state: 'existed' };
  return absent ? adopt(line, attempt.accounts) : { state: 'failed', problem: added.problem, begun: true, absent };
}

function made(profileSet: boolean): LineStatus {
  return { state: profileSet ? 'created' : 'created-without-profile', at: Date.now() };
}

/** It was made by us, and nobody knows how far that came. */
async function adopt({ username, password, profile }: ImportLine, accounts: AccountService): Promise<Attempted> {
  const jid = `${username}@${accounts.domain}`;
  const found = await accounts.profile(jid);
  if (!found.ok && isUnheard(found.problem)) return { state: 'unheard', problem: found.problem };
  const set = await accounts.setPassword(jid, password);
  if (!set.ok) return unlessUnheard(set.problem, true, true);
  if (found.ok && isSame(found.value, profile)) return made(true);
  const written = await accounts.setProfile(jid, profile);
  if (!written.ok && isUnheard(written.problem)) return { state: 'unheard', problem: written.problem };
  return made(written.ok);
}

function unlessUnheard(problem: AdminProblem, begun: boolean, absent: boolean): Attempted {
  return isUnheard(problem) ? { state: 'unheard', problem } : { state: 'failed', problem, begun, absent };
}

function isSame(one: AccountProfile, other: AccountProfile): boolean {
  return (
    one.firstName === other.firstName &&
    one.lastName === other.lastName &&
    one.mail === other.mail &&
    one.title === other.title
  );
}
