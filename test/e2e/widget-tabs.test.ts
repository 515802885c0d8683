/** However many tabs of a site are open, there is one session, and it is one person's. */
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { BROWSERS, openNamed } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, SISTER, startScene, Tab, type Scene } from '../support/e2e.js';
import { element, ELEMENT, leaderOf, newVisitor, NO_SHARED_WORKER, signIn, timesSignedIn } from '../support/widget.js';

const TABS = 10;

for (const name of BROWSERS) {
  describe(name, () => {
    let scene: Scene;
    let browser: Browser;
    let count = 0;

    before(async () => {
      scene = await startScene({
        pages: {
          '/': pageWith(ELEMENT),
          '/sister': pageWith(element(`domain="${SISTER}" service="{{service}}"`)),
          '/versioned': pageWith(element(`domain="${DOMAIN}" service="{{service}}" worker-src="/im/im-worker.js?v=2"`)),
          '/somebody': pageWith(element(`jid="somebody@${DOMAIN}" service="{{service}}"`)),
          '/sister-options': pageWith(element(`domain="${SISTER}"`, 'im-options')),
        },
      });
      await scene.admin.publish({ domains: [DOMAIN] });
      browser = await openNamed(name);
    });

    after(async () => {
      await browser.close();
      await scene.stop();
    });

    /** Ten tabs, in the first of which somebody has signed in, with a request that waits. */
    async function tenTabs(t: TestContext, script = ''): Promise<{ tabs: Tab[]; jid: string; outsider: RawClient }> {
      const person = await scene.person(`maya-${++count}`);
      const outsider = await scene.somebody(`tomas-${count}@${OUTSIDE}`);
      outsider.presence('subscribe', person.jid);
      await outsider.ping();
      const visitor = await newVisitor(t, browser);
      const first = await Tab.open(visitor, scene.site.origin, undefined, script);
      await signIn(first, person);
      const others = Array.from({ length: TABS - 1 }, () => Tab.open(visitor, scene.site.origin, undefined, script));
      const tabs = [first, ...(await Promise.all(others))];
      for (const tab of tabs) await tab.untilText(new RegExp(`${outsider.jid.replace('@', ' @ ')} Outside`));
      return { tabs, jid: person.jid, outsider };
    }

    async function acceptInOne(tabs: readonly Tab[], outsider: RawClient, jid: string): Promise<void> {
      await tabs[4]?.press('Accept', outsider.jid);
      for (const tab of tabs) await tab.untilText(/No requests waiting/);
      await outsider.expect(/type=.subscribed./);
      assert.equal(await scene.server.timesSent('subscribed', jid, outsider.jid), 1);
    }

    test('so do tabs of a site that names the worker with a query', async (t) => {
      const person = await scene.person(`maya-${++count}`);
      const outsider = await scene.somebody(`tomas-${count}@${OUTSIDE}`);
      const visitor = await newVisitor(t, browser);
      const address = `${scene.site.origin}/versioned`;
      await signIn(await Tab.open(visitor, address), person);
      const second = await Tab.open(visitor, address);
      await second.untilText(/No requests waiting/);
      outsider.presence('subscribe', person.jid);
      await second.press('Accept', outsider.jid);
      await outsider.expect(/type=.subscribed./);
      await second.untilText(/No requests waiting/);
      assert.equal(await timesSignedIn(scene.server, person.jid), 1);
    });

    test('ten tabs hold one session at the server, and what is accepted in one is gone in all', async (t) => {
      const { tabs, jid, outsider } = await tenTabs(t);
      assert.equal((await scene.admin.devicesOf(jid)).length, 1);
      assert.equal(await timesSignedIn(scene.server, jid), 1);
      await acceptInOne(tabs, outsider, jid);
      assert.deepEqual(
        tabs.flatMap(({ complaints }) => complaints),
        [],
      );
    });

    test('without a SharedWorker ten tabs elect one, and when that is closed another goes on, without asking for a password', async (t) => {
      const { tabs, jid, outsider } = await tenTabs(t, NO_SHARED_WORKER);
      assert.equal(await timesSignedIn(scene.server, jid), 1);
      const [first, ...others] = tabs;
      const [second] = others;
      if (!first || !second) throw new Error('no tabs');
      const [leader, devices] = [await leaderOf(second), await scene.admin.devicesOf(jid)];
      assert.equal(devices.length, 1);
      await first.page.close();
      await until(async () => ![undefined, leader].includes(await leaderOf(second)), 'another leader');
      const colleague = await scene.somebody(`jonas-${count}@${DOMAIN}`);
      colleague.presence('subscribe', jid);
      for (const tab of others) await tab.untilText(new RegExp(`jonas-${count} @ ${DOMAIN} Accepted automatically`));
      for (const tab of others) await tab.untilSettled();
      assert.deepEqual(await scene.admin.devicesOf(jid), devices);
      await acceptInOne(others, outsider, jid);
      assert.deepEqual(
        others.flatMap(({ complaints }) => complaints),
        [],
      );
    });

    test('a page for another account is told who is signed in, and neither sees nor does anything', async (t) => {
      const person = await scene.person(`maya-${++count}`);
      const outsider = await scene.somebody(`tomas-${count}@${OUTSIDE}`);
      outsider.presence('subscribe', person.jid, '<status>We met on Monday.</status>');
      await outsider.ping();
      const visitor = await newVisitor(t, browser);
      const maya = await Tab.open(visitor, scene.site.origin);
      await signIn(maya, person);
      await maya.untilText(/We met on Monday\./);

      const others = await Promise.all(
        ['/sister', '/somebody', '/sister-options'].map((path) =>
          Tab.open(visitor, scene.site.origin + path, 'main > :not(h1)'),
        ),
      );
      for (const other of others) {
        await other.untilText(
          new RegExp(`${person.jid} is signed in on this site\\. To use another account here, sign out there first\\.`),
        );
        assert.equal(await other.view(), null);
        assert.doesNotMatch(await other.text(), /We met|Accept|Password|Sign out/);
        const result = await other.page.evaluate((jid) => {
          const { client } = document.querySelector('main > :not(h1)') as unknown as {
            client: { command(command: object): Promise<object> };
          };
          return client.command({ name: 'approve', jid, addBack: false, details: null });
        }, outsider.jid);
        assert.deepEqual(result, { ok: false, problem: { kind: 'not-allowed' } });
      }
      assert.equal(await scene.server.timesSent('subscribed', person.jid, outsider.jid), 0);

      await maya.press('Options');
      await maya.signOut();
      for (const other of others) {
        await other.untilText(/Password|Nobody is signed in/);
        assert.deepEqual(other.complaints, []);
      }
    });
  });
}
