/** What of a person's own archive is sought, and what pages are told of it. */
import { folded } from '../folded.js';
import type { BareJid } from '../jid.js';
import type { Heard } from './heard.js';

/** One message, as the archive has it; a correction (XEP-0308) is one by itself. */
export interface ArchiveEntry {
  /** Of the message in the archive. */
  readonly id: string;
  readonly jid: BareJid;
  /** As the person named them, else as the directory does; else empty. */
  readonly name: string;
  readonly mine: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  readonly corrects: boolean;
  /** It tells that a record is kept. */
  readonly notice: boolean;
}

/** What was found, the newest first. */
export interface ArchiveFound {
  readonly hasArchive: boolean;
  readonly entries: readonly ArchiveEntry[];
  /** How many messages were looked through for it. */
  readonly read: number;
  /** For the `before` of whoever goes on searching; null: that was all. */
  readonly next: string | null;
}

/** `person`: a part of a name or an address. Both are empty for everything. */
export function isSought(
  { text, peer }: Pick<Heard, 'text' | 'peer'>,
  name: string,
  sought: { readonly text: string; readonly person: string },
): boolean {
  if (text === null) return false;
  const person = folded(sought.person.trim());
  return folded(text).includes(folded(sought.text.trim())) && (peer.includes(person) || folded(name).includes(person));
}
