/** A stream outlives the connection and the worker: nothing that was sent meanwhile is lost (XEP-0198). */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { RawClient } from '../servers/raw-client.js';
import { until } from '../servers/processes.js';
import { Proxy } from '../servers/proxy.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

/** More stanzas than the servers of tests keep for a client that does not acknowledge them. */
const MORE_THAN_KEPT = 1100;
const PORTION = 100;

interface Situation {
  readonly person: Person;
  readonly device: Device;
  /** A contact, who sees when the person comes and goes. */
  readonly colleague: RawClient;
  readonly stranger: RawClient;
}

async function situation(): Promise<Situation> {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const [colleague, stranger] = [await scene.contact(HOME), await scene.contact(OUTSIDE)];
  colleague.presence('subscribe', person.jid);
  await device.accepts(colleague.jid);
  await colleague.deviceOf(person.jid);
  await hasKept(device, person.jid);
  await device.outcomesKept();
  return { person, device, colleague, stranger };
}

/** Runs `story` and looks whether the stream was resumed in it, which contacts do not notice. */
async function resumes({ person, colleague, device }: Situation, story: () => Promise<void>): Promise<void> {
  const before = await scene.server.resumptions();
  await story();
  await device.settled();
  await until(async () => (await scene.server.resumptions()) === before + 1, 'the stream to be resumed');
  await colleague.ping();
  assert.deepEqual(colleague.presences('unavailable', await colleague.deviceOf(person.jid)), []);
}

async function ask(requester: RawClient, person: Person): Promise<void> {
  requester.presence('subscribe', person.jid);
  await requester.ping();
}

function headline(to: string): string {
  return `<message xmlns="jabber:client" type="headline" to="${to}"><body>news</body></message>`;
}

/** What the device has heard is on disk. */
async function hasKept(device: Device, jid: string): Promise<void> {
  const { entries } = device.platform.sessionStore;
  await until(() => JSON.stringify([...entries]).includes(jid), `${jid} to be kept`);
}

describe('a worker that dies and comes back', () => {
  test('resumes its stream, and hears what was sent meanwhile', async () => {
    const here = await situation();
    const { device, stranger, person } = here;
    const another = await scene.contact(HOME);
    await resumes(here, async () => {
      device.kill();
      await ask(stranger, person);
      await ask(another, person);
      await device.restart();
      await device.prompts(stranger.jid);
      await device.accepts(another.jid);
    });
    assert.deepEqual(device.announced, [stranger.jid]);
  });

  test('still knows the requests that waited before', async () => {
    const here = await situation();
    const { device, stranger, person } = here;
    await ask(stranger, person);
    const { since } = await device.prompts(stranger.jid);
    await hasKept(device, stranger.jid);
    await resumes(here, async () => {
      await device.restart();
      assert.equal((await device.prompts(stranger.jid)).since, since);
    });
    await device.answer('approve', stranger.jid);
    await stranger.expect(/type=.subscribed./);
    assert.deepEqual(device.announced, [stranger.jid]);
  });

  test('is told again what it had heard and not kept', async () => {
    const here = await situation();
    const { device, stranger, person } = here;
    device.worker.onAct = (act, text) => {
      if (act === 'write' && text.includes('stream') && device.row(stranger.jid)) device.kill();
    };
    await ask(stranger, person);
    await until(() => device.worker.ended, 'the worker to die');
    await resumes(here, async () => {
      await device.restart();
      await device.prompts(stranger.jid);
    });
  });

  test('has acknowledged stanzas that say nothing to it, however many', async () => {
    const here = await situation();
    const { device, colleague, person } = here;
    const full = await colleague.deviceOf(person.jid);
    const heard = (): number => {
      const record = device.platform.sessionStore.entries.get('stream') as { resume: { inbound: number } } | undefined;
      return record?.resume.inbound ?? 0;
    };
    // ejabberd gives up the stream of a client, too, that is there and has not acknowledged all of it yet.
    for (let sent = 0; sent < MORE_THAN_KEPT; sent += PORTION) {
      for (let i = 0; i < PORTION; i++) colleague.send(headline(full));
      await until(() => heard() >= sent + PORTION, 'all of it to be kept', 5000);
    }
    await resumes(here, () => device.restart());
  });

  test('starts afresh where the server has given the stream up', async () => {
    const { device, stranger, colleague, person } = await situation();
    await ask(stranger, person);
    await device.prompts(stranger.jid);
    await hasKept(device, stranger.jid);
    const full = await colleague.deviceOf(person.jid);
    device.kill();
    for (let i = 0; i < MORE_THAN_KEPT; i++) colleague.send(headline(full));
    await colleague.ping();
    await device.restart();
    await device.settled();
    await device.prompts(stranger.jid);
    assert.deepEqual(device.announced, [stranger.jid]);
  });

  test('does not bring back what was answered elsewhere while nobody was there', async () => {
    const { device, stranger, person } = await situation();
    await ask(stranger, person);
    await device.prompts(stranger.jid);
    await hasKept(device, stranger.jid);
    device.kill();
    const other = await scene.client(person, 'other');
    other.presence('subscribed', stranger.jid);
    await other.ping();
    await device.restart();
    await device.settled();
    await device.until(({ requests }) => requests.total === 0, 'the prompt to go');
  });
});

