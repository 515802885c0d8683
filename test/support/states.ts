/**
 * Every state in which a person may find our elements, to be looked at by `npm run screenshots` and by
 * axe. A state is fed to the element as it is shipped, through a port that says what stands here.
 */
import type { BareJid } from '../../src/core/jid.js';
import type { Link, LinkProblem } from '../../src/core/link.js';
import type { NoPolicy } from '../../src/core/policy/handling.js';
import type { ActivityLine, RequestRow, SettingSlice, View } from '../../src/core/view.js';
import type { PortState } from '../../src/ports/client.js';

export interface ElementState {
  readonly name: string;
  readonly element: 'im-contact-requests' | 'im-options';
  readonly view: View | undefined;
  readonly port: PortState;
  /** Buttons to press, by what is written on them, before one looks. */
  readonly press: readonly string[];
}

const NOW = Date.now();
const MINUTE = 60_000;
const ACCOUNT = 'maya@alder.example' as BareJid;
const READY: PortState = { kind: 'ready' };
const CHOICE: SettingSlice = {
  setting: { kind: 'choice', handling: 'accept-organization', isDefault: true },
  handling: 'accept-organization',
  saving: 'no',
  notice: null,
};
const FIXED: SettingSlice = { ...CHOICE, setting: { kind: 'absent', why: 'fixed' } };

function row(jid: string, changes: Partial<RequestRow> = {}): RequestRow {
  return {
    jid: jid as BareJid,
    domain: jid.slice(jid.indexOf('@') + 1),
    nick: '',
    note: '',
    since: NOW - 12 * MINUTE,
    origin: 'outside',
    warning: null,
    pending: null,
    refused: null,
    alreadyContact: false,
    ...changes,
  };
}

const COLLEAGUE = row('jonas@alder.example', {
  origin: 'colleague',
  nick: 'Jonas Weber',
  note: 'Hi Maya, I joined dispatch this week.',
});
const STRANGER = row('tomas@birch.example', {
  nick: 'Tomás Silva',
  note: 'We met at the port authority meeting. Tomás, Birch Freight.',
});
const ARABIC = row('leila@birch.example', { nick: 'ليلى حداد', note: 'مرحبا مايا، أود متابعة شحنة روتردام معك.' });
const LOOKALIKE = row('it-support@a1der.example', {
  nick: 'Alder IT Support',
  note: 'Please accept, we need to verify your account.',
  warning: { kind: 'looks-like', domain: 'alder.example' },
});
const LONG = row(`${'a-very-long-name-indeed-'.repeat(4)}@${'subdomain.'.repeat(5)}elsewhere.example`, {
  nick: 'Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst-Öttingen-Wallerstein',
  note:
    'x'.repeat(120) +
    ' and a note that goes on for quite a while, as some people do like to explain themselves. '.repeat(4),
});

function line(jid: string, changes: Partial<ActivityLine> = {}): ActivityLine {
  const rule = { kind: 'organization', domain: 'alder.example' as RequestRow['domain'] } as ActivityLine['rule'];
  return { id: 1, jid: jid as BareJid, at: NOW - 3 * MINUTE, rule, addedBack: true, undone: false, ...changes };
}

interface Changes {
  readonly link?: Link;
  readonly account?: BareJid | null;
  readonly session?: Partial<View['session']>;
  readonly setting?: SettingSlice;
  readonly rows?: readonly RequestRow[];
  readonly requests?: Partial<View['requests']>;
  readonly lines?: readonly ActivityLine[];
}

function view({
  link = { phase: 'online' },
  account = ACCOUNT,
  session,
  setting,
  rows = [],
  requests,
  lines = [],
}: Changes): View {
  return {
    session: { link, account, stay: 'no', preset: { domain: null, service: null }, ...session },
    setting: setting ?? FIXED,
    requests: {
      loaded: true,
      total: rows.length,
      offset: 0,
      rows,
      canBlock: true,
      ignored: [],
      ignoredTotal: 0,
      ...requests,
    },
    activity: { total: lines.length, lines },
  };
}

function inbox(name: string, changes: Changes, press: readonly string[] = []): ElementState {
  return { name, element: 'im-contact-requests', view: view(changes), port: READY, press };
}

