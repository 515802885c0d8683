/** The person's own archive as a file: for programs (JSON Lines), and to be read. Both begin with the oldest message. */
import type { ArchiveEntry } from '../core/chat/archive-search.js';
import type { BareJid } from '../core/jid.js';

interface Addressed extends ArchiveEntry {
  readonly time: string;
  readonly from: BareJid;
  readonly to: BareJid;
}

/** Newest first, as it was read. */
function inOrder(entries: readonly ArchiveEntry[], account: BareJid): Addressed[] {
  return entries.toReversed().map((entry) => ({
    ...entry,
    time: new Date(entry.at).toISOString(),
    from: entry.mine ? account : entry.jid,
    to: entry.mine ? entry.jid : account,
  }));
}

/** A message on each line. */
export function archiveAsJsonLines(entries: readonly ArchiveEntry[], account: BareJid): string {
  return inOrder(entries, account)
    .map(({ id, time, from, to, name, text, corrects, notice }) =>
      JSON.stringify({ id, time, from, to, with_name: name, text, correction: corrects, notice }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Texts are indented, so that nobody can write what looks like a message of somebody else. */
export function archiveAsText(entries: readonly ArchiveEntry[], account: BareJid): string {
  return inOrder(entries, account)
    .map(({ time, from, to, text, corrects }) => {
      const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map((line) => `    ${line}\n`);
      return `${time.slice(0, 19).replace('T', ' ')} UTC  ${from} → ${to}${corrects ? '  (correction)' : ''}\n${lines.join('')}\n`;
    })
    .join('');
}
