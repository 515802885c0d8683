/** What is measured of sessions that last: news of the policy, idleness, many tabs, and a network that comes back. */
import { setTimeout as pause } from 'node:timers/promises';
import { Proxy } from '../servers/proxy.js';
import { RawClient } from '../servers/raw-client.js';
import { costOf } from '../soak/processes-of.js';
import { Device } from '../support/device.js';
import { clock } from './crowd.js';
import { heapOf, sharedWorkersOf } from './heap.js';
import { median, type Figures } from './measure.js';
import { HOME, type Person, type Stage } from './stage.js';
import type { Subject } from './subject.js';

/** Milliseconds within which a policy is to be everywhere, or a session to be of use again. */
const LIMIT = 60_000;
/** Milliseconds after which what comes with a sign-in is over. */
const REST = 5000;
/** The same for what comes with the start of a browser. */
const CALM = 20_000;
const TABS = 10;
/** Milliseconds for which the network is away. */
const AWAY = 2000;

/** Somebody who applies the policy as it comes. */
interface Client {
  end(): unknown;
}

/**
 * (e) From a policy that accepts everybody to the last of so many clients having accepted the one who waits. Ours are
 * sessions without a browser, a hundred of which fit into one process; the floor answers the first push it gets.
 */
export async function policyNews(stage: Stage, subject: Subject, clients: number): Promise<Figures> {
  await stage.administrator.publish({ allowUserOptions: false, handling: 'prompt', domains: [HOME] });
  const people: Person[] = [];
  for (let i = 0; i < clients; i++) people.push(await stage.person(1));
  const open = await Promise.all(people.map((person) => follow(stage, subject, person)));
  const published = clock();
  await stage.administrator.publish({ allowUserOptions: false, handling: 'accept-all', domains: [HOME] });
  const heard = await Promise.all(people.map(({ jid }) => stage.crowd.when('subscribed', jid, 2, LIMIT)));
  for (const client of open) await client.end();
  const times = heard.map((at) => (at === undefined ? undefined : at - published));
  if (times.includes(undefined)) return { first: null, last: null };
  const sorted = times.map(Number).sort((a, b) => a - b);
  return { first: sorted[0] ?? null, median: median(sorted), last: sorted.at(-1) ?? null };
}

async function follow(stage: Stage, subject: Subject, person: Person): Promise<Client> {
  const { service } = stage.server;
  if (subject === 'ours') {
    const device = await new Device().start();
    await device.signIn({ service, ...person });
    await device.until(({ requests }) => requests.loaded && requests.total === 1, 'the request to be shown');
    return { end: () => device.command({ name: 'sign-out' }) };
  }
  const client = await RawClient.connect({ service, ...person });
  await client.available();
  await stage.administrator.subscribe(person.jid);
  const push = client.expect(/^<message.*accept-all/s, LIMIT);
  void push.then(
    () => client.presence('subscribed', stage.crowd.asker(0)),
    () => undefined,
  );
  return { end: () => client.close() };
}

/** (f) Signed in, and nothing happens for so many seconds: what that costs a minute, and holds. */
export async function idle(stage: Stage, subject: Subject, seconds: number): Promise<Figures> {
  const person = await stage.person(0);
  const proxy = await Proxy.start(stage.server);
  // Where nobody is asked, no page counts whom it shows with each frame.
  const { page } = await stage.signIn(subject, person, 'accept-all', { service: proxy.through(stage.server) });
  await pause(CALM);
  const browser = stage.browser.process()?.pid ?? 0;
  const [bytes, frames, cost] = [passed(proxy, 'bytes'), passed(proxy, 'parts'), await costOf(browser)];
  await pause(seconds * 1000);
  const after = await costOf(browser);
  const perMinute = 60 / seconds;
  const figures = {
    bytes: (passed(proxy, 'bytes') - bytes) * perMinute,
    frames: (passed(proxy, 'parts') - frames) * perMinute,
    wakeUps: (after.wakeUps - cost.wakeUps) * perMinute,
    processor: (after.processor - cost.processor) * 1000 * perMinute,
    heap: await heapOf(page.browserContext()),
  };
  await page.browserContext().close();
  await proxy.stop();
  return figures;
}

function passed({ traffic: { up, down } }: Proxy, what: 'bytes' | 'parts'): number {
  return up[what] + down[what];
}

/** (g) The same page in ten tabs: connections to the server, and what all of them hold. */
export async function tabs(stage: Stage, subject: Subject): Promise<Figures> {
  const person = await stage.person(0);
  const proxy = await Proxy.start(stage.server);
  const service = proxy.through(stage.server);
  const { page } = await stage.signIn(subject, person, 'prompt', { service });
  const context = page.browserContext();
  const address = page.url();
  for (let i = 1; i < TABS; i++) await (await context.newPage()).goto(address);
  await pause(REST);
  const figures = { sessions: proxy.traffic.connections, heap: await heapOf(context) };
  await context.close();
  await proxy.stop();
  return figures;
}

/**
 * (h) From the network being back, which the browser hears of, to a request having been accepted that was sent in
 * that moment: on a stream that is resumed, and where the server has forgotten it.
 */
export async function reconnect(stage: Stage, subject: Subject): Promise<Figures> {
  const person = await stage.person(0);
  const proxy = await Proxy.start(stage.server);
  const service = proxy.through(stage.server);
  const { page } = await stage.signIn(subject, person, 'accept-all', { service });
  const context = page.browserContext();
  await pause(REST);
  const comeBack = async (asker: string): Promise<number | null> => {
    await pause(AWAY);
    const before = stage.crowd.heard('subscribed', person.jid).length;
    const back = clock();
    proxy.up();
    stage.crowd.presence('subscribe', asker, person.jid);
    for (const worker of await sharedWorkersOf(context)) {
      await worker.send('Runtime.evaluate', { expression: "dispatchEvent(new Event('online'))" });
    }
    const heard = await stage.crowd.when('subscribed', person.jid, before + 1, LIMIT);
    return heard === undefined ? null : heard - back;
  };
  proxy.down();
  const resumed = await comeBack('first');
  await pause(REST);
  proxy.down();
  // Who takes the name of a session ends it.
  const resource = stage.crowd.deviceOf(person.jid).split('/')[1] ?? '';
  const usurper = await RawClient.connect({ service: stage.server.service, ...person, resource });
  await usurper.close();
  const fresh = await comeBack('second');
  await context.close();
  await proxy.stop();
  return { resumed, fresh };
}
