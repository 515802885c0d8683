/** A network between a client and a server on this machine, which can fail as networks do. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What has passed. `parts` are pieces of data as they arrived: a frame each, where little is said. */
export interface Traffic {
  connections: number;
  readonly up: { bytes: number; parts: number };
  readonly down: { bytes: number; parts: number };
}

export class Proxy {
  readonly traffic: Traffic = { connections: 0, up: { bytes: 0, parts: 0 }, down: { bytes: 0, parts: 0 } };
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Those of them that lead to the server. */
  readonly #far = new WeakSet<Socket>();
  #target: number;
  #silent = false;
  #isDown = false;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
  }

  static async start(server: { readonly service: string }): Promise<Proxy> {
    const listener = createServer();
    const proxy = new Proxy(listener, portOf(server));
    listener.on('connection', (near) => {
      if (proxy.#isDown) near.destroy();
      else proxy.#join(near, connect(proxy.#target, '127.0.0.1'));
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return proxy;
  }

  /** The address of a server as it is reached through here. */
  through({ service }: { readonly service: string }): string {
    const url = new URL(service);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** From now on connections are made to another server, as a balancer does when one is gone. */
  leadTo(server: { readonly service: string }): void {
    this.#target = portOf(server);
  }

  /** Nothing passes any more on the connections that there are, or no answers, and nobody is told. */
  swallow(what: 'all' | 'answers' = 'all'): void {
    for (const socket of this.#sockets) {
      if (what === 'answers' && !this.#far.has(socket)) continue;
      socket.unpipe();
      socket.resume();
    }
  }

  /** Nothing passes for `milliseconds`, on these connections and on new ones; then all of it does. */
  async silence(milliseconds: number): Promise<void> {
    this.#silent = true;
    for (const socket of this.#sockets) socket.pause();
    await pause(milliseconds);
    this.#silent = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** No connection can be made until it is `up`; those that there are break. */
  down(): void {
    this.#isDown = true;
    this.cut();
  }

  up(): void {
    this.#isDown = false;
  }

  /** The connections that there are break; others can be made. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket, far: Socket): void {
    const { up, down } = this.traffic;
    this.traffic.connections++;
    this.#far.add(far);
    for (const [socket, other, passed] of [
      [near, far, up],
      [far, near, down],
    ] as const) {
      socket.on('data', (data: Buffer) => {
        passed.bytes += data.length;
        passed.parts++;
      });
      this.#sockets.add(socket);
      socket.pipe(other);
      if (this.#silent) socket.pause();
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}

function portOf({ service }: { readonly service: string }): number {
  return Number(new URL(service).port);
}
