/**
 * Searches the person's own archive (XEP-0313) over one stream, from its end. Neither Prosody 0.12 nor every ejabberd 23.01 searches by
 * text, so it is read page by page and looked through here, up to a bound for each command.
 */
import { isSought, type ArchiveEntry, type ArchiveFound } from '../../core/chat/archive-search.js';
import { parseJid, type BareJid } from '../../core/jid.js';
import type { ArchivePage } from '../../core/chat/chat-event.js';
import type { CommandResult } from '../../ports/protocol.js';
import { refusal } from '../results.js';
import type { Wire } from '../wire.js';
import type { ArchiveAnswer, ArchiveReader } from './chat-archive.js';
import type { MessagingPart, MessagingRequest, MessagingSlices } from './part.js';

type Search = MessagingRequest & { readonly name: 'read-archive' };

/** Pages that are read for one command, and how long they are; Prosody 0.12 has 50 messages in each, whatever is asked for. */
const MOST_PAGES = 10;
const PAGE = 100;
/** Characters in one answer, by and large. */
const MOST_TEXT = 1_000_000;
/** There is none, or it has nothing any more from where it was to go on. */
const NO_ARCHIVE = new Set(['service-unavailable', 'feature-not-implemented']);

export interface ArchiveSearchOptions {
  readonly archive: ArchiveReader;
  /** Empty where they have none. */
  readonly nameOf: (jid: BareJid) => string;
  /** They are a contact, or have written: what is between us can be asked for. */
  readonly isKnown: (jid: BareJid) => boolean;
}

export class ArchiveSearch implements MessagingPart {
  readonly #options: ArchiveSearchOptions;
  #wire: Wire | undefined;

  constructor(options: ArchiveSearchOptions) {
    this.#options = options;
  }

  begin({ wire }: { readonly wire: Wire }): void {
    this.#wire = wire;
  }

  end(): void {
    this.#wire = undefined;
  }

  execute(command: MessagingRequest): Promise<CommandResult> | undefined {
    if (command.name !== 'read-archive') return undefined;
    return this.#wire ? this.#search(this.#wire, command) : Promise.resolve(refusal({ kind: 'not-online' }));
  }

  slices(): Partial<MessagingSlices> {
    return {};
  }

  async #search(wire: Wire, { text, person, before, limit }: Search): Promise<CommandResult<ArchiveFound>> {
    const typed = parseJid(person.trim().toLowerCase())?.bare;
    const jid = typed && this.#options.isKnown(typed) ? typed : null;
    const entries: ArchiveEntry[] = [];
    let read = 0;
    let characters = 0;
    let next = before ?? '';
    const found = (more: string | null): CommandResult<ArchiveFound> => ({
      ok: true,
      data: { hasArchive: true, entries, read, next: more },
    });
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.#read(wire, jid, next);
      if (!answer.ok) {
        if (answer.condition === 'item-not-found') return found(null);
        return refused(answer.condition);
      }
      const { items, isLast } = answer.page;
      for (const item of items.toReversed()) {
        if (entries.length >= limit || characters > MOST_TEXT) return found(next);
        next = item.id;
        read++;
        const entry = this.#entry(item, { text, person });
        if (!entry) continue;
        entries.push(entry);
        characters += entry.text.length;
      }
      if (isLast || items.length === 0) return found(null);
    }
    return found(next);
  }

  /** ejabberd 23.01, with an archive in Mnesia that is busy, says that there is nothing of one that has more. */
  async #read(wire: Wire, jid: BareJid | null, before: string): Promise<ArchiveAnswer> {
    const ask = (): Promise<ArchiveAnswer> => this.#options.archive.read(wire, { jid, after: null, before, max: PAGE });
    const answer = await ask();
    return answer.ok && answer.page.items.length === 0 && before !== '' ? ask() : answer;
  }

  #entry(
    { id, heard }: ArchivePage['items'][number],
    sought: { readonly text: string; readonly person: string },
  ): ArchiveEntry | undefined {
    const name = heard ? this.#options.nameOf(heard.peer) : '';
    if (!heard?.text || !isSought(heard, name, sought)) return undefined;
    const { peer, mine, at, text, corrects, logged = false } = heard;
    return { id, jid: peer, name, mine, at, text, corrects: corrects !== null, notice: logged };
  }
}

function refused(condition: string): CommandResult<ArchiveFound> {
  if (NO_ARCHIVE.has(condition)) return { ok: true, data: { hasArchive: false, entries: [], read: 0, next: null } };
  return refusal(condition === 'disconnected' ? { kind: 'not-online' } : { kind: 'refused', condition });
}
