/**
 * The contact list in the order in which it is shown, with what is searched and who is in which group. It depends on the
 * roster alone, and is made anew only when that has changed: who comes and goes changes nothing in it.
 */
import { folded } from '../folded.js';
import type { BareJid } from '../jid.js';
import type { RosterItem } from '../roster.js';

/** Negative if `a` comes before `b`, as people sort names. */
export type Compare = (a: string, b: string) => number;

export interface ContactEntry {
  readonly item: RosterItem;
  /** Position in `entries`. */
  readonly index: number;
  /** What it is sorted by. */
  readonly name: string;
  /** Everything that can be searched, folded. */
  readonly text: string;
}

export interface ContactGroup {
  /** Empty: of those who are in none. */
  readonly group: string;
  readonly members: readonly ContactEntry[];
}

export interface ContactIndex {
  /** By name. */
  readonly entries: readonly ContactEntry[];
  /** By name; the one of those who are in none is the last. */
  readonly groups: readonly ContactGroup[];
}

export const NO_CONTACTS: ContactIndex = { entries: [], groups: [] };

/** Indexes `items` without `own`, which some servers put on everybody's list. What `before` has of them is used again. */
export function contactIndex(
  items: ReadonlyMap<BareJid, RosterItem>,
  own: BareJid | undefined,
  compare: Compare,
  before: ContactIndex = NO_CONTACTS,
): ContactIndex {
  const known = before.entries.filter(({ item }) => items.get(item.jid) === item);
  const indexed = new Set(known.map(({ item }) => item));
  const added = [...items.values()].filter((item) => !indexed.has(item) && item.jid !== own);
  // Those before are in order already, which makes sorting a matter of one look at each.
  const entries = [...known, ...added.map(newEntry)]
    .sort((a, b) => compare(a.name, b.name) || (a.item.jid < b.item.jid ? -1 : 1))
    .map((entry, index) => (entry.index === index ? entry : { ...entry, index }));
  return { entries, groups: groupsOf(entries, compare) };
}

function newEntry(item: RosterItem): ContactEntry {
  const { jid, name, groups } = item;
  return { item, index: -1, name: name || jid, text: folded([name, jid, ...groups].join('\n')) };
}

function groupsOf(entries: readonly ContactEntry[], compare: Compare): ContactGroup[] {
  const members = new Map<string, ContactEntry[]>();
  for (const entry of entries) {
    for (const group of groupsOfItem(entry.item)) {
      const some = members.get(group);
      if (some) some.push(entry);
      else members.set(group, [entry]);
    }
  }
  return [...members]
    .map(([group, some]) => ({ group, members: some }))
    .sort((a, b) => Number(a.group === '') - Number(b.group === '') || compare(a.group, b.group));
}

function groupsOfItem({ groups }: RosterItem): ReadonlySet<string> {
  const named = new Set(groups);
  named.delete('');
  return named.size > 0 ? named : new Set(['']);
}
