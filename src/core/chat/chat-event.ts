/** What happens to conversations, and what is to be done about it. Times are milliseconds since 1970. */
import type { BareJid } from '../jid.js';
import type { ChatWindow } from './chat-view.js';
import type { ArchiveQuery } from './chat-state.js';
import type { ChatState as ChatStateName, Heard, OutgoingMessage } from './heard.js';

/** A page of the archive, in its order. */
export interface ArchivePage {
  readonly items: readonly { readonly id: string; readonly heard: Heard | undefined }[];
  /** Nothing comes beyond it. */
  readonly isLast: boolean;
}

export type ChatEvent =
  /** `resumed`: whatever was sent on the last stream arrives; `fresh`, `restored`: it may not have. */
  | { readonly type: 'streamBegan'; readonly how: 'fresh' | 'resumed' | 'restored'; readonly at: number }
  | { readonly type: 'streamEnded' }
  | { readonly type: 'carbonsEnabled' }
  | { readonly type: 'pageRead'; readonly query: ArchiveQuery; readonly page: ArchivePage; readonly at: number }
  | { readonly type: 'pageRefused'; readonly query: ArchiveQuery; readonly condition: string; readonly at: number }
  | { readonly type: 'heard'; readonly heard: Heard; readonly at: number }
  /** Our server has it. */
  | { readonly type: 'acknowledged'; readonly id: string }
  /** These are kept as they were; or cannot be, and are safe only once our server has them. */
  | { readonly type: 'outboxKept'; readonly ids: readonly string[] }
  /** There was no stream to hand it to. */
  | { readonly type: 'notSent'; readonly id: string }
  /** Who is a contact, what is blocked, or what is in force may be different now. */
  | { readonly type: 'sessionChanged'; readonly at: number }
  | { readonly type: 'looked'; readonly windows: readonly ChatWindow[]; readonly at: number }
  | {
      readonly type: 'messageWritten';
      readonly jid: BareJid;
      readonly id: string;
      readonly text: string;
      readonly corrects: string | null;
      readonly at: number;
    }
  | { readonly type: 'retryChosen'; readonly jid: BareJid; readonly id: string; readonly at: number }
  | { readonly type: 'discardChosen'; readonly jid: BareJid; readonly id: string }
  | {
      readonly type: 'draftKept';
      readonly jid: BareJid;
      readonly text: string;
      readonly typing: boolean;
      readonly at: number;
    }
  | { readonly type: 'strangerAccepted'; readonly jid: BareJid; readonly at: number }
  | { readonly type: 'peopleFound'; readonly people: readonly { readonly jid: BareJid; readonly name: string }[] }
  | { readonly type: 'olderWanted'; readonly jid: BareJid }
  | { readonly type: 'timePassed'; readonly at: number };

export type ChatEffect =
  /** What is in the outbox must be durable before it is sent; say so (`outboxKept`) when it is. */
  | { readonly type: 'keepOutbox' }
  | { readonly type: 'sendMessage'; readonly message: OutgoingMessage }
  /** `unkept`: no archive is to keep it. */
  | { readonly type: 'sendReceipt'; readonly to: BareJid; readonly id: string; readonly unkept?: true }
  | { readonly type: 'sendMarker'; readonly to: BareJid; readonly id: string; readonly unkept?: true }
  | { readonly type: 'sendState'; readonly to: BareJid; readonly state: ChatStateName }
  | { readonly type: 'enableCarbons' }
  | { readonly type: 'readArchive'; readonly query: ArchiveQuery; readonly delay: number }
  | { readonly type: 'announce'; readonly jid: BareJid; readonly text: string; readonly stranger: boolean }
  /** Say so (`timePassed`) when it is `at`. */
  | { readonly type: 'waitUntil'; readonly at: number };
