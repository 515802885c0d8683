/** A roster as Prosody 0.12 keeps it on disk: the truth about who waits and who is approved in advance. */

export interface StoredContact {
  readonly subscription: string;
  /** We asked for their presence. */
  readonly ask: boolean;
  /** A pre-approval (RFC 6121 §3.4), which Prosody shows to no client. */
  readonly approved: boolean;
  readonly name: string;
}

export interface StoredRoster {
  readonly contacts: ReadonlyMap<string, StoredContact>;
  /** Those whose requests wait. */
  readonly pending: ReadonlySet<string>;
}

/** Reads the serialised Lua table by its indentation, one line per entry. */
export function parseStoredRoster(file: string): StoredRoster {
  const contacts = new Map<string, StoredContact>();
  const pending = new Set<string>();
  let contact = '';
  let section = '';
  for (const line of file.split('\n')) {
    const [, indent = '', key = '', value = ''] = /^(\t+)\[?"?(.*?)"?\]? = (.*?);?$/.exec(line) ?? [];
    if (indent.length === 1) {
      contact = key === 'false' ? '' : key;
      if (contact) contacts.set(contact, { subscription: 'none', ask: false, approved: false, name: '' });
    } else if (indent.length === 2) {
      section = key;
      const before = contacts.get(contact);
      if (before) contacts.set(contact, { ...before, ...field(key, value.replace(/^"|"$/g, '')) });
    } else if (indent.length === 3 && !contact && section === 'pending') {
      pending.add(key);
    }
  }
  return { contacts, pending };
}

function field(key: string, value: string): Partial<StoredContact> {
  switch (key) {
    case 'subscription':
      return { subscription: value };
    case 'ask':
      return { ask: value === 'subscribe' };
    case 'approved':
      return { approved: value === 'true' };
    case 'name':
      return { name: value };
    default:
      return {};
  }
}
