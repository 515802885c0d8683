/** The extension as a person uses it, from its toolbar button. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { after, afterEach, before, describe, test } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../servers/processes.js';
import { isAccessible } from '../support/axe.js';
import { BROWSERS } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import type { Extension } from '../support/extension.js';
import { openExtension } from '../support/open-extension.js';
import { Profanity } from '../support/profanity.js';
import { ELEMENT } from '../support/widget.js';

for (const name of BROWSERS) {
  describe(name, () => {
    let scene: Scene;
    let service: string;
    let extension: Extension;

    before(async () => {
      scene = await startScene({ pages: { '/': pageWith(ELEMENT) }, prosody: { tcp: true } });
      await scene.admin.publish({ domains: [DOMAIN] });
      service = scene.server.service;
      extension = await openExtension(name);
    });
    afterEach(() => extension.signOut());
    after(async () => {
      await extension.close();
      await scene.stop();
    });

    test('the popup takes its size from what it shows', async () => {
      await extension.popupIsWide(400);
    });

    test('accepts a colleague without a word, and asks about an outsider in popup, badge and notification', async () => {
      const maya = await scene.person('maya');
      const colleague = await scene.somebody(`jonas@${DOMAIN}`);
      const outsider = await scene.somebody(`tomas@${OUTSIDE}`);
      for (const requester of [colleague, outsider]) {
        requester.presence('subscribe', maya.jid);
        await requester.ping();
      }

      const popup = await extension.signIn({ ...maya, service });
      await popup.untilText(
        /jonas @ acme\.example Accepted automatically: acme\.example is one of your organization’s/,
      );
      assert.equal(colleague.presences('subscribed').length, 1);
      await extension.showsWaiting(popup, 1);
      assert.equal(outsider.presences('subscribed').length, 0);
      await isAccessible(popup.page);

      await popup.press('Accept', outsider.jid);
      await until(() => outsider.presences('subscribed').length === 1, 'the outsider to hear that they are accepted');
      await extension.showsWaiting(popup, 0);
      await isAccessible(popup.page);
      assert.deepEqual(popup.complaints, []);
      await isAccessible((await extension.options()).page);
    });

    test('what one device of a person decides or sets, the other follows', async () => {
      const iris = await scene.person('iris');
      const [first, second] = [await scene.somebody(`first@${OUTSIDE}`), await scene.somebody(`second@${OUTSIDE}`)];
      const popup = await extension.signIn({ ...iris, service });
      const tab = await Tab.open(await extension.browser.createBrowserContext(), scene.site.origin);
      await tab.signIn('iris', iris.password);
      for (const requester of [first, second]) requester.presence('subscribe', iris.jid);
      await extension.showsWaiting(popup, 2);
      await tab.until(({ requests }) => requests.total === 2, 'both requests on the site');

      await tab.press('Accept', first.jid);
      await extension.showsWaiting(popup, 1);
      await popup.press('Decline', second.jid);
      await tab.untilText(/No requests waiting/);
      await extension.showsWaiting(popup, 0);
      await Promise.all([first.expect(/type=.subscribed./), second.expect(/type=.unsubscribed./)]);

      const options = await extension.options();
      await options.click('input[value=prompt]');
      await tab.until(({ setting }) => setting.handling === 'prompt', 'the choice to be in force on the site');
      await tab.press('Options');
      await tab.click('input[value=accept-all]');
      await options.until(({ setting }) => setting.handling === 'accept-all', 'the choice to be in force here');
      assert.ok(await (await options.find('input[value=accept-all]')).evaluate((input) => input.matches(':checked')));
      assert.deepEqual([...popup.complaints, ...tab.complaints, ...options.complaints], []);
      await tab.page.browserContext().close();
    });

    test('a request sent with Profanity is asked about, and Profanity hears that it is accepted', async () => {
      const nora = await scene.person('nora');
      await scene.server.addAccount(OUTSIDE, { username: 'pavel', password: 'secret' });
      const pavel = `pavel@${OUTSIDE}`;
      const profanity = await Profanity.signIn({ jid: pavel, password: 'secret', port: scene.server.tcpPort });
      const popup = await extension.signIn({ ...nora, service });
      profanity.type(`/sub request ${nora.jid}`);
      await extension.showsWaiting(popup, 1);

      await popup.press('Accept', pavel);
      await profanity.logs(/RECV: <presence(?=[^>]*from="nora@)[^>]* type="subscribed"/, 'to hear of it');
      assert.equal((await scene.server.storedRoster(nora.jid)).contacts.get(pavel)?.subscription, 'from');
      await profanity.close();
    });

    test('a sign-in ends with the browser, unless the person stays signed in', async (t) => {
      const profile = await mkdtemp(join(tmpdir(), 'im-profile-'));
      const olga = await scene.person('olga');
      const outsider = await scene.somebody(`oleg@${OUTSIDE}`);
      t.after(() => rm(profile, { recursive: true, force: true }));

      const first = await openExtension(name, profile);
      await first.signIn({ ...olga, service });
      await first.close();

      const second = await openExtension(name, profile);
      await second.signIn({ ...olga, service, stay: true });
      await until(async () => 'sign-in' in (await second.kept()).local, 'the sign-in to be kept');
      await second.close();
      outsider.presence('subscribe', olga.jid);
      await outsider.ping();

      const third = await openExtension(name, profile);
      await until(async () => (await third.badge()) === '1', 'the request on the badge, before anything was opened');
      await third.showsWaiting(await third.popup(), 1);
      await third.close();
    });

    test('signing out leaves nothing that could sign in', async () => {
      const ruth = await scene.person('ruth');
      for (const stay of [false, true]) {
        await extension.signIn({ ...ruth, service, stay });
        await until(async () => 'sign-in' in (await extension.kept()).session, 'all to be kept');
        const { session, local, files } = await extension.kept();
        assert.deepEqual([...files].sort(), stay ? ['key', 'messages-key'] : ['messages-key']);
        assert.deepEqual(['sign-in' in local, 'secret' in local], [stay, stay]);
        assert.equal('secret' in session, !stay);
        assert.ok(!JSON.stringify([session, local]).includes(ruth.password), 'the password itself is never kept');

        await extension.signOut();
        const strongest = { [`strength:${DOMAIN}`]: 'SCRAM-SHA-256' };
        const nothing = { session: {}, local: strongest, databases: [], files: [], alarms: [] };
        assert.deepEqual(await extension.kept(), nothing);
      }
    });
  });
}
