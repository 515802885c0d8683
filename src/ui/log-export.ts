/** The decision log as a file: for spreadsheets (CSV, RFC 4180) and for programs (JSON). */
import type { LogLine } from '../core/view.js';

const COLUMNS = ['time', 'address', 'decision', 'decided_by', 'rule', 'rule_detail', 'added_back', 'undone'] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string | boolean>>;

/** What is exported of a line, in words of the protocol: a file is read by others, in other languages. */
function row({ at, jid, act, by, addedBack, undone }: LogLine): Row {
  const rule = by.who === 'policy' ? by.rule : by.who === 'federation' ? { kind: by.barrier } : undefined;
  const detail = rule?.kind === 'organization' ? rule.domain : rule?.kind === 'invited' ? rule.label : '';
  return {
    time: new Date(at).toISOString(),
    address: jid,
    decision: act,
    decided_by: by.who,
    rule: rule?.kind ?? '',
    rule_detail: detail,
    added_back: addedBack,
    undone,
  };
}

export function logAsJson(lines: readonly LogLine[]): string {
  return `${JSON.stringify(lines.map(row), null, 2)}\n`;
}

export function logAsCsv(lines: readonly LogLine[]): string {
  const rows = lines.map((line) => {
    const cells = row(line);
    return COLUMNS.map((column) => csvCell(String(cells[column])));
  });
  // A byte order mark, without which some spreadsheets do not take it for UTF-8.
  return `\uFEFF${[COLUMNS, ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** Others choose their addresses: none of them may become a formula in somebody's spreadsheet. */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
