/** A server that dies while somebody is signed in, and comes back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { BROWSERS, openNamed } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { ELEMENT, newVisitor, signIn } from '../support/widget.js';

for (const name of BROWSERS) {
  describe(name, () => {
    let scene: Scene;
    let browser: Browser;

    before(async () => {
      scene = await startScene({ pages: { '/': pageWith(ELEMENT) } });
      await scene.admin.publish({ domains: [DOMAIN] });
      browser = await openNamed(name);
    });

    after(async () => {
      await browser.close();
      await scene.stop();
    });

    test('the page says that the server is away and counts down, shows what waits, and is back by itself', async (t) => {
      const person = await scene.person('maya');
      const outsider = await scene.somebody(`tomas@${OUTSIDE}`);
      outsider.presence('subscribe', person.jid, '<status>We met on Monday.</status>');
      await outsider.ping();
      const tab = await Tab.open(await newVisitor(t, browser), scene.site.origin);
      await signIn(tab, person);
      await tab.untilText('We met on Monday.');

      await scene.server.kill();
      await tab.untilText(
        new RegExp(
          `Offline .*The server ${scene.server.service} cannot be reached\\. Trying again in \\d+ seconds?\\. Connect now`,
        ),
      );
      assert.match(await tab.text(), /We met on Monday\. .*Accept/);
      const seconds = async (): Promise<number> => Number(/again in (\d+) second/.exec(await tab.text())?.[1] ?? 0);
      const seen = new Set<number>();
      await until(
        async () => seen.add(await seconds()).has(3) && seen.has(2) && seen.has(1),
        'the seconds to be counted',
      );

      await scene.server.run();
      await tab.untilSettled();
      await tab.untilText(/^Contact requests 1 Online .*We met on Monday\./);
      assert.doesNotMatch(await tab.text(), /Offline|Trying again|Password/);
      const colleague = await scene.somebody(`jonas@${DOMAIN}`);
      colleague.presence('subscribe', person.jid);
      await tab.untilText(`jonas @ ${DOMAIN} Accepted automatically`);
      await tab.press('Accept', outsider.jid);
      await tab.untilText('No requests waiting');
    });
  });
}
