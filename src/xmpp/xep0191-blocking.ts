/**
 * Blocking (XEP-0191). Prosody 0.12 tells the blocked one that we are unavailable and drops their
 * waiting request; ejabberd 23.01 does neither, and delivers the request again at every sign-in.
 */
import type { BareJid } from '../core/jid.js';
import { blockEntries } from '../core/block-list.js';
import { NS } from './ns.js';
import { xml, type Element } from './element.js';

export function blockListGet(): Element {
  return xml('blocklist', { xmlns: NS.blocking });
}

/** Blocks, and reports the sender to the server if there is a reason to (XEP-0377 §4). */
export function blockSet(jid: BareJid, report: 'spam' | 'abuse' | null): Element {
  const reason = report && xml('report', { xmlns: NS.reporting, reason: `urn:xmpp:reporting:${report}` });
  return xml('block', { xmlns: NS.blocking }, xml('item', { jid }, reason));
}

export function unblockSet(jid: BareJid): Element {
  return xml('unblock', { xmlns: NS.blocking }, xml('item', { jid }));
}

/** Who is blocked. Undefined if there is no list in the answer: that is not to say that it is empty. */
export function parseBlockList(iq: Element): Set<string> | undefined {
  const list = iq.getChild('blocklist', NS.blocking);
  return list && entriesOf(list);
}

/** A push (§3.3, §3.5). Undefined if it is none. */
export function parseBlockPush(
  iq: Element,
): { readonly kind: 'blocked' | 'unblocked'; readonly jids: Set<string> } | undefined {
  const block = iq.getChild('block', NS.blocking);
  if (block) return { kind: 'blocked', jids: entriesOf(block) };
  const unblock = iq.getChild('unblock', NS.blocking);
  if (!unblock) return undefined;
  const jids = entriesOf(unblock);
  // Without items everybody is unblocked. Items that are no JIDs must not come to mean the same.
  return jids.size === 0 && unblock.getChildElements().length > 0 ? undefined : { kind: 'unblocked', jids };
}

function entriesOf(list: Element): Set<string> {
  return blockEntries(list.getChildren('item', NS.blocking).map((item) => item.attrs.jid ?? ''));
}
