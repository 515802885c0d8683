/**
 * Devices of two people, with conversations on the pure core, and a server as XEP-0198, XEP-0280 and XEP-0313 describe it. What is on its
 * way can get lost, and a device can die, between any two steps.
 */
import type { ChatEffect, ChatEvent } from '../../../../src/core/chat/chat-event.js';
import {
  initialChats,
  type ArchiveQuery,
  type ChatState,
  type KeptChats,
} from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import type { Heard } from '../../../../src/core/chat/heard.js';
import type { BareJid } from '../../../../src/core/jid.js';
import { initialState, type State } from '../../../../src/core/state.js';
import { contact, NOON } from '../device.js';

/** What travels, one way or the other. */
export type Stanza =
  | {
      readonly kind: 'message';
      readonly to: BareJid;
      readonly id: string;
      readonly text: string | null;
      readonly received: string | null;
    }
  | { readonly kind: 'query'; readonly query: ArchiveQuery }
  | { readonly kind: 'copy'; readonly heard: Heard }
  | { readonly kind: 'page'; readonly query: ArchiveQuery; readonly page: (ChatEvent & { type: 'pageRead' })['page'] }
  | { readonly kind: 'forgotten'; readonly query: ArchiveQuery }
  | { readonly kind: 'ack'; readonly h: number };

interface Session {
  readonly device: ChatDevice;
  /** Of the client's stanzas, handled. */
  h: number;
  /** Sent to the client and not acknowledged by it; the count of those that were. */
  queue: Stanza[];
  acknowledged: number;
  /** Of the queue: came while the client was not connected. */
  readonly unsent: Set<Stanza>;
}

interface Archived {
  readonly id: string;
  readonly from: BareJid;
  readonly to: BareJid;
  readonly message: Stanza & { readonly kind: 'message' };
}

export interface ChatServerOptions {
  readonly pageSize: number;
  readonly hasArchive: boolean;
  /** Receipts are archived, as Prosody does. */
  readonly keepsReceipts: boolean;
  /** What comes between two streams is in the archive alone. */
  readonly forgets?: boolean;
}

/** The server: an archive for each account, and sessions that can be resumed. */
export class ChatServer {
  readonly archives = new Map<BareJid, Archived[]>();
  readonly #options: ChatServerOptions;
  readonly #sessions = new Map<ChatDevice, Session>();
  #clock = 0;

  constructor(options: ChatServerOptions) {
    this.#options = options;
  }

  sessionOf(device: ChatDevice): Session | undefined {
    return this.#sessions.get(device);
  }

  open(device: ChatDevice): Session {
    const session = { device, h: 0, queue: [], acknowledged: 0, unsent: new Set<Stanza>() };
    this.#sessions.set(device, session);
    return session;
  }

  /** Handles the next stanza of a device, if it is still connected. */
  process(device: ChatDevice): void {
    const session = this.#sessions.get(device);
    const stanza = device.up.shift();
    if (!session || !stanza) return;
    if (stanza.kind === 'query') {
      device.down.push(this.#answer(device.account, stanza.query));
    } else if (stanza.kind === 'message') {
      session.h++;
      this.#route(session, stanza);
      device.down.push({ kind: 'ack', h: session.h });
    }
  }

  #route({ device }: Session, message: Stanza & { readonly kind: 'message' }): void {
    const from = device.account;
    const isKept = this.#options.hasArchive && (message.text !== null || this.#options.keepsReceipts);
    const ids = new Map([from, message.to].map((jid) => [jid, isKept ? this.#archive(jid, from, message) : null]));
    for (const session of this.#sessions.values()) {
      const { account } = session.device;
      if (session.device === device || (account !== from && account !== message.to)) continue;
      const source = account === from ? 'carbon' : 'live';
      this.#deliver(session, {
        kind: 'copy',
        heard: heard(message, from, account, ids.get(account) ?? null, source, NOON),
      });
    }
  }

  #archive(jid: BareJid, from: BareJid, message: Stanza & { readonly kind: 'message' }): string {
    const id = `a${++this.#clock}`;
    this.archives.set(jid, [...(this.archives.get(jid) ?? []), { id, from, to: message.to, message }]);
    return id;
  }

