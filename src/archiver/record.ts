/** A message as JSON, as folders and webhooks get it. */
import type { Message } from './message.js';

/**
 * `id` is the same whenever the message is delivered again. `at` is in ISO 8601. `conversation`: two bare JIDs in
 * alphabetical order, or the room. `from`, `to`: as the stanza has them. `speaker`: the own address of who spoke in a
 * room, if the server tells. `xml`: the stanza as the server keeps it; where `unreadable` stands, it is all there is.
 */
export interface MessageRecord {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly speaker?: string;
  readonly room?: string;
  readonly conversation: readonly string[];
  readonly subject?: string;
  readonly body: string;
  readonly thread?: string;
  readonly stanzaId?: string;
  readonly unreadable?: true;
  readonly xml: string;
}

export function recordOf(message: Message): MessageRecord {
  const { id, at, type, from, to, speaker, room, conversation, subject, body, thread, stanzaId, xml } = message;
  return {
    id,
    at: timeOf(at).toISOString(),
    type,
    from,
    to,
    ...(speaker === undefined ? {} : { speaker }),
    ...(room === undefined ? {} : { room }),
    conversation,
    ...(subject === '' ? {} : { subject }),
    body,
    ...(thread === '' ? {} : { thread }),
    ...(stanzaId === '' ? {} : { stanzaId }),
    ...(message.isUnreadable ? { unreadable: true } : {}),
    xml,
  };
}

/** A time of the server; what no calendar has is the beginning of 1970. */
export function timeOf(at: number): Date {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? date : new Date(0);
}

/** The day of a message (UTC), as in `2026-11-27`. */
export function dayOf({ at }: Pick<Message, 'at'>): string {
  return timeOf(at).toISOString().slice(0, 10);
}
