/** What may be wrong with a line of a file of people, and what to do about it. */
import { displayText } from '../../xmpp/characters.js';

export interface LineProblem {
  readonly kind: LineProblemKind;
  readonly text: string;
}

const LONGEST_QUOTE = 60;

const SENTENCES = {
  'missing-first-name': () => 'There is no first name. Fill in the column firstName.',
  'missing-last-name': () => 'There is no last name. Fill in the column lastName.',
  'missing-mail': () => 'There is no mail address. Fill in the column email.',
  'malformed-mail': (mail: string) => `“${mail}” is no mail address. Write it like name@example.com.`,
  'missing-user-name': () => 'There is no user name. Fill in the column userName.',
  'forbidden-characters': (name: string) =>
    `“${name}” cannot be a user name. Leave out spaces, invisible characters and these: " & ' / : < > @`,
  'other-domain': (domain: string) =>
    `The user name is of another domain, “${domain}”. Write only what stands before the @.`,
  'too-long': (column: string, longest: string) => `The column ${column} is too long. It can hold ${longest}.`,
  'repeated-user-name': (name: string, line: string) =>
    `The user name “${name}” is in line ${line} already. Remove one of the two, or give this one another name.`,
  'wrong-columns': (has: string, expected: string) =>
    `This line has ${has} columns, the first line has ${expected}. Look for a separator too many or too few, or put quotes around a text that holds one.`,
  'unusable-password': () =>
    'Nobody could sign in with this password. Leave out line breaks and invisible characters, or leave it empty to have one made.',
  'short-password': (shortest: string) =>
    `The password is too short. Use ${shortest} characters or more, or leave it empty to have one made.`,
  'invalid-characters': (column: string) =>
    `The column ${column} holds a character that cannot be sent, such as a control character. Type its text anew.`,
  'open-quote': () => 'A quote is opened here and never closed. Close it, or write "" for a quote inside of a text.',
  'text-after-quote': () => 'Text follows after a closing quote. Write "" for a quote inside of a text.',
  'quote-inside': () =>
    'There is a quote in the middle of a text. Put the whole text into quotes, and write "" for the one inside.',
} as const satisfies Readonly<Record<string, (...values: string[]) => string>>;

export type LineProblemKind = keyof typeof SENTENCES;

/** What lines of each kind are called in a list of kinds. */
export const LINE_PROBLEM_NAMES: Readonly<Record<LineProblemKind, string>> = {
  'missing-first-name': 'No first name',
  'missing-last-name': 'No last name',
  'missing-mail': 'No mail address',
  'malformed-mail': 'Malformed mail address',
  'missing-user-name': 'No user name',
  'forbidden-characters': 'Forbidden characters in a user name',
  'other-domain': 'User name of another domain',
  'too-long': 'Too long',
  'repeated-user-name': 'User name that is there twice',
  'wrong-columns': 'Wrong number of columns',
  'unusable-password': 'Unusable password',
  'short-password': 'Password too short',
  'invalid-characters': 'Characters that cannot be sent',
  'open-quote': 'Quote that is not closed',
  'text-after-quote': 'Text after a quote',
  'quote-inside': 'Quote inside of a text',
};

/** A problem in words. */
export function lineProblem<K extends LineProblemKind>(
  kind: K,
  ...values: Parameters<(typeof SENTENCES)[K]>
): LineProblem {
  const sentence: (...values: string[]) => string = SENTENCES[kind];
  return { kind, text: sentence(...values.map((value) => displayText(value, LONGEST_QUOTE))) };
}
