/** The extension in a real Chromium, as a person has it before them: popup, options page, badge, notification. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { openBrowser } from './browser.js';
import { ROOT, Tab } from './e2e.js';

const ID = 'phmppobfdbembmaongdoiongijppjeie';
const ORIGIN = `chrome-extension://${ID}`;

export interface SignIn {
  readonly jid: string;
  readonly password: string;
  /** Entered under "Server address", unless it is preset. */
  readonly service?: string;
  readonly stay?: boolean;
}

export interface Kept {
  readonly session: Readonly<Record<string, unknown>>;
  readonly local: Readonly<Record<string, unknown>>;
  readonly keys: readonly string[];
  readonly alarms: readonly string[];
}

export class Extension {
  readonly browser: Browser;
  /** Of the extension's origin, so that it may ask the browser what it shows; no page of ours, so that it wakes nothing. */
  readonly #desk: Page;
  readonly #workers: CDPSession;

  private constructor(browser: Browser, desk: Page, workers: CDPSession) {
    this.browser = browser;
    this.#desk = desk;
    this.#workers = workers;
  }

  /** Starts a browser with the extension; on a `profile` that exists, it goes on from there. */
  static async open(profile?: string, args: readonly string[] = []): Promise<Extension> {
    const browser = await openBrowser({ extension: join(ROOT, 'dist/extension'), profile, args });
    const desk = await browser.newPage();
    await desk.goto(`${ORIGIN}/manifest.json`);
    const workers = await desk.createCDPSession();
    await workers.send('ServiceWorker.enable');
    return new Extension(browser, desk, workers);
  }

  /** Presses the toolbar button. Like any popup, it closes when another tab comes to the front. */
  async popup(): Promise<Tab> {
    await this.#desk.bringToFront(); // only a window that is in front can show one
    await this.#ask('chrome.action.openPopup()');
    return Tab.of(await this.#shown('popup.html'));
  }

  /** Opens the options page, in the foreground. */
  async options(): Promise<Tab> {
    await this.#ask('chrome.runtime.openOptionsPage()');
    return Tab.of(await this.#shown('options.html'), 'im-options');
  }

  /** Signs in from the popup, which stays open. */
  async signIn({ jid, password, service, stay = false }: SignIn): Promise<Tab> {
    const popup = await this.popup();
    if (stay) await popup.click('input[name=stay]');
    await popup.signIn(jid, password, service);
    await popup.until(({ session, requests }) => session.link.phase === 'online' && requests.loaded, 'to be online');
    return popup;
  }

  /** Signs out on the options page, if anybody is signed in; afterwards no page of the extension is open. */
  async signOut(): Promise<void> {
    const options = await this.options();
    await options.until(({ session }) => session.link.phase !== 'starting', 'to know who is signed in');
    if ((await options.view())?.session.account) await options.signOut();
    await options.untilText(/Nobody is signed in/);
    await this.closePages();
  }

  async closePages(): Promise<void> {
    const pages = await this.browser.pages();
    for (const page of pages) if (/(popup|options)\.html/.test(page.url())) await page.close();
  }

  badge(): Promise<string> {
    return this.#ask('chrome.action.getBadgeText({})') as Promise<string>;
  }

  /** How many notifications are shown. */
  notifications(): Promise<number> {
    return this.#ask('chrome.notifications.getAll().then((shown) => Object.keys(shown).length)') as Promise<number>;
  }

  /** Popup, badge and notification say that `count` requests wait. */
  async showsWaiting(popup: Tab, count: number): Promise<void> {
    await popup.until(({ requests }) => requests.loaded && requests.total === count, `${count} in the popup`);
    await until(async () => (await this.badge()) === (count ? `${count}` : ''), `${count} on the badge`);
    await until(async () => (await this.notifications()) === Math.min(count, 1), `a notification of ${count}`);
  }

  /** What the browser keeps for the extension: both storages, and by name the keys in its database and its alarms. */
  async kept(): Promise<Kept> {
    return (await this.#ask(`(async () => {
      const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
      const keys = [];
      for (const { name } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name));
        for (const table of database.objectStoreNames)
          keys.push(...(await done(database.transaction(table).objectStore(table).getAllKeys())));
        database.close();
      }
      const [session, local] = await Promise.all([chrome.storage.session.get(), chrome.storage.local.get()]);
      return { session, local, keys, alarms: (await chrome.alarms.getAll()).map(({ name }) => name) };
    })()`)) as Kept;
  }

  /**
   * The company manages the extension by these values, as fields of `storage.managed`. Chromium has a page for
   * trying policies: what is set there needs no rights on this machine, and concerns this browser alone.
   */
  async manage(values: Readonly<Record<string, unknown>>): Promise<void> {
    const page = await this.browser.newPage();
    await page.goto('chrome://policy/test');
    const [platform, machine, mandatory] = [5, 1, 1];
    const rows = Object.entries(values).map(([name, value]) => {
      return { namespace: ID, name, value, source: platform, scope: machine, level: mandatory };
    });
    const proxy = `import('chrome://policy/test/policy_test_browser_proxy.js')`;
    await page.evaluate(
      `${proxy}.then(({ PolicyTestBrowserProxy: browser }) => ${
        rows.length > 0
          ? `browser.applyTestPolicies(${JSON.stringify(JSON.stringify(rows))}, '')`
          : 'browser.revertTestPolicies()'
      })`,
    );
    await page.close();
  }

  /** Kills the worker, as the browser does when it wants its memory. What is pending for it starts another at once. */
  async killWorker(): Promise<void> {
    let stopped = false;
    const watch = ({ versions }: { versions: { runningStatus: string }[] }): void => {
      stopped ||= versions.some(({ runningStatus }) => runningStatus === 'stopped');
    };
    this.#workers.on('ServiceWorker.workerVersionUpdated', watch);
    await this.#workers.send('ServiceWorker.stopAllWorkers');
    await until(() => stopped, 'the worker to be dead');
    this.#workers.off('ServiceWorker.workerVersionUpdated', watch);
  }

  /** It is time for what the extension wants to be woken by, however long that would have taken. */
  async ringAlarm(name: string, atMost: { readonly minutes: number }): Promise<void> {
    const alarm = (await this.#ask(`chrome.alarms.get('${name}')`)) as { periodInMinutes?: number } | undefined;
    const periodInMinutes = alarm?.periodInMinutes ?? Infinity;
    assert.ok(periodInMinutes <= atMost.minutes, `an alarm ${name}`);
    await this.#ask(`chrome.alarms.create('${name}', ${JSON.stringify({ when: Date.now(), periodInMinutes })})`);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  #ask(expression: string): Promise<unknown> {
    return this.#desk.evaluate(expression);
  }

  async #shown(file: string): Promise<Page> {
    const target = await this.browser.waitForTarget((shown) => shown.url() === `${ORIGIN}/${file}`);
    const page = await target.asPage();
    // It may still be on its way there: what is asked of it then is answered by nobody.
    const isThere = `location.pathname === '/${file}' && document.readyState === 'complete'`;
    await until(async () => (await page.evaluate(isThere).catch(() => false)) === true, `${file} to be loaded`);
    return page;
  }
}
