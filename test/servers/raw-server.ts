/**
 * A server that is not one: a stream to another server (RFC 6120), by STARTTLS and its certificate (SASL EXTERNAL), and XML
 * written by hand. Tests send through it what no honest server would.
 */
import { readFile } from 'node:fs/promises';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { until } from './processes.js';
import type { FederationPlace } from './xmpp-server.js';

const TLS = 'urn:ietf:params:xml:ns:xmpp-tls';
const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';

export class RawServer {
  /** All that came since the stream was opened for the last time. */
  text = '';
  #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  /** A stream from `from` to `to`, authenticated if it can be; `place` has the certificate of `from`. */
  static async connect(port: number, from: string, to: string, place: FederationPlace): Promise<RawServer> {
    const server = new RawServer(connectPlain(port, '127.0.0.1'));
    if (!(await server.#open(from, to, '<starttls'))) return server;
    server.send(`<starttls xmlns="${TLS}"/>`);
    await until(() => server.text.includes('<proceed'), 'TLS to be begun');
    const [key, cert] = [await readFile(place.key), await readFile(place.certificate)];
    server.#socket.removeAllListeners('data');
    server.#socket = connect({ socket: server.#socket, servername: to, key, cert, rejectUnauthorized: false });
    server.#listen();
    if (!(await server.#open(from, to, 'EXTERNAL'))) return server;
    server.send(`<auth xmlns="${SASL}" mechanism="EXTERNAL">${Buffer.from(from).toString('base64')}</auth>`);
    await until(() => server.text.includes('<success'), 'the certificate to be taken');
    await server.#open(from, to, '</stream:features>|<stream:features/>|<stream:features [^>]*/>');
    return server;
  }

  get isClosed(): boolean {
    return this.text.includes('</stream:stream>');
  }

  send(xml: string): void {
    this.#socket.write(xml);
  }

  end(): void {
    this.#socket.destroy();
  }

  /** Whether what is awaited came; else the stream was closed. */
  async #open(from: string, to: string, awaited: string): Promise<boolean> {
    this.text = '';
    this.send(
      `<?xml version="1.0"?><stream:stream xmlns="jabber:server" xmlns:stream="http://etherx.jabber.org/streams" ` +
        `xmlns:db="jabber:server:dialback" from="${from}" to="${to}" version="1.0">`,
    );
    const pattern = new RegExp(awaited);
    await until(() => pattern.test(this.text) || this.isClosed, `an answer to a stream: ${awaited}`);
    return !this.isClosed;
  }

  #listen(): void {
    this.#socket.on('data', (data: Buffer) => (this.text += data.toString()));
    this.#socket.on('error', () => undefined); // whoever refuses us may do so at any time
  }
}
