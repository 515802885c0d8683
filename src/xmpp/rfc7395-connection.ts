/**
 * One WebSocket and the streams on it (RFC 7395), as xmpp.js knows a connection. It opens once, goes nowhere
 * else, and never waits: `stream.ts` has the deadlines.
 *
 * | event | |
 * |---|---|
 * | connect | the socket is open |
 * | send | an element was sent |
 * | nonza | an element that is no stanza was received |
 * | online | a resource is bound |
 * | error | something went wrong in the negotiation |
 * | disconnect | the socket is closed, or could not be opened |
 * | offline | it is closed because it was stopped |
 */
import { validXmlText } from './characters.js';
import { xml, type Element } from './element.js';
import { Emitter } from './emitter.js';
import { NS } from './ns.js';

export interface ConnectionOptions {
  readonly service: string;
  readonly domain: string;
  readonly username: string;
  /** Reads one frame; undefined if it is to be passed over. Must not throw. */
  readonly parse: (frame: string) => Element | undefined;
  readonly onElement: (element: Element) => void;
}

export class Connection extends Emitter {
  readonly options: ConnectionOptions;
  /** Our address, once the server has said it. */
  jid = '';
  isOnline = false;
  #socket: WebSocket | undefined;
  #closing = false;
  #beforeClose: () => unknown = () => undefined;

  constructor(options: ConnectionOptions) {
    super();
    this.options = options;
  }

  /** Throws where the address is none that may be connected to. */
  connect(): void {
    const socket = (this.#socket = new WebSocket(this.options.service, ['xmpp']));
    socket.addEventListener('open', () => {
      this.emit('connect');
      void this.restart();
    });
    socket.addEventListener('message', ({ data }) => this.#read(String(data)));
    for (const event of ['error', 'close']) socket.addEventListener(event, () => void this.disconnect());
  }

  /** Opens a stream: the first one, or another once SASL has succeeded. */
  async restart(): Promise<void> {
    const { domain, username } = this.options;
    // XEP-0484 wants to know from the start who we are. The service is a secure one (see `service-url.ts`).
    const from = `${username}@${domain}`;
    this.#write(xml('open', { xmlns: NS.framing, version: '1.0', to: domain, from }));
  }

  async send(element: Element): Promise<void> {
    element.attrs.xmlns ??= NS.client;
    this.#write(element);
    this.emit('send', element);
  }

  async sendMany(elements: readonly Element[]): Promise<void> {
    for (const element of elements) await this.send(element);
  }

  /** Ends the stream, and waits until the server has done so, too. */
  async stop(): Promise<void> {
    await this.#beforeClose();
    this.#write(xml('close', { xmlns: NS.framing }));
    this.#closing = true;
    await new Promise((resolve) => this.on('disconnect', () => resolve(undefined)));
    this.emit('offline');
  }

  /** Closes the socket, whatever the server says; what it says after that is not heard. */
  async disconnect(): Promise<void> {
    this.#socket?.close();
    this.#socket = undefined;
    this.emit('disconnect');
  }

  // What follows is named by xmpp.js.

  hook(_event: 'close', listener: () => unknown): void {
    this.#beforeClose = listener;
  }

  _jid(jid: string): void {
    this.jid = jid;
  }

  _ready(resumed: boolean): void {
    this.isOnline = true;
    if (!resumed) this.emit('online');
  }

  #read(frame: string): void {
    if (!this.#socket) return;
    const element = this.options.parse(frame);
    if (!element || element.is('open', NS.framing)) return;
    if (element.is('close', NS.framing)) void this.disconnect();
    else this.options.onElement(element);
  }

  #write(element: Element): void {
    if (this.#closing || !this.#socket) throw new Error('the stream is closed');
    // What XML forbids would close the stream, now and whenever it is sent again.
    this.#socket.send(validXmlText(element.toString()));
  }
}
