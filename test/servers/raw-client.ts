/**
 * A client that is not ours: a WebSocket, PLAIN, and XML written by hand. Tests speak through it as
 * other people's clients would, or as no client should.
 */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { PATIENCE } from './processes.js';

const CLIENT = 'xmlns="jabber:client"';

export interface RawOptions {
  readonly service: string;
  readonly jid: string;
  readonly password: string;
  readonly resource?: string;
}

export class RawClient {
  readonly jid: string;
  /** Every frame received, oldest first. */
  readonly frames: string[] = [];
  readonly #socket: WebSocket;
  readonly #waiters: (() => void)[] = [];

  private constructor(socket: WebSocket, jid: string) {
    this.#socket = socket;
    this.jid = jid;
    socket.on('message', (data: Buffer) => {
      const frame = data.toString();
      this.frames.push(frame);
      // RFC 7395 §3.6: whoever has sent and received <close/> may close the WebSocket.
      if (frame.startsWith('<close')) socket.close();
      for (const wake of this.#waiters.splice(0)) wake();
    });
    socket.on('close', () => {
      for (const wake of this.#waiters.splice(0)) wake();
    });
  }

  /** Signs in and binds; sends no presence. */
  static async connect(options: RawOptions): Promise<RawClient> {
    const client = await RawClient.authenticate(options);
    const resource = options.resource ?? 'raw';
    await client.iq('set', `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>${resource}</resource></bind>`);
    return client;
  }

  /** Signs in, and binds nothing yet. */
  static async authenticate({ service, jid, password }: RawOptions): Promise<RawClient> {
    const socket = new WebSocket(service, ['xmpp']);
    const client = new RawClient(socket, jid);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const [username, domain] = jid.split('@');
    const open = `<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`;
    client.send(open);
    await client.expect(/features/);
    const initial = Buffer.from(`\0${username}\0${password}`).toString('base64');
    client.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${initial}</auth>`);
    const answer = await client.expect(/<(success|failure)/);
    if (answer.includes('<failure')) throw new Error(`${jid} was refused: ${answer}`);
    client.frames.length = 0;
    client.send(open);
    await client.expect(/features/);
    return client;
  }

  send(xml: string): void {
    this.#socket.send(xml);
  }

  /** Sends an IQ and resolves with the frame that answers it. */
  async iq(type: 'get' | 'set', payload: string, to?: string): Promise<string> {
    const id = randomUUID();
    this.send(`<iq ${CLIENT} type="${type}" id="${id}"${to ? ` to="${to}"` : ''}>${payload}</iq>`);
    return this.expect(new RegExp(`id=["']${id}["']`));
  }

  /** Initial presence, and the contact list, so that pushes come. */
  async available(): Promise<void> {
    await this.iq('get', '<query xmlns="jabber:iq:roster"/>');
    this.send(`<presence ${CLIENT}/>`);
    await this.ping();
  }

  presence(type: string, to: string, children = ''): void {
    this.send(`<presence ${CLIENT} type="${type}" to="${to}">${children}</presence>`);
  }

  /** Resolves when the server has dealt with everything sent before. */
  async ping(): Promise<void> {
    await this.iq('get', '<ping xmlns="urn:xmpp:ping"/>');
  }

  /** Resolves with the first frame, received or still to come, that matches. */
  async expect(pattern: RegExp, limit = PATIENCE): Promise<string> {
    const end = Date.now() + limit;
    for (;;) {
      const found = this.frames.find((frame) => pattern.test(frame));
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0)
        throw new Error(`${this.jid} waited in vain for ${pattern}; got:\n${this.frames.slice(-5).join('\n')}`);
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, left);
        this.#waiters.push(() => {
          clearTimeout(timer);
          wake();
        });
      });
    }
  }

  /** The address of the device at which a contact is available. */
  async deviceOf(contact: string): Promise<string> {
    const from = new RegExp(`^<presence(?=[^>]* from=["'](${contact}/[^"']+))(?![^>]* type=)`);
    return from.exec(await this.expect(from))?.[1] ?? '';
  }

  /** Resolves when the client at `device` has dealt with everything sent to it before. */
  async heardBy(device: string): Promise<void> {
    await this.iq('get', '<ping xmlns="urn:xmpp:ping"/>', device);
  }

  /** Presence stanzas of a type that came from somebody. */
  presences(type: string, from?: string): string[] {
    return this.frames.filter(
      (frame) =>
        frame.startsWith('<presence') &&
        new RegExp(`type=["']${type}["']`).test(frame) &&
        (from === undefined || frame.includes(`"${from}"`) || frame.includes(`'${from}'`)),
    );
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    if (this.#socket.readyState === WebSocket.OPEN) this.send('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>');
    const timer = setTimeout(() => this.#socket.terminate(), 1000);
    await closed;
    clearTimeout(timer);
  }
}
