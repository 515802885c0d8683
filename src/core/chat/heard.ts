/** What messages say, as the wire has it and conversations take it. */
import type { BareJid } from '../jid.js';

/** XEP-0085 §5 */
export const CHAT_STATES = ['active', 'composing', 'paused', 'inactive', 'gone'] as const;
export type ChatState = (typeof CHAT_STATES)[number];

/** One message that was heard. */
export interface Heard {
  /** `live`: sent to us; `carbon`: to or by another device of ours (XEP-0280); `archive`: read again (XEP-0313). */
  readonly source: 'live' | 'carbon' | 'archive';
  readonly peer: BareJid;
  readonly mine: boolean;
  /** As our own server's archive has it. Of a live one only as much worth as the server is known to keep an archive. */
  readonly archiveId: string | null;
  readonly originId: string | null;
  readonly stanzaId: string | null;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /** Null: it has none, and a person does not see it. */
  readonly text: string | null;
  readonly unreadable: boolean;
  /** The id of the message that it replaces (XEP-0308). */
  readonly corrects: string | null;
  /** The id of a message of ours that a device of theirs has (XEP-0184). */
  readonly receivedId: string | null;
  readonly wantsReceipt: boolean;
  /** The id up to which they have read (XEP-0333). */
  readonly displayedId: string | null;
  readonly markable: boolean;
  readonly chatState: ChatState | null;
  /** The RFC 6120 condition with which a message came back; its id is `stanzaId`. */
  readonly error: string | null;
  /** Whoever sent it asks archives not to keep it (XEP-0334). */
  readonly unkept?: true | undefined;
  /** It tells that their organisation, or ours, keeps a record. */
  readonly logged?: true | undefined;
}

/** A message as it is sent. */
export interface OutgoingMessage {
  /** Origin id and id of the stanza. */
  readonly id: string;
  readonly to: BareJid;
  readonly text: string;
  /** The id of the message that it replaces, as it was first sent. */
  readonly corrects: string | null;
  /** Says that we tell chat states, and would like to be told. */
  readonly active: boolean;
  /** It tells that our organisation keeps a record. */
  readonly logged?: true | undefined;
  /** No archive is to keep it (XEP-0334). */
  readonly unkept?: true | undefined;
}