  #deliver(session: Session, stanza: Stanza): void {
    session.queue.push(stanza);
    if (session.device.isConnected) session.device.down.push(stanza);
    else session.unsent.add(stanza);
  }

  /** The device is back, and has heard so much on this session. Returns what it is sent now. */
  resume(session: Session, heard: number): readonly Stanza[] {
    const { queue, unsent, acknowledged } = session;
    session.queue = queue.slice(heard - acknowledged).filter((one) => !this.#options.forgets || !unsent.has(one));
    session.acknowledged = heard;
    unsent.clear();
    return session.queue;
  }

  #answer(account: BareJid, query: ArchiveQuery): Stanza {
    if (!this.#options.hasArchive) return { kind: 'forgotten', query };
    const other = ({ from, to }: Archived): BareJid => (from === account ? to : from);
    const all = (this.archives.get(account) ?? []).filter((one) => query.jid === null || other(one) === query.jid);
    const number = (id: string): number => Number(id.slice(1));
    const { pageSize } = this.#options;
    const max = Math.min(query.max, pageSize);
    const { after, before } = query;
    const beyond =
      before === null
        ? all.filter(({ id }) => after === null || after === '' || number(id) > number(after))
        : all.filter(({ id }) => before === '' || number(id) < number(before));
    const items = before === null ? beyond.slice(0, max) : beyond.slice(-max);
    const page = items.map(({ id, from, message }) => ({
      id,
      heard: heard(message, from, account, id, 'archive', NOON),
    }));
    return { kind: 'page', query, page: { items: page, isLast: items.length === beyond.length } };
  }
}

function heard(
  { to, id, text, received }: Stanza & { readonly kind: 'message' },
  from: BareJid,
  account: BareJid,
  archiveId: string | null,
  source: Heard['source'],
  at: number,
): Heard {
  const mine = from === account;
  return {
    source,
    peer: mine ? to : from,
    mine,
    archiveId,
    originId: text === null ? null : id,
    stanzaId: id,
    at,
    text,
    unreadable: false,
    corrects: null,
    receivedId: received,
    wantsReceipt: text !== null,
    displayedId: null,
    markable: false,
    chatState: null,
    error: null,
  };
}

/** A device: its conversations, what it has kept, and the connection. */
export class ChatDevice {
  readonly account: BareJid;
  readonly peer: BareJid;
  readonly name: string;
  readonly #server: ChatServer;
  readonly #session: State;
  state: ChatState;
  up: Stanza[] = [];
  down: Stanza[] = [];
  isConnected = false;
  readonly said: string[] = [];
  readonly #kept: { chats: KeptChats; inbound: number; session: Session | undefined };
  /** What the page has not heard to be done. */
  #undone: string[] = [];
  /** Handed to the stream and not acknowledged (XEP-0198). */
  #sent: (Stanza & { readonly kind: 'message' })[] = [];
  #outbound = 0;
  #inbound = 0;
  #receipts = 0;

  constructor(server: ChatServer, name: string, account: BareJid, peer: BareJid) {
    this.#server = server;
    this.name = name;
    this.account = account;
    this.peer = peer;
    this.#session = initialState(null);
    const items = new Map([[peer, contact(peer, { subscription: 'both' })]]);
    this.#session.roster = { kind: 'known', items };
    this.#session.policy = { kind: 'none', reason: { why: 'never-published' } };
    this.#session.inForce = {
      handling: 'prompt',
      listed: new Set(),
      lookalikes: { skeletons: new Map() } as never,
      addBack: 'never',
      setting: { kind: 'absent', why: 'fixed' },
    };
    this.state = initialChats(this.#session, account);
    this.#kept = { chats: snapshot(this.state), inbound: 0, session: undefined };
  }

  say(): void {
    const text = `${this.name} ${this.said.length + 1}`;
    this.said.push(text);
    this.#undone.push(text);
    this.#write(text);
  }

