/** The organisation's people as a file that can be imported again. */
import type { AccountProfile, AccountService, AccountSummary } from '../accounts/account.js';
import { done, type Outcome } from '../outcome.js';
import { writeCsv } from './csv.js';
import { withGuard } from './formula-guard.js';

const COLUMNS = ['firstName', 'lastName', 'email', 'userName', 'title'];
const EMPTY: AccountProfile = { firstName: '', lastName: '', mail: '', title: '' };
const AT_ONCE = 8;

/** A line for each account, without its password, which no server tells. */
export function exportAccounts(accounts: readonly AccountSummary[]): string {
  const rows = accounts.map(({ jid, profile: { firstName, lastName, mail, title } = EMPTY }) => [
    firstName,
    lastName,
    mail,
    jid.slice(0, jid.indexOf('@')),
    title,
  ]);
  return writeCsv([COLUMNS, ...rows.map((row) => row.map(withGuard))]);
}

/** What a file for an import looks like: all columns that it reads, and somebody to be replaced. */
export function importTemplate(): string {
  const columns = ['firstName', 'lastName', 'email', 'userName', 'password', 'title'];
  return writeCsv([columns, ['Maya', 'Example', 'maya@example.com', 'maya', '-', 'Engineer']]);
}

export interface ProfilesOptions {
  readonly signal: AbortSignal;
  readonly progress?: (read: number, of: number) => void;
}

/** Everybody with their profile; one that cannot be read stays undefined. Rejects with the reason of the signal. */
export async function listWithProfiles(
  accounts: AccountService,
  { signal, progress }: ProfilesOptions,
): Promise<Outcome<readonly AccountSummary[]>> {
  const listed = await accounts.list(signal);
  if (!listed.ok) return listed;
  const summaries = [...listed.value];
  let next = 0;
  let read = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < summaries.length; index = next++) {
      signal.throwIfAborted();
      const summary = summaries[index];
      if (summary && !summary.profile) {
        const profile = await accounts.profile(summary.jid);
        if (profile.ok) summaries[index] = { ...summary, profile: profile.value };
      }
      progress?.(++read, summaries.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return done(summaries);
}
