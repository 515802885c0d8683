/**
 * A row of the server's archive as a message: who to whom, when, and what. A stanza that cannot be read is a message
 * all the same, without a text: nothing is passed over because somebody sent it strangely.
 *
 * Not delivered is what says nothing: typing notices, receipts, read markers, and errors that came back (`SIGNALS`).
 */
import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { bareJid, parseJid, type BareJid } from '../core/jid.js';
import type { Element } from '../xmpp/element.js';
import { parseFrame } from '../xmpp/frame-parser.js';
import { NS } from '../xmpp/ns.js';
import type { OnceKey } from './ledger.js';

/** A row as it stands in the archive. */
export interface ArchiveRow {
  /** Its number; later rows have greater ones. */
  readonly row: number;
  /** Whose archive it is in: a person, or a room. */
  readonly owner: BareJid;
  readonly isRoom: boolean;
  /** What the server calls it (XEP-0359). */
  readonly archiveId: string;
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** With whom, where the server says so beside the stanza; in a room, who sent it. */
  readonly peer: BareJid | undefined;
  /** As whom somebody spoke in a room, where the stanza has their own address instead. */
  readonly nick?: string;
  readonly xml: string;
}

export interface Message {
  /**
   * The same whenever this row is read: `<archive id>.<digest of owner and row>@<domain of the archive>`. ejabberd may give
   * two messages one archive id, for it is a time. It is ASCII, for fields of mails and of HTTP.
   */
  readonly id: string;
  readonly row: number;
  readonly at: number;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** The own address of who spoke in a room, where the server says so. */
  readonly speaker: BareJid | undefined;
  /** Two bare JIDs in alphabetical order, or the room alone. */
  readonly conversation: readonly string[];
  /** Whose message it is: the two people, or the room and who spoke there, where the server says so. */
  readonly participants: readonly BareJid[];
  readonly room: BareJid | undefined;
  readonly subject: string;
  readonly body: string;
  readonly thread: string;
  /** What its client called it. */
  readonly stanzaId: string;
  /** The stanza could not be read; `xml` is what was found. */
  readonly isUnreadable: boolean;
  readonly xml: string;
}

export interface ReadMessage {
  readonly message: Message;
  readonly once: OnceKey;
}

/** What carries no content (by namespace), and what a server adds to a message. */
const SIGNALS: ReadonlySet<string> = new Set([
  NS.chatStates, NS.receipts, NS.markers, NS.hints, NS.stanzaIds, NS.delay, NS.carbons,
  'jabber:x:event', 'jabber:x:delay', 'urn:xmpp:occupant-id:0', 'http://jabber.org/protocol/address',
]); // prettier-ignore
/** What differs between the two copies of one message. */
const ADDED: ReadonlySet<string> = new Set([NS.stanzaIds, NS.delay, NS.hints, 'urn:xmpp:occupant-id:0']);

/** Undefined where the row says nothing that would be kept. */
export function readMessage(row: ArchiveRow): ReadMessage | undefined {
  const frame = parseFrame(row.xml);
  if (!frame.ok || frame.element.getName() !== 'message') return unreadable(row);
  const stanza = frame.element;
  const type = stanza.attrs.type ?? 'normal';
  const says = (child: Element): boolean => !SIGNALS.has(namespaceOf(child)) && !isThread(child);
  if (type === 'error' || !stanza.getChildElements().some(says)) return undefined;
  const { owner, isRoom, peer } = row;
  const from = isRoom && row.nick ? `${owner}/${row.nick}` : (stanza.attrs.from ?? owner);
  const to = isRoom ? owner : (stanza.attrs.to ?? owner);
  const [sender, receiver] = [bareJid(from), bareJid(to)];
  const speaker = isRoom ? (peer ?? occupantOf(stanza)) : undefined;
  const ends = [...new Set([sender ?? from, receiver ?? to])].sort();
  const message: Message = {
    ...identified(row),
    type,
    from,
    to,
    speaker,
    conversation: isRoom ? [owner] : ends,
    participants: isRoom ? known(owner, speaker) : known(owner, sender, receiver),
    subject: stanza.getChildText('subject') ?? '',
    body: stanza.getChildText('body') ?? '',
    thread: stanza.getChildText('thread') ?? '',
    stanzaId: stanza.attrs.id ?? '',
    isUnreadable: false,
  };
  const side = isRoom || sender === owner ? 'out' : 'in';
  // What was said in a room stands there alone, once.
  if (isRoom) return { message, once: { key: digest(['room', message.id]), side, hasId: true } };
  const said = stanza.getChildElements().filter((child) => !ADDED.has(namespaceOf(child)));
  const content = said.map((child) => canonical(child, NS.client)).sort();
  const key = digest([sender ?? from, receiver ?? to, type, message.stanzaId, ...content]);
  return { message, once: { key, side, hasId: message.stanzaId !== '' } };
}

