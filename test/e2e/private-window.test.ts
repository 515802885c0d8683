/** A private window of Firefox, which lets a site keep no files: nothing stays there, and signing out has nothing to erase. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { DOMAIN, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { openFirefox } from '../support/firefox.js';
import { ELEMENT, signIn, stored } from '../support/widget.js';

let scene: Scene;
let browser: Browser;

before(async () => {
  scene = await startScene({ pages: { '/': pageWith(ELEMENT) }, prosody: { sasl2: true } });
  await scene.admin.publish({ domains: [DOMAIN] });
  browser = await openFirefox({ preferences: { 'browser.privatebrowsing.autostart': true } });
});
after(async () => {
  await browser.close();
  await scene.stop();
});

test('in a private window nobody stays signed in, and signing out is done without a complaint', async () => {
  const tab = await Tab.open(browser, scene.site.origin);
  await tab.click('input[name=stay]');
  await signIn(tab, await scene.person('priva'));
  assert.equal((await tab.view())?.session.stay, 'unavailable');

  await tab.press('Options');
  await tab.signOut();
  await tab.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
  assert.doesNotMatch(await stored(tab), /sign-in|token/);
  const another = await Tab.open(browser, scene.site.origin);
  await another.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in there');
  assert.deepEqual([...tab.complaints, ...another.complaints], []);
});
