/**
 * Nothing happens for an hour: `npm run test:idle -- [--minutes 60] [--browser B] [--server S]`. Tells what that
 * costs a minute, beside the same browser with nobody signed in, and whether the person is still there. Linux, a build.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Component } from '../servers/component.js';
import { Proxy } from '../servers/proxy.js';
import { until } from '../servers/processes.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { BROWSERS, type BrowserName } from '../support/browser.js';
import { openExtension } from '../support/open-extension.js';
import { costOf, type Cost } from './processes-of.js';
import { startOrganisation, OTHERS, PERSON, SERVERS, type ServerName } from './organisation.js';
import { chosen } from './chosen.js';

const MINUTE = 60_000;
/** Minutes for which the browser is looked at before anybody signs in. */
const BEFORE = 5;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, browser: { type: 'string' }, server: { type: 'string' } },
});

// One after the other: a port that is free for one of them may be free for another at the same time.
const servers: [BrowserName, ServerName, XmppServer][] = [];
for (const browser of chosen(BROWSERS, values.browser)) {
  for (const name of chosen(SERVERS, values.server ?? 'prosody')) {
    servers.push([browser, name, await startOrganisation(name)]);
  }
}
const results = await Promise.all(servers.map((run) => idle(...run, Number(values.minutes))));
process.exit(results.every((isWell) => isWell) ? 0 : 1);

async function idle(browser: BrowserName, name: ServerName, server: XmppServer, minutes: number): Promise<boolean> {
  const proxy = await Proxy.start(server);
  const others = await Component.connect(server, OTHERS, 'secret');
  const extension = await openExtension(browser);
  const pid = extension.browser.process()?.pid ?? 0;
  await pause(MINUTE); // what comes with the start of a browser is over
  const before = await perMinute(pid, Math.min(BEFORE, minutes));
  await extension.signIn({ ...PERSON, service: proxy.through(server) });
  await extension.closePages();
  await pause(MINUTE / 4); // what comes with a sign-in is over

  const { connections, up, down } = structuredClone(proxy.traffic);
  const during = await perMinute(pid, minutes);
  const { traffic } = proxy;
  const rate = (now: number, then: number): number => Math.round(((now - then) / minutes) * 10) / 10;
  const sent = { bytes: rate(traffic.up.bytes, up.bytes), parts: rate(traffic.up.parts, up.parts) };
  const received = { bytes: rate(traffic.down.bytes, down.bytes), parts: rate(traffic.down.parts, down.parts) };
  const reconnections = traffic.connections - connections;

  const asked = Date.now();
  others.presence('subscribe', 'tomas', PERSON.jid);
  const isThere = await until(async () => (await extension.badge()) === '1', 'the request on the badge').then(
    () => true,
    () => false,
  );
  const shownAfter = Date.now() - asked;
  console.log(JSON.stringify({ browser, server: name, minutes, reconnections, sent, received, before, during, isThere, shownAfter })); // prettier-ignore
  await extension.close();
  others.close();
  await proxy.stop();
  await server.stop();
  return isThere && reconnections === 0;
}

/** What a browser costs in each of so many minutes; its memory at their end. */
async function perMinute(pid: number, minutes: number): Promise<Cost> {
  const first = await costOf(pid);
  await pause(minutes * MINUTE);
  const last = await costOf(pid);
  const rate = (now: number, then: number): number => Math.round(((now - then) / minutes) * 100) / 100;
  return {
    processor: rate(last.processor, first.processor),
    wakeUps: rate(last.wakeUps, first.wakeUps),
    memory: Math.round(last.memory),
  };
}
