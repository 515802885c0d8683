/** Files of people to be imported: a first line that names the columns, and a line for each person. */
import { readCsv, type CsvFault, type CsvRow, type Delimiter } from './csv.js';
import { checkPerson, type Person, type SeenNames } from './check-person.js';
import { decodeText, type Encoding } from './decode.js';
import { lineProblem, type LineProblem } from './line-problems.js';
import { readHeader, type Header } from './people-header.js';

export interface BadLine {
  readonly line: number;
  /** As it is written; empty where the line cannot be read. */
  readonly username: string;
  readonly problems: readonly LineProblem[];
}

export interface PeopleFile {
  readonly delimiter: Delimiter;
  readonly people: readonly Person[];
  readonly bad: readonly BadLine[];
  /** Names of columns that mean nothing here. */
  readonly skipped: readonly string[];
}

export type ReadPeople =
  | { readonly ok: true; readonly file: PeopleFile }
  /** Nothing of it can be used; `text` says why, and what to do. */
  | { readonly ok: false; readonly line: number; readonly text: string };

const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

/** Reads the file of people that are to have accounts on `domain`. */
export function readPeople(octets: Uint8Array<ArrayBuffer>, domain: string): ReadPeople {
  const decoded = decodeText(octets);
  if (!decoded.ok) {
    const { line, encoding } = decoded;
    const text = `This is no text in ${ENCODING_NAMES[encoding]}. Save the file anew as “CSV UTF-8”.`;
    return { ok: false, line, text };
  }
  const { rows, faults, delimiter } = readCsv(decoded.text);
  const [first, ...lines] = rows;
  const wrong = faults.find(({ line }) => !first || line < first.line);
  if (wrong) return { ok: false, line: wrong.line, text: lineProblem(wrong.why).text };
  if (!first) return { ok: false, line: 1, text: 'The file is empty. Its first line has to name the columns.' };
  const read = readHeader(first);
  if (!read.ok) return { ok: false, line: first.line, text: read.text };
  const { header } = read;
  const { people, bad } = readLines(lines.filter(isFilled), faults, header, domain);
  if (people.length + bad.length === 0) {
    return { ok: false, line: first.line, text: 'There is nobody in this file. Add a line for each person.' };
  }
  return { ok: true, file: { delimiter, people, bad, skipped: header.skipped } };
}

/** Spreadsheets leave lines that hold separators only. */
function isFilled({ cells }: CsvRow): boolean {
  return cells.some((cell) => cell.trim() !== '');
}

function readLines(
  rows: readonly CsvRow[],
  faults: readonly CsvFault[],
  header: Header,
  domain: string,
): Pick<PeopleFile, 'people' | 'bad'> {
  const seen: SeenNames = new Map();
  const people: Person[] = [];
  const bad: BadLine[] = faults.map(({ line, why }) => ({ line, username: '', problems: [lineProblem(why)] }));
  for (const { line, cells } of rows) {
    if (cells.length !== header.width) {
      const problem = lineProblem('wrong-columns', String(cells.length), String(header.width));
      bad.push({ line, username: '', problems: [problem] });
      continue;
    }
    const { person, problems } = checkPerson(line, cells, { header, domain, seen });
    if (problems.length > 0) bad.push({ line, username: person.username, problems });
    else people.push(person);
  }
  return { people, bad: bad.sort((a, b) => a.line - b.line) };
}
