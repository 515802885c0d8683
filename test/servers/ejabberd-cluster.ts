/** Two ejabberd nodes of one cluster on loopback, with a port mapper of their own (Erlang's epmd). */
import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { Ejabberd, type NodeOptions } from './ejabberd.js';
import { accepts, freePort, start, stop, until } from './processes.js';
import type { ServerConfig } from './xmpp-server.js';

export class EjabberdCluster {
  readonly nodes: readonly [Ejabberd, Ejabberd];
  readonly #epmd: ChildProcess;

  private constructor(nodes: readonly [Ejabberd, Ejabberd], epmd: ChildProcess) {
    this.nodes = nodes;
    this.#epmd = epmd;
  }

  static async start(config: ServerConfig): Promise<EjabberdCluster> {
    const epmdPort = await freePort();
    const epmd = start('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1']);
    await until(() => accepts(epmdPort), 'the port mapper to listen');
    const shared: Omit<NodeOptions, 'name'> = { epmdPort, cookie: randomBytes(16).toString('hex') };
    const first = await Ejabberd.start(config, { ...shared, name: 'first' });
    const second = await Ejabberd.start(config, { ...shared, name: 'second', join: 'first' });
    return new EjabberdCluster([first, second], epmd);
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.stop();
    await stop(this.#epmd);
  }
}
