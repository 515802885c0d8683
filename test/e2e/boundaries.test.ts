/**
 * Where the session ends: a page that is not ours, another extension and its content script are given nothing, whatever
 * they say; nor is another origin or a sandboxed frame by the worker of a site. What each says does work from a page of ours.
 *
 * Of its own host page the element cannot be kept apart: whatever runs there sees what is typed, and may act as the person.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Site } from '../servers/site.js';
import { BROWSERS } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, ROOT, startScene, startSite, Tab, type Scene } from '../support/e2e.js';
import type { Extension } from '../support/extension.js';
import {
  attackBy,
  attackThrough,
  embrace,
  reachWorker,
  writeIntruder,
  type Outcome,
  type Target,
} from '../support/intruders.js';
import { openExtension } from '../support/open-extension.js';
import { saltedPassword } from '../support/traces.js';
import { ELEMENT, newVisitor, signIn, stored, timesSignedIn } from '../support/widget.js';
import vectors from '../vectors/port-messages.json' with { type: 'json' };

const EMPTY = '<!doctype html><html lang="en"><title>A page</title><body></body></html>';

let scene: Scene;
/** Another origin, which serves the same files to whoever asks, and enforces nothing. */
let elsewhere: Site;
/** A script there, by an address that makes it foreign to that site, too. */
let foreign: string;

before(async () => {
  scene = await startScene({ pages: { '/': pageWith(ELEMENT), '/empty': EMPTY } });
  elsewhere = await startSite(scene.server, { '/': EMPTY }, { 'Access-Control-Allow-Origin': '*' });
  foreign = `http://127.0.0.1:${elsewhere.port}/im/im-contact-requests.js`;
  await scene.admin.publish({ domains: [DOMAIN] });
});
after(async () => {
  await elsewhere.stop();
  await scene.stop();
});

/** Each message that a page of ours can say, about somebody who waits. */
function messagesAbout(jid: string): Target['messages'] {
  const good = JSON.stringify(vectors.good).replaceAll('maya@example.com', jid);
  return JSON.parse(good) as Target['messages'];
}

function isNothing(outcomes: readonly Outcome[], atLeast: number): void {
  assert.ok(outcomes.length >= atLeast, `${outcomes.length} attempts`);
  assert.deepEqual(
    outcomes.filter(({ got }) => !got.startsWith('nothing')),
    [],
  );
}

for (const name of BROWSERS) {
  describe(`the extension, in ${name}`, () => {
    let extension: Extension;
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'im-intruder-'));
      extension = await openExtension(name);
      await extension.browser.installExtension(await writeIntruder(join(folder, 'intruder')));
    });
    after(async () => {
      await extension.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('answers no web page, content script or other extension, whatever they say; its own pages it does', async () => {
      const person = await scene.person(`bound-${name}`);
      const outsider = await scene.somebody(`asks-${name}@${OUTSIDE}`);
      outsider.presence('subscribe', person.jid);
      await outsider.ping();
      const popup = await extension.signIn({ ...person, service: scene.server.service });
      await extension.showsWaiting(popup, 1);
      const options = await extension.options();
      await options.until(({ requests }) => requests.total === 1, 'the request');
      const state = async (): Promise<unknown> => [
        await options.view(),
        await extension.kept(),
        await scene.server.stored('roster', person.jid),
        outsider.presences('subscribed').length + outsider.presences('unsubscribed').length,
        await timesSignedIn(scene.server, person.jid),
      ];
      const untouched = await state();

      const messages = messagesAbout(outsider.jid);
      const target = { ...(await extension.identity()), messages };
      const page = await extension.browser.newPage();
      await page.goto(elsewhere.origin);
      await page.waitForSelector('[data-intruder=ready]');
      const attempts = 2 * messages.length + 4;
      isNothing((await page.evaluate(attackBy(target))) as Outcome[], attempts);
      isNothing((await page.evaluate(attackThrough('content', target))) as Outcome[], attempts);
      isNothing((await page.evaluate(attackThrough('background', target))) as Outcome[], attempts + 2);
      const { image, heard, databases } = (await page.evaluate(embrace(target))) as Record<string, unknown>;
      assert.deepEqual([image, heard, databases], ['nothing', [], []]);
      assert.deepEqual(await state(), untouched);

      const answers = (await extension.asOwnPage(attackBy(target))) as Outcome[];
      const overPorts = answers.filter(({ attempt }) => attempt.startsWith('port: '));
      const unanswered = overPorts.filter(({ got }) => !got.startsWith('{'));
      assert.deepEqual([overPorts.length, unanswered], [messages.length, []]);
      assert.ok(answers.some(({ attempt, got }) => attempt === 'file: popup.html' && got.startsWith('file <!doctype')));
      await options.until(({ session }) => session.account === null, 'the message to sign out to be followed');
    });

    test('runs in its pages what it brought along, and nothing else', async () => {
      const { page } = await extension.options();
      const enforced = (await page.evaluate(inject())) as Record<string, unknown>;
      for (const [attempt, ran] of Object.entries(enforced)) assert.equal(ran, false, attempt);
      await extension.closePages();
    });
  });
}

