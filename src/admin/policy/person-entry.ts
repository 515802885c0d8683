/** What an administrator typed for a list of people: somebody to list, or why it is nobody, and what to write instead. */
import { typedJid, type BareJid } from '../../core/jid.js';
import { MOST_PEOPLE } from '../../core/policy/parse.js';

export type PersonEntry =
  | { readonly ok: true; readonly jid: BareJid }
  | { readonly ok: false; readonly problem: string; readonly todo: string };

export interface PersonEntryContext {
  /** Who is listed already. */
  readonly listed: readonly string[];
  /** The organisation's domain. */
  readonly own: string;
  /** What else speaks against somebody, if anything. */
  readonly conflict?: ((jid: string) => { readonly problem: string; readonly todo: string } | undefined) | undefined;
}

/** Reads an address as somebody typed it. */
export function readPersonEntry(typed: string, { listed, own, conflict }: PersonEntryContext): PersonEntry {
  const text = typed.trim();
  const example = `name@${own || 'example.com'}`;
  if (text === '') return refused('Nothing is written there yet.', `Write an address, such as ${example}.`);
  if (/[,;]|\S\s+\S/u.test(text)) return refused('That is more than one address.', 'Add one person at a time.');
  if (!text.includes('@'))
    return refused('That is not a whole address.', `Write it with its domain, such as ${example}.`);
  const jid = typedJid(text.replace(/^(?:xmpp|mailto):/iu, ''));
  if (!jid)
    return refused('That is not the address of a person.', `Write one such as ${example}, and nothing after it.`);
  const against = conflict?.(jid.bare);
  if (against) return { ok: false, ...against };
  if (listed.includes(jid.bare)) return refused(`“${jid.bare}” is listed already.`, 'There is nothing to do.');
  if (listed.length >= MOST_PEOPLE) {
    return refused(
      `The list is full: it holds ${MOST_PEOPLE} people.`,
      'Remove somebody who need not be there any more.',
    );
  }
  return { ok: true, jid: jid.bare };
}

function refused(problem: string, todo: string): PersonEntry {
  return { ok: false, problem, todo };
}
