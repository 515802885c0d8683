/** When a person cannot sign in: they read what happened and what to do; nothing goes on by itself, nothing is kept. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { freePort } from '../servers/processes.js';
import type { Site } from '../servers/site.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, pageWith, SISTER, startScene, startSite, strictPolicy, Tab, type Scene } from '../support/e2e.js';
import { element, ELEMENT, newVisitor, NO_NETWORK, signIn, stored } from '../support/widget.js';

const NOWHERE = 'nowhere.example';

let scene: Scene;
let lenient: Site;
let browser: Browser;
let closedPort = 0;

before(async () => {
  closedPort = await freePort();
  const pages = {
    '/': pageWith(ELEMENT),
    '/search': pageWith(element(`domain="${NOWHERE}"`)),
    '/closed': pageWith(element(`domain="${DOMAIN}" service="ws://127.0.0.1:${closedPort}/ws"`)),
    '/insecure': pageWith(element(`domain="${DOMAIN}" service="ws://chat.${DOMAIN}/ws"`)),
    '/no-pubsub': pageWith(element(`domain="${SISTER}" service="{{service}}"`)),
  };
  scene = await startScene({ pages });
  await scene.admin.publish({ domains: [DOMAIN] });
  const policy = strictPolicy(scene.server.port);
  lenient = await startSite(scene.server, pages, {
    'Content-Security-Policy': policy.replace(/connect-src/, `$& https://${NOWHERE} ws://127.0.0.1:${closedPort}`),
  });
  browser = await openBrowser({ args: [NO_NETWORK] });
});

after(async () => {
  await browser.close();
  await lenient.stop();
  await scene.stop();
});

async function open(t: TestContext, url: string): Promise<Tab> {
  return Tab.open(await newVisitor(t, browser), url);
}

/** Signs in in vain, reads why, and finds that nothing is left of it. */
async function signInInVain(tab: Tab, user: string, password: string, why: RegExp, service?: string): Promise<void> {
  await tab.signIn(user, password, service);
  await tab.untilText(why);
  assert.deepEqual((await tab.view())?.session.link.phase, 'signed-out');
  assert.deepEqual(await scene.admin.devicesOf(`${user}@${DOMAIN}`), []);
  const kept = await stored(tab);
  for (const secret of [user, password, 'sign-in']) assert.ok(!kept.includes(secret), kept);
  await tab.page.reload();
  await tab.untilText(/Password/);
  assert.doesNotMatch(await tab.text(), why);
}

test('a wrong password is said so, and another one can be tried', async (t) => {
  const person = await scene.person('wrong');
  const tab = await open(t, scene.site.origin);
  const why = /The address or the password is not right\. Check both, and try again\./;
  await signInInVain(tab, 'wrong', 'not-it', why);
  await signInInVain(tab, 'nobody', 'not-it', why);
  await tab.signIn('wrong', 'not-it');
  await tab.untilText(why);
  await signIn(tab, person);
  assert.doesNotMatch(await tab.text(), /not right/);
  assert.deepEqual(tab.complaints, []);
});

test('whoever enters nothing is asked for both, and nothing is sent', async (t) => {
  const tab = await open(t, scene.site.origin);
  await tab.click('form button.primary');
  await tab.untilText(/Enter your address and your password\./);
});

for (const [how, origin] of [
  ['does not say where its server is', () => lenient.origin],
  ['may not be asked, by the policy of the site', () => scene.site.origin],
] as const) {
  test(`a domain that ${how} is named, and the server's address can be entered`, async (t) => {
    const person = await scene.person(`lost-${how.length}`);
    const tab = await open(t, `${origin()}/search`);
    const why =
      /No chat service was found for nowhere\.example\. .*or enter the server address that your administrator gave you/;
    await signInInVain(tab, 'lost', 'secret', why);
    await signInInVain(tab, person.jid, person.password, new RegExp(`No chat service was found for ${DOMAIN}`));
  });
}

test('a server that cannot be reached is named, and it is not tried again by itself', async (t) => {
  const tab = await open(t, `${lenient.origin}/closed`);
  const why = new RegExp(
    `The server ws://127\\.0\\.0\\.1:${closedPort}/ws cannot be reached\\. Check your network connection\\.`,
  );
  await signInInVain(tab, 'dead', 'secret', why);
});

test('a service that is not secure is not used, whether the site names it or the person', async (t) => {
  const why = new RegExp(
    `The server address ws://chat\\.${DOMAIN}/ws is not secure, so it is not used\\. Use an address that begins with wss://\\.`,
  );
  await signInInVain(await open(t, `${scene.site.origin}/insecure`), 'careless', 'secret', why);
  const typed = await open(t, `${scene.site.origin}/search`);
  await signInInVain(typed, 'careless', 'secret', why, `ws://chat.${DOMAIN}/ws`);
});

test('on a server without pubsub every request waits for an answer, and a notice says why', async (t) => {
  await scene.server.addAccount(SISTER, { username: 'maya', password: 'secret' });
  const colleague = await scene.somebody(`jonas@${SISTER}`);
  colleague.presence('subscribe', `maya@${SISTER}`);
  await colleague.ping();
  const tab = await open(t, `${scene.site.origin}/no-pubsub`);
  await signIn(tab, { jid: `maya@${SISTER}`, password: 'secret' });
  await tab.untilText(
    /Your server has no place for your organization’s settings, so you are asked about every request\./,
  );
  await tab.untilText(new RegExp(`jonas @ ${SISTER}`));
  assert.equal(await scene.server.timesSent('subscribed', `maya@${SISTER}`, colleague.jid), 0);
});
