/** Firefox ends an event page that is idle, whatever its socket does. It is to stay while somebody is signed in, and else to be no loss. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { until } from '../servers/processes.js';
import { DOMAIN, OUTSIDE, startScene, type Scene } from '../support/e2e.js';
import { FirefoxExtension } from '../support/extension-firefox.js';
import { timesSignedIn } from '../support/widget.js';

/** Milliseconds after which Firefox takes an event page for idle. */
const USUAL = 30_000;
const SOON = 1_000;
/** A little longer than the 20 s after which the background has to give a sign of life. */
const IDLE = 24_000;
/** Some seconds after a sign-in the last of it is done, and nothing but a sign of life is left to keep the event page. */
const SETTLING = 15_000;

let scene: Scene;
let extension: FirefoxExtension;

before(async () => {
  scene = await startScene({ pages: {} });
  await scene.admin.publish({ domains: [DOMAIN] });
  extension = await FirefoxExtension.open();
});
afterEach(async () => {
  await extension.idleAfter(USUAL);
  await extension.signOut();
});
after(async () => {
  await extension.close();
  await scene.stop();
});

/** The next one will be ended when it has been idle for so long. */
async function startsAnew(idle: number): Promise<void> {
  await extension.idleAfter(idle);
  await extension.killBackground();
}

/** Firefox itself ends it. */
async function ends(): Promise<void> {
  const { ended } = await extension.eventPage();
  await until(async () => (await extension.eventPage()).ended > ended, 'the event page to be ended');
}

test('while nobody is signed in it ends, and what is being typed in the popup is not lost with it', async () => {
  const maya = await scene.person('maya');
  await startsAnew(SOON);
  const popup = await extension.popup();
  await popup.type('input[name=jid]', maya.jid);
  await ends();
  await extension.idleAfter(USUAL);
  await popup.type('input[name=password]', maya.password);
  await popup.click('summary');
  await popup.type('input[name=service]', scene.server.service);
  await popup.click('form button.primary');
  await popup.untilSettled();
  assert.equal((await popup.view())?.session.account, maya.jid);
  assert.deepEqual(popup.complaints, []);
});

test('while somebody is signed in it is not idle for as long as Firefox takes for too long, without any page or alarm', async () => {
  const nora = await scene.person('nora');
  const outsider = await scene.somebody(`tomas@${OUTSIDE}`);
  await startsAnew(IDLE);
  await extension.signIn({ ...nora, service: scene.server.service });
  await extension.closePages();
  await extension.unsetAlarm('revival');
  const [before, since] = [await extension.eventPage(), Date.now()];
  await until(
    async () => {
      assert.deepEqual(await extension.eventPage(), { ...before, state: 'running' });
      return Date.now() - since > IDLE + SETTLING;
    },
    'time to pass',
    2 * IDLE,
  );
  outsider.presence('subscribe', nora.jid);
  await until(async () => (await extension.badge()) === '1', 'the request on the badge');
  assert.equal(await timesSignedIn(scene.server, nora.jid), 1);
});

test('ended all the same, it is back with the next alarm, on the same stream', async () => {
  const olga = await scene.person('olga');
  const [colleague, outsider] = [await scene.somebody(`jonas@${DOMAIN}`), await scene.somebody(`oleg@${OUTSIDE}`)];
  await extension.signIn({ ...olga, service: scene.server.service });
  await extension.closePages();
  await until(async () => 'policy' in (await extension.kept()).local, 'what is known to be kept');
  await startsAnew(SOON);
  await extension.ringAlarm('revival', { minutes: 0.5 });
  await ends();
  for (const requester of [colleague, outsider]) requester.presence('subscribe', olga.jid);
  await Promise.all([colleague.ping(), outsider.ping()]);
  assert.equal((await extension.eventPage()).state, 'stopped');
  const resumed = await scene.server.resumptions();

  await extension.idleAfter(USUAL);
  await extension.ringAlarm('revival', { minutes: 0.5 });
  await colleague.expect(/type=.subscribed./);
  await until(async () => (await extension.badge()) === '1', 'the request of the outsider on the badge');
  assert.equal(await scene.server.resumptions(), resumed + 1);
});
