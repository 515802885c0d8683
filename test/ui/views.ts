/** What a host might tell a page, to be varied by tests. */
import type { BareJid, Domain } from '../../src/core/jid.js';
import type { ActivityLine, RequestRow, RequestsSlice, SessionSlice, SettingSlice, View } from '../../src/core/view.js';

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
    origin: 'outside',
    warning: null,
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
    canBlock: true,
    ignored: [],
    ignoredTotal: 0,
    ...slice,
  };
}

/** The addresses of `count` people. */
export function people(count: number, from = 1): BareJid[] {
  return Array.from({ length: count }, (_, index) => `person-${from + index}@example.org` as BareJid);
}

export function activityLine(line: Partial<ActivityLine> = {}): ActivityLine {
  return { id: 1, jid: BOB, at: NOW, rule: null, addedBack: false, undone: false, ...line };
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
    ...slices,
  };
}

export function signedOut(): View {
  return view({ session: session({ link: { phase: 'signed-out' }, account: null }) });
}
