/** The organisation's people as a file that can be imported again. */
import type { AccountProfile, AccountSummary } from '../accounts/account.js';
import { writeCsv } from './csv.js';
import { withGuard } from './formula-guard.js';

const COLUMNS = ['firstName', 'lastName', 'email', 'userName', 'title'];
const EMPTY: AccountProfile = { firstName: '', lastName: '', mail: '', title: '' };

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
