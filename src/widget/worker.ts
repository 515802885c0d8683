/** The worker of a site: shared by all its tabs, or, where that cannot be had, one of them elected. Only wires. */
import { messagePortChannel } from '../ports/adapters/message-port.js';
import { MemoryStore } from '../session/memory-store.js';
import { whenReleased } from './locks.js';
import { webPlatform } from './platform-web.js';
import { SleepingSession } from './sleeping-session.js';
import { isConnectMessage } from './worker-protocol.js';

if ('onconnect' in self) runShared();
else runElected();

function runShared(): void {
  const session = new SleepingSession(webPlatform(new MemoryStore(), false));
  self.addEventListener('connect', (event) => {
    const [door] = (event as MessageEvent).ports;
    door?.addEventListener('message', ({ data, ports: [port] }: MessageEvent<unknown>) => {
      if (!port || !isConnectMessage(data)) return;
      const channel = messagePortChannel<never>(port);
      session.ports.connect(channel, 'own-page');
      void whenReleased(data.alive).then(() => channel.close());
    });
    door?.start();
  });
  void session.start();
}

function runElected(): void {
  const worker = import('./elected-worker.js').then(({ ElectedWorker }) => new ElectedWorker());
  self.addEventListener('message', ({ data, ports: [port] }: MessageEvent<unknown>) => {
    if (port && isConnectMessage(data)) void worker.then((elected) => elected.connect(port));
  });
}
