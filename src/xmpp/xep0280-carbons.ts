/**
 * Carbons (XEP-0280): copies of what other devices of the same person send and receive. A carbon is believed only if its raw
 * `from` is our own bare JID (§11): anybody can write one.
 */
import type { BareJid } from '../core/jid.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';
import { forwarded } from './xep0297-forwarding.js';

export function carbonsEnable(): Element {
  return xml('enable', { xmlns: NS.carbons });
}

export type Carbon =
  /** The message that was copied. */
  | { readonly message: Element }
  /** It says that it is one, and must not be believed. */
  | 'forged';

/** Undefined if it is none. */
export function parseCarbon(message: Element, account: BareJid): Carbon | undefined {
  const wrapper = message.getChild('received', NS.carbons) ?? message.getChild('sent', NS.carbons);
  if (!wrapper) return undefined;
  const copy = message.attrs.from === account && forwarded(wrapper)?.message;
  return copy ? { message: copy } : 'forged';
}