  #write(text: string): void {
    this.#step({ type: 'messageWritten', jid: this.peer, id: `id of ${text}`, text, corrects: null, at: NOON });
  }

  look(limit: number | null): void {
    const windows = limit === null ? [] : [{ jid: this.peer, until: null, limit, visible: true }];
    this.#step({ type: 'looked', windows, at: NOON });
  }

  /** Writes what is known now, and tells the server up to where it has been heard. */
  keep(): void {
    const ids = [...this.state.unkept];
    this.#kept.chats = snapshot(this.state);
    this.#undone = [];
    const session = this.#server.sessionOf(this);
    Object.assign(this.#kept, { inbound: this.#inbound, session });
    if (session && this.isConnected) {
      session.queue = session.queue.slice(this.#inbound - session.acknowledged);
      session.acknowledged = this.#inbound;
    }
    this.#step({ type: 'outboxKept', ids });
  }

  /** Takes the next thing that has arrived. */
  receive(): void {
    const stanza = this.down.shift();
    switch (stanza?.kind) {
      case 'copy':
        this.#inbound++;
        this.#step({ type: 'heard', heard: stanza.heard, at: NOON });
        return;
      case 'page':
        this.#step({ type: 'pageRead', query: stanza.query, page: stanza.page, at: NOON });
        return;
      case 'forgotten':
        this.#step({ type: 'pageRefused', query: stanza.query, condition: 'service-unavailable', at: NOON });
        return;
      case 'ack':
        this.#acknowledge(stanza.h);
        return;
      case undefined:
      case 'message':
      case 'query':
        return;
    }
  }

  /** The connection breaks. What was on its way to the server arrives, or does not. */
  cut(arrives: number): void {
    if (!this.isConnected) return;
    for (let count = 0; count < arrives; count++) this.#server.process(this);
    this.isConnected = false;
    this.up = [];
    this.down = [];
    this.#step({ type: 'streamEnded' });
  }

  /** The worker dies, and the next one begins with what was kept. */
  die(arrives: number): void {
    this.cut(arrives);
    this.state = initialChats(this.#session, this.account, structuredClone(this.#kept.chats));
    this.#sent = [];
    this.#outbound = Number.NaN;
    this.#inbound = this.#kept.inbound;
    // The page asks the next worker.
    for (const text of this.#undone) this.#write(text);
  }

  connect(how: 'resume' | 'fresh'): void {
    if (this.isConnected) return;
    const isRestored = Number.isNaN(this.#outbound);
    const known = this.#server.sessionOf(this);
    const session = how === 'resume' && (!isRestored || known === this.#kept.session) ? known : undefined;
    this.isConnected = true;
    if (!session) {
      this.#server.open(this);
      this.#sent = [];
      this.#outbound = this.#inbound = 0;
      this.#step({ type: 'streamBegan', how: 'fresh', at: NOON });
      return;
    }
    const missed = this.#server.resume(session, this.#inbound);
    if (isRestored) this.#outbound = session.h;
    else this.#acknowledge(session.h);
    this.up.push(...this.#sent);
    this.down.push(...missed);
    this.#step({ type: 'streamBegan', how: isRestored ? 'restored' : 'resumed', at: NOON });
  }

  #acknowledge(h: number): void {
    while (this.#outbound < h) {
      this.#outbound++;
      const sent = this.#sent.shift();
      if (sent) this.#step({ type: 'acknowledged', id: sent.id });
    }
  }

  #step(event: ChatEvent): void {
    for (const effect of chatStep(this.state, event)) this.#perform(effect);
  }

  #perform(effect: ChatEffect): void {
    switch (effect.type) {
      case 'keepOutbox':
        return;
      case 'sendMessage':
        if (!this.isConnected) return this.#step({ type: 'notSent', id: effect.message.id });
        return this.#send({
          kind: 'message',
          to: this.peer,
          id: effect.message.id,
          text: effect.message.text,
          received: null,
        });
      case 'sendReceipt':
        if (!this.isConnected) return;
        return this.#send({
          kind: 'message',
          to: this.peer,
          id: `${this.name} receipt ${++this.#receipts}`,
          text: null,
          received: effect.id,
        });
      case 'enableCarbons':
        return this.#step({ type: 'carbonsEnabled' });
      case 'readArchive':
        if (this.isConnected) this.up.push({ kind: 'query', query: effect.query });
        return;
      default:
        return;
    }
  }

  #send(message: Stanza & { readonly kind: 'message' }): void {
    this.#sent.push(message);
    this.up.push(message);
  }
}

function snapshot({ conversations, outbox, known, discarded }: ChatState): KeptChats {
  const all = [...conversations.values()].map((one) => ({
    ...one,
    older: one.older === 'loading' ? ('some' as const) : one.older,
  }));
  return structuredClone({ conversations: all, outbox: [...outbox.values()], known, discarded });
}
