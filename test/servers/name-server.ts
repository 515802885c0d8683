/** A name server (DNS) on loopback that knows where the XMPP servers of some domains are, and nothing else. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const SRV = 33;
const NO_SUCH_NAME = 3;

export class NameServer {
  readonly #socket: Socket;
  readonly port: number;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.port = socket.address().port;
  }

  /** `ports`: by A-label, the port of `localhost` that servers of other domains connect to. */
  static async start(ports: Readonly<Record<string, number>>): Promise<NameServer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    socket.on('message', (query: Buffer, { port, address }) => socket.send(answer(query, ports), port, address));
    return new NameServer(socket);
  }

  stop(): void {
    this.#socket.close();
  }
}

/** RFC 1035 §4.1, RFC 2782: a query with one question; the answer repeats it. */
function answer(query: Buffer, ports: Readonly<Record<string, number>>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const [service, transport, ...domain] = labels.map((label) => label.toLowerCase());
  const isServer = query.readUInt16BE(at + 1) === SRV && service === '_xmpp-server' && transport === '_tcp';
  const port = isServer ? ports[domain.join('.')] : undefined;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // An answer, by who knows; whether recursion was desired is repeated.
  header.writeUInt16BE(0x8480 | (query.readUInt16BE(2) & 0x0100) | (port === undefined ? NO_SUCH_NAME : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(port === undefined ? 0 : 1, 6);
  return Buffer.concat([header, query.subarray(12, at + 5), ...(port === undefined ? [] : [record(port)])]);
}

function record(port: number): Buffer {
  const target = Buffer.from('\x09localhost\0', 'latin1');
  const fixed = Buffer.alloc(18);
  fixed.writeUInt16BE(0xc00c, 0); // the name in question
  fixed.writeUInt16BE(SRV, 2);
  fixed.writeUInt16BE(1, 4);
  fixed.writeUInt16BE(6 + target.length, 10);
  fixed.writeUInt16BE(port, 16); // before it priority and weight, 0
  return Buffer.concat([fixed, target]);
}
