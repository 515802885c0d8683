/**
 * Presence subscriptions (RFC 6121 §3), with the nickname (XEP-0172) and the token (XEP-0379) that may come
 * with a request.
 *
 * A request that was stored while we were away comes again at every initial presence, to every
 * device, and never on a resumed stream. Prosody 0.12 keeps the whole stanza, ejabberd 23.01 the note only.
 */
import { parseJid, type BareJid } from '../core/jid.js';
import type { SubscriptionRequest } from '../core/request.js';
import { displayText } from './characters.js';
import { NS } from './ns.js';
import { errorCondition } from './rfc6120-error.js';
import { xml, type Element } from './element.js';

const LONGEST_NICK = 80;
const LONGEST_NOTE = 500;
const LONGEST_TOKEN = 200;

export type SubscriptionStanza = 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed';

export type SubscriptionEvent =
  | { readonly kind: 'requested'; readonly request: Omit<SubscriptionRequest, 'since'> }
  | { readonly kind: 'withdrawn'; readonly jid: BareJid }
  | { readonly kind: 'refused'; readonly jid: BareJid; readonly condition: string };

export function subscriptionPresence(type: SubscriptionStanza, to: BareJid): Element {
  return xml('presence', { type, to });
}

/** Asks to see somebody's presence, with what we say for ourselves; empty texts are left out. */
export function subscribePresence(
  to: BareJid,
  { nick, note }: { readonly nick: string; readonly note: string },
): Element {
  return xml(
    'presence',
    { type: 'subscribe', to },
    note !== '' && xml('status', {}, note),
    nick !== '' && xml('nick', { xmlns: NS.nick }, nick),
  );
}

/** What a presence stanza says about subscriptions, if anything. */
export function parseSubscription(presence: Element): SubscriptionEvent | undefined {
  const sender = parseJid(presence.attrs.from ?? '');
  if (!sender) return undefined;
  const jid = sender.bare;
  switch (presence.attrs.type) {
    case 'subscribe':
      return {
        kind: 'requested',
        request: {
          jid,
          domain: sender.domain,
          nick: displayText(presence.getChildText('nick', NS.nick) ?? '', LONGEST_NICK),
          note: displayText(presence.getChildText('status', presence.getNS()) ?? '', LONGEST_NOTE),
          ...tokenIn(presence),
        },
      };
    case 'unsubscribe':
      return { kind: 'withdrawn', jid };
    case 'error':
      return { kind: 'refused', jid, condition: errorCondition(presence) };
    default:
      return undefined;
  }
}

/** XEP-0379 §4.2; ejabberd 23.01 drops it from a request that it stores. */
function tokenIn(presence: Element): { readonly token?: string } {
  const token = presence.getChild('preauth', NS.preAuth)?.attrs.token;
  return token && token.length <= LONGEST_TOKEN ? { token } : {};
}
