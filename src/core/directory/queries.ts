/**
 * What to ask a directory (XEP-0055) for what somebody typed, by the fields that it has.
 *
 * | it has | asked |
 * |---|---|
 * | a field for all of it (`search`) | that, once |
 * | others | each of them, for a server may want all that are filled in to fit; several words also as first and last name, either way round |
 *
 * Where fields have to fit as a whole unless a `*` ends what is searched for, it is tried both ways.
 */
import { folded } from '../folded.js';

const EVERYTHING = ['search'];
const WHOLE = ['fn', 'name', 'nick', 'nickname', 'user', 'username', 'email'];
const FIRST = 'first';
const LAST = 'last';
/** Questions for one search. */
const MOST_QUERIES = 16;
/** Has the server take beginnings, too. */
const BEGINS = '*';

export type Criteria = Readonly<Record<string, string>>;

/** `fields`: those for text, as the directory names them. `isForm`: they are of a data form, where servers know the `*`. */
export function queriesFor(typed: string, fields: readonly string[], isForm: boolean): readonly Criteria[] {
  const text = typed.trim().replace(/\s+/gu, ' ');
  if (text === '') return [];
  const named = (names: readonly string[]): string[] => fields.filter((field) => names.includes(field.toLowerCase()));
  const [everything] = named(EVERYTHING);
  if (everything !== undefined) return [{ [everything]: text }];
  const [word = '', ...others] = text.split(' ');
  const rest = others.join(' ');
  const first = fields.find((field) => field.toLowerCase() === FIRST);
  const last = fields.find((field) => field.toLowerCase() === LAST);
  const names =
    first !== undefined && last !== undefined && rest !== ''
      ? [{ [first]: word, [last]: rest }, { [first]: rest, [last]: word }] // prettier-ignore
      : [];
  const single = [...named([FIRST, LAST, ...WHOLE])].map((field) => ({ [field]: text }));
  const queries: readonly Criteria[] = [...names, ...single];
  const beginning = (query: Criteria): Criteria =>
    Object.fromEntries(Object.entries(query).map(([field, value]) => [field, value + BEGINS]));
  const both = isForm ? queries.flatMap((query) => [query, beginning(query)]) : queries;
  return both.slice(0, MOST_QUERIES);
}

/** Whether every word that was typed occurs in `words`: servers that want one field to fit find more than that. */
export function hasAllWords(typed: string, words: string): boolean {
  const within = folded(words);
  return folded(typed)
    .split(/[\s,;]+/u)
    .every((word) => within.includes(word));
}
