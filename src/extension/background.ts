/** The extension's background: holds the one session, and tells the person what needs them. Only wires. */
import { runtimePortChannel } from '../ports/adapters/runtime-port.js';
import { reportMistake } from '../ports/report-mistake.js';
import type { Privilege } from '../ports/privileges.js';
import { PortServer } from '../ports/server.js';
import { SessionHost } from '../session/host.js';
import * as messaging from '../session/messaging/messaging.js';
import { Badge } from './badge.js';
import { buttonTitle, messageTexts, notificationTexts } from './browser-texts.js';
import { browser } from './browser.js';
import { MessageNotifications } from './message-notifications.js';
import { Idle } from './idle.js';
import { Notifications } from './notifications.js';
import { openChat, openRequests } from './open-page.js';
import { extensionPlatform } from './platform-extension.js';
import { PORT_NAME } from './port-name.js';
import { Revival } from './revival.js';

const revival = new Revival(browser.alarms, { signedIn, revive });
const host = new SessionHost({
  platform: extensionPlatform(),
  loadMessaging: async () => messaging,
  messaging: true,
  announce: (jids) => notifications.announce(jids),
  announceMessage: (message) => messages.announce(message),
  changed: () => {
    ports.changed();
    badge.changed();
    notifications.changed();
    messages.changed();
    revival.changed();
  },
});
const ports = new PortServer(host);
const badge = new Badge({
  api: browser.action,
  waiting: () =>
    host.waiting === undefined ? undefined : { requests: host.waiting, messages: host.unread?.count ?? 0 },
  wants: () => ({
    requests: host.optionValues.notifications !== 'none',
    messages: host.optionValues.messages !== 'none',
  }),
  title: buttonTitle,
});
const notifies = {
  api: browser.notifications,
  source: host,
  iconUrl: browser.runtime.getURL('icons/icon-128.png'),
  minutes: () => new Date().getHours() * 60 + new Date().getMinutes(),
  now: () => Date.now(),
};
const messages = new MessageNotifications({
  ...notifies,
  texts: messageTexts,
  open: (jid) => void openChat(jid).catch(reportMistake),
});
const notifications = new Notifications({
  ...notifies,
  texts: notificationTexts,
  open: openRequests,
  answer: async (jid, act) => {
    const command = act === 'approve' ? { name: act, jid, addBack: false, details: null } : { name: act, jid };
    return (await host.execute(command, async () => undefined)).ok;
  },
});
const idle = new Idle({
  api: browser.idle,
  isWanted: () => host.account !== null,
  active: () => {
    host.execute({ name: 'be-active' }, async () => undefined).catch(reportMistake);
  },
});

browser.runtime.onConnect.addListener((port) => {
  if (port.name === PORT_NAME) ports.connect(runtimePortChannel(port), privilegeOf(port.sender));
});
// Starts the worker with the browser, so that requests arrive without anybody opening anything.
browser.runtime.onStartup.addListener(() => host.wake());
browser.runtime.onInstalled.addListener(() => host.wake());
revive();
idle.start();

/** Continues what an earlier background has left; where that cannot be read now, the next alarm tries again. */
function revive(): void {
  host.start().catch(reportMistake);
}

/** Undefined until what an earlier background kept was read. */
function signedIn(): boolean | undefined {
  const { account, phase } = host;
  return phase === 'starting' ? undefined : account !== null;
}

function privilegeOf(sender: { id?: string; url?: string } | undefined): Privilege {
  const isOurs = sender?.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL(''));
  return isOurs ? 'own-page' : 'stranger';
}
