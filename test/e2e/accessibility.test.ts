/** axe finds nothing: in any state of our elements, in any theme and language, on any page of ours. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { demoFolders, demoPages } from '../demo/site-content.js';
import { Site } from '../servers/site.js';
import { axeViolations } from '../support/axe.js';
import { openBrowser } from '../support/browser.js';
import { ROOT, Tab } from '../support/e2e.js';
import { ChromiumExtension } from '../support/extension-chromium.js';
import { GALLERY, show, useScheme, withTheme } from '../support/gallery.js';
import { ELEMENTS, STATES } from '../support/states.js';
import { translatorInto } from '../support/translations.js';

const html = (body: string) => () => ({ type: 'text/html; charset=utf-8', body });

let site: Site;
let browser: Browser;
let extension: ChromiumExtension;

before(async () => {
  site = await Site.start({
    folders: { ...demoFolders(ROOT), '/im/': join(ROOT, 'dist/widget') },
    pages: {
      ...Object.fromEntries(Object.entries(GALLERY).map(([path, body]) => [path, html(body)])),
      ...(await demoPages(ROOT, 'ws://127.0.0.1:9/xmpp-websocket')),
    },
  });
  browser = await openBrowser();
  extension = await ChromiumExtension.open();
});

after(async () => {
  await extension.close();
  await browser.close();
  await site.stop();
});

test('icons are drawn as they were written: no shape is inside another', async () => {
  const tab = await Tab.open(browser, `${site.origin}/gallery/im-contact-requests`);
  for (const state of STATES.filter(({ name }) => ['empty', 'requests'].includes(name))) {
    await show(tab, state);
    const [shapes = 0, swallowed] = await tab.page.evaluate(() => {
      const within = (root: ParentNode, selector: string): number =>
        [...root.querySelectorAll('*')].reduce(
          (sum, { shadowRoot }) => sum + (shadowRoot ? within(shadowRoot, selector) : 0),
          root.querySelectorAll(selector).length,
        );
      return [within(document, 'svg > *'), within(document, 'svg > * > *')];
    });
    assert.ok(shapes > 2);
    assert.equal(swallowed, 0, state.name);
  }
  await tab.page.close();
});

for (const [language, scheme, theme] of [
  ['en', 'light', 'contrast'],
  ['en', 'dark', 'contrast'],
  ['de', 'light', 'dark'],
  ['fr', 'dark', 'light'],
  ['es', 'dark', 'auto'],
  ['ja', 'light', 'contrast'],
  ['ar', 'light', 'auto'],
] as const) {
  test(`in ${language}, on a ${scheme} page, in the theme ${theme}, axe finds nothing in any state`, async () => {
    const written = await translatorInto(language);
    const speaking = `Object.defineProperty(navigator, 'languages', { value: ['${language}'] })`;
    for (const element of ELEMENTS) {
      const tab = await Tab.open(browser, `${site.origin}/gallery/${element}`, element, speaking);
      await useScheme(tab.page, scheme);
      await tab.page.evaluate((wanted) => {
        document.documentElement.style.cssText = `color-scheme: ${wanted}; color: CanvasText; background: Canvas`;
      }, scheme);
      for (const state of STATES.filter((one) => one.element === element)) {
        await show(tab, withTheme(state, theme), written);
        assert.deepEqual(await axeViolations(tab.page), [], state.name);
      }
      await tab.page.close();
    }
  });
}

for (const scheme of ['light', 'dark'] as const) {
  describe(`in a ${scheme} page, axe finds nothing`, () => {
    for (const path of ['/', '/colleague.html']) {
      test(`on the page ${path} of the demo`, async () => {
        const tab = await Tab.open(browser, `${site.origin}${path}`, 'body');
        await useScheme(tab.page, scheme);
        if (scheme === 'dark') await tab.press('Dark');
        assert.deepEqual(await axeViolations(tab.page), []);
        await tab.page.close();
      });
    }

    test('in popup and options page of the extension', async () => {
      for (const open of [() => extension.popup(), () => extension.options()]) {
        const tab = await open();
        await useScheme(tab.page, scheme);
        await tab.until(({ session }) => session.link.phase === 'signed-out', 'it to be ready');
        assert.deepEqual(await axeViolations(tab.page), []);
      }
      await extension.closePages();
    });
  });
}
