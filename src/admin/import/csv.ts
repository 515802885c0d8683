/**
 * Comma-separated values (RFC 4180), read strictly: a file that can be understood in two ways is said to be wrong.
 *
 * A row that is wrong costs that line only: reading goes on with the line after the one on which it began. So a quote
 * that nobody closed does not swallow the rest of the file.
 */

export const DELIMITERS = [',', ';', '\t'] as const;
/** Spreadsheets write semicolons where the comma is for decimals. */
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvRow {
  /** The line of the file on which it begins; the first one is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvFault {
  readonly line: number;
  readonly why: 'open-quote' | 'text-after-quote' | 'quote-inside';
}

export interface CsvFile {
  readonly delimiter: Delimiter;
  readonly rows: readonly CsvRow[];
  readonly faults: readonly CsvFault[];
}

const LINE_END = /\r\n|\n|\r/g;

/** Reads all rows; empty lines are none. The delimiter is the one that the first row has most of. */
export function readCsv(text: string): CsvFile {
  const delimiter = delimiterOf(text);
  const rows: CsvRow[] = [];
  const faults: CsvFault[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const read = readRow(text, at, delimiter);
    const next = read.ok ? read.next : nextLine(text, at);
    if (!read.ok) faults.push({ line, why: read.why });
    else if (!isLineEnd(text, at)) rows.push({ line, cells: read.cells });
    line += linesIn(text, at, next);
    at = next;
  }
  return { delimiter, rows, faults };
}

/** Writes rows so that `readCsv` and spreadsheets read the same out of them. */
export function writeCsv(rows: readonly (readonly string[])[], delimiter: Delimiter = ','): string {
  return rows.map((cells) => `${writeRow(cells, delimiter)}\r\n`).join('');
}

function writeRow(cells: readonly string[], delimiter: Delimiter): string {
  // An empty line would be no row.
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map((cell) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

/** Whatever may be a delimiter, so that none is taken for another one. */
function needsQuotes(cell: string): boolean {
  return /[",;\t\r\n]|^\s|\s$/.test(cell);
}

function delimiterOf(text: string): Delimiter {
  const count: Record<Delimiter, number> = { ',': 0, ';': 0, '\t': 0 };
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '\n' || character === '\r')) break;
    else if (!isQuoted && isDelimiter(character)) count[character]++;
  }
  return DELIMITERS.reduce((most, one) => (count[one] > count[most] ? one : most));
}

function isDelimiter(character: string): character is Delimiter {
  return (DELIMITERS as readonly string[]).includes(character);
}

type Row =
  | { readonly ok: true; readonly cells: readonly string[]; readonly next: number }
  | { readonly ok: false; readonly why: CsvFault['why'] };

function readRow(text: string, start: number, delimiter: Delimiter): Row {
  const cells: string[] = [];
  for (let at = start; ;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at, delimiter);
    if (!cell.ok) return cell;
    cells.push(cell.text);
    if (text[cell.end] === delimiter) {
      at = cell.end + 1;
      continue;
    }
    if (cell.end < text.length && !isLineEnd(text, cell.end)) return { ok: false, why: 'text-after-quote' };
    return { ok: true, cells, next: nextLine(text, cell.end) };
  }
}

type Cell =
  | { readonly ok: true; readonly text: string; readonly end: number }
  | { readonly ok: false; readonly why: CsvFault['why'] };

function readQuoted(text: string, start: number): Cell {
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { ok: false, why: 'open-quote' };
    if (text[quote + 1] !== '"') {
      return { ok: true, text: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    }
    at = quote + 2;
  }
}

function readPlain(text: string, start: number, delimiter: Delimiter): Cell {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text, end)) end++;
  const cell = text.slice(start, end);
  return cell.includes('"') ? { ok: false, why: 'quote-inside' } : { ok: true, text: cell, end };
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || text[at] === '\r';
}

/** Where the line after that of `at` begins. */
function nextLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineEnd(text, end)) end++;
  return Math.min(text.length, end + (text.startsWith('\r\n', end) ? 2 : 1));
}

function linesIn(text: string, from: number, to: number): number {
  return text.slice(from, to).match(LINE_END)?.length ?? 0;
}
