/**
 * Every state in which a person may find our elements, to be looked at by `npm run screenshots` and by
 * axe. A state is fed to the element as it is shipped, through a port that says what stands here.
 */
import { AVAILABLE } from '../../src/core/availability.js';
import type { BareJid, Domain } from '../../src/core/jid.js';
import type { Link, LinkProblem } from '../../src/core/link.js';
import type { NoPolicy } from '../../src/core/policy/handling.js';
import type { Invitation } from '../../src/core/invitations.js';
import type { Rule } from '../../src/core/request.js';
import { DEFAULT_OPTIONS } from '../../src/core/options.js';
import { NO_MESSAGING, type LogLine, type RequestRow, type SettingSlice, type View } from '../../src/core/view.js';
import type { PortState } from '../../src/ports/client.js';
import type { Answers } from '../../src/ports/protocol.js';
import type { SectionName } from '../../src/ui/strings/options.js';
import { chatStates } from './states-chat.js';
import { contactsStates, directoryStates, FOUND } from './states-contacts.js';

export const ELEMENTS = [
  'im-contact-requests',
  'im-contact-list',
  'im-directory-search',
  'im-chat',
  'im-options',
] as const;

export interface ElementState {
  readonly name: string;
  readonly element: (typeof ELEMENTS)[number];
  readonly view: View | undefined;
  readonly port: PortState;
  /** What to click before one looks, by its selector. */
  readonly click?: string;
  /** What to search for, and what is found then. */
  readonly search?: { readonly text: string; readonly finds: string } | undefined;
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
    group: 'outside',
    origin: 'outside',
    warning: null,
    turnedAway: null,
    invitation: null,
    pending: null,
    refused: null,
    alreadyContact: false,
    ...changes,
  };
}

const COLLEAGUE = row('jonas@alder.example', {
  group: 'colleague',
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
  group: 'lookalike',
  warning: { kind: 'looks-like', domain: 'alder.example' },
});
const LONG = row(`${'a-very-long-name-indeed-'.repeat(4)}@${'subdomain.'.repeat(5)}elsewhere.example`, {
  nick: 'Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst-Öttingen-Wallerstein',
  note:
    'x'.repeat(120) +
    ' and a note that goes on for quite a while, as some people do like to explain themselves. '.repeat(4),
});

function line(id: number, jid: string, changes: Partial<LogLine> = {}): LogLine {
  const rule = { kind: 'organization', domain: 'alder.example' as Domain } as const;
  return {
    id,
    jid: jid as BareJid,
    at: NOW - 3 * MINUTE,
    act: 'approve',
    by: { who: 'policy', rule },
    addedBack: true,
    undone: false,
    remedy: 'take-back',
    ...changes,
  };
}

function countsOf(rows: readonly RequestRow[]): View['requests']['counts'] {
  const count = (group: RequestRow['group']): number => rows.filter((one) => one.group === group).length;
  return {
    colleague: count('colleague'),
    outside: count('outside'),
    repeat: count('repeat'),
    lookalike: count('lookalike'),
  };
}

interface Changes {
  readonly link?: Link;
  readonly account?: BareJid | null;
  readonly session?: Partial<View['session']>;
  readonly setting?: SettingSlice;
  readonly rows?: readonly RequestRow[];
  readonly requests?: Partial<View['requests']>;
  readonly lines?: readonly LogLine[];
  readonly options?: Partial<View['options']>;
}

function view({
  link = { phase: 'online' },
  account = ACCOUNT,
  session,
  setting,
  rows = [],
  requests,
  lines = [],
  options,
}: Changes): View {
  return {
    session: { link, account, stay: 'no', preset: { domain: null, service: null }, ...session },
    setting: setting ?? FIXED,
    requests: {
      loaded: true,
      total: rows.length,
      offset: 0,
      rows,
      counts: countsOf(rows),
      matching: rows.length,
      domains: [],
      can: { block: true, report: true },
      contactGroups: ['Freight', 'Work'],
      ignored: 0,
      bulk: null,
      held: null,
      ...requests,
    },
    activity: { total: lines.length, lines },
    options: {
      values: DEFAULT_OPTIONS,
      saving: 'no',
      invitations: [],
      blocked: 0,
      ignored: 0,
      allowed: 0,
      logging: { mode: 'unset', days: 0 },
      ...options,
    },
    own: { chosen: AVAILABLE, isIdle: false },
    ...NO_MESSAGING,
  };
}

function inbox(name: string, changes: Changes, press: readonly string[] = []): ElementState {
  return { name, element: 'im-contact-requests', view: view(changes), port: READY, press };
}

function options(name: string, changes: Changes): ElementState {
  return { name, element: 'im-options', view: view(changes), port: READY, press: [] };
}

