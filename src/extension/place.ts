/** Places in the panel, as they stand behind its address: `#contacts`, `#chats`, `#chats/otto@example.org`. */
import { bareJid, type BareJid } from '../core/jid.js';
import { TABS, type Tab } from '../ui/messenger-tabs.js';

export interface Place {
  readonly tab: Tab;
  /** A conversation; null: none. */
  readonly jid: BareJid | null;
}

export function formatPlace({ tab, jid }: Place): string {
  return `#${tab}${jid === null ? '' : `/${encodeURIComponent(jid)}`}`;
}

/** Undefined where it names no place. */
export function parsePlace(hash: string): Place | undefined {
  const [name, address] = hash.slice(1).split('/');
  const tab = TABS.find((one) => one === name);
  return tab && { tab, jid: tab === 'chats' && address ? (readJid(address) ?? null) : null };
}

function readJid(address: string): BareJid | undefined {
  try {
    return bareJid(decodeURIComponent(address));
  } catch {
    return undefined; // a % that stands alone
  }
}
