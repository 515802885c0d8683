/**
 * The ad-hoc commands (XEP-0050) of the archiver, a component of ours that delivers what the server's archive holds to
 * endpoints. Each is done in one step by whoever sends its form at once.
 *
 * | answer | form |
 * |---|---|
 * | it is done | fields and a table, as the command has it, or none |
 * | mistakes | a note of type `error`, and a row for each: `field` `text` |
 * | it could not be done | a note of type `error`, and fields `reason` `text` |
 */
import type { FormField } from '../core/policy/schema.js';
import { displayText } from './characters.js';
import type { Element } from './element.js';
import { dataForm, fieldValues, formRows, type FormRow } from './xep0004-data-forms.js';
import { commandStep, parseCommand } from './xep0050-ad-hoc.js';

/** What it announces, and what the nodes of its commands begin with. */
export const NS_ARCHIVER = 'urn:im-contact-requests:archiver:1';

export type ArchiverCommand = 'status' | 'endpoints' | 'test' | 'save' | 'remove' | 'assign' | 'assignments';
export type ArchiverFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The payload of an IQ that runs a command; fields that are undefined are left out. */
export function archiverCommand(name: ArchiverCommand, fields: ArchiverFields = {}): Element {
  const node = nodeOf(name);
  const given = Object.entries(fields).flatMap(([field, value]): FormField[] => {
    if (value === undefined) return [];
    return [{ name: field, values: typeof value === 'string' ? [value] : value }];
  });
  return commandStep(node, { form: dataForm('submit', node, given) });
}

/** Text that the archiver has written, cleaned of what does not belong into a line or two. */
export type CellReader = (name: string) => string;

export type ArchiverReply =
  | { readonly kind: 'done'; readonly field: CellReader; readonly rows: readonly CellReader[] }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly { readonly field: string; readonly text: string }[] }
  | { readonly kind: 'fault'; readonly text: string };

/** Reads the answer to a command; undefined if it is none. */
export function parseArchiverReply(iq: Element, name: ArchiverCommand): ArchiverReply | undefined {
  const reply = parseCommand(iq, nodeOf(name));
  if (reply?.status !== 'completed') return undefined;
  const { form, notes } = reply;
  const field = (asked: string): string => clean(fieldValues(form, asked)[0]);
  const rows = form ? formRows(form).map(readerOf) : [];
  const error = notes.find(({ type }) => type === 'error');
  if (!error) return { kind: 'done', field, rows };
  const mistakes = rows.map((row) => ({ field: row('field'), text: row('text') })).filter(({ text }) => text !== '');
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  return { kind: 'fault', text: field('text') || clean(error.text) };
}

const LONGEST_TEXT = 2100;

function readerOf(row: FormRow): CellReader {
  return (name) => clean(row.get(name)?.[0]);
}

function clean(text = ''): string {
  return displayText(text, LONGEST_TEXT);
}

function nodeOf(name: ArchiverCommand): string {
  return `${NS_ARCHIVER}#${name}`;
}
