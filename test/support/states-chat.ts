/** The states in which a person may find conversations; see `states.ts`. */
import type { ChatMessage, ChatRow, ChatsSlice, ChatSlice } from '../../src/core/chat/chat-view.js';
import type { BareJid } from '../../src/core/jid.js';
import type { View } from '../../src/core/view.js';
import type { ElementState } from './states.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const JONAS = 'jonas@alder.example' as BareJid;
const LEILA = 'leila@birch.example' as BareJid;
const TOMAS = 'tomas@birch.example' as BareJid;
const LONG = `${'a-very-long-name-indeed-'.repeat(3)}@${'subdomain.'.repeat(4)}elsewhere.example` as BareJid;
const LONG_NAME = 'Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst-Öttingen-Wallerstein';

/** `view`: of somebody who is online. */
export function chatStates(view: View, now: number): ElementState[] {
  const list = chatsOf(now);
  const state = (name: string, changes: Partial<View>, more: Partial<ElementState> = {}): ElementState => ({
    name,
    element: 'im-chat',
    view: { ...view, chats: list, ...changes },
    port: { kind: 'ready' },
    press: [],
    ...more,
  });
  const open = (
    name: string,
    changes: Partial<ChatSlice> = {},
    more: Partial<ElementState> = {},
    rest: Partial<View> = {},
  ) => {
    const chat = { ...conversation(now), ...changes };
    return state(
      name,
      { chat, chats: { ...list, rows: rowsWith(list, chat) }, ...rest },
      { click: `[data-jid]`, ...more },
    );
  };
  const offline: View['session'] = { ...view.session, link: { phase: 'offline', retryAt: null } };
  return [
    state('chats', {}),
    state('chats-empty', { chats: { ...list, rows: [], matching: 0, strangers: 0 } }),
    state('chats-no-archive', { chats: { ...list, hasArchive: false } }),
    state('chats-loading', { chats: null }),
    state(
      'chats-of-strangers',
      { chats: { ...list, rows: list.rows.slice(3, 5) } },
      { press: ['From 3 people you do not know'] },
    ),
    open('chat'),
    open('chat-unread', { firstUnread: 'm5', typing: true }),
    open('chat-menu', {}, { press: ['What to do with this conversation'] }),
    open('chat-delivery', { messages: deliveries(now) }),
    open('chat-code-and-links', { messages: texts(now) }),
    open('chat-right-to-left', { jid: LEILA, name: 'ليلى حداد', status: 'في اجتماع', messages: arabic(now) }),
    open('chat-long', { jid: LONG, name: LONG_NAME, status: 'x'.repeat(80), messages: long(now) }),
    open('chat-begins', { messages: [], older: 'none' }),
    open('chat-older-failed', { older: 'failed' }),
    open('chat-offline', { draft: 'I will look it up as soon as I' }, {}, { session: offline }),
    open('chat-of-stranger', {
      jid: TOMAS,
      name: 'Tomás Silva',
      stranger: true,
      isContact: false,
      messages: hello(now),
    }),
    open('chat-blocked', { blocked: JONAS }),
    open('chat-suspended', { suspended: 'closed', seen: 'unknown' }),
    open('chat-asking-before-a-block', {}, { press: ['What to do with this conversation', 'Block and report…'] }),
  ];
}

function rowsWith(list: ChatsSlice, { jid, name, suspended }: ChatSlice): ChatRow[] {
  const [first, ...others] = list.rows;
  return first ? [{ ...first, jid, name, suspended, unread: 0 }, ...others.filter((row) => row.jid !== jid)] : [];
}

function chatsOf(now: number): ChatsSlice {
  const row = (jid: string, name: string, text: string, ago: number, changes: Partial<ChatRow> = {}): ChatRow => ({
    jid: jid as BareJid,
    name,
    seen: 'available',
    last: { text, at: now - ago, mine: false, delivery: null },
    unread: 0,
    draft: '',
    typing: false,
    suspended: null,
    ...changes,
  });
  const mine = (text: string, ago: number, delivery: 'displayed' | 'failed'): Partial<ChatRow> => ({
    last: { text, at: now - ago, mine: true, delivery },
  });
  const rows = [
    row(JONAS, 'Jonas Weber', 'The container is on the quay, all papers are there.', 2 * MINUTE, { unread: 2 }),
    row('amara@alder.example', 'Amara Okafor', '', 0, {
      ...mine('See you at nine', 40 * MINUTE, 'displayed'),
      seen: 'away',
    }),
    row(LEILA, 'ليلى حداد', 'مرحبا مايا، هل وصلت الشحنة؟', 3 * HOUR, { unread: 128 }),
    row(TOMAS, 'Tomás Silva', 'On my way', 5 * HOUR, { typing: true, seen: 'dnd' }),
    row('henrik@alder.example', '', 'Thanks! 🎉', DAY, { draft: 'About the invoice of last', seen: 'offline' }),
    row('sofia@birch.example', 'Sofia', '', 0, {
      ...mine('Can you call me back?', 2 * DAY, 'failed'),
      seen: 'unknown',
    }),
    row(LONG, LONG_NAME, 'a very long word: '.concat('x'.repeat(200)), 40 * DAY),
  ];
  return { loaded: true, matching: rows.length, offset: 0, rows, unread: 130, strangers: 3, hasArchive: true };
}

