/** What is known of each line of an import. */
import type { AccountProfile, Invitation } from '../accounts/account.js';
import type { AdminProblem } from '../outcome.js';
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
  /** The account may have been asked for, and no answer was heard. */
  | { readonly state: 'begun' }
  | { readonly state: 'created' }
  /** There is an account, and nobody could write its profile. */
  | { readonly state: 'created-without-profile' }
  | { readonly state: 'invited'; readonly invitation: Invitation }
  /** There was an account of this name, which was left as it is. */
  | { readonly state: 'existed' }
  /** `begun`: the account may have been made all the same. */
  | { readonly state: 'failed'; readonly problem: AdminProblem; readonly begun: boolean };

export const WAITING: LineStatus = { state: 'waiting' };
export const BEGUN: LineStatus = { state: 'begun' };

/** Whether there is nothing left to do for a line. */
export function isSettled({ state }: LineStatus): boolean {
  return state !== 'waiting' && state !== 'begun';
}

/** Letters and digits that nobody takes for one another, on paper either. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679';
const PASSWORD_LENGTH = 14;

/** A password that people can type: of some 78 bits. */
export function generatedPassword(): string {
  let password = '';
  while (password.length < PASSWORD_LENGTH) {
    // What is beyond the last whole round would make some letters likelier than others.
    for (const octet of crypto.getRandomValues(new Uint8Array(PASSWORD_LENGTH * 2))) {
      if (octet < 256 - (256 % ALPHABET.length)) password += ALPHABET[octet % ALPHABET.length] ?? '';
    }
  }
  return password.slice(0, PASSWORD_LENGTH);
}

/** The line of a person, with a password made where the file has none. */
export function importLine({ line, username, password, profile }: Person): ImportLine {
  return {
    line,
    username,
    password: password ?? generatedPassword(),
    isGenerated: password === undefined,
    profile,
  };
}
