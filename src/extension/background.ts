/** The extension's background: holds the one session, and tells the person what needs them. Only wires. */
import { runtimePortChannel } from '../ports/adapters/runtime-port.js';
import type { Privilege } from '../ports/privileges.js';
import { PortServer } from '../ports/server.js';
import { SessionHost } from '../session/host.js';
import { Badge } from './badge.js';
import { browser } from './browser.js';
import { Notifications } from './notifications.js';
import { extensionPlatform } from './platform-extension.js';
import { PORT_NAME } from './port-name.js';

const badge = new Badge(waiting);
const notifications = new Notifications(waiting, openRequests);
const host = new SessionHost({
  platform: extensionPlatform(),
  announce: (jids) => notifications.announce(jids),
  changed: () => {
    ports.changed();
    badge.changed();
    notifications.changed();
  },
});
const ports = new PortServer(host);

browser.runtime.onConnect.addListener((port) => {
  if (port.name === PORT_NAME) ports.connect(runtimePortChannel(port), privilegeOf(port.sender));
});
// Starts the worker with the browser, so that requests arrive without anybody opening anything.
browser.runtime.onStartup.addListener(() => host.wake());
browser.runtime.onInstalled.addListener(() => host.wake());
void host.start();

/** How many requests wait; undefined as long as the server has not said so. */
function waiting(): number | undefined {
  const { requests, session } = host.view({ offset: 0, limit: 1 });
  if (session.link.phase === 'signed-out') return 0;
  return requests.loaded ? requests.total : undefined;
}

function privilegeOf(sender: { id?: string; url?: string } | undefined): Privilege {
  const isOurs = sender?.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL(''));
  return isOurs ? 'own-page' : 'stranger';
}

function openRequests(): void {
  void browser.windows.create({ url: 'popup.html', type: 'popup', width: 420, height: 640 });
}
