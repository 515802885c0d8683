/**
 * Gives one person an account, from whatever is known of an attempt before.
 *
 * | the server says | nothing was begun | it was begun, and no answer was heard |
 * |---|---|---|
 * | added | created | created: the first request never arrived |
 * | exists | existed, left untouched | ours, if its profile is the one we gave it or still empty: password and profile are given again |
 * | nothing (offline, timeout) | tried again | tried again |
 */
import type { AccountProfile, AccountService } from '../accounts/account.js';
import type { AdminProblem } from '../outcome.js';
import type { ImportLine, LineStatus } from './import-line.js';

export interface Attempt {
  readonly accounts: AccountService;
  readonly invites: boolean;
  /** Keeps that the account is about to be asked for. Rejects where that cannot be kept. */
  readonly begin: () => Promise<void>;
}

/** `unheard`: nothing is known of what was asked, and it is to be tried again. */
export type Attempted = LineStatus | { readonly state: 'unheard'; readonly problem: AdminProblem };

/** One attempt. */
export async function importPerson(line: ImportLine, before: LineStatus, attempt: Attempt): Promise<Attempted> {
  const isBegun = before.state === 'begun';
  if (line.isGenerated && attempt.invites && !isBegun) {
    const invited = await attempt.accounts.invite(line.username);
    if (invited.ok) return { state: 'invited', invitation: invited.value };
    if (invited.problem.kind === 'exists') return { state: 'existed' };
    // Whatever else speaks against an invitation does not speak against an account.
    if (isUnheard(invited.problem)) return { state: 'unheard', problem: invited.problem };
  }
  if (!isBegun) await attempt.begin();
  const { username, password, profile } = line;
  const added = await attempt.accounts.add({ username, password, profile });
  if (added.ok) return { state: added.value.profileSet ? 'created' : 'created-without-profile' };
  if (added.problem.kind !== 'exists') return unlessUnheard(added.problem, isBegun);
  return isBegun ? adopt(line, attempt.accounts) : { state: 'existed' };
}

/** What was begun and exists is ours, unless somebody has written another profile into it. */
async function adopt({ username, password, profile }: ImportLine, accounts: AccountService): Promise<Attempted> {
  const jid = `${username}@${accounts.domain}`;
  const found = await accounts.profile(jid);
  if (!found.ok) return unlessUnheard(found.problem, true);
  const hasOurs = isSame(found.value, profile);
  if (!hasOurs && !isEmpty(found.value)) return { state: 'existed' };
  const set = await accounts.setPassword(jid, password);
  if (!set.ok) return unlessUnheard(set.problem, true);
  if (hasOurs) return { state: 'created' };
  const written = await accounts.setProfile(jid, profile);
  if (!written.ok && isUnheard(written.problem)) return { state: 'unheard', problem: written.problem };
  return { state: written.ok ? 'created' : 'created-without-profile' };
}

function unlessUnheard(problem: AdminProblem, begun: boolean): Attempted {
  return isUnheard(problem) ? { state: 'unheard', problem } : { state: 'failed', problem, begun };
}

function isUnheard({ kind }: AdminProblem): boolean {
  return kind === 'offline' || kind === 'timeout';
}

function isSame(one: AccountProfile, other: AccountProfile): boolean {
  return (
    one.firstName === other.firstName &&
    one.lastName === other.lastName &&
    one.mail === other.mail &&
    one.title === other.title
  );
}

function isEmpty({ firstName, lastName, mail, title }: AccountProfile): boolean {
  return `${firstName}${lastName}${mail}${title}` === '';
}
