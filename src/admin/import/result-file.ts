/** What became of each line of an import, as a file for spreadsheets. */
import { writeCsv } from './csv.js';
import { withGuard } from './formula-guard.js';
import type { ImportedLine, ImportRun } from './import-run.js';
import { statusReason } from './status-text.js';

const COLUMNS = ['line', 'userName', 'status', 'reason'];

/** A line for each of the file's, in its order. Passwords that were made and invitation links only with `secrets`. */
export function resultFile(run: Pick<ImportRun, 'lines' | 'bad'>, { secrets }: { readonly secrets: boolean }): string {
  const rows = [
    ...run.lines().map((line) => ({
      line: line.line,
      cells: [line.username, line.status.state, statusReason(line.status, line), secretOf(line)],
    })),
    ...run.bad.map(({ line, username, problems }) => ({
      line,
      cells: [username, 'invalid', problems.map(({ text }) => text).join(' '), ''],
    })),
  ].sort((a, b) => a.line - b.line);
  const header = secrets ? [...COLUMNS, 'secret'] : COLUMNS;
  const all = rows.map(({ line, cells }) => [String(line), ...cells].slice(0, header.length).map(withGuard));
  return writeCsv([header, ...all]);
}

/** What its person needs to sign in, and does not have yet. */
function secretOf({ status, isGenerated, password }: ImportedLine): string {
  switch (status.state) {
    case 'invited':
      return status.invitation.page ?? status.invitation.uri;
    case 'created':
    case 'created-without-profile':
      return isGenerated ? password : '';
    default:
      return '';
  }
}
