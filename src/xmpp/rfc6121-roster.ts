/** The contact list (RFC 6121 §2). */
import { bareJid, type BareJid } from '../core/jid.js';
import type { RosterItem, Subscription } from '../core/roster.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

const SUBSCRIPTIONS: readonly Subscription[] = ['none', 'to', 'from', 'both'];

export function rosterGet(): Element {
  return xml('query', { xmlns: NS.roster });
}

/** Writes name and groups; Prosody 0.12 drops a pre-approval when it does. */
export function rosterSet(item: Pick<RosterItem, 'jid' | 'name' | 'groups'>): Element {
  const groups = item.groups.map((group) => xml('group', {}, group));
  return xml('query', { xmlns: NS.roster }, xml('item', { jid: item.jid, name: item.name || undefined }, groups));
}

export function rosterRemove(jid: BareJid): Element {
  return xml('query', { xmlns: NS.roster }, xml('item', { jid, subscription: 'remove' }));
}

/** The contacts of a roster result; items that are none are dropped. Undefined if there is no list in it. */
export function parseRoster(iq: Element): RosterItem[] | undefined {
  const items = iq.getChild('query', NS.roster)?.getChildren('item', NS.roster);
  return items?.map(parseItem).filter((item) => item !== undefined);
}

/** A roster push (§2.1.6): a contact as it is now, or one that is gone. Undefined if it is none. */
export function parseRosterPush(
  iq: Element,
): { readonly item: RosterItem } | { readonly removed: BareJid } | undefined {
  const items = iq.getChild('query', NS.roster)?.getChildren('item', NS.roster) ?? [];
  const [element] = items;
  if (items.length !== 1 || !element) return undefined;
  if (element.attrs.subscription === 'remove') {
    const removed = bareJid(element.attrs.jid ?? '');
    return removed && { removed };
  }
  const item = parseItem(element);
  return item && { item };
}

function parseItem(element: Element): RosterItem | undefined {
  const jid = bareJid(element.attrs.jid ?? '');
  if (!jid) return undefined;
  return {
    jid,
    name: element.attrs.name ?? '',
    subscription: SUBSCRIPTIONS.find((known) => known === element.attrs.subscription) ?? 'none',
    ask: element.attrs.ask === 'subscribe',
    groups: element.getChildren('group', NS.roster).map((group) => group.text()),
  };
}