describe('a connection that breaks', () => {
  test('is restored with nothing lost, and sends what the person decided meanwhile', async () => {
    const here = await situation();
    const { device, stranger, person } = here;
    const another = await scene.contact(OUTSIDE);
    await ask(stranger, person);
    await device.prompts(stranger.jid);
    await resumes(here, async () => {
      device.cut();
      await device.until(({ session }) => session.link.phase === 'offline', 'the device to notice');
      await device.answer('approve', stranger.jid);
      await ask(another, person);
      await stranger.expect(/type=.subscribed./);
      await device.prompts(another.jid);
    });
    await device.until(({ requests }) => requests.total === 1, 'the prompt to go');
    assert.equal(device.row(stranger.jid), undefined);
  });

  test('is restored at once when the network is back', async () => {
    const here = await situation();
    await resumes(here, async () => {
      here.device.cut();
      await here.device.until(({ session }) => session.link.phase === 'offline', 'the device to notice');
      here.device.platform.networkBack();
      await here.device.until(({ session }) => session.link.phase !== 'offline', 'the device to try at once', 300);
      await here.device.until(({ session }) => session.link.phase === 'online', 'the device to be back');
    });
  });
});

describe('a network that goes silent', () => {
  test('is noticed, and what the person decided meanwhile is sent over the next connection', async () => {
    const proxy = await Proxy.start(scene.server);
    scene.atEnd(() => proxy.stop());
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { service: proxy.through(scene.server) });
    const stranger = await scene.contact(OUTSIDE);
    await ask(stranger, person);
    await device.prompts(stranger.jid);
    proxy.swallow();
    await device.answer('approve', stranger.jid);
    await stranger.expect(/type=.subscribed./, 20_000);
    await device.until(({ requests }) => requests.total === 0, 'the prompt to go');
    assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 1);
  });
});

describe('a store that takes nothing more', () => {
  test('keeps nobody from signing in, nor requests from being decided', async () => {
    const person = await scene.person(HOME);
    const device = await scene.device();
    for (const store of [device.platform.localStore, device.platform.sessionStore]) store.full = true;
    const { jid, password } = person;
    assert.deepEqual(await device.signIn({ service: scene.server.service, jid, password }), { ok: true });
    await device.settled();
    const [colleague, stranger] = [await scene.contact(HOME), await scene.contact(OUTSIDE)];
    await ask(colleague, person);
    await device.accepts(colleague.jid);
    await ask(stranger, person);
    await device.prompts(stranger.jid);
    await device.answer('approve', stranger.jid);
    await stranger.expect(/type=.subscribed./);
    device.cut();
    await device.until(({ session }) => session.link.phase === 'offline', 'the device to notice');
    await device.settled();
  });
});

test('a server that crashes and comes back delivers what waits, and nothing is decided twice', async () => {
  const { device, stranger, person, colleague } = await situation();
  await ask(stranger, person);
  await device.prompts(stranger.jid);
  await scene.server.written(person.jid, stranger.jid);
  await scene.server.kill();
  const { session } = await device.until(({ session }) => session.link.phase === 'offline', 'the device to notice');
  assert.ok(session.link.phase === 'offline' && session.link.retryAt !== null);
  await scene.server.run();
  await device.settled();
  assert.deepEqual(
    device.rows.map(({ jid }) => jid),
    [stranger.jid],
  );
  assert.deepEqual(device.announced, [stranger.jid]);
  assert.equal(await scene.server.timesSent('subscribed', person.jid, colleague.jid), 1);
});
