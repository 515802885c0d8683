/** The worker of a site: shared by all its tabs, or, where that cannot be had, one of them elected. Only wires. */
import { MemoryStore } from '../session/memory-store.js';
import { webPlatform } from './platform-web.js';
import { serveTabs } from './serve-tabs.js';
import { isConnectMessage } from './worker-protocol.js';

/** What is loaded later imports this file by its bare name: if the site named it with a query, it runs again then. */
const RUNNING = Symbol.for('im-contact-requests');

if (!(RUNNING in self)) {
  Object.assign(self, { [RUNNING]: true });
  if ('onconnect' in self) serveTabs(webPlatform(new MemoryStore(), false));
  else runElected();
}

function runElected(): void {
  const worker = import('./elected-worker.js').then(({ ElectedWorker }) => new ElectedWorker());
  self.addEventListener('message', ({ data, ports: [port] }: MessageEvent<unknown>) => {
    if (port && isConnectMessage(data)) void worker.then((elected) => elected.connect(port));
  });
}
