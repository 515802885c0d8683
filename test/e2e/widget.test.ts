import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { isAccessible } from '../support/axe.js';
import { BROWSERS, openNamed } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { until } from '../servers/processes.js';

for (const name of BROWSERS) {
  describe(name, () => {
    let scene: Scene;
    let browser: Browser;

    before(async () => {
      scene = await startScene({
        pages: {
          '/': pageWith(`<im-contact-requests domain="${DOMAIN}" service="{{service}}"></im-contact-requests>`),
        },
      });
      browser = await openNamed(name);
    });

    after(async () => {
      await browser.close();
      await scene.stop();
    });

    test('a person signs in on a strict site, and answers what the policy leaves', async () => {
      await scene.admin.publish({ domains: [DOMAIN] });
      const maya = await scene.person('maya');
      const colleague = await scene.somebody(`jonas@${DOMAIN}`);
      const outsider = await scene.somebody(`tomas@${OUTSIDE}`);
      colleague.presence('subscribe', maya.jid);
      outsider.presence('subscribe', maya.jid, '<status>We met on Monday.</status>');
      await Promise.all([colleague.ping(), outsider.ping()]);

      const context = await browser.createBrowserContext();
      const tab = await Tab.open(context, scene.site.origin);
      await tab.find('input[name=password]');
      await isAccessible(tab.page);
      await tab.signIn('maya', maya.password);
      await tab.untilText(/We met on Monday\./);
      await tab.untilText(
        /jonas @ acme\.example Accepted automatically: acme\.example is one of your organization’s domains/,
      );
      assert.equal(colleague.presences('subscribed').length, 1);
      assert.equal(outsider.presences('subscribed').length, 0);

      await isAccessible(tab.page);

      await tab.press('Accept', outsider.jid);
      await until(() => outsider.presences('subscribed').length === 1, 'the outsider to hear that they are accepted');
      await tab.untilText(/No requests waiting/);
      assert.deepEqual(tab.complaints, []);
      await context.close();
    });
  });
}
