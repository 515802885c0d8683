/** What one line of a file of people says, if it says all that is needed. */
import { octetsOf, userNameKey, writtenUserName } from './user-name.js';
import { isPassword } from '../accounts/passwords.js';
import { SHORTEST_PASSWORD } from '../users/new-password.js';
import type { AccountProfile } from '../accounts/account.js';
import { isValidXmlText } from '../../xmpp/characters.js';
import { withoutGuard } from './formula-guard.js';
import { lineProblem, type LineProblem } from './line-problems.js';
import { COLUMNS, type Column, type Header } from './people-header.js';

export interface Person {
  readonly line: number;
  readonly username: string;
  /** Undefined where the file has none: one is to be made, or they are invited. */
  readonly password: string | undefined;
  readonly profile: AccountProfile;
}

/** In which line each user name stands first, by its key. */
export type SeenNames = Map<string, number>;

export interface CheckedLine {
  readonly person: Person;
  readonly problems: readonly LineProblem[];
}

const OPTIONAL: readonly Column[] = ['password', 'title'];
/** What is kept of a name by all servers and by the address books that show it. */
const LONGEST_TEXT = 255;
/** What ejabberd's tables take. */
const LONGEST_USER_NAME = 191;
/** RFC 5321 §4.5.3.1: what fits into a path. */
const LONGEST_MAIL = 254;
const MAIL =
  /^[^\s@<>()[\]\\,;:"]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*$/u;

/** Reads a line whose number of columns is right, and adds its user name to those that were seen. */
export function checkPerson(
  line: number,
  cells: readonly string[],
  { header, domain, seen }: { readonly header: Header; readonly domain: string; readonly seen: SeenNames },
): CheckedLine {
  const cell = (column: Column): string => {
    const place = header.places.get(column);
    const raw = place === undefined ? '' : (cells[place] ?? '');
    if (OPTIONAL.includes(column) && raw.trim() === '-') return '';
    // A password is what it is.
    return column === 'password' ? raw : withoutGuard(raw.trim().replace(/\s+/g, ' '));
  };
  const profile = {
    firstName: cell('firstName'),
    lastName: cell('lastName'),
    mail: cell('email'),
    title: cell('title'),
  };
  const password = cell('password');
  const name = writtenUserName(cell('userName'), domain);
  const problems = [
    ...profileProblems(profile),
    ...(name.ok ? [] : [name.problem]),
    ...(name.ok && octetsOf(name.username) > LONGEST_USER_NAME
      ? [lineProblem('too-long', 'userName', `${LONGEST_USER_NAME} letters, or fewer with accents`)]
      : []),
    ...COLUMNS.filter((column) => column !== 'userName' && column !== 'password' && !isValidXmlText(cell(column))).map(
      (column) => lineProblem('invalid-characters', column),
    ),
    ...passwordProblems(password),
    ...(name.ok ? repeated(name.username, line, seen) : []),
  ];
  return {
    person: {
      line,
      username: name.ok ? name.username : cell('userName'),
      password: password === '' ? undefined : password,
      profile,
    },
    problems,
  };
}

function profileProblems({ firstName, lastName, mail, title }: AccountProfile): LineProblem[] {
  const problems: LineProblem[] = [];
  if (!firstName) problems.push(lineProblem('missing-first-name'));
  if (!lastName) problems.push(lineProblem('missing-last-name'));
  if (!mail) problems.push(lineProblem('missing-mail'));
  else if (mail.length > LONGEST_MAIL) problems.push(lineProblem('too-long', 'email', `${LONGEST_MAIL} letters`));
  else if (!MAIL.test(mail)) problems.push(lineProblem('malformed-mail', mail));
  for (const [column, text] of Object.entries({ firstName, lastName, title })) {
    if (text.length > LONGEST_TEXT) problems.push(lineProblem('too-long', column, `${LONGEST_TEXT} letters`));
  }
  return problems;
}

/** As for whom is added one by one. */
function passwordProblems(password: string): LineProblem[] {
  if (password === '') return [];
  if (!isPassword(password)) return [lineProblem('unusable-password')];
  return password.length < SHORTEST_PASSWORD ? [lineProblem('short-password', String(SHORTEST_PASSWORD))] : [];
}

/** The first line with a name keeps it, right or wrong: the second is the one to look at. */
function repeated(username: string, line: number, seen: SeenNames): LineProblem[] {
  const key = userNameKey(username);
  const first = seen.get(key);
  if (first !== undefined) return [lineProblem('repeated-user-name', username, String(first))];
  seen.set(key, line);
  return [];
}
