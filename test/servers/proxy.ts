/** A network between a client and a server on this machine, which can fail as networks do. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class Proxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.#target = target;
  }

  static async start(server: { readonly service: string }): Promise<Proxy> {
    const listener = createServer();
    const proxy = new Proxy(listener, portOf(server));
    listener.on('connection', (near) => proxy.#join(near, connect(proxy.#target, '127.0.0.1')));
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

  /** Nothing passes any more on the connections that there are, and nobody is told. */
  swallow(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.resume();
    }
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
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.pipe(other);
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
