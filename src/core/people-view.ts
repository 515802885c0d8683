/** What pages are told of people: the contact list, the directory, one's own availability. Plain data, bounded. */
import type { OwnAvailability, Show } from './availability.js';
import type { BareJid } from './jid.js';
import type { Barrier } from './policy/federation.js';
import type { Subscription } from './roster.js';

/** One's own availability. */
export interface OwnSlice {
  /** As chosen. */
  readonly chosen: OwnAvailability;
  /** It is shown as away for now, for nobody has touched this device. */
  readonly isIdle: boolean;
}

/** `unknown`: whoever may know does not tell us. Never the same as `offline`. */
export type Seen = Show | 'offline' | 'unknown';

/** One contact, or somebody who is to become one. */
export interface ContactRow {
  readonly jid: BareJid;
  /** As the person named them, else empty. */
  readonly name: string;
  readonly groups: readonly string[];
  /** What they are, as far as they show it to us: `unknown` unless we see their presence. */
  readonly seen: Seen;
  readonly status: string;
  readonly idleSince: number | null;
  readonly subscription: Subscription;
  /** We asked to see them, and they have not answered. */
  readonly asked: boolean;
  /** They ask to see us, and wait for an answer. */
  readonly asks: boolean;
  /** What stands on the block list and covers them: they themselves, or their domain. */
  readonly blocked: BareJid | null;
  /** Why the organisation lets nothing pass between us, if it does not. */
  readonly suspended: Barrier | null;
  /** Messages of them that nobody has read. */
  readonly unread: number;
}

/** A line of the contact list; whoever is in several groups is in it several times. The group '' holds those in none. */
export type ContactLine =
  | {
      readonly kind: 'group';
      readonly group: string;
      readonly size: number;
      readonly available: number;
      readonly collapsed: boolean;
    }
  | { readonly kind: 'contact'; readonly group: string; readonly contact: ContactRow };

/** Which part of the contact list a page shows, in lines. */
export interface ContactsWindow {
  readonly offset: number;
  readonly limit: number;
  readonly text: string;
  readonly collapsed: readonly string[];
  /** Only those who are available. */
  readonly availableOnly: boolean;
}

export interface ContactsSlice {
  /** The server has said who they are. */
  readonly loaded: boolean;
  /** Contacts altogether, and those who are available. */
  readonly total: number;
  readonly available: number;
  /** Contacts that the text lets through. */
  readonly matching: number;
  /** Lines altogether; `lines` are those from `offset` on. */
  readonly length: number;
  readonly offset: number;
  readonly lines: readonly ContactLine[];
  /** Names of groups, to choose from. */
  readonly groups: readonly string[];
  readonly canBlock: boolean;
  readonly canReport: boolean;
}

/** One person of the directory (XEP-0055). All but the JID is what they say of themselves. */
export interface DirectoryRow {
  readonly jid: BareJid;
  readonly name: string;
  readonly title: string;
  readonly mail: string;
}

export interface DirectoryPage {
  readonly rows: readonly DirectoryRow[];
  /** How many match, where the server tells. */
  readonly total: number | null;
  /** To ask for the page after this one; null for the last. */
  readonly next: string | null;
  /** The server stops counting somewhere, or does not page: what is more is not shown. A narrower search helps. */
  readonly cut: boolean;
}

/** How a person of the directory stands to us. */
export interface PersonStanding {
  readonly jid: BareJid;
  readonly seen: Seen;
  readonly status: string;
  readonly idleSince: number | null;
  /** Null for who is not a contact. */
  readonly subscription: Subscription | null;
  readonly asked: boolean;
  readonly asks: boolean;
  /** What stands on the block list and covers them: they themselves, or their domain. */
  readonly blocked: BareJid | null;
  /** Why the organisation lets nothing pass between us, if it does not. */
  readonly suspended: Barrier | null;
}

/** The people whom a page looks at (`Window.people`), in that order. */
export interface PeopleSlice {
  readonly rows: readonly PersonStanding[];
  /** Temporary availability: the policy's switch. */
  readonly temporaryAvailability: boolean;
}