function section(name: SectionName, changes: Changes = {}): ElementState {
  return { ...options(`options-${name}`, { setting: CHOICE, ...changes }), click: `[data-section=${name}]` };
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

const INVITATION: Invitation = {
  token: 'b0f9c2d4e6a81735',
  label: 'Fair in Rotterdam',
  created: NOW,
  expires: NOW + 7 * 24 * 60 * MINUTE,
  once: false,
  revoked: false,
  usedBy: [],
  at: NOW,
};
const RULES: readonly Rule[] = [
  { kind: 'all' },
  { kind: 'asked' },
  { kind: 'organization', domain: 'alder.example' as Domain },
  { kind: 'allowed' },
  { kind: 'invited', label: 'Fair in Rotterdam' },
  { kind: 'invited', label: '' },
];
const REMEDIES = { approve: 'take-back', deny: 'allow', ignore: 'bring-back', block: 'unblock' } as const;
const LOG: readonly LogLine[] = [
  ...RULES.map((rule, index) => line(index, `person-${index}@birch.example`, { by: { who: 'policy', rule } })),
  ...(['approve', 'deny', 'ignore', 'block'] as const).flatMap((act, index) =>
    (['me', 'other-device'] as const).flatMap((who) =>
      [false, true].map((undone) =>
        line(100 + 10 * index + (who === 'me' ? 2 : 0) + (undone ? 1 : 0), `${act}@birch.example`, {
          act,
          by: { who },
          undone,
          remedy: undone ? null : REMEDIES[act],
        }),
      ),
    ),
  ),
];

/** What the gallery's port answers. */
export const ANSWERS: Partial<Answers> = {
  'read-log': { total: LOG.length, offset: 0, entries: LOG },
  'read-people': {
    total: 60,
    offset: 0,
    entries: [STRANGER, LONG, row('spam.example')].map(({ jid }) => ({ jid, at: NOW - 3 * MINUTE })),
  },
  'find-people': FOUND,
  'read-profile': {
    name: 'Tomás Silva',
    organization: 'Birch Freight',
    title: 'Port operations',
    note: 'Rotterdam, Antwerp, Le Havre.',
    picture: null,
  },
};

export const STATES: readonly ElementState[] = [
  ...contactsStates(view({})),
  ...directoryStates(view({})),
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
      line(1, 'amara@alder-labs.example'),
      line(2, 'henrik@alder.example', { by: { who: 'me' } }),
      line(3, 'sofia@birch.example', { undone: true, remedy: null }),
      line(4, 'nina@birch.example', { act: 'deny', by: { who: 'other-device' }, remedy: 'allow' }),
      line(5, 'spam.example', { act: 'block', by: { who: 'me' }, remedy: 'unblock' }),
    ],
    requests: { ignored: 1 },
  }),
  inbox('long-names', { rows: [LONG] }),
  inbox('pending-and-refused', {
    rows: [
      { ...COLLEAGUE, pending: 'approve' },
      { ...STRANGER, refused: 'remote-server-not-found' },
    ],
  }),
  inbox('more-answers', { rows: [STRANGER] }, ['More answers']),
  inbox('many', {
    rows: [COLLEAGUE, STRANGER, ARABIC],
    requests: {
      total: 10_000,
      matching: 10_000,
      counts: { colleague: 12, outside: 9_900, repeat: 80, lookalike: 8 },
      domains: [
        { domain: 'birch.example', count: 9_000 },
        { domain: 'spam.example', count: 900 },
      ],
    },
  }),
  inbox('repeat-and-invited', {
    rows: [
      { ...STRANGER, group: 'repeat', turnedAway: NOW - 40 * 24 * 60 * MINUTE },
      { ...ARABIC, invitation: 'Fair in Rotterdam' },
    ],
  }),
  inbox('declined-can-be-taken-back', {
    rows: [COLLEAGUE],
    requests: { held: { act: 'deny', jid: STRANGER.jid, count: 1, until: NOW + 10 * MINUTE } },
  }),
  inbox('declining-many', {
    rows: [COLLEAGUE],
    requests: { bulk: { act: 'deny', total: 10_000, done: 3_200 } },
  }),
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
  section('notifications'),
  section('messages'),
  section('availability'),
  section('appearance'),
  section('blocked', { options: { blocked: 60 } }),
  section('ignored', { options: { ignored: 60 } }),
  section('expected', { options: { allowed: 60 } }),
  section('invitations', {
    options: {
      invitations: [
        INVITATION,
        { ...INVITATION, token: '1', label: '', once: true },
        { ...INVITATION, token: '2', revoked: true },
        { ...INVITATION, token: '3', expires: NOW - MINUTE, usedBy: [COLLEAGUE.jid, STRANGER.jid, ARABIC.jid] },
      ],
    },
  }),
  section('log'),
  section('account'),
  inbox('mixed-script', { rows: [{ ...LOOKALIKE, warning: { kind: 'mixed-script' } }] }),
  inbox('looking-closer', { rows: [STRANGER] }, ['More answers', 'Look closer']),
  inbox('accepting-with-a-name', { rows: [STRANGER] }, ['Accept with name and group…']),
  inbox('asking-before-a-block', { rows: [STRANGER] }, ['More answers', 'Block this person…']),
  inbox('asking-before-a-report', { rows: [STRANGER] }, ['More answers', 'Block and report…']),
  { ...inbox('selected', { rows: [COLLEAGUE, STRANGER] }), click: 'input[type=checkbox]' },
  ...chatStates(view({}), NOW),
  options('options-signed-out', { account: null, link: { phase: 'signed-out' } }),
];