function options(name: string, changes: Changes): ElementState {
  return { name, element: 'im-options', view: view(changes), port: READY, press: [] };
}

function port(name: string, state: PortState): ElementState {
  return { name, element: 'im-contact-requests', view: undefined, port: state, press: [] };
}

function signedOut(name: string, problem?: LinkProblem): ElementState {
  return inbox(name, { account: null, link: { phase: 'signed-out', ...(problem ? { problem } : {}) } });
}

function noPolicy(name: string, reason: NoPolicy): ElementState {
  const setting: SettingSlice = {
    setting: { kind: 'absent', why: 'no-policy' },
    handling: 'prompt',
    saving: 'no',
    notice: { kind: 'none', reason },
  };
  return inbox(name, { setting, rows: [STRANGER] });
}

const PROBLEMS: readonly LinkProblem[] = [
  { kind: 'wrong-password' },
  { kind: 'sign-in-expired' },
  { kind: 'account-disabled' },
  { kind: 'unknown-domain', domain: 'alder.example' },
  { kind: 'invalid-address' },
  { kind: 'insecure-service', service: 'ws://chat.alder.example' },
  { kind: 'unreachable', service: 'wss://chat.alder.example/ws' },
  { kind: 'timeout' },
  { kind: 'no-mechanism', offered: [] },
  { kind: 'not-genuine' },
  { kind: 'closed-by-server', condition: 'system-shutdown' },
];

export const STATES: readonly ElementState[] = [
  port('loading', { kind: 'connecting' }),
  port('outdated', { kind: 'outdated' }),
  port('account-mismatch', { kind: 'account-mismatch', account: 'henrik@alder.example' as BareJid }),
  signedOut('signed-out'),
  ...PROBLEMS.map((problem) => signedOut(`problem-${problem.kind}`, problem)),
  inbox('waiting-for-the-server', { link: { phase: 'connecting' }, requests: { loaded: false } }),
  inbox('empty', { setting: CHOICE }),
  inbox('empty-prompt', { setting: { ...FIXED, handling: 'prompt' } }),
  inbox('requests', {
    rows: [COLLEAGUE, STRANGER, ARABIC, LOOKALIKE],
    lines: [
      line('amara@alder-labs.example'),
      line('henrik@alder.example', { id: 2, rule: null }),
      line('sofia@birch.example', { id: 3, undone: true }),
      line('nina@alder.example', { id: 4 }),
    ],
    requests: { ignored: ['noisy@birch.example' as BareJid], ignoredTotal: 1 },
  }),
  inbox('long-names', { rows: [LONG] }),
  inbox('pending-and-refused', {
    rows: [
      { ...COLLEAGUE, pending: 'approve' },
      { ...STRANGER, refused: 'remote-server-not-found' },
    ],
  }),
  inbox('block-asks', { rows: [STRANGER] }, ['Block']),
  inbox('many', { rows: [COLLEAGUE, STRANGER, ARABIC], requests: { total: 10_000 } }),
  inbox('offline', {
    link: { phase: 'offline', problem: { kind: 'timeout' }, retryAt: NOW + 10 * MINUTE },
    rows: [STRANGER],
  }),
  noPolicy('policy-never-published', { why: 'never-published' }),
  noPolicy('policy-unreadable', {
    why: 'unreadable',
    errors: [
      { field: 'handling', problem: 'unknown-value', value: 'accept-some' },
      { field: 'domains', problem: 'not-a-domain', value: '*.alder.example' },
    ],
  }),
  inbox('policy-kept', { setting: { ...CHOICE, notice: { kind: 'kept' } }, rows: [STRANGER] }),
  inbox('options-in-place', { setting: CHOICE }, ['Options']),
  options('options-choice', { setting: CHOICE }),
  options('options-fixed', { setting: FIXED }),
  options('options-managed', { setting: { ...FIXED, setting: { kind: 'absent', why: 'managed' } } }),
  options('options-waiting', { setting: { ...CHOICE, setting: { kind: 'waiting', handling: 'prompt' } } }),
  options('options-not-saved', { setting: { ...CHOICE, saving: 'failed' }, session: { stay: 'key' } }),
  options('options-signed-out', { account: null, link: { phase: 'signed-out' } }),
];
