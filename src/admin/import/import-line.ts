/** What is known of each line of an import. */
import type { AccountProfile, Invitation } from '../accounts/account.js';
import type { AdminProblem } from '../outcome.js';
import { generatePassword } from '../users/new-password.js';
import type { Person } from './check-person.js';

/** A person to be imported, with a password whatever happens. */
export interface ImportLine {
  readonly line: number;
  readonly username: string;
  readonly password: string;
  /** Nobody else knows the password. */
  readonly isGenerated: boolean;
  readonly profile: AccountProfile;
}

export type LineStatus =
  /** Nothing was asked of the server. */
  | { readonly state: 'waiting' }
  /** The account may have been asked for, and no answer was heard. `absent`: there was none just before. */
  | { readonly state: 'begun'; readonly absent?: boolean }
  /** `at`: milliseconds since 1970. */
  | { readonly state: 'created'; readonly at?: number }
  /** There is an account, and nobody could write its profile. */
  | { readonly state: 'created-without-profile'; readonly at?: number }
  | { readonly state: 'invited'; readonly invitation: Invitation; readonly at?: number }
  /** There was an account of this name, which was left as it is. */
  | { readonly state: 'existed' }
  /** `begun`: the account may have been made all the same. */
  | {
      readonly state: 'failed';
      readonly problem: AdminProblem;
      readonly begun: boolean;
      readonly absent?: boolean;
    };

export const WAITING: LineStatus = { state: 'waiting' };
/** Begun, and ours if it is there. */
export const OURS: LineStatus = { state: 'begun', absent: true };

/** How many lines stand how. */
export type ImportCounts = Readonly<Record<LineStatus['state'], number>>;

/** When the server said that it made something for this line; 0 where it did not, or nobody knows. */
export function madeAt(status: LineStatus): number {
  return ('at' in status ? status.at : undefined) ?? 0;
}

/** Whether there is nothing left to do for a line. */
export function isSettled({ state }: LineStatus): boolean {
  return state !== 'waiting' && state !== 'begun';
}

/** The line of a person, with a password made where the file has none. */
export function importLine({ line, username, password, profile }: Person): ImportLine {
  return {
    line,
    username,
    password: password ?? generatePassword(),
    isGenerated: password === undefined,
    profile,
  };
}
