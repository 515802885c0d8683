/** A mail server (TLS from the beginning) that takes what it is given, until it is told to say nothing, or never to finish. */
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Certificate } from './certificates.js';

/** What becomes of a mail: it is taken, nothing is said of it, or an answer that goes on for ever. */
export type Mood = 'takes' | 'is-silent' | 'drips';

export class StubbornMailServer {
  mood: Mood = 'takes';
  /** How many mails it was given. */
  given = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('secureConnection', (socket) => this.#serve(socket));
  }

  static async start({ certificate, key }: Certificate): Promise<StubbornMailServer> {
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StubbornMailServer(server);
  }

  get port(): number {
    const address = this.#server.address();
    if (typeof address !== 'object' || !address) throw new Error('not listening');
    return address.port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    return Promise.resolve();
  }

  #serve(socket: TLSSocket): void {
    let isMail = false;
    let text = '';
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    socket.write('220 mail.example\r\n');
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      const end = isMail ? '\r\n.\r\n' : '\r\n';
      for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end)) {
        const line = text.slice(0, at);
        text = text.slice(at + end.length);
        if (isMail) {
          isMail = false;
          this.given++;
          this.#answer(socket);
          break;
        }
        isMail = line === 'DATA';
        socket.write(isMail ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 mail.example\r\n');
      }
    });
  }

  #answer(socket: TLSSocket): void {
    if (this.mood === 'takes') socket.write('250 taken\r\n');
    if (this.mood !== 'drips') return;
    const drip = setInterval(() => socket.write('250-not yet\r\n'), 10);
    socket.on('close', () => clearInterval(drip));
  }
}
