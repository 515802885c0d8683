/** What a host might tell a page, to be varied by tests. */
import { DEFAULT_OPTIONS } from '../../src/core/options.js';
import type { BareJid, Domain } from '../../src/core/jid.js';
import type { LogLine, RequestRow, RequestsSlice, SessionSlice, SettingSlice, View } from '../../src/core/view.js';

export const MAYA = 'maya@acme.example' as BareJid;
export const BOB = 'bob@example.org' as BareJid;
export const EVE = 'eve@example.net' as BareJid;
export const ACME = 'acme.example' as Domain;
/** When it is, in tests that show times. */
export const NOW = Date.UTC(2026, 10, 24, 12);

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

/** Requests of these, all of which are on this page. */
export function requestsOf(jids: readonly BareJid[], slice: Partial<RequestsSlice> = {}): RequestsSlice {
  return {
    loaded: true,
    total: jids.length,
    offset: 0,
    rows: jids.map((jid) => requestRow({ jid })),
    counts: { colleague: 0, outside: jids.length, repeat: 0, lookalike: 0 },
    matching: jids.length,
    domains: [],
    can: { block: true, report: false },
    contactGroups: [],
    ignored: 0,
    bulk: null,
    held: null,
    ...slice,
  };
}

/** The addresses of `count` people. */
export function people(count: number, from = 1): BareJid[] {
  return Array.from({ length: count }, (_, index) => `person-${from + index}@example.org` as BareJid);
}

export function activityLine(line: Partial<LogLine> = {}): LogLine {
  const accepted = { act: 'approve', by: { who: 'me' }, addedBack: false, undone: false, remedy: 'take-back' } as const;
  return { id: 1, jid: BOB, at: NOW, ...accepted, ...line };
}

export function session(slice: Partial<SessionSlice> = {}): SessionSlice {
  return {
    link: { phase: 'online' },
    account: MAYA,
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

/** Maya is online, and nothing waits. */
export function view(slices: Partial<View> = {}): View {
  return {
    session: session(),
    setting: setting(),
    requests: requestsOf([]),
    activity: { total: 0, lines: [] },
    options: { values: DEFAULT_OPTIONS, saving: 'no', invitations: [], blocked: 0, ignored: 0, allowed: 0 },
    ...slices,
  };
}

export function signedOut(): View {
  return view({ session: session({ link: { phase: 'signed-out' }, account: null }) });
}
