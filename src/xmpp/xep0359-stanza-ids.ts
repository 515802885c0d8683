/** Unique and stable stanza ids (XEP-0359). */
import type { BareJid } from '../core/jid.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function originId(id: string): Element {
  return xml('origin-id', { xmlns: NS.stanzaIds, id });
}

/** The id that its sender gave a message, the same however often it is sent. */
export function originIdOf(message: Element): string | null {
  return message.getChild('origin-id', NS.stanzaIds)?.attrs.id ?? null;
}

/**
 * The id under which our own server keeps a message; §5: that of anybody else says nothing. The last one: Prosody 0.12 lets pass
 * what a sender has written in our name, and puts its own behind that.
 */
export function ownStanzaId(message: Element, account: BareJid): string | null {
  const ids = message.getChildren('stanza-id', NS.stanzaIds);
  return ids.findLast(({ attrs }) => attrs.by === account)?.attrs.id ?? null;
}
