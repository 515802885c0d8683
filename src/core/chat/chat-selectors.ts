/** What pages are told of conversations. What crosses is bounded by what they show. */
import { blockOn } from '../block-list.js';
import type { BareJid } from '../jid.js';
import { barrier } from '../policy/federation.js';
import { seenOf } from '../seen.js';
import {
  CHAT_STEP,
  type ChatMessage,
  type ChatRow,
  type ChatsSlice,
  type ChatsWindow,
  type ChatSlice,
  type ChatWindow,
} from './chat-view.js';
import type { ChatState } from './chat-state.js';
import { newConversation, type Conversation, type Message } from './conversation.js';
import { loggedBy } from './notice.js';
import { firstUnread } from './reading.js';
import { isFull, isListed, lastTime } from './room.js';
import { isStranger } from './strangers.js';

/** Of the last message, in the list. */
const PREVIEW = 200;

/** As the person named them, else as the directory does; else empty. */
export function givenName({ session: { roster }, conversations, found }: ChatState, jid: BareJid): string {
  const given = roster.kind === 'known' ? roster.items.get(jid)?.name : undefined;
  return [given, conversations.get(jid)?.listedName, found.get(jid)].find((name) => name) ?? '';
}

/** What they are called, else their address. */
export function nameOf(state: ChatState, jid: BareJid): string {
  return givenName(state, jid) || jid;
}

/** Messages of `jid` that nobody has read. */
export function unreadOf({ conversations }: ChatState, jid: BareJid): number {
  return conversations.get(jid)?.unread ?? 0;
}

/** Messages that nobody has read, without those of strangers and of whom is blocked. */
export function unreadCount(state: ChatState): number {
  let count = 0;
  for (const conversation of state.conversations.values()) {
    if (
      conversation.unread > 0 &&
      !isStranger(state, conversation) &&
      blockOn(state.session, conversation.jid) === null
    ) {
      count += conversation.unread;
    }
  }
  return count;
}

export function chatsSlice(state: ChatState, { offset: wanted, limit, text, strangers }: ChatsWindow): ChatsSlice {
  const sought = text.trim().toLowerCase();
  const listed = [...state.conversations.values()].filter(
    (one) => isListed(one) && blockOn(state.session, one.jid) === null,
  );
  const apart = listed.filter((one) => isStranger(state, one));
  const among = strangers ? apart : listed.filter((one) => !one.stranger);
  const matching = among
    .filter(({ jid }) => !sought || jid.includes(sought) || nameOf(state, jid).toLowerCase().includes(sought))
    .sort((a, b) => standing(b) - standing(a) || (a.jid < b.jid ? -1 : 1));
  // The last page stays in view when the list gets shorter.
  const offset = Math.min(wanted, Math.max(0, Math.floor((matching.length - 1) / limit) * limit));
  return {
    loaded: state.known !== undefined || state.link.caughtUp,
    matching: matching.length,
    offset,
    rows: matching.slice(offset, offset + limit).map((one) => row(state, one)),
    unread: unreadCount(state),
    strangers: apart.length,
    hasArchive: state.link.archive !== 'no' && state.session.logging.mode !== 'nobody',
  };
}

export function chatSlice(state: ChatState, { jid, until, limit }: ChatWindow): ChatSlice {
  const { session } = state;
  const conversation = state.conversations.get(jid) ?? newConversation(jid);
  const { messages, older, unread } = conversation;
  const last = until === null ? -1 : messages.findIndex(({ id }) => id === until);
  const end = last < 0 ? messages.length : last + 1;
  const start = Math.max(0, end - limit);
  return {
    jid,
    name: givenName(state, jid),
    ...seenOf(session, jid),
    messages: messages.slice(start, end).map((message) => shown(message, loggedBy(state, jid, message))),
    older:
      start > 0
        ? 'some'
        : state.link.archive === 'no'
          ? 'none'
          : older === 'some' && isFull(conversation)
            ? 'beyond'
            : older,
    newer: messages.length - end,
    next: messages.length - end > CHAT_STEP ? (messages[end - 1 + CHAT_STEP]?.id ?? null) : null,
    firstUnread: unread > 0 ? firstUnread(conversation) : conversation.firstUnread,
    typing: conversation.typingUntil !== null,
    draft: conversation.draft,
    stranger: isStranger(state, conversation),
    blocked: blockOn(session, jid),
    suspended: barrier(session, jid),
    isContact: session.roster.kind === 'known' && session.roster.items.has(jid),
    unread: unreadCount(state),
  };
}

/** What was said last comes first; what is only begun, before all. */
function standing(conversation: Conversation): number {
  return lastTime(conversation) || Number.MAX_VALUE;
}

function row(state: ChatState, { jid, messages, unread, draft, typingUntil }: Conversation): ChatRow {
  const last = messages.findLast(({ notice }) => !notice);
  return {
    jid,
    name: givenName(state, jid),
    seen: seenOf(state.session, jid).seen,
    last: last ? { text: preview(last.text), at: last.at, mine: last.mine, delivery: last.delivery } : null,
    unread,
    draft: preview(draft),
    typing: typingUntil !== null,
    suspended: barrier(state.session, jid),
  };
}

function shown(message: Message, loggedBy: string | null): ChatMessage {
  const { id, mine, text, at, delivery, problem, corrected, unreadable } = message;
  return {
    id,
    mine,
    text,
    at,
    delivery,
    problem: problem ?? null,
    corrected: corrected ?? null,
    unreadable: unreadable ?? false,
    loggedBy,
  };
}

function preview(text: string): string {
  if (text.length <= PREVIEW) return text;
  return `${text.slice(0, PREVIEW).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
