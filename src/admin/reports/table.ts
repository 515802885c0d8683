/** A table as people look at it, and as a file. */
import { writeCsv } from '../import/csv.js';
import { withGuard } from '../import/formula-guard.js';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** What a spreadsheet would take for a formula is shown as the text that it is. */
export function tableAsCsv({ columns, rows }: Table): string {
  const text = (cell: string | number): string => (typeof cell === 'number' ? String(cell) : withGuard(cell));
  return writeCsv([columns, ...rows.map((row) => row.map(text))]);
}
