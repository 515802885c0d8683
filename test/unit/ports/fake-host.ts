/** A host with a session, as its pages know it. */
import type { TestContext } from 'node:test';
import { NO_FILTER } from '../../../src/core/view.js';
import type { HostMessage } from '../../../src/ports/protocol.js';
import { PortServer } from '../../../src/ports/server.js';
import { FakeSession } from './fake-session.js';
import { Wire } from './wire.js';

export const OPEN = {
  type: 'open',
  protocol: 1,
  expects: { jid: null, domain: null },
  window: { offset: 0, limit: 25, filter: NO_FILTER },
  givesTokens: false,
};
/** Its time stands still. */
export class Host {
  readonly session = new FakeSession();
  readonly server = new PortServer(this.session);
  readonly #context: TestContext;

  constructor(context: TestContext) {
    this.#context = context;
    context.mock.timers.enable({ apis: ['setTimeout'] });
  }

  /** Connects a page, and lets it say something. */
  async connect(...messages: readonly unknown[]): Promise<Wire> {
    const wire = new Wire();
    this.server.connect(wire.host, 'own-page');
    for (const message of messages) wire.say(message);
    await wire.deliver();
    return wire;
  }

  tick(milliseconds = 16): void {
    this.#context.mock.timers.tick(milliseconds);
  }
}

export function types(messages: readonly HostMessage[]): string[] {
  return messages.map(({ type }) => type);
}
