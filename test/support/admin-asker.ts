/** An account that asks and is answered, signed in by PLAIN: what the console's services need of a wire. */
import { WebSocket } from 'ws';
import type { AdminWire } from '../../src/admin/wire.js';
import { domainOf, parseJid, type BareJid, type Domain } from '../../src/core/jid.js';
import { xml, type Element } from '../../src/xmpp/element.js';
import { parseFrame } from '../../src/xmpp/frame-parser.js';
import { IqTable, type IqAnswer, type IqOptions } from '../../src/xmpp/iq.js';
import { NS } from '../../src/xmpp/ns.js';

export interface AskerOptions {
  readonly service: string;
  readonly jid: string;
  readonly password: string;
}

export class AdminAsker implements AdminWire {
  readonly account: BareJid;
  readonly domain: Domain;
  readonly #socket: WebSocket;
  readonly #table: IqTable;
  readonly #frames: Element[] = [];
  #wake: (() => void) | undefined;
  #jid = '';

  private constructor(socket: WebSocket, account: BareJid) {
    this.account = account;
    this.domain = domainOf(account) as string as Domain;
    this.#socket = socket;
    this.#table = new IqTable(account, (stanza) => {
      stanza.attrs.xmlns = NS.client;
      socket.send(stanza.toString());
    });
    socket.on('message', (data: Buffer) => {
      const frame = parseFrame(data.toString());
      if (!frame.ok) throw new Error(`a frame that is none: ${frame.fault}`);
      if (frame.element.is('close')) socket.close();
      if (frame.element.is('iq') && this.#table.settle(frame.element)) return;
      this.#frames.push(frame.element);
      this.#wake?.();
    });
    socket.on('close', () => {
      this.#table.rejectAll();
      this.#jid = '';
      this.#wake?.();
    });
  }

  /** Signs in, on a device of its own; undefined where that is refused. */
  static async signIn(options: AskerOptions): Promise<AdminAsker | undefined> {
    const asker = await AdminAsker.authenticate(options);
    const bound = await asker?.set(xml('bind', { xmlns: NS.bind }));
    if (!asker || !bound) return undefined;
    if (!bound.ok) throw new Error(`no resource for ${asker.account}: ${bound.condition}`);
    asker.#jid = bound.stanza.getChild('bind', NS.bind)?.getChildText('jid') ?? '';
    return asker;
  }

  /** The same without a device. */
  static async authenticate({ service, jid, password }: AskerOptions): Promise<AdminAsker | undefined> {
    const account = parseJid(jid);
    if (!account) throw new Error(`${jid} is no address`);
    const socket = new WebSocket(service, ['xmpp']);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const asker = new AdminAsker(socket, account.bare);
    await asker.#open();
    const initial = Buffer.from(`\0${account.local}\0${password}`).toString('base64');
    socket.send(xml('auth', { xmlns: NS.sasl, mechanism: 'PLAIN' }, initial).toString());
    if (!(await asker.#next()).is('success')) {
      await asker.close();
      return undefined;
    }
    await asker.#open();
    return asker;
  }

  get jid(): string {
    return this.#jid;
  }

  get isOnline(): boolean {
    return this.#jid !== '';
  }

  get(payload: Element, options?: IqOptions): Promise<IqAnswer> {
    return this.#table.get(payload, options);
  }

  set(payload: Element, options?: IqOptions): Promise<IqAnswer> {
    return this.#table.set(payload, options);
  }

  /** Those who ask for accounts hear of no events. */
  onPubsubEvent(): void {
    return;
  }

  async online(): Promise<void> {
    if (!this.isOnline) throw new Error('the stream is over');
  }

  /** Sends what is no question, and resolves with what comes next that is no answer. */
  say(element: Element): Promise<Element> {
    this.#socket.send(element.toString());
    return this.#next();
  }

  /** Resolves when the server has ended the stream. */
  async ended(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    await new Promise((resolve) => this.#socket.once('close', resolve));
  }

  async close(): Promise<void> {
    const ended = this.ended();
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(xml('close', { xmlns: NS.framing }).toString());
    const timer = setTimeout(() => this.#socket.terminate(), 1000);
    await ended;
    clearTimeout(timer);
  }

  /** As a network does that goes away. */
  cut(): void {
    this.#socket.terminate();
  }

  async #open(): Promise<void> {
    this.#socket.send(xml('open', { xmlns: NS.framing, to: this.domain, version: '1.0' }).toString());
    while (!(await this.#next()).is('features')) continue;
  }

  async #next(): Promise<Element> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame) return frame;
      if (this.#socket.readyState >= WebSocket.CLOSING) throw new Error(`${this.account}: the stream ended`);
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}
