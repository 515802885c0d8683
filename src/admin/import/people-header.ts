/** The first line of a file of people, which names its columns. */
import type { CsvRow } from './csv.js';

export const COLUMNS = ['firstName', 'lastName', 'email', 'userName', 'password', 'title'] as const;
export type Column = (typeof COLUMNS)[number];

const MANDATORY: readonly Column[] = ['firstName', 'lastName', 'email', 'userName'];
const NAMES: ReadonlyMap<string, Column> = new Map([
  ...COLUMNS.map((column) => [column.toLowerCase(), column] as const),
  ['jobtitle', 'title'],
]);

export interface Header {
  readonly width: number;
  /** Where each column stands, if it does. */
  readonly places: ReadonlyMap<Column, number>;
  /** Columns that mean nothing here, as they are written. */
  readonly skipped: readonly string[];
}

export type ReadHeader = { readonly ok: true; readonly header: Header } | { readonly ok: false; readonly text: string };

/** Reads the names of the columns, in any order and case. */
export function readHeader({ cells }: CsvRow): ReadHeader {
  const places = new Map<Column, number>();
  const skipped: string[] = [];
  for (const [place, cell] of cells.entries()) {
    const name = cell.trim();
    const column = NAMES.get(name.toLowerCase());
    if (!column) {
      if (name) skipped.push(name);
    } else if (places.has(column)) {
      return { ok: false, text: `The column ${column} is there twice. Remove one of the two.` };
    } else places.set(column, place);
  }
  const missing = MANDATORY.filter((column) => !places.has(column));
  if (missing.length > 0) return { ok: false, text: saysMissing(missing) };
  return { ok: true, header: { width: cells.length, places, skipped } };
}

function saysMissing(missing: readonly Column[]): string {
  if (missing.length === MANDATORY.length) {
    return `The first line has to name the columns: ${MANDATORY.join(', ')}; and, if you have them, password and title.`;
  }
  const columns = missing.length === 1 ? 'a column' : 'columns';
  return `The first line does not name ${columns} ${missing.join(', ')}. Add what is missing there, and to each line below.`;
}
