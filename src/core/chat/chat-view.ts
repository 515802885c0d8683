/** What pages are told of conversations. Plain data, bounded. */
import type { BareJid } from '../jid.js';
import type { Barrier } from '../policy/federation.js';
import type { Seen } from '../people-view.js';

/**
 * How far a message of ours has got.
 *
 * | state | what |
 * |---|---|
 * | `waiting` | kept here, and not yet taken by our server |
 * | `sent` | our server has it |
 * | `received` | a device of theirs has it (XEP-0184) |
 * | `displayed` | they have seen it (XEP-0333) |
 * | `failed` | it came back; `problem` says why |
 */
export type Delivery = 'waiting' | 'sent' | 'received' | 'displayed' | 'failed';

export interface ChatMessage {
  /** Its origin id (XEP-0359) or the id of its stanza, and the sender: unique in the conversation, and stable. */
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /** Null for theirs. */
  readonly delivery: Delivery | null;
  /** The RFC 6120 condition with which it came back. */
  readonly problem: string | null;
  /** Its text was corrected since (XEP-0308), when. */
  readonly corrected: number | null;
  /** It is encrypted, and cannot be read here: `text` is what its sender put beside it. */
  readonly unreadable: boolean;
  /** It is no message, but a line that says whose organisation keeps a record: empty for ours, else their domain. */
  readonly loggedBy: string | null;
}

/** A conversation in the list of them. */
export interface ChatRow {
  readonly jid: BareJid;
  /** As the person named them; empty if they did not. */
  readonly name: string;
  readonly seen: Seen;
  readonly last: Pick<ChatMessage, 'text' | 'at' | 'mine' | 'delivery'> | null;
  readonly unread: number;
  /** What is typed and not sent. */
  readonly draft: string;
  readonly typing: boolean;
  /** Why the organisation lets nothing pass between us, if it does not. */
  readonly suspended: Barrier | null;
}

export interface ChatsWindow {
  readonly offset: number;
  readonly limit: number;
  readonly text: string;
  /** Of strangers, held apart; or of everybody else. */
  readonly strangers: boolean;
}

export interface ChatsSlice {
  readonly loaded: boolean;
  readonly matching: number;
  readonly offset: number;
  readonly rows: readonly ChatRow[];
  /** Messages that nobody has read, without those of strangers. */
  readonly unread: number;
  /** Conversations of strangers that wait for an answer. */
  readonly strangers: number;
  /** The server keeps messages (XEP-0313). Where it does not, what is older than this device's memory is gone. */
  readonly hasArchive: boolean;
}

/** By how many messages a page moves on when somebody reads through a conversation. */
export const CHAT_STEP = 50;

/** Which messages of one conversation a page shows: `limit` of them, the last of which is `until` (null: the newest). */
export interface ChatWindow {
  readonly jid: BareJid;
  readonly until: string | null;
  readonly limit: number;
  /** The person sees it: what comes is read. */
  readonly visible: boolean;
}

export interface ChatSlice {
  readonly jid: BareJid;
  /** As the person named them; empty if they did not. */
  readonly name: string;
  readonly seen: Seen;
  readonly status: string;
  readonly idleSince: number | null;
  /** In order, the oldest first. */
  readonly messages: readonly ChatMessage[];
  /**
   * There are older ones: known, in the archive, or it is not known yet. `failed`: the archive did not answer; `beyond`: more is here
   * than a session reads of one conversation.
   */
  readonly older: 'none' | 'some' | 'loading' | 'failed' | 'beyond';
  /** How many newer ones follow those shown. */
  readonly newer: number;
  /** The message `CHAT_STEP` after the last that is shown, for the `until` of whoever goes on reading; null: there are fewer. */
  readonly next: string | null;
  /** The first that was not read when the conversation was opened. */
  readonly firstUnread: string | null;
  readonly typing: boolean;
  readonly draft: string;
  /** Somebody whom we have not let in: nothing is told to them before we answer. */
  readonly stranger: boolean;
  /** What stands on the block list and covers them: they themselves, or their domain. */
  readonly blocked: BareJid | null;
  /** Why the organisation lets nothing pass between us, if it does not. */
  readonly suspended: Barrier | null;
  readonly isContact: boolean;
  /** As `ChatsSlice.unread`, of all conversations: whoever shows this one does not have to show the list of them, too. */
  readonly unread: number;
}
