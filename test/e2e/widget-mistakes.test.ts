/** What whoever writes a page can get wrong: the element says what to write instead, and does nothing else. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, pageWith, ROOT, startScene, startSite, strictPolicy, Tab, type Scene } from '../support/e2e.js';
import type { Site } from '../servers/site.js';
import { element, ELEMENT, newVisitor, NO_NETWORK, signIn } from '../support/widget.js';

/** Attributes, and what is said about them. */
const MISTAKES: readonly (readonly [what: string, attributes: string, why: string])[] = [
  ['no domain', '', 'the attribute "domain" is missing: write domain="example.com", with your organization’s domain.'],
  ['no domain beside a service', 'service="{{service}}"', 'the attribute "domain" is missing'],
  ['a URL for a domain', `domain="https://${DOMAIN}"`, `domain="https://${DOMAIN}" is not a domain name, such as example.com.`],
  ['a name for an address', `domain="${DOMAIN}" jid="maya"`, 'jid="maya" is not an address, such as name@example.com.'],
  ['an address of elsewhere', `domain="${DOMAIN}" jid="maya@b.example"`, `jid="maya@b.example" is not of domain="${DOMAIN}".`],
  ['a service that is no WebSocket', `domain="${DOMAIN}" service="https://${DOMAIN}/ws"`, `service="https://${DOMAIN}/ws" is not a wss:// address.`],
  ['a service that is no URL', `domain="${DOMAIN}" service="chat.${DOMAIN}"`, `service="chat.${DOMAIN}" is not a wss:// address.`],
]; // prettier-ignore
const NO_WORKER = (script: string): string =>
  `The worker ${script} could not be started. Serve im-worker.js beside im-contact-requests.js, ` +
  'or name it with the attribute worker-src, and allow it in the Content-Security-Policy (worker-src).';
const FULL = `domain="${DOMAIN}" service="{{service}}"`;

let scene: Scene;
let forbidding: Site;
let browser: Browser;

before(async () => {
  const pages = {
    '/': pageWith(ELEMENT),
    '/missing': pageWith(element(`${FULL} worker-src="/nowhere/im-worker.js"`)),
    '/incomplete': pageWith(element(`${FULL} worker-src="/alone/im-worker.js"`)),
    '/alone/im-worker.js': await readFile(join(ROOT, 'dist/widget/im-worker.js'), 'utf8'),
    '/credentials': pageWith(`${element(`domain="${DOMAIN}"`)}<script src="/credentials.js"></script>`),
    '/credentials.js': 'document.querySelector("im-contact-requests").credentials = () => ({ token: "token" });',
    ...Object.fromEntries(MISTAKES.map(([, attributes], index) => [`/${index}`, pageWith(element(attributes))])),
    '/options': pageWith(element('', 'im-options')),
  };
  scene = await startScene({ pages });
  await scene.admin.publish({ domains: [DOMAIN] });
  const policy = strictPolicy(scene.server.port).replace(/worker-src [^;]*/, "worker-src 'none'");
  forbidding = await startSite(scene.server, pages, { 'Content-Security-Policy': policy });
  browser = await openBrowser({ args: [NO_NETWORK] });
});

after(async () => {
  await browser.close();
  await forbidding.stop();
  await scene.stop();
});

async function open(t: TestContext, url: string, selector?: string, script?: string): Promise<Tab> {
  return Tab.open(await newVisitor(t, browser), url, selector, script);
}

/** Run before the scripts of a page: of the first worker that fails, nobody is told. Chromium does so now and then. */
const FORGETS_ERROR = `
  const listen = SharedWorker.prototype.addEventListener;
  SharedWorker.prototype.addEventListener = function () {
    SharedWorker.prototype.addEventListener = listen;
  }`;

/** The element shows `text`, with nothing to press or to fill in. */
async function showsOnly(tab: Tab, text: string): Promise<void> {
  await tab.untilText(text);
  assert.doesNotMatch(await tab.text(), /Password|Sign in|Accept/);
  assert.equal(await tab.view(), null);
}

for (const [index, [what, , why]] of MISTAKES.entries()) {
  test(`${what}: the element and the console name the attribute, and say what to write`, async (t) => {
    const tab = await open(t, `${scene.site.origin}/${index}`);
    await showsOnly(tab, `<im-contact-requests>: ${why}`);
    assert.equal(tab.complaints.length, 1);
    assert.ok(tab.complaints[0]?.startsWith(`<im-contact-requests>: ${why}`));
  });
}

test('the attribute is named by the element that lacks it', async (t) => {
  const tab = await open(t, `${scene.site.origin}/options`, 'im-options');
  await showsOnly(tab, '<im-options>: the attribute "domain" is missing');
});

test('credentials without an address: the attribute jid is asked for, and nobody is signed in', async (t) => {
  const tab = await open(t, `${scene.site.origin}/credentials`);
  await tab.untilText('<im-contact-requests>: the attribute "jid" is missing: with credentials, write jid=');
  assert.ok(!(await scene.server.log()).includes('OAUTHBEARER'));
});

test('a mistake that is mended while the page is open is gone, and the element works', async (t) => {
  const person = await scene.person('mended');
  const tab = await open(t, `${scene.site.origin}/0`);
  await showsOnly(tab, 'the attribute "domain" is missing');
  await tab.page.evaluate(
    (domain, service) => {
      const mended = document.querySelector('im-contact-requests');
      mended?.setAttribute('domain', domain);
      mended?.setAttribute('service', service);
    },
    DOMAIN,
    scene.server.service,
  );
  await signIn(tab, person);
  await tab.untilText('No requests waiting');
});

test('a worker script that is not there: its address is shown, and where it belongs', async (t) => {
  const tab = await open(t, `${scene.site.origin}/missing`);
  await showsOnly(tab, NO_WORKER(`${scene.site.origin}/nowhere/im-worker.js`));
});

test('a browser that does not tell that the worker is not there: it is started once more', async (t) => {
  const tab = await open(t, `${scene.site.origin}/missing`, undefined, FORGETS_ERROR);
  await showsOnly(tab, NO_WORKER(`${scene.site.origin}/nowhere/im-worker.js`));
});

test('a worker that the policy of the site forbids: its address is shown, and what to allow', async (t) => {
  const tab = await open(t, forbidding.origin);
  await showsOnly(tab, NO_WORKER(`${forbidding.origin}/im/im-worker.js`));
});

test('a worker without the files beside it: the sign-in fails, and says that a part is missing', async (t) => {
  const person = await scene.person('incomplete');
  const tab = await open(t, `${scene.site.origin}/incomplete`);
  await tab.signIn(person.jid, person.password);
  await tab.untilText('A part of this page could not be loaded. Check your network connection, and reload the page.');
  assert.deepEqual(await scene.admin.devicesOf(person.jid), []);
});

test('a page that is not served over https: that is said, and nothing can be entered', async (t) => {
  const tab = await open(t, scene.site.origin.replace('localhost', 'plain.example'));
  assert.equal(await tab.page.evaluate(() => isSecureContext), false);
  await showsOnly(tab, 'This page must be served over https:// before anybody can sign in here.');
});
