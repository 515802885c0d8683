/** Contacts as a session tells a page of them: for tests of components, and for pictures. */
import type { BareJid } from '../../src/core/jid.js';
import type { ContactLine, ContactRow, ContactsSlice, ContactsWindow } from '../../src/core/people-view.js';

/** Both see each other, and they are available. */
export function contactRow(address: string, row: Partial<ContactRow> = {}): ContactRow {
  return {
    jid: address as BareJid,
    name: '',
    groups: [],
    seen: 'available',
    status: '',
    idleSince: null,
    subscription: 'both',
    asked: false,
    asks: false,
    blocked: null,
    suspended: null,
    unread: 0,
    ...row,
  };
}

const EVERYTHING: ContactsWindow = { offset: 0, limit: 200, text: '', collapsed: [], availableOnly: false };

/** What is shown of these in a window. */
export function contactsOf(
  rows: readonly ContactRow[],
  window: Partial<ContactsWindow> = {},
  more: Partial<ContactsSlice> = {},
): ContactsSlice {
  const { offset, limit, text, collapsed, availableOnly } = { ...EVERYTHING, ...window };
  const shown = rows.filter(
    (row) =>
      `${row.name} ${row.jid}`.toLowerCase().includes(text.toLowerCase()) && (!availableOnly || isAvailable(row)),
  );
  const groups = [...new Set(rows.flatMap((row) => row.groups))].sort();
  const lines = [...groups, ''].flatMap((group): ContactLine[] => {
    const members = shown.filter((row) => (group === '' ? row.groups.length === 0 : row.groups.includes(group)));
    if (members.length === 0) return [];
    const isCollapsed = collapsed.includes(group);
    const available = members.filter(isAvailable).length;
    const heading = { kind: 'group', group, size: members.length, available, collapsed: isCollapsed } as const;
    const contacts = members.map((contact): ContactLine => ({ kind: 'contact', group, contact }));
    return isCollapsed ? [heading] : [heading, ...contacts];
  });
  return {
    loaded: true,
    total: rows.length,
    available: rows.filter(isAvailable).length,
    matching: shown.length,
    length: lines.length,
    offset,
    lines: lines.slice(offset, offset + limit),
    groups,
    canBlock: true,
    canReport: true,
    ...more,
  };
}

function isAvailable({ seen }: ContactRow): boolean {
  return seen !== 'offline' && seen !== 'unknown';
}
