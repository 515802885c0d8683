/** A connection that may be dead is looked at when there is a reason to, and no page sees more than there is. */
import { after, before, describe, test } from 'node:test';
import { until } from '../servers/processes.js';
import { Proxy } from '../servers/proxy.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

/** Sooner than the session would notice by itself: after twenty seconds of silence, and fifteen of waiting. */
const SOON = 15_000;

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

describe('while no page is open', () => {
  let person: Person;
  let device: Device;
  before(async () => {
    person = await scene.person(HOME);
    device = await scene.signedIn(person);
  });

  test('the server holds back what can wait, and delivers it before what cannot', async () => {
    const [stranger, colleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    device.closePage();
    await until(async () => (await scene.server.log()).includes('<inactive xmlns='), 'the server to know');
    const held = await scene.server.timesHeldBack();
    await administrator.publish({ allowUserOptions: false, handling: 'accept-all', domains: [HOME] });
    await until(async () => (await scene.server.timesHeldBack()) > held, 'the news of the policy to be held back');
    for (const requester of [stranger, colleague]) requester.presence('subscribe', person.jid);
    await Promise.all([stranger, colleague].map((requester) => requester.expect(/type=.subscribed./)));
  });

  test('a page that is opened is told how things are', async () => {
    device.openPage();
    await device.until(({ activity }) => activity.total === 2, 'both acceptances in the log');
  });
});
