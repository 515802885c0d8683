/**
 * The worker of a tab where no SharedWorker can be had. Web Locks elect the one that has the session;
 * the others pass on what their page says, and one of them takes over when the leader's tab is gone.
 */
import { messagePortChannel } from '../ports/adapters/message-port.js';
import type { Channel, HostMessage } from '../ports/protocol.js';
import { Bus, busChannel } from './bus.js';
import { holdLock, whenReleased } from './locks.js';
import { webPlatform } from './platform-web.js';
import { ReplicatedStore } from './replicated-store.js';
import { SleepingSession } from './sleeping-session.js';
import { BUS_NAME, LEADER_LOCK } from './worker-protocol.js';

export class ElectedWorker {
  readonly #bus = new Bus(BUS_NAME);
  readonly #store = new ReplicatedStore(this.#bus);
  readonly #alive = `im-contact-requests:worker:${crypto.randomUUID()}`;
  readonly #pages = new Set<Channel<HostMessage>>();
  #session: SleepingSession | undefined;

  constructor() {
    void holdLock(this.#alive);
    void navigator.locks.request(LEADER_LOCK, () => this.#lead());
    this.#bus.listen((message) => {
      if (message.type === 'leader') this.#reopenPages();
    });
  }

  /** A page of this tab has opened a port. */
  connect(port: MessagePort): void {
    const page = messagePortChannel<HostMessage>(port);
    if (this.#session) this.#session.ports.connect(page, 'own-page');
    else this.#passOn(page);
  }

  async #lead(): Promise<never> {
    this.#store.lead();
    const session = new SleepingSession(webPlatform(this.#store, true));
    this.#bus.listen((message) => {
      if (message.type !== 'open') return;
      const channel = busChannel<HostMessage>(this.#bus, message.port, 'leader');
      session.ports.connect(channel, 'own-page');
      // A tab that is closed says nothing, but lets go of its lock.
      void whenReleased(message.alive).then(() => channel.close());
    });
    await session.start();
    this.#session = session;
    this.#bus.post({ to: 'all', type: 'leader' });
    this.#reopenPages();
    return new Promise<never>(() => undefined);
  }

  #passOn(page: Channel<HostMessage>): void {
    const port = crypto.randomUUID();
    const leader = busChannel<unknown>(this.#bus, port, 'port');
    this.#pages.add(page);
    this.#bus.post({ to: 'leader', type: 'open', port, alive: this.#alive });
    page.onMessage((message) => leader.post(message));
    leader.onMessage((message) => page.post(message as HostMessage));
    page.onClose(() => {
      this.#pages.delete(page);
      leader.close();
    });
    leader.onClose(() => page.close());
  }

  /** There is another leader: pages open their ports anew, and say again what was not answered. */
  #reopenPages(): void {
    for (const page of [...this.#pages]) page.close();
  }
}
