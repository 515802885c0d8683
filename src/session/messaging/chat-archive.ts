/** Reads pages of the message archive (XEP-0313), and tells its answers from what anybody could send. */
import type { Heard } from '../../core/chat/heard.js';
import type { ArchivePage } from '../../core/chat/chat-event.js';
import type { ArchiveQuery } from '../../core/chat/chat-state.js';
import { parseMessage } from '../../xmpp/rfc6121-message.js';
import { archiveQuery, parseArchiveEnd, parseArchiveResult } from '../../xmpp/xep0313-archive.js';
import type { Element } from '../../xmpp/element.js';
import type { Wire } from '../wire.js';

export type ArchiveAnswer =
  { readonly ok: true; readonly page: ArchivePage } | { readonly ok: false; readonly condition: string };

/** A page that is being answered: its messages by their ids, for ejabberd 23.01 may send one of them several times. */
interface Reading {
  readonly wire: Wire;
  readonly most: number;
  readonly items: Map<string, Heard | undefined>;
}

export class ArchiveReader {
  readonly #now: () => number;
  readonly #readings = new Map<string, Reading>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async read(
    wire: Wire,
    { jid, after, before, max }: Pick<ArchiveQuery, 'jid' | 'after' | 'before' | 'max'>,
  ): Promise<ArchiveAnswer> {
    const id = crypto.randomUUID();
    const reading: Reading = { wire, most: max, items: new Map() };
    this.#readings.set(id, reading);
    const paging = { max, after: after === '' ? undefined : (after ?? undefined), before: before ?? undefined };
    const answer = await wire.iq.set(archiveQuery(id, jid, paging));
    this.#readings.delete(id);
    if (!answer.ok) return answer;
    const items = [...reading.items].map(([item, heard]) => ({ id: item, heard }));
    return { ok: true, page: { items, isLast: parseArchiveEnd(answer.stanza).isLast } };
  }

  /** Takes a message that is, or says that it is, part of an answer. Believed is only that of our own account to what we asked. */
  take(message: Element): boolean {
    const result = parseArchiveResult(message);
    if (!result) return false;
    const reading = this.#readings.get(result.queryId);
    const { from } = message.attrs;
    if (!reading || reading.items.size >= reading.most) return true;
    const { account } = reading.wire;
    if (from !== undefined && from !== account) return true;
    const archived = { id: result.id, at: result.at };
    const heard = parseMessage(result.message, { account, source: 'archive', now: this.#now(), archived });
    reading.items.set(result.id, heard);
    return true;
  }
}
