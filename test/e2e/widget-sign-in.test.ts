/** Signing in with what is bundled, which is less of xmpp.js than other tests run with. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { Proxy } from '../servers/proxy.js';
import { BROWSERS, openNamed } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, startScene, strictPolicy, Tab, type Scene } from '../support/e2e.js';

const PAGES = { '/': pageWith(`<im-contact-requests domain="${DOMAIN}" service="{{service}}"></im-contact-requests>`) };

for (const name of BROWSERS) {
  describe(name, () => {
    let browser: Browser;
    before(async () => {
      browser = await openNamed(name);
    });
    after(() => browser.close());

    function isOnline(tab: Tab): Promise<void> {
      return tab.until(({ session, requests }) => session.link.phase === 'online' && requests.loaded, 'to be online');
    }

    describe('by SASL and stream management', () => {
      let scene: Scene;
      let proxy: Proxy;
      before(async () => {
        scene = await startScene({
          pages: { '/': pageWith(`<im-contact-requests domain="${DOMAIN}"></im-contact-requests>`) },
          headers: { 'Content-Security-Policy': strictPolicy('*') },
        });
        proxy = await Proxy.start(scene.server);
      });
      after(async () => {
        await proxy.stop();
        await scene.stop();
      });

      test('a stream is resumed after the connection broke, and what was sent meanwhile arrives', async () => {
        const maya = await scene.person('maya');
        const outsider = await scene.somebody(`tomas@${OUTSIDE}`);
        const context = await browser.createBrowserContext();
        const tab = await Tab.open(context, scene.site.origin);
        await tab.signIn('maya', maya.password, proxy.through(scene.server));
        await isOnline(tab);
        proxy.cut();
        outsider.presence('subscribe', maya.jid, '<status>Fish &amp; "chips" &lt;here&gt;</status>');
        await tab.untilText(/Fish & "chips" <here>/);
        await isOnline(tab);
        assert.equal(await scene.server.resumptions(), 1);
        await tab.press('Accept', outsider.jid);
        await until(() => outsider.presences('subscribed').length === 1, 'the outsider to hear that they are accepted');
        await context.close();
      });
    });

    describe('by SASL2, Bind 2 and FAST', () => {
      let scene: Scene;
      before(async () => {
        scene = await startScene({ pages: PAGES, prosody: { sasl2: true } });
      });
      after(() => scene.stop());

      test('who stays is signed in again by a token, which is revoked when they sign out', async () => {
        const uses = async (): Promise<number> =>
          (await scene.server.log()).split('Client is authenticating using FAST').length - 1;
        const { password } = await scene.person('maya');
        const context = await browser.createBrowserContext();
        const first = await Tab.open(context, scene.site.origin);
        await first.click('input[name=stay]');
        await first.signIn('maya', password);
        await isOnline(first);
        await first.until(({ session }) => session.stay === 'token', 'to have a token');
        assert.equal(await uses(), 0);
        await first.page.close();

        const second = await Tab.open(context, scene.site.origin);
        await isOnline(second);
        assert.equal(await uses(), 1);
        await second.press('Options');
        await second.signOut();
        await second.untilText(/Stay signed in/);
        await until(async () => (await uses()) === 2, 'the token to be revoked');
        await second.page.reload();
        await second.untilText(/Stay signed in/);
        assert.deepEqual(second.complaints, []);
        await context.close();
      });
    });
  });
}