test('the manifest enforces Trusted Types, and offers its files to nobody', async () => {
  const manifest = JSON.parse(await readFile(join(ROOT, 'dist/extension/manifest.json'), 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  const policy = manifest.content_security_policy?.extension_pages ?? '';
  for (const rule of ["default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'"]) {
    assert.ok(policy.split('; ').includes(rule), rule);
  }
  for (const name of ['web_accessible_resources', 'externally_connectable', 'content_scripts']) {
    assert.equal(name in manifest, false, name);
  }
});

/** Tries to run and build what was not brought along; what of it came to pass. Outside of what a debugger may do. */
function inject(): string {
  return `new Promise((resolve) => setTimeout(async () => {
    const tries = {
      eval: () => eval('true'),
      'new Function': () => new Function('return true')(),
      'inline script': () => {
        const script = document.createElement('script');
        script.append('globalThis.ranInline = true');
        document.body.append(script);
        return globalThis.ranInline === true;
      },
      'foreign module': async () => Boolean(await import('${foreign}')),
      'foreign script': () => new Promise((done, failed) => {
        const script = document.createElement('script');
        script.onload = () => done(true);
        script.onerror = failed;
        script.type = 'module';
        script.src = '${foreign}';
        document.body.append(script);
      }),
      ...(globalThis.trustedTypes && {
        innerHTML: () => {
          const element = document.createElement('div');
          element.innerHTML = '<b></b>'; // the site's policy is to refuse this
          return element.firstChild !== null;
        },
        'a policy': () => Boolean(trustedTypes.createPolicy('theirs', {})),
      }),
    };
    const outcomes = {};
    for (const [name, attempt] of Object.entries(tries)) {
      outcomes[name] = await Promise.resolve().then(attempt).catch(() => false);
    }
    resolve(outcomes);
  }))`;
}

describe('the element', () => {
  let browser: Extension['browser'];
  let extension: Extension;

  before(async () => {
    extension = await openExtension('chromium');
    ({ browser } = extension);
  });
  after(() => extension.close());

  test('its worker and what it keeps are out of reach of other origins and of sandboxed frames', async (t) => {
    const person = await scene.person('framed');
    const visitor = await newVisitor(t, browser);
    const tab = await Tab.open(visitor, scene.site.origin);
    await signIn(tab, person);
    const untouched = await tab.view();
    const script = `${scene.site.origin}/im/im-worker.js`;

    const same = await visitor.newPage();
    await same.goto(`${scene.site.origin}/empty`);
    const control = await same.evaluate(reachWorker(script));
    assert.deepEqual(control, { account: person.jid, database: true, files: 'a folder' });

    const page = await visitor.newPage();
    await page.goto(elsewhere.origin);
    const theirs = await page.evaluate(reachWorker(script));
    assert.deepEqual(theirs, { account: 'SecurityError', database: false, files: 'a folder' });
    const ownCopy = (await page.evaluate(reachWorker(`${elsewhere.origin}/im/im-worker.js`))) as { account: unknown };
    assert.equal(ownCopy.account, null);

    await page.evaluate(`new Promise((loaded) => {
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.onload = loaded;
      frame.src = '${scene.site.origin}/empty';
      document.body.append(frame);
    })`);
    const sandboxed = page.frames().find((frame) => frame.url().startsWith(scene.site.origin));
    const kept = await sandboxed?.evaluate(reachWorker(script));
    assert.deepEqual(kept, { account: 'SecurityError', database: 'SecurityError', files: 'SecurityError' });
    assert.deepEqual(await tab.view(), untouched);
  });

  test('lives with a policy under which nothing is run that the site did not bring along', async (t) => {
    const visitor = await newVisitor(t, browser);
    const tab = await Tab.open(visitor, scene.site.origin);
    await signIn(tab, await scene.person('strict'));
    assert.deepEqual(tab.complaints, []);
    const enforced = (await tab.page.evaluate(inject())) as Record<string, unknown>;
    assert.ok('innerHTML' in enforced);
    for (const [attempt, ran] of Object.entries(enforced)) assert.equal(ran, false, attempt);

    const lax = await visitor.newPage();
    await lax.goto(elsewhere.origin);
    const control = (await lax.evaluate(inject())) as Record<string, unknown>;
    for (const attempt of Object.keys(enforced)) assert.equal(control[attempt], true, attempt);
  });

  test('keeps from its own page the password once it is sent, and the key made of it; not what is being typed', async (t) => {
    const person = await scene.person('hosted');
    const tab = await Tab.open(await newVisitor(t, browser), scene.site.origin);
    await tab.type('input[name=password]', person.password);
    const seen = async (): Promise<string> => JSON.stringify(await tab.page.evaluate(EVERYTHING));
    assert.ok((await seen()).includes(person.password), 'a page sees what is typed into it');

    await signIn(tab, person);
    const salted = await saltedPassword(scene.server, person);
    const all = `${await seen()} ${JSON.stringify(await tab.view())} ${await stored(tab)}`;
    assert.ok(all.includes(person.jid));
    for (const secret of [person.password, salted.toString('base64'), salted.toString('hex')]) {
      assert.ok(!all.includes(secret));
    }
  });
});

/** All that stands on a page, in its fields and in its private files, shadow trees included. */
const EVERYTHING = `(async () => {
  const within = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? within(one.shadowRoot) : [])]);
  const all = within(document);
  const files = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
  return [files, all.map(({ value, shadowRoot }) => [value, shadowRoot?.innerHTML]), document.documentElement.outerHTML];
})()`;