function conversation(now: number): ChatSlice {
  return {
    jid: JONAS,
    name: 'Jonas Weber',
    seen: 'available',
    status: 'Rotterdam until Friday',
    idleSince: null,
    messages: talk(now),
    older: 'none',
    newer: 0,
    next: null,
    firstUnread: null,
    typing: false,
    draft: '',
    stranger: false,
    blocked: null,
    suspended: null,
    isContact: true,
    unread: 0,
  };
}

/** Messages of these texts, a minute apart; of one's own where the text begins with `>`. */
function messages(
  now: number,
  ...texts: readonly (string | (Partial<ChatMessage> & { readonly text: string }))[]
): ChatMessage[] {
  return texts.map((given, index) => {
    const { text, ...changes } = typeof given === 'string' ? { text: given } : given;
    const mine = text.startsWith('>');
    return {
      id: `m${index}`,
      mine,
      text: mine ? text.slice(1) : text,
      at: now - (texts.length - index) * MINUTE,
      delivery: mine ? 'displayed' : null,
      problem: null,
      corrected: null,
      unreadable: false,
      loggedBy: null,
      ...changes,
    };
  });
}

function talk(now: number): ChatMessage[] {
  return messages(
    now,
    { text: 'Morning! Is the Rotterdam shipment through customs yet?', at: now - DAY - HOUR },
    { text: '>Not yet, they want the phytosanitary certificate once more.', at: now - DAY - HOUR + MINUTE },
    { text: '>I have sent it to them again just now.', at: now - DAY - HOUR + 2 * MINUTE, corrected: now - DAY },
    { text: '👍', at: now - DAY - HOUR + 3 * MINUTE },
    { text: '>They called. It is released 🎉', at: now - 30 * MINUTE },
    'Great news. I will book the truck for tomorrow then.',
    'Which gate?',
    '>Gate 4, from seven on. Ask for Amara, she has the papers: https://port.example/gates/4',
    { text: '>And the seal number is 88-1204.', delivery: 'received' },
  );
}

function deliveries(now: number): ChatMessage[] {
  return messages(
    now,
    { text: '>This one was seen.', delivery: 'displayed' },
    { text: 'Good to know.' },
    { text: '>This one is with them.', delivery: 'received' },
    { text: '', unreadable: true },
    { text: '>This one our server has.', delivery: 'sent' },
    { text: 'And that one?', corrected: now },
    { text: '>This one came back.', delivery: 'failed', problem: 'remote-server-not-found' },
    { text: '>And this one waits.', delivery: 'waiting' },
  );
}

function texts(now: number): ChatMessage[] {
  return messages(
    now,
    'Have a look at https://en.example/wiki/Seal_(mechanical), or write to mailto:port@birch.example.',
    'But not at https://exаmple.com/sign-in or javascript:alert(1), and <b>this</b> is *just* text.',
    '>```ts\nfor (const container of manifest.containers) {\n  if (!container.isReleased) await release(container, { reason: "phytosanitary certificate was sent again" });\n}\n```\nThat should do it.',
    '🚢🚚',
    Array.from({ length: 40 }, (_, line) => `${line + 1}. container MSKU ${4_000_000 + line * 137}`).join('\n'),
  );
}

function arabic(now: number): ChatMessage[] {
  return messages(
    now,
    'مرحبا مايا، هل وصلت شحنة روتردام؟',
    '>Yes, this morning. مرحبا ليلى',
    'ممتاز! رقم الختم 88-1204 صحيح؟\nThe second line is English (really).',
    '>نعم ✅',
    'Evil: \u202Eexe.gnp and on.',
  );
}

function long(now: number): ChatMessage[] {
  return messages(
    now,
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(4),
    `>https://example.com/${'a-long-path/'.repeat(20)}`,
    'As some people do like to explain themselves, they go on for quite a while. '.repeat(40),
  );
}

function hello(now: number): ChatMessage[] {
  return messages(
    now,
    'Hello Maya, we met at the port authority meeting.',
    'Could you tell me who handles reefers at Alder?',
  );
}
