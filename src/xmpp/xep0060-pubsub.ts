/**
 * Publish-subscribe (XEP-0060), for the policy node and for the person's private node (XEP-0163, XEP-0223).
 * ejabberd 23.01 puts `<set/>` before `<items/>` in an answer; Prosody 0.12 does not name the publisher
 * unless it is configured to.
 */
import { configForm } from './xep0060-pubsub-owner.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export interface PubsubItem {
  readonly id: string;
  readonly payload: Element | undefined;
  /** Who published it, as the service says; undefined where it does not. */
  readonly publisher?: string | undefined;
}

/** What a service says about a node, live. */
export type PubsubEvent =
  | { readonly kind: 'items'; readonly node: string; readonly items: readonly PubsubItem[] }
  | { readonly kind: 'retracted'; readonly node: string; readonly ids: readonly string[] }
  | { readonly kind: 'deleted'; readonly node: string };

export function itemsGet(node: string, most?: number): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('items', { node, max_items: most }));
}

/** Asks what we ourselves may do at a node (§5.7). Prosody 0.12 has no answer. */
export function ownAffiliationsGet(node: string): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('affiliations', { node }));
}

/** Our own affiliation with `node`; `none` if the service names none. */
export function parseOwnAffiliation(iq: Element, node: string): string {
  const affiliations = iq.getChild('pubsub', NS.pubsub)?.getChild('affiliations', NS.pubsub);
  const own = affiliations?.getChildren('affiliation', NS.pubsub).find(({ attrs }) => attrs.node === node);
  return own?.attrs.affiliation ?? 'none';
}

export function subscribeSet(node: string, jid: string): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('subscribe', { node, jid }));
}

export function unsubscribeSet(node: string, jid: string): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('unsubscribe', { node, jid }));
}

export function publishSet(node: string, id: string, payload: Element): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('publish', { node }, xml('item', { id }, payload)));
}

/** Takes one item back (§7.2). */
export function retractSet(node: string, id: string): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('retract', { node, notify: 'true' }, xml('item', { id })));
}

export function createSet(node: string, config: Readonly<Record<string, string>>): Element {
  return xml('pubsub', { xmlns: NS.pubsub }, xml('create', { node }), xml('configure', {}, configForm(config)));
}

export function parseItems(iq: Element, node: string): PubsubItem[] {
  const items = iq.getChild('pubsub', NS.pubsub)?.getChild('items', NS.pubsub);
  return items?.attrs.node === node ? items.getChildren('item', NS.pubsub).map(parseItem) : [];
}

/** Reads an event notification (§7.1.2). Who sent it is for the caller to check. */
export function parsePubsubEvent(message: Element): PubsubEvent | undefined {
  const event = message.getChild('event', NS.pubsubEvent);
  const change = event?.getChildElements().find((child) => child.getNS() === NS.pubsubEvent);
  const node = change?.attrs.node;
  if (!change || node === undefined) return undefined;
  switch (change.getName()) {
    case 'items': {
      const retracted = change.getChildren('retract', NS.pubsubEvent).map((item) => item.attrs.id ?? '');
      if (retracted.length > 0) return { kind: 'retracted', node, ids: retracted };
      return { kind: 'items', node, items: change.getChildren('item', NS.pubsubEvent).map(parseItem) };
    }
    case 'purge':
    case 'delete':
      return { kind: 'deleted', node };
    default:
      return undefined;
  }
}

function parseItem(item: Element): PubsubItem {
  return { id: item.attrs.id ?? '', payload: item.getChildElements()[0], publisher: item.attrs.publisher };
}
