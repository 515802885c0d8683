/** A page with the ports that it opens, and a host that says what it is told to. */
import type { TestContext } from 'node:test';
import { PortClient, type PortClientOptions } from '../../../src/ports/client.js';
import type { HostMessage, PageMessage } from '../../../src/ports/protocol.js';
import { FakeSession } from './fake-session.js';
import { turn, Wire } from './wire.js';

/** Its time stands still. */
export class Page {
  readonly wires: Wire[] = [];
  readonly client: PortClient;
  readonly #context: TestContext;
  readonly #session = new FakeSession();

  constructor(context: TestContext, options: Partial<PortClientOptions> = {}) {
    this.#context = context;
    context.mock.timers.enable({ apis: ['setTimeout'] });
    this.client = new PortClient({ open: () => this.#open(), ...options });
  }

  #open(): Wire['page'] {
    const wire = new Wire();
    this.wires.push(wire);
    return wire.page;
  }

  get wire(): Wire {
    const wire = this.wires.at(-1);
    if (!wire) throw new Error('no port was opened');
    return wire;
  }

  /** What the host has heard on the port that is open now. */
  async heard(): Promise<PageMessage[]> {
    await turn();
    await this.wire.deliver();
    return this.wire.toHost;
  }

  async heardTypes(): Promise<string[]> {
    return (await this.heard()).map(({ type }) => type);
  }

  tell(...messages: readonly HostMessage[]): void {
    for (const message of messages) this.wire.tell(message);
  }

  snapshot(revision = 1, total = 0): HostMessage {
    this.#session.total = total;
    return { type: 'snapshot', revision, view: this.#session.view(this.client.window) };
  }

  changed(revision: number, total: number): HostMessage {
    this.#session.total = total;
    const { requests } = this.#session.view(this.client.window);
    return { type: 'changed', revision, slices: { requests } };
  }

  /** What a worker says of which nothing is known yet, not even who is signed in. */
  starting(revision = 1): HostMessage {
    const view = new FakeSession().view(this.client.window);
    return { type: 'snapshot', revision, view: { ...view, session: { ...view.session, link: { phase: 'starting' } } } };
  }

  /** It has found out who is signed in. */
  knows(revision: number): HostMessage {
    const { session } = this.#session.view(this.client.window);
    return { type: 'changed', revision, slices: { session } };
  }

  tick(milliseconds: number): void {
    this.#context.mock.timers.tick(milliseconds);
  }
}
