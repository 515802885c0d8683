/**
 * The extension in a real Firefox. Nothing but a person can use the panel of its toolbar button: the same page is shown
 * in a tab instead, and of the panel itself only its size is looked at.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { ROOT, type Tab } from './e2e.js';
import { Extension } from './extension.js';
import { addressOf, installForGood, openFirefox, privileged } from './firefox.js';

const ID = 'im-contact-requests@im-contact-requests.example';
/** Before that its pages are not found, and stay so. */
const IS_ACTIVE = `WebExtensionPolicy.getByID('${ID}')?.active === true`;
const EXTENSION = `WebExtensionPolicy.getByID('${ID}')?.extension`;

const PREFERENCES = {
  'xpinstall.signatures.required': false, // nobody has signed what was just built
  'alerts.useSystemBackend': false, // notifications are shown by Firefox itself: there may be no desktop to do it
};

/** How often the event page was started and ended since this Firefox was opened, and whether it runs. */
export interface EventPage {
  readonly started: number;
  readonly ended: number;
  readonly state: 'starting' | 'running' | 'suspending' | 'stopped';
}

export class FirefoxExtension extends Extension {
  readonly #origin: string;

  private constructor(browser: Browser, desk: Page, origin: string) {
    super(browser, desk);
    this.#origin = origin;
  }

  /** Starts a browser with the extension; on a `profile` that exists, it goes on from there. */
  static async open(profile?: string): Promise<FirefoxExtension> {
    const browser = await openFirefox({ profile, preferences: PREFERENCES });
    const addons = `ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs').AddonManager`;
    if (!(await privileged(browser, `${addons}.getAddonByID('${ID}')`))) await install(browser, profile);
    return FirefoxExtension.#in(browser);
  }

  /** Starts a browser on a managed machine, whose policy installs the extension. */
  static async rolledOut(managed: string): Promise<FirefoxExtension> {
    return FirefoxExtension.#in(await openFirefox({ managed, preferences: PREFERENCES }));
  }

  static async #in(browser: Browser): Promise<FirefoxExtension> {
    await until(async () => (await privileged(browser, IS_ACTIVE)) === true, 'the extension to be there');
    await privileged(browser, COUNT);
    const origin = `moz-extension://${String(await privileged(browser, `${EXTENSION}.uuid`))}`;
    return new FirefoxExtension(browser, await openDesk(browser, `${origin}/manifest.json`), origin);
  }

  override async popup(): Promise<Tab> {
    for (const page of await this.openPages(/popup/)) await page.close();
    return this.popupInTab();
  }

  override async countNotifications(): Promise<void> {
    await this.ask('globalThis.imShown = 0; chrome.notifications.onShown.addListener(() => imShown++)');
  }

  override async timesNotified(): Promise<number> {
    return (await this.ask('imShown')) as number;
  }

  /** It goes on talking to this machine. */
  override async hearOfNetwork(isThere: boolean): Promise<void> {
    await privileged(this.browser, `void (Services.io.offline = ${!isThere})`);
  }

  override async popupIsWide(pixels: number): Promise<void> {
    await this.desk.bringToFront();
    await this.ask('chrome.action.openPopup()');
    const panel = `document.querySelector('.webextension-popup-browser')`;
    await until(
      async () => (await privileged(this.browser, `${panel}?.getBoundingClientRect().width`)) === pixels,
      `a popup of ${pixels} pixels`,
    );
    await privileged(this.browser, `${panel}.closest('panel').hidePopup()`);
  }

  override async killBackground(): Promise<void> {
    const { ended } = await this.eventPage();
    // Without regard to what it is doing; it is heard of no more, not even by `onSuspend`.
    await privileged(this.browser, `${EXTENSION}.terminateBackground({ disableResetIdleForTest: true })`);
    await until(async () => (await this.eventPage()).ended > ended, 'the event page to be dead');
  }

  /** Firefox ends an event page that is started from now on after so many milliseconds without a call or an event. */
  async idleAfter(milliseconds: number): Promise<void> {
    const preference = 'extensions.background.idle.timeout';
    await privileged(this.browser, `Services.prefs.setIntPref('${preference}', ${milliseconds})`);
  }

  async eventPage(): Promise<EventPage> {
    const now = `({ ...globalThis.imEventPage, state: ${EXTENSION}.backgroundState })`;
    return (await privileged(this.browser, now)) as EventPage;
  }

  protected override openPages(file: RegExp): Promise<Page[]> {
    return pagesAt(this.browser, new RegExp(`^${this.#origin}/.*(${file.source})`));
  }
}

/** Opens the page at `address`, again where a tab does not show it within ten seconds: a Firefox that is busy starting loses some. */
async function openDesk(browser: Browser, address: string): Promise<Page> {
  const isIt = new RegExp(`^${address}$`);
  let desk: Page | undefined;
  let opened = -Infinity;
  await until(async () => {
    if (Date.now() - opened > 10_000) {
      await privileged(browser, `void (gBrowser.selectedTab = gBrowser.addTrustedTab('${address}'))`);
      opened = Date.now();
    }
    [desk] = await pagesAt(browser, isIt);
    return desk !== undefined;
  }, `a page of the extension, ${address}`);
  return desk as unknown as Page;
}

/** As the store would have it, where it is to outlive the browser. */
async function install(browser: Browser, profile: string | undefined): Promise<void> {
  if (profile === undefined) {
    await browser.installExtension(join(ROOT, 'dist/extension'));
    return;
  }
  const files = await readdir(join(ROOT, 'dist'));
  const [zip] = files.filter((file) => /-firefox-.*\.zip$/.test(file));
  if (!zip) throw new Error('there is no zip for Firefox in dist: build it');
  await installForGood(browser, join(ROOT, 'dist', zip));
}

/** Begins to count, in the browser's window. */
const COUNT = `(() => {
  const extension = ${EXTENSION};
  const counts = (globalThis.imEventPage = { started: extension.backgroundState === 'running' ? 1 : 0, ended: 0 });
  extension.on('background-script-started', () => counts.started++);
  extension.on('shutdown-background-script', () => counts.ended++);
})()`;

async function pagesAt(browser: Browser, address: RegExp): Promise<Page[]> {
  const pages = await browser.pages();
  const addresses = await Promise.all(pages.map(addressOf));
  return pages.filter((_page, index) => address.test(addresses[index] ?? ''));
}