function unreadable(row: ArchiveRow): ReadMessage {
  const { owner, peer, isRoom, xml } = row;
  const message: Message = {
    ...identified(row),
    type: 'unreadable',
    from: '',
    to: '',
    speaker: undefined,
    conversation: isRoom ? [owner] : known(owner, peer).sort(),
    participants: known(owner, peer),
    subject: '',
    body: '',
    thread: '',
    stanzaId: '',
    isUnreadable: true,
  };
  const side = owner === message.conversation[0] ? 'out' : 'in';
  return { message, once: { key: digest(['unreadable', ...message.conversation, xml]), side, hasId: false } };
}

function identified({
  row,
  owner,
  archiveId,
  at,
  isRoom,
  xml,
}: ArchiveRow): Pick<Message, 'id' | 'row' | 'at' | 'room' | 'xml'> {
  const name = /^[\w-]{1,80}$/.test(archiveId) ? archiveId : digest([archiveId]);
  const domain = asciiOf(parseJid(owner)?.domain ?? '');
  return {
    id: `${name}.${digest([owner, String(row)]).slice(0, 12)}@${domain}`,
    row,
    at,
    room: isRoom ? owner : undefined,
    xml,
  };
}

/** A domain by its A-labels. */
function asciiOf(domain: string): string {
  return /^[\x21-\x7e]+$/.test(domain) ? domain : domainToASCII(domain) || 'invalid';
}

/** The own address of who spoke, where the room tells everybody (XEP-0045 §7.2.3). */
function occupantOf(stanza: Element): BareJid | undefined {
  const jid = stanza.getChild('x', NS.mucUser)?.getChild('item', NS.mucUser)?.attrs.jid;
  return jid === undefined ? undefined : bareJid(jid);
}

function known(...jids: readonly (BareJid | undefined)[]): BareJid[] {
  return [...new Set(jids.filter((jid) => jid !== undefined))];
}

function isThread(child: Element): boolean {
  return child.getName() === 'thread' && namespaceOf(child) === NS.client;
}

/** Servers store stanzas with the namespace of their stream, or with none. */
function namespaceOf(child: Element): string {
  const namespace = child.getNS() ?? NS.client;
  return namespace === 'jabber:server' || namespace === 'jabber:component:accept' ? NS.client : namespace;
}

/** An element as text, the same however its attributes are ordered and its namespaces declared. */
function canonical(element: Element, outer: string): string {
  const namespace = namespaceOf(element);
  const attributes = Object.entries(element.attrs)
    .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .map(([name, value]) => JSON.stringify([name, value]))
    .sort();
  const children = element.children.map((child) =>
    typeof child === 'string' ? JSON.stringify(child) : canonical(child, namespace),
  );
  const name = namespace === outer ? element.getName() : `{${namespace}}${element.getName()}`;
  return `${name}[${attributes.join()}](${children.join()})`;
}

/** 32 hexadecimal digits that stand for these texts. */
export function digest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
}
