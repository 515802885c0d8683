/** A connection that may be dead is looked at when there is a reason to, and no page sees more than there is. */
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { until } from '../servers/processes.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import { Proxy } from '../servers/proxy.js';
import { ScriptedServer } from '../servers/scripted-server.js';
import { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

/** Sooner than the session would notice by itself: after twenty seconds of silence, and fifteen of waiting. */
const SOON = 15_000;

/** Milliseconds that pass with each look: fast enough for pauses, too slow for a deadline to pass on a busy machine. */
const PACE = 20;

const { scene, administrator } = await startHome();
const proxy = await Proxy.start(scene.server);
after(async () => {
  await proxy.stop();
  await scene.end();
});

async function behindProxy(): Promise<Device> {
  return scene.signedIn(await scene.person(HOME), { service: proxy.through(scene.server) });
}

describe('a connection that died without a word', () => {
  const reasons: Readonly<Record<string, (device: Device) => unknown>> = {
    'the browser says that the network is back': (device) => device.platform.networkBack(),
    'a page is opened': (device) => device.openPage(),
  };
  for (const [reason, happens] of Object.entries(reasons)) {
    test(`is found out when ${reason}`, async () => {
      const device = await behindProxy();
      const resumed = await scene.server.resumptions();
      proxy.swallow();
      happens(device);
      await until(async () => (await scene.server.resumptions()) === resumed + 1, 'the stream to be resumed', SOON);
      await device.until(({ session }) => session.link.phase === 'online', 'the page to see it');
    });
  }

  test('is found out when the computer wakes from sleep', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const device = await behindProxy();
    const resumed = await scene.server.resumptions();
    proxy.swallow();
    const hour = 3_600_000;
    const now = device.platform.now.bind(device.platform);
    device.platform.now = () => now() + hour;
    t.mock.timers.tick(20_000);
    await until(async () => (await scene.server.resumptions()) === resumed + 1, 'the stream to be resumed', SOON);
  });
});

describe('a server that takes long to resume a stream', () => {
  /** Somebody who was cut off, and whose new connection has asked to go on; time passes when the test says so. */
  const askingToResume = async (t: TestContext): Promise<{ server: ScriptedServer; device: Device }> => {
    const server = await ScriptedServer.start({ domain: HOME, password: 'secret' });
    const device = new Device();
    t.after(() => {
      device.kill();
      return server.stop();
    });
    await device.start();
    await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
    await device.settled();
    server.hold('resumption');
    t.mock.timers.enable({ apis: ['setTimeout'] });
    server.cut();
    await passing(t, () => server.saw('<resume ').length === 1, 'the stream to be asked for');
    return { server, device };
  };

  const passing = (t: TestContext, check: () => boolean, what: string): Promise<void> =>
    until(() => {
      t.mock.timers.tick(PACE);
      return check();
    }, what);

  test('is waited for as long as ejabberd may need', async (t) => {
    const { server, device } = await askingToResume(t);
    t.mock.timers.tick(15_000);
    server.answer('resumption');
    await passing(t, () => device.view?.session.link.phase === 'online', 'the session to go on');
    assert.deepEqual([server.saw('<resume ').length, server.streams], [1, 1]);
  });

  test('and does not answer is not asked for it again', async (t) => {
    const { server, device } = await askingToResume(t);
    t.mock.timers.tick(20_000);
    await passing(t, () => device.view?.session.link.phase === 'online', 'another session');
    assert.deepEqual([server.saw('<resume ').length, server.streams], [1, 2]);
  });

  test('nor by the worker after the one that died meanwhile', async (t) => {
    const { server, device } = await askingToResume(t);
    await device.restart();
    await passing(t, () => device.view?.session.link.phase === 'online', 'another session');
    assert.deepEqual([server.saw('<resume ').length, server.streams], [1, 2]);
    await passing(t, () => device.view?.requests.loaded === true, 'sign-in to be complete');
    t.mock.timers.tick(5000); // where it stands is kept
    await server.heard();
    server.answer('resumption');
    await device.restart();
    await passing(t, () => device.view?.session.link.phase === 'online', 'the session to go on');
    assert.deepEqual([server.saw('<resume ').length, server.streams], [2, 2]);
  });

  test('and then throws the person out for what was given up: they come back by themselves, once', async (t) => {
    const { server, device } = await askingToResume(t);
    t.mock.timers.tick(20_000);
    await passing(t, () => device.view?.session.link.phase === 'online', 'another session');
    const replaced = `<stream:error xmlns:stream="http://etherx.jabber.org/streams"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error>`;
    server.answer('resumption');
    server.send(replaced);
    await passing(t, () => server.saw('<resume ').length === 2, 'the person to come back');
    await passing(t, () => device.view?.session.link.phase === 'online', 'the session to go on');
    server.send(replaced);
    await passing(t, () => device.view?.session.link.phase === 'offline', 'the conflict');
    assert.deepEqual(device.view?.session.link, { phase: 'offline', problem: { kind: 'replaced' }, retryAt: null });
  });
});

describe('while no page is open', () => {
  let person: Person;
  let device: Device;
  before(async () => {
    person = await scene.person(HOME);
    device = await scene.signedIn(person);
  });

  const heard: string[] = [];
  const said: string[] = [];

  test('the server knows it, and requests are decided all the same, by the policy as it is now', async () => {
    const [stranger, colleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    colleague.presence('subscribe', person.jid);
    const full = await colleague.deviceOf(person.jid);
    device.worker.onAct = (act, text) => {
      if (act === 'receive') heard.push(text);
      if (act === 'send') said.push(text);
    };
    device.closePage();
    await until(() => says('inactive'), 'the server to be told');
    await colleague.heardBy(full);

    colleague.send(`<presence xmlns="jabber:client" to="${full}"><status>can wait</status></presence>`);
    await administrator.publish({ allowUserOptions: false, handling: 'accept-all', domains: [HOME] });
    await colleague.ping();
    stranger.presence('subscribe', person.jid);
    await stranger.expect(/type=.subscribed./);
    assert.ok(!says('active'));
    // Prosody delivers what waited with whatever cannot wait.
    assert.equal(hears('can wait'), !IS_EJABBERD);
  });

  test('a page that is opened is told how things are, and the server that somebody looks', async () => {
    device.openPage();
    await device.until(({ activity }) => activity.total === 2, 'both acceptances in the log');
    await until(() => says('active') && hears('can wait'), 'the rest to be delivered');
  });

  const says = (name: string): boolean => said.some((text) => text.startsWith(`<${name} xmlns="urn:xmpp:csi:0"`));
  const hears = (text: string): boolean => heard.some((frame) => frame.includes(text));
});
