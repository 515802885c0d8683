/**
 * `npm run screenshots`: pictures of every state of our elements, light and dark, wide and narrow, in high
 * contrast and at 200 %, and of our pages;
 * in test/screenshots, with an index.html to look through them. `npm run screenshots -- NAME LANGUAGE` takes those
 * whose name holds NAME, in a browser whose language this is.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import type { OptionValues } from '../src/core/options.js';
import { demoFolders, demoPages } from './demo/site-content.js';
import { Site } from './servers/site.js';
import { openBrowser } from './support/browser.js';
import { ROOT, Tab } from './support/e2e.js';
import { ChromiumExtension } from './support/extension-chromium.js';
import { GALLERY, show, useScheme, withTheme, type Scheme } from './support/gallery.js';
import { ELEMENTS, STATES } from './support/states.js';
import { translatorInto } from './support/translations.js';

const FOLDER = join(ROOT, 'test/screenshots');
const SCHEMES: readonly Scheme[] = ['light', 'dark'];
const [WANTED = '', LANGUAGE = 'en'] = process.argv.slice(2);
const BROWSER = [`--accept-lang=${LANGUAGE}`];
/** How the elements are shown, by the name that it has in the names of pictures. */
const MODES: Readonly<Record<string, Mode>> = {
  'light-900': { scheme: 'light', width: 900 },
  'light-320': { scheme: 'light', width: 320 },
  'dark-900': { scheme: 'dark', width: 900 },
  'dark-320': { scheme: 'dark', width: 320 },
  'contrast-light-900': { scheme: 'light', width: 900, theme: 'contrast' },
  'contrast-dark-320': { scheme: 'dark', width: 320, theme: 'contrast' },
  // What a window of 640 px shows at 200 %.
  'zoomed-light': { scheme: 'light', width: 320, scale: 2 },
};
/** No state is taller. */
const TALL = 4000;
const taken: string[] = [];

interface Mode {
  readonly scheme: Scheme;
  /** CSS pixels. */
  readonly width: number;
  readonly scale?: number;
  readonly theme?: OptionValues['theme'];
}

async function main(): Promise<void> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const html = (body: string) => () => ({ type: 'text/html; charset=utf-8', body });
  const site = await Site.start({
    folders: { ...demoFolders(ROOT), '/im/': join(ROOT, 'dist/widget') },
    pages: {
      ...Object.fromEntries(Object.entries(GALLERY).map(([path, body]) => [path, html(body)])),
      ...(await demoPages(ROOT, 'ws://127.0.0.1:9/xmpp-websocket')),
    },
  });
  const browser = await openBrowser({ args: BROWSER });
  const written = await translatorInto(LANGUAGE);
  for (const mode of Object.keys(MODES)) await takeStates(browser, site, mode, written);
  for (const scheme of SCHEMES) {
    for (const width of [1280, 390]) await takePages(browser, site, scheme, width);
  }
  await browser.close();
  if ('extension'.includes(WANTED)) await takeExtension();
  await site.stop();
  const figures = taken.map((name) => `<figure><figcaption>${name}</figcaption><img src="${name}.png"></figure>`);
  await writeFile(
    join(FOLDER, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Every state</title><style>body{columns:3 320px;font:14px system-ui}figure{margin:0 0 16px;break-inside:avoid}img{max-width:100%}</style>${figures.join('')}`,
  );
  console.log(`${taken.length} pictures: test/screenshots/index.html`);
}

async function takeStates(
  browser: Browser,
  site: Site,
  name: string,
  written: (text: string) => string,
): Promise<void> {
  const { scheme, width, scale = 1, theme = 'auto' } = MODES[name] as Mode;
  for (const element of ELEMENTS) {
    const tab = await Tab.open(browser, `${site.origin}/gallery/${element}`, element);
    await tab.page.setViewport({ width, height: TALL, deviceScaleFactor: scale });
    await useScheme(tab.page, scheme);
    await tab.page.evaluate((shown) => {
      document.documentElement.style.cssText = `color-scheme: ${shown}; color: CanvasText; background: Canvas`;
      document.querySelector('h1')?.remove();
    }, scheme);
    for (const state of STATES) {
      const picture = `${state.name}-${name}`;
      if (state.element !== element || !picture.includes(WANTED)) continue;
      await show(tab, withTheme(state, theme), written);
      await takeTop(tab.page, picture, width);
    }
    await tab.page.close();
  }
}

async function takePages(browser: Browser, site: Site, scheme: Scheme, width: number): Promise<void> {
  for (const [name, path] of Object.entries({ 'page-demo': '/', 'page-colleague': '/colleague.html' })) {
    if (!name.includes(WANTED)) continue;
    const tab = await Tab.open(browser, `${site.origin}${path}`, 'body');
    await tab.page.setViewport({ width, height: 800 });
    await useScheme(tab.page, scheme);
    if (scheme === 'dark') await tab.press('Dark');
    await tab.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    await take(tab.page, `${name}-${scheme}-${width}`);
    await tab.page.close();
  }
}

async function takeExtension(): Promise<void> {
  const extension = await ChromiumExtension.open(undefined, BROWSER);
  for (const scheme of SCHEMES) {
    for (const [name, open] of Object.entries({ popup: () => extension.popup(), options: () => extension.options() })) {
      const tab = await open();
      await useScheme(tab.page, scheme);
      await tab.until(({ session }) => session.link.phase === 'signed-out', 'it to be ready');
      await take(tab.page, `extension-${name}-${scheme}`);
    }
    await extension.closePages();
  }
  await extension.close();
}

/** Without a change of its size, which would close what is open. */
async function takeTop(page: Page, name: string, width: number): Promise<void> {
  const height = await page.evaluate(() => Math.max(480, document.body.getBoundingClientRect().bottom));
  const clip = { x: 0, y: 0, width, height };
  await page.screenshot({ path: join(FOLDER, `${name}.png`), clip, captureBeyondViewport: false });
  taken.push(name);
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true });
  taken.push(name);
}

await main();
