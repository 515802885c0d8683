/**
 * Everything that is known of conversations. The archive of the server has the truth; what is here is what it does not have
 * yet (the outbox), and enough to show at once. `chatStep` advances it in place, as `step` does the session's state.
 */
import type { BareJid } from '../jid.js';
import type { State } from '../state.js';
import type { ArchivePage } from './chat-event.js';
import type { ChatWindow } from './chat-view.js';
import { type Conversation } from './conversation.js';

/** A message of ours that our server may not have. */
export interface Outgoing {
  readonly id: string;
  readonly jid: BareJid;
  readonly text: string;
  /** The message that it replaces: our id of it, and that of its stanza. */
  readonly corrects: { readonly id: string; readonly stanzaId: string } | null;
  /**
   * It may have been sent. Whether it arrived, the archive shows behind this id, which was known before it was sent; empty: the
   * archive was. Null: it was never sent.
   */
  readonly sentAfter: string | null;
  /** It came back before: the archive has it, whether or not it is sent once more. */
  readonly again: boolean;
  /** It tells that a record is kept. */
  readonly notice?: true;
}

/** A page of the archive that is asked for. */
export interface ArchiveQuery {
  /**
   * `catch-up`: what came since; `newest`: the end of the archive, backwards; `older`: of one conversation, backwards; `again`: what a
   * catch-up missed.
   */
  readonly purpose: 'catch-up' | 'newest' | 'older' | 'again';
  readonly epoch: number;
  readonly jid: BareJid | null;
  readonly after: string | null;
  readonly before: string | null;
  readonly max: number;
  /** It was answered with nothing before. */
  readonly isSecond?: true;
}

/** Somebody wrote before it was known who they are to us. */
export interface Unanswered {
  readonly jid: BareJid;
  /** Our id of the message; null: it was a correction, of which nobody is told anew. */
  readonly id: string | null;
  /** The id for which they want a receipt. */
  readonly receipt: string | null;
}

/** What a catch-up may have missed. */
export interface Again {
  /** From where on the archive is read again. */
  readonly after: string;
  isAsked: boolean;
  /** Somebody waits for what comes before all that is here of this conversation. */
  wanted: BareJid | undefined;
  /** What was read so far. */
  items: ArchivePage['items'][number][];
}

/** How far this stream has got. */
export interface ChatLink {
  /** Counts streams that are not continued ones: what was sent on the one before may have got lost. */
  epoch: number;
  isOpen: boolean;
  /** What came while we were not there has been read, or cannot be. */
  caughtUp: boolean;
  archive: 'unknown' | 'yes' | 'no';
  carbons: boolean;
  /** Messages that came during catch-ups; and of how many of them the archive has shown that they are before what was read last. */
  heard: number;
  passed: number;
  /** Pages read in this catch-up. */
  pages: number;
  /** What was read behind what was known. */
  items: ArchivePage['items'][number][];
  /** Attempts to read the page that is due. */
  attempts: number;
  /** The archive's ids that came meanwhile, and were not read there. */
  early: readonly string[];
  /** What is read up to this id is not new: of what was cut off here since, nothing is put back. */
  behind: string | null;
  /** Reading backwards from the end: the ids of the messages read so far, by conversation. */
  walk: Map<BareJid, Set<string>> | undefined;
  /** Up to where other devices of ours said that they have read, as the walk met it: often before what is read. */
  marked: ReadonlyMap<BareJid, string>;
  /** The newest ids that the walk met. */
  newest: readonly string[];
  /** The archive is to be read again (see `look-again.ts`). */
  again: Again | null;
  /** Conversations in which this catch-up found something that nobody has read. */
  found: Set<BareJid>;
}

export interface ChatState {
  /** What the session knows, to read. */
  readonly session: Readonly<State>;
  /** The account; messages of others' accounts are none of ours. */
  readonly account: BareJid;
  conversations: Map<BareJid, Conversation>;
  outbox: Map<string, Outgoing>;
  /** Of the outbox: handed to this stream, which sees to it that they arrive, as long as it can be continued. */
  inFlight: Set<string>;
  /** Of the outbox: not kept as they are now. */
  unkept: Set<string>;
  /**
   * The last ids in the archive up to which everything is known, the oldest first. More than one: ejabberd 23.01 may insert
   * two messages of one moment in the wrong order. Undefined: the archive was never read.
   */
  known: readonly string[] | undefined;
  /** What the person forgot, which the archive has all the same. */
  discarded: string[];
  windows: readonly ChatWindow[];
  /** The names of whom pages have found in the organisation’s directory. */
  found: Map<BareJid, string>;
  /** What time it was last said to be. */
  clock: number;
  unanswered: Unanswered[];
  link: ChatLink;
  /** Conversations that differ from what was kept last. */
  touched: Set<BareJid>;
}

/** What outlives a worker; see `session/messaging/chat-store.ts`. */
export interface KeptChats {
  readonly conversations: readonly Conversation[];
  readonly outbox: readonly Outgoing[];
  readonly known: readonly string[] | undefined;
  readonly discarded: readonly string[];
}

export const NO_CHATS: KeptChats = { conversations: [], outbox: [], known: undefined, discarded: [] };

export function initialChats(session: Readonly<State>, account: BareJid, kept: KeptChats = NO_CHATS): ChatState {
  for (const { messages } of kept.conversations) {
    for (const [index, message] of messages.entries()) {
      // Of another worker's catch-up.
      if (message.early !== undefined) messages[index] = { ...message, early: 0 };
    }
  }
  return {
    session,
    account,
    conversations: new Map(kept.conversations.map((conversation) => [conversation.jid, conversation])),
    outbox: new Map(kept.outbox.map((entry) => [entry.id, entry])),
    inFlight: new Set(),
    unkept: new Set(),
    known: kept.known,
    discarded: [...kept.discarded],
    windows: [],
    found: new Map(),
    clock: 0,
    unanswered: [],
    link: {
      epoch: 0,
      isOpen: false,
      caughtUp: false,
      archive: 'unknown',
      carbons: false,
      heard: 0,
      passed: 0,
      pages: 0,
      attempts: 0,
      early: [],
      behind: null,
      walk: undefined,
      marked: new Map(),
      newest: [],
      items: [],
      again: null,
      found: new Set(),
    },
    touched: new Set(),
  };
}
