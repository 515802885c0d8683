import type { BareJid } from './jid.js';

/** RFC 6121 §2.1.2.5: who sees whose presence. `remove` occurs in pushes only. */
export type Subscription = 'none' | 'to' | 'from' | 'both';

/** One contact as the server keeps it (RFC 6121 §2.1.2). */
export interface RosterItem {
  readonly jid: BareJid;
  readonly name: string;
  readonly subscription: Subscription;
  /** We asked for their presence, and they have not answered (`ask='subscribe'`). */
  readonly ask: boolean;
  readonly groups: readonly string[];
}

/** The server has accepted our `subscribed`: the contact sees our presence. */
export function seesUs(item: RosterItem | undefined): boolean {
  return item?.subscription === 'from' || item?.subscription === 'both';
}

/** They let us see their presence. */
export function seesThem(item: RosterItem | undefined): boolean {
  return item?.subscription === 'to' || item?.subscription === 'both';
}

/** Nobody has named the contact or put it into a group. */
export function isBare({ name, groups }: RosterItem): boolean {
  return name === '' && groups.length === 0;
}

/** We see the contact's presence, or have asked to. */
export function sawOrAsked(item: RosterItem | undefined): boolean {
  return item !== undefined && (item.ask || seesThem(item));
}
