/** A site with a sign-on of its own: its tokens sign people in, and are nowhere to be found. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser, BrowserContext } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { element, leaderOf, newVisitor, NO_SHARED_WORKER, stored, timesSignedIn } from '../support/widget.js';

/** Its people are signed in by "token of <name>" (see mod_auth_site_tokens), and by nothing else. */
const TOKENS = 'tokens.example';
const JID = `robin@${TOKENS}`;
const TOKEN = 'token of robin';

let scene: Scene;
let browser: Browser;

before(async () => {
  const script = (body: string): string => `
    globalThis.asked = [];
    document.querySelector('im-contact-requests').credentials = (request) => { asked.push(request.jid); ${body} };`;
  const page = (file: string): string =>
    pageWith(`${element(`jid="${JID}" service="{{service}}"`)}<script src="/${file}.js"></script>`);
  scene = await startScene({
    pages: {
      '/': page('good'),
      '/good.js': script(`return Promise.resolve({ token: '${TOKEN}' });`),
      '/throwing': page('throwing'),
      '/throwing.js': script(`if (asked.length === 1) throw new Error('not now'); return { token: '${TOKEN}' };`),
      '/empty': page('empty'),
      '/empty.js': script('return undefined;'),
      '/wrong': page('wrong'),
      '/wrong.js': script('return { token: "token of somebody else" };'),
    },
    prosody: {
      hosts: [
        { domain: DOMAIN, pubsub: true, accounts: [{ username: 'admin', password: 'admin' }] },
        { domain: TOKENS, accounts: [], extraConfig: 'authentication = "site_tokens"' },
      ],
    },
  });
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await scene.stop();
});

async function open(t: TestContext, path = '/'): Promise<Tab> {
  return Tab.open(await newVisitor(t, browser), scene.site.origin + path);
}

/** Three tabs, the first of which was asked for a token. */
async function threeTabs(t: TestContext, script: string): Promise<{ tabs: [Tab, Tab, Tab]; visitor: BrowserContext }> {
  const visitor = await newVisitor(t, browser);
  const next = async (): Promise<Tab> => {
    const tab = await Tab.open(visitor, scene.site.origin, undefined, script);
    await tab.untilSettled();
    return tab;
  };
  const tabs: [Tab, Tab, Tab] = [await next(), await next(), await next()];
  assert.deepEqual(await Promise.all(tabs.map(asked)), [[JID], [], []]);
  return { tabs, visitor };
}

/** Whom the page was asked for a token of, each time. */
function asked({ page }: Tab): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

/** With what status the page has fetched what the worker needs to sign in. */
function preloaded({ page }: Tab): Promise<number[]> {
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('/im-host.js'))
      .map(({ responseStatus }) => responseStatus),
  );
}

test('a person is signed in by the token of the site, without being asked for anything', async (t) => {
  const tab = await open(t);
  await tab.untilSettled();
  assert.equal((await tab.view())?.session.account, JID);
  assert.deepEqual(await asked(tab), [JID]);
  const page = await tab.page.evaluate(() => document.documentElement.outerHTML);
  assert.ok(!page.includes(TOKEN) && !(await stored(tab)).includes(TOKEN));
  assert.doesNotMatch(await tab.text(), /Password|Sign in/);
  assert.deepEqual(tab.complaints, []);
  assert.deepEqual(await preloaded(tab), [200]);
});

test('the site is asked for another token at each new connection, and the person for nothing', async (t) => {
  const tab = await open(t);
  await tab.untilSettled();
  await scene.server.kill();
  await tab.untilText('cannot be reached');
  await scene.server.run();
  await tab.untilSettled();
  assert.deepEqual(await asked(tab), [JID, JID]);
});

for (const path of ['/throwing', '/empty', '/wrong']) {
  test(`a site whose sign-on fails (${path}) is said to have failed, and is asked again when somebody wants it`, async (t) => {
    const tab = await open(t, path);
    await tab.untilText(
      'This site could not sign you in. Reload the page. If that does not help, tell whoever runs the site. Sign in',
    );
    assert.deepEqual(await asked(tab), [JID]);
    await tab.press('Sign in');
    await until(async () => (await asked(tab)).length === 2, 'the site to be asked again');
    if (path === '/throwing') await tab.untilSettled();
    else await tab.untilText('This site could not sign you in.');
    assert.equal((await tab.view())?.session.account, path === '/throwing' ? JID : null);
  });
}

for (const [where, script] of [
  ['with a SharedWorker', ''],
  ['without one, even when the elected tab is closed', NO_SHARED_WORKER],
] as const) {
  test(`who signs out stays out until they want in again, in all tabs: ${where}`, async (t) => {
    const { tabs, visitor } = await threeTabs(t, script);
    const [first, second, third] = tabs;
    await second.press('Options');
    await second.signOut();
    for (const tab of tabs) await tab.untilText('You are signed out Sign in');
    if (script) {
      const leader = await leaderOf(second);
      await first.page.close();
      await until(async () => ![undefined, leader].includes(await leaderOf(second)), 'another leader');
    }
    const another = await Tab.open(visitor, scene.site.origin, undefined, script);
    for (const tab of [second, third, another]) {
      await tab.untilText('You are signed out Sign in');
      assert.deepEqual(await asked(tab), []);
    }
    await third.press('Sign in');
    for (const tab of [second, third, another]) await tab.untilSettled();
    assert.deepEqual(await Promise.all([second, third, another].map(asked)), [[], [JID], []]);
  });
}

test('without a SharedWorker each elected tab asks its site in turn, and never the person', async (t) => {
  const left: Tab[] = [...(await threeTabs(t, NO_SHARED_WORKER)).tabs];
  while (left.length > 1) {
    const before = await timesSignedIn(scene.server, JID);
    await left.shift()?.page.close();
    await until(async () => (await timesSignedIn(scene.server, JID)) > before, 'another sign-in');
    for (const tab of left) await tab.untilSettled();
    for (const tab of left) assert.doesNotMatch(await tab.text(), /You are signed out|Sign in/);
    assert.equal(await timesSignedIn(scene.server, JID), before + 1);
  }
});
