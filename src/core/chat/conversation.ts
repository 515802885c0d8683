/** One conversation, and its messages, as they are kept here. What is here is always the newest part of it, without gaps. */
import type { BareJid } from '../jid.js';
import type { ChatState, Heard } from './heard.js';
import type { ChatMessage } from './chat-view.js';

/** A message, in the order in which it is shown. It is replaced, never changed. */
export interface Message extends Pick<ChatMessage, 'id' | 'mine' | 'text' | 'at' | 'delivery'> {
  /** What receipts, markers and corrections name it by. */
  readonly stanzaId: string | null;
  /** Null: not seen in the archive yet. */
  readonly archiveId: string | null;
  /** The archive has it more than once, and does not say where it belongs. */
  readonly copied?: true | undefined;
  /** No archive was to keep it (see `keeping.ts`). */
  readonly alone?: true | undefined;
  /** It tells that a record is kept (see `notice.ts`): to both sides, or to the person alone. */
  readonly notice?: 'sent' | 'local' | undefined;
  readonly problem?: string | undefined;
  /** What came back: the message, or a correction of it. */
  readonly failed?: string | undefined;
  readonly corrected?: number | undefined;
  /** Of ours: as it was before its last correction, should that come back; or before the first of those that wait to be sent. */
  readonly before?: Pick<Message, 'text' | 'corrected' | 'delivery'> | undefined;
  /** The ids of corrections that are done. */
  readonly revisions?: readonly string[];
  /** It is a correction of this message, which is not here. */
  readonly corrects?: string | undefined;
  readonly unreadable?: true | undefined;
  readonly markable?: true | undefined;
  /** It was heard before what comes before it was read in the archive; counts, so that their order is known. */
  readonly early?: number | undefined;
}

export interface Conversation {
  readonly jid: BareJid;
  /** Their name in the organisation’s directory, where a page has found it; else empty. */
  listedName: string;
  messages: Message[];
  /** Whether there are more before those that are here. */
  older: 'none' | 'some' | 'loading' | 'failed';
  /**
   * The archive's id from which on all of it is here. The first message here need not be that one: what two people send at once lies in
   * another order there than was seen here. Null: it is read from its end until it meets what is here.
   */
  cursor: string | null;
  /** Something may be missing between messages that are here: they are read anew when somebody looks. */
  stale: boolean;
  /** How many of theirs, counted from the end, nobody has read. */
  unread: number;
  draft: string;
  /** We have written to them, or the person has accepted that they write. */
  letIn: boolean;
  /** They were strangers when that was last known. */
  stranger: boolean;
  /** They tell chat states (XEP-0085 §5.1). */
  tellsStates: 'unknown' | 'yes' | 'no';
  /** Until when they count as typing, unless they say so again. */
  typingUntil: number | null;
  /** What we told them last that we do, and until when that holds. */
  told: { readonly state: ChatState; readonly at: number; readonly until: number } | null;
  /** Read here, and to be told (XEP-0333): the id of the message. */
  owesMarker: string | null;
  /** The first that was unread when a page began to show it. */
  firstUnread: string | null;
  /** When both sides were told last that our organisation keeps a record, and when a line was shown that says so; 0: never. */
  toldAt: number;
  shownAt: number;
}

export function newConversation(jid: BareJid): Conversation {
  return {
    jid,
    listedName: '',
    messages: [],
    older: 'some',
    cursor: null,
    stale: false,
    unread: 0,
    draft: '',
    letIn: false,
    stranger: true,
    tellsStates: 'unknown',
    typingUntil: null,
    told: null,
    owesMarker: null,
    firstUnread: null,
    toldAt: 0,
    shownAt: 0,
  };
}

/**
 * What a message is known by in its conversation, however often it arrives. An origin id is the sender's word that it is the same one.
 * An id alone is not: there are clients that begin with 1 again, and a message of theirs must not be lost for that.
 */
export function messageId({ mine, originId, stanzaId, archiveId, text, at }: Heard): string {
  const id = originId ?? `${stanzaId ?? archiveId ?? at}~${digest(text ?? '')}`;
  // They know the ids of our messages.
  return mine ? id : `<${id}`;
}

export function indexOfId({ messages }: Conversation, id: string): number {
  return messages.findLastIndex((message) => message.id === id);
}

/** What they have written; a notice is nobody's word. */
export function isTheirs({ mine, notice }: Message): boolean {
  return !mine && !notice;
}

/** What we have written, and is not waiting to be sent. */
export function isSaid({ mine, notice, delivery }: Message): boolean {
  return mine && !notice && delivery !== 'waiting';
}

/** Where the message is that a receipt, a marker or a correction is about. */
export function indexOfStanza({ messages }: Conversation, stanzaId: string, mine: boolean): number {
  return messages.findLastIndex(
    (message) => message.mine === mine && (message.stanzaId === stanzaId || message.revisions?.includes(stanzaId)),
  );
}

/** Where a message is that is heard once more. */
export function indexOfHeard(conversation: Conversation, heard: Heard, id: string): number {
  const { archiveId, mine } = heard;
  return conversation.messages.findLastIndex(
    (message) =>
      message.mine === mine &&
      (message.id === id || (archiveId !== null && message.archiveId === archiveId) || message.revisions?.includes(id)),
  );
}

/** Another place for a message: `to` is where it is then. */
export function moveTo({ messages }: Conversation, from: number, to: number): void {
  messages.splice(to, 0, ...messages.splice(from, 1));
}

export function change(conversation: Conversation, index: number, changes: Partial<Message>): void {
  const message = conversation.messages[index];
  if (message) conversation.messages[index] = { ...message, ...changes };
}

/** FNV-1a (32 bits): tells texts apart that came under the same id. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
