/** Medians, their spread, and how many times the floor, and ours, they are. */
import { median, type Figures } from './measure.js';
import type { Subject } from './subject.js';

export interface Row {
  /** What was measured, and with how many. */
  readonly title: string;
  readonly subject: Subject;
  readonly runs: readonly Figures[];
}

/** Rows of one measurement as text, a line for each figure of each subject. */
export function table(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = [...new Set(rows.flatMap(({ runs }) => runs.flatMap((run) => Object.keys(run))))];
  const lines = names.flatMap((name) => {
    const floor = middle(rows, 'floor', name);
    const ours = middle(rows, 'ours', name);
    return rows.map(({ subject, runs }) => {
      const values = runs.map((run) => run[name] ?? null).filter((value) => value !== null);
      const shown =
        values.length === 0
          ? runs.some((run) => name in run || Object.values(run).includes(null))
            ? 'not in time'
            : 'has none'
          : `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`;
      const own = values.length === 0 ? undefined : median(values);
      return [name, subject, shown, times(own, floor), times(own, ours)];
    });
  });
  const header = ['', '', 'median (least–most)', '× floor', '× ours'];
  const widths = header.map((text, column) => Math.max(text.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const text = [header, ...lines].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${first.title}\n${text.join('\n')}`;
}

function middle(rows: readonly Row[], subject: Subject, name: string): number | undefined {
  const runs = rows.find((row) => row.subject === subject)?.runs ?? [];
  const values = runs.map((run) => run[name] ?? null).filter((value) => value !== null);
  return values.length === 0 ? undefined : median(values);
}

function times(value: number | undefined, of: number | undefined): string {
  return value === undefined || !of ? '' : (value / of).toFixed(2);
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
