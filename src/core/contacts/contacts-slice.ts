/**
 * The part of the contact list that a page shows. Each contact is looked at once, whatever is shown; rows are made of
 * those in view alone.
 */
import { blockOn } from '../block-list.js';
import { folded } from '../folded.js';
import { isHidden } from '../held.js';
import type { BareJid } from '../jid.js';
import { barrier } from '../policy/federation.js';
import type { ContactLine, ContactRow, ContactsSlice, ContactsWindow } from '../people-view.js';
import { seenOf } from '../seen.js';
import type { State } from '../state.js';
import type { ContactEntry, ContactGroup, ContactIndex } from './contact-index.js';

/** Other clients may have written more than fits into a line. */
const LONGEST_NAME = 200;
const MOST_GROUPS = 50;
const MOST_GROUPS_SHOWN = 200;

/** How many messages of somebody nobody has read. */
export type UnreadOf = (jid: BareJid) => number;

/** A group as it is shown: what of it the filter leaves. */
interface Section {
  readonly group: string;
  readonly size: number;
  readonly available: number;
  readonly collapsed: boolean;
  /** Its members in their order: those who are available before the others. */
  readonly shown: readonly ContactEntry[];
}

export function contactsSlice(
  state: State,
  index: ContactIndex,
  { offset: wanted, limit, text, collapsed, availableOnly }: ContactsWindow,
  unreadOf: UnreadOf,
): ContactsSlice {
  const sought = folded(text.trim());
  const there = index.entries.map(({ item }) => state.availability.has(item.jid) && !barrier(state, item.jid));
  const matches = index.entries.map((entry) => entry.text.includes(sought));
  // Whoever searches looks into all groups.
  const closed = new Set(sought === '' ? collapsed : []);
  const sections = index.groups
    .map((group) => section(group, { there, matches, availableOnly, closed }))
    .filter((one) => (availableOnly ? one.available : one.size) > 0);
  const length = sections.reduce((sum, { shown }) => sum + 1 + shown.length, 0);
  // The last page stays in view when the list gets shorter.
  const offset = Math.min(wanted, Math.max(0, Math.floor((length - 1) / limit) * limit));
  return {
    loaded: state.roster.kind !== 'unknown' || index.entries.length > 0,
    total: index.entries.length,
    available: count(there),
    matching: count(matches),
    length,
    offset,
    lines: linesOf(sections, offset, limit, (entry) => row(state, entry, unreadOf)),
    groups: index.groups.flatMap(({ group }) => (group === '' ? [] : [cut(group)])).slice(0, MOST_GROUPS_SHOWN),
    canBlock: state.blocked.kind === 'known',
    canReport: state.features.reports,
  };
}

interface Filtered {
  /** Of each entry, by its index. */
  readonly there: readonly boolean[];
  readonly matches: readonly boolean[];
  readonly availableOnly: boolean;
  readonly closed: ReadonlySet<string>;
}

function section({ group, members }: ContactGroup, { there, matches, availableOnly, closed }: Filtered): Section {
  const available: ContactEntry[] = [];
  const others: ContactEntry[] = [];
  for (const entry of members) if (matches[entry.index]) (there[entry.index] ? available : others).push(entry);
  const collapsed = closed.has(cut(group));
  const shown = availableOnly ? available : [...available, ...others];
  return {
    group,
    size: available.length + others.length,
    available: available.length,
    collapsed,
    shown: collapsed ? [] : shown,
  };
}

function linesOf(
  sections: readonly Section[],
  offset: number,
  limit: number,
  rowOf: (entry: ContactEntry) => ContactRow,
): ContactLine[] {
  const lines: ContactLine[] = [];
  const end = offset + limit;
  let start = 0;
  for (const { group: name, size, available, collapsed, shown } of sections) {
    const group = cut(name);
    if (start >= offset && start < end) lines.push({ kind: 'group', group, size, available, collapsed });
    const first = start + 1;
    for (const entry of shown.slice(Math.max(0, offset - first), Math.max(0, end - first))) {
      lines.push({ kind: 'contact', group, contact: rowOf(entry) });
    }
    start = first + shown.length;
  }
  return lines;
}

function row(state: State, { item }: ContactEntry, unreadOf: UnreadOf): ContactRow {
  const { jid, name, groups, subscription, ask } = item;
  return {
    jid,
    name: cut(name),
    groups: groups.slice(0, MOST_GROUPS).map(cut),
    ...seenOf(state, jid),
    subscription,
    asked: ask,
    asks: state.prompts.has(jid) && !isHidden(state, jid),
    blocked: blockOn(state, jid),
    suspended: barrier(state, jid),
    unread: unreadOf(jid),
  };
}

function cut(text: string): string {
  return text.slice(0, LONGEST_NAME);
}

function count(marks: readonly boolean[]): number {
  return marks.reduce((sum, mark) => sum + Number(mark), 0);
}
