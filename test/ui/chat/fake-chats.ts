/** A session that has conversations, played by hand: it answers what a page looks at as the real one would. */
import {
  CHAT_STEP,
  type ChatMessage,
  type ChatRow,
  type ChatSlice,
  type ChatsSlice,
} from '../../../src/core/chat/chat-view.js';
import type { View, Window } from '../../../src/core/view.js';
import type { PortClient } from '../../../src/ports/client.js';
import type { Command, CommandResult } from '../../../src/ports/protocol.js';
import { OTTO, view } from '../views.js';

export const NOON = new Date(2026, 10, 20, 12).getTime();

export function message(id: string, changes: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id,
    mine: false,
    text: `text of ${id}`,
    at: NOON,
    delivery: changes.mine ? 'sent' : null,
    problem: null,
    corrected: null,
    unreadable: false,
    loggedBy: null,
    ...changes,
  };
}

/** So many of them, a minute apart, the first of number `from`. */
export function manyMessages(count: number, from = 0): ChatMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return message(`m${number}`, { at: NOON + number * 60_000, mine: number % 3 === 0 });
  });
}

export function chatRow(changes: Partial<ChatRow> = {}): ChatRow {
  const last = { text: 'See you', at: NOON, mine: false, delivery: null };
  return {
    jid: OTTO,
    name: 'Otto',
    seen: 'available',
    last,
    unread: 0,
    draft: '',
    typing: false,
    suspended: null,
    ...changes,
  };
}

export function chatsSlice(changes: Partial<ChatsSlice> = {}): ChatsSlice {
  const rows = changes.rows ?? [chatRow()];
  return {
    loaded: true,
    matching: rows.length,
    offset: 0,
    rows,
    unread: 0,
    strangers: 0,
    hasArchive: true,
    ...changes,
  };
}

export function chatSlice(changes: Partial<ChatSlice> = {}): ChatSlice {
  return {
    jid: OTTO,
    name: 'Otto',
    seen: 'available',
    status: '',
    idleSince: null,
    messages: [],
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
    ...changes,
  };
}

/** The client's end of a port to it. */
export class FakeSession {
  readonly commands: Command[] = [];
  readonly looks: Partial<Window>[] = [];
  /** Every message that there is with Otto. */
  known: readonly ChatMessage[] = [];
  /** How many of them the session has before it asks the archive. */
  remembered = Infinity;
  chat: Partial<ChatSlice> = {};
  chats = chatsSlice();
  view: View = view();
  answer: (command: Command) => CommandResult = () => ({ ok: true });
  /** Shows the page what has changed. */
  changed: () => void = () => undefined;
  #window: Partial<Window> = {};

  /** What a container uses of a `PortClient`. */
  get client(): PortClient {
    const end: Pick<PortClient, 'look' | 'command'> = {
      look: (changes) => {
        this.looks.push(changes);
        this.#window = { ...this.#window, ...changes };
        this.tell();
      },
      command: (command) => {
        this.commands.push(command);
        return Promise.resolve(this.answer(command) as CommandResult<never>);
      },
    };
    return end as PortClient;
  }

  get window(): Partial<Window> {
    return this.#window;
  }

  /** Shows what the page looks at, as it is now. */
  tell(slices: Partial<View> = {}): void {
    const { chats, chat } = this.#window;
    this.view = { ...this.view, ...slices, chats: chats ? this.chats : null, chat: chat ? this.#slice(chat) : null };
    queueMicrotask(this.changed);
  }

  #slice({ jid, until, limit }: NonNullable<Window['chat']>): ChatSlice {
    const had = this.known.slice(Math.max(0, this.known.length - this.remembered));
    const end = until === null ? had.length : had.findIndex(({ id }) => id === until) + 1;
    const start = Math.max(0, end - limit);
    const newer = had.length - end;
    return chatSlice({
      jid,
      messages: had.slice(start, end),
      older: start > 0 || had.length < this.known.length ? 'some' : 'none',
      newer,
      next: newer > CHAT_STEP ? (had[end - 1 + CHAT_STEP]?.id ?? null) : null,
      ...this.chat,
    });
  }
}
