/** What a host might tell a page, to be varied by tests. */
import { DEFAULT_OPTIONS } from '../../src/core/options.js';
import type { BareJid } from '../../src/core/jid.js';
import { AVAILABLE } from '../../src/core/availability.js';
import {
  NO_MESSAGING,
  type LogLine,
  type RequestRow,
  type RequestsSlice,
  type SessionSlice,
  type SettingSlice,
  type View,
} from '../../src/core/view.js';

export const VERA = jid('vera@example.com');
export const BOB = jid('bob@example.org');
export const OTTO = jid('otto@elsewhere.test');

export function jid(address: string): BareJid {
  return address as BareJid;
}

export function requestRow(row: Partial<RequestRow> = {}): RequestRow {
  return {
    jid: BOB,
    domain: 'example.org',
    nick: '',
    note: '',
    since: 0,
    group: 'outside',
    origin: 'outside',
    warning: null,
    turnedAway: null,
    invitation: null,
    pending: null,
    refused: null,
    alreadyContact: false,
    ...row,
  };
}

/** Rows of people who ask, by their addresses. */
export function rowsOf(...addresses: readonly string[]): RequestRow[] {
  return addresses.map((address) =>
    requestRow({ jid: jid(address), domain: address.slice(address.indexOf('@') + 1), since: Date.now() }),
  );
}

/** The requests of a page on which all are shown. */
export function requestsOf(rows: readonly RequestRow[], more: Partial<RequestsSlice> = {}): RequestsSlice {
  const counts = { colleague: 0, outside: 0, repeat: 0, lookalike: 0 };
  const domains = new Map<string, number>();
  for (const { group, domain } of rows) {
    counts[group]++;
    domains.set(domain, (domains.get(domain) ?? 0) + 1);
  }
  return {
    loaded: true,
    total: rows.length,
    counts,
    matching: rows.length,
    offset: 0,
    rows,
    domains: [...domains].map(([domain, count]) => ({ domain, count })),
    can: { block: true, report: true },
    contactGroups: [],
    ignored: 0,
    bulk: null,
    held: null,
    ...more,
  };
}

/** A line of the log about Otto. */
export function logLine(line: Partial<LogLine> = {}): LogLine {
  const accepted = { act: 'approve', by: { who: 'me' }, addedBack: false, undone: false, remedy: 'take-back' } as const;
  return { id: 1, jid: OTTO, at: Date.now(), ...accepted, ...line };
}

export function session(slice: Partial<SessionSlice> = {}): SessionSlice {
  return {
    link: { phase: 'online' },
    account: VERA,
    stay: 'no',
    preset: { domain: null, service: null },
    ...slice,
  };
}

export function setting(slice: Partial<SettingSlice> = {}): SettingSlice {
  return {
    setting: { kind: 'choice', handling: 'accept-organization', isDefault: true },
    handling: 'accept-organization',
    saving: 'no',
    notice: null,
    ...slice,
  };
}

/** Vera is online, and nothing waits. */
export function view(slices: Partial<View> = {}): View {
  return {
    session: session(),
    setting: setting(),
    requests: requestsOf([]),
    activity: { total: 0, lines: [] },
    options: {
      values: DEFAULT_OPTIONS,
      saving: 'no',
      invitations: [],
      blocked: 0,
      ignored: 0,
      allowed: 0,
      logging: { mode: 'unset', days: 0 },
    },
    own: { chosen: AVAILABLE, isIdle: false },
    ...NO_MESSAGING,
    ...slices,
  };
}

export function signedOut(): View {
  return view({ session: session({ link: { phase: 'signed-out' }, account: null }) });
}
