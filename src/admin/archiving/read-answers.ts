/** Reads what the archiver answers by its forms. */
import type { CellReader } from '../../xmpp/archiver-commands.js';
import { parseTime } from '../../xmpp/xep0082-date-time.js';
import {
  ENDPOINT_TYPES,
  SECRET_FIELDS,
  SETTING_FIELDS,
  type ArchiveEndpoint,
  type ArchiverStatus,
  type EndpointStatus,
  type SettingField,
  type TestReport,
  type TestStep,
} from './archiver.js';

const STATES = ['delivering', 'waiting', 'starting'] as const;
const RESULTS = ['passed', 'failed', 'not-run'] as const;

export function readStatus(field: CellReader, rows: readonly CellReader[]): ArchiverStatus {
  const database = field('database');
  return {
    version: field('version'),
    domain: field('domain'),
    server: field('server'),
    databaseText: database === 'ok' ? '' : field('database_text') || database,
    settled: numberOf(field('settled')),
    endpoints: rows.map(readEndpointStatus),
  };
}

/** Those of a type that is not known here are left out: they could be neither shown nor changed. */
export function readEndpoints(rows: readonly CellReader[]): readonly ArchiveEndpoint[] {
  return rows.flatMap((cell) => {
    const type = ENDPOINT_TYPES.find((known) => known === cell('type'));
    if (!type) return [];
    const settings = Object.fromEntries(SETTING_FIELDS.map((name) => [name, cell(name)]));
    return {
      name: cell('name'),
      type,
      settings: settings as Record<SettingField, string>,
      secrets: new Set(SECRET_FIELDS.filter((name) => isTrue(cell(`has_${name}`)))),
      people: numberOf(cell('people')) ?? 0,
    };
  });
}

export function readReport(field: CellReader, rows: readonly CellReader[]): TestReport {
  const steps = rows.map((cell): TestStep => {
    const result = RESULTS.find((known) => known === cell('result')) ?? 'not-run';
    return { step: cell('step'), result, text: cell('text') };
  });
  const token = field('token');
  return { token: isTrue(field('passed')) && token !== '' ? token : undefined, steps };
}

function readEndpointStatus(cell: CellReader): EndpointStatus {
  return {
    name: cell('name'),
    state: STATES.find((known) => known === cell('state')) ?? 'waiting',
    text: cell('text') || cell('reason'),
    since: parseTime(cell('since')),
    attempts: numberOf(cell('attempts')) ?? 0,
    nextTry: parseTime(cell('next_try')),
    delivered: numberOf(cell('delivered')) ?? 0,
    lastDelivered: parseTime(cell('last_delivered')),
    cursor: numberOf(cell('cursor')),
  };
}

/** XEP-0004 §3.3: both forms of a boolean. */
export function isTrue(value: string): boolean {
  return value === '1' || value === 'true';
}

function numberOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
