import { messagePortChannel } from '../ports/adapters/message-port.js';
import type { Platform } from '../session/platform.js';
import { whenReleased } from './locks.js';
import { SleepingSession } from './sleeping-session.js';
import { isConnectMessage } from './worker-protocol.js';

/** Serves the tabs of a site from its SharedWorker. */
export function serveTabs(platform: Platform): void {
  const session = new SleepingSession(platform);
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
