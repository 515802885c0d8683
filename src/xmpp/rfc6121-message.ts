/**
 * Messages between two people (RFC 6121 §5), with what other standards add to them. Read is what a person would call one: of the
 * types `chat` and `normal`, and errors; nothing of rooms (XEP-0045).
 */
import type { OutgoingMessage, Heard } from '../core/chat/heard.js';
import { parseJid, type BareJid } from '../core/jid.js';
import { xml, type Element } from './element.js';
import { NS } from './ns.js';
import { errorCondition } from './rfc6120-error.js';
import { chatState, parseChatState } from './xep0085-chat-states.js';
import { isLoggedNotice, loggedMark } from './logged-notice.js';
import { receiptRequest, receivedId, wantsReceipt } from './xep0184-receipts.js';
import { delayedSince } from './xep0203-delay.js';
import { hint, isUnkept } from './xep0334-hints.js';
import { correctedId, replacement } from './xep0308-correction.js';
import { displayedId, isMarkable, markable } from './xep0333-markers.js';
import { originId, originIdOf, ownStanzaId } from './xep0359-stanza-ids.js';

/** Characters of others that are kept of one message. */
export const LONGEST_READ = 100_000;
const LONGEST_ID = 512;
/** Elements that hold what is encrypted: OMEMO (XEP-0384, old and new), OpenPGP (XEP-0373, XEP-0027). */
const ENCRYPTED = new Set([
  'eu.siacs.conversations.axolotl',
  'urn:xmpp:omemo:1',
  'urn:xmpp:omemo:2',
  'urn:xmpp:openpgp:0',
  'jabber:x:encrypted',
]);

/** The message that a person has written. */
export function chatMessage({ id, to, text, corrects, active, unkept, logged }: OutgoingMessage): Element {
  if (logged) return xml('message', { type: 'chat', to, id }, xml('body', {}, text), originId(id), loggedMark());
  return xml(
    'message',
    { type: 'chat', to, id },
    xml('body', {}, text),
    originId(id),
    receiptRequest(),
    markable(),
    corrects !== null && replacement(corrects),
    active && chatState('active'),
    unkept && hint('no-permanent-store'),
  );
}

/** A message that a person does not see: a receipt, a marker, a chat state. */
export function silentMessage(to: BareJid, ...children: readonly Element[]): Element {
  return xml('message', { type: 'chat', to, id: crypto.randomUUID() }, children);
}

export interface ReadOptions {
  readonly account: BareJid;
  readonly source: Heard['source'];
  /** When it was heard, in milliseconds since 1970: the time of what is not delayed. */
  readonly now: number;
  /** What the archive says of it. */
  readonly archived?: { readonly id: string; readonly at: number | undefined };
}

/** Reads a message. Undefined if it is none of one person to another; never throws on what others may send. */
export function parseMessage(message: Element, { account, source, now, archived }: ReadOptions): Heard | undefined {
  const { type = 'normal', id } = message.attrs;
  const from = parseJid(message.attrs.from ?? '');
  const to = parseJid(message.attrs.to ?? account);
  const isError = type === 'error';
  if (!from || !to || !(isError || type === 'chat' || type === 'normal') || message.getChild('x', NS.mucUser)) {
    return undefined;
  }
  const mine = from.bare === account;
  // Who it is from is what the server says; that it is to us, or from us, is not said by somebody else's copy.
  if (!mine && to.bare !== account) return undefined;
  const body = isError ? null : message.getChildText('body', NS.client);
  const logged = !isError && isLoggedNotice(message);
  const unreadable = !isError && !logged && isEncrypted(message);
  return {
    source,
    peer: mine ? to.bare : from.bare,
    mine,
    archiveId: archived?.id ?? shortId(ownStanzaId(message, account)),
    originId: shortId(originIdOf(message)),
    stanzaId: shortId(id ?? null),
    at: archived?.at ?? Math.min(delayedSince(message) ?? now, now),
    text: body ? cut(body) : unreadable || logged ? '' : null,
    unreadable,
    corrects: logged ? null : shortId(correctedId(message)),
    receivedId: shortId(receivedId(message)),
    wantsReceipt: !logged && wantsReceipt(message),
    displayedId: shortId(displayedId(message)),
    markable: !logged && isMarkable(message),
    chatState: parseChatState(message),
    error: isError ? errorCondition(message) : null,
    ...(isUnkept(message) ? { unkept: true } : {}),
    ...(logged ? { logged } : {}),
  };
}

/** A message, and not only keys for those to come. */
function isEncrypted(message: Element): boolean {
  if (message.getChild('encryption', NS.encryption)) return true;
  const encrypted = message.getChildElements().find((child) => ENCRYPTED.has(child.getNS() ?? ''));
  if (!encrypted) return false;
  return encrypted.getName() !== 'encrypted' || encrypted.getChild('payload') !== undefined || encrypted.text() !== '';
}

/** Longer ones are nobody's, and would be kept. */
function shortId(id: string | null): string | null {
  return id !== null && id !== '' && id.length <= LONGEST_ID ? id : null;
}

function cut(text: string): string {
  if (text.length <= LONGEST_READ) return text;
  // Not between the two halves of a character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(LONGEST_READ - 1)) ? LONGEST_READ - 1 : LONGEST_READ;
  return `${text.slice(0, end)}…`;
}
