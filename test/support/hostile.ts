/** What tests of hostile input share: what a person sees, and a device at a server that a test plays itself. */
import type { TestContext } from 'node:test';
import type { View } from '../../src/core/view.js';
import { until } from '../servers/processes.js';
import { ScriptedServer, subscribeFrom } from '../servers/scripted-server.js';
import { Device } from './device.js';
import { HOME } from './scene.js';

export const CLIENT = 'xmlns="jabber:client"';
/** Deeper than a parser that recurses can go, and relayed by Prosody. */
export const DEEP = 20_000;
export const MEGABYTE = 1024 * 1024;

export function nested(depth: number): string {
  return '<x>'.repeat(depth) + '</x>'.repeat(depth);
}

/** What a person sees, without the times. */
export function seen({ setting, requests, activity }: View): unknown {
  return { setting, requests, activity };
}

/** A person who is signed in at a server that does what a test wants. */
export async function online(t: TestContext): Promise<{ readonly server: ScriptedServer; readonly device: Device }> {
  const server = await ScriptedServer.start({ domain: HOME, password: 'secret' });
  t.after(() => server.stop());
  const device = await new Device().start();
  t.after(() => device.kill());
  await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
  await device.settled();
  return { server, device };
}

/** The next honest request is accepted, every stanza was counted, and the stream can be resumed. */
export async function goesOn(server: ScriptedServer, device: Device): Promise<void> {
  const accepted = server.saw('"subscribed"').length;
  server.send(subscribeFrom(`honest@${HOME}`));
  await until(() => server.saw('"subscribed"').length === accepted + 1, 'the honest request to be accepted');
  await until(async () => (await server.acknowledgement()) === server.counts.sent, 'all to be acknowledged');
  await device.reconnect();
  await until(() => server.resumptions === 1, 'the stream to be resumed');
  await server.heard();
}
