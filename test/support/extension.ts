/** The extension in a real browser, as a person has it before them: popup, options page, badge, notification. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { Tab } from './e2e.js';

/** What popup and panel show. */
export const MESSENGER = 'im-messenger';

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
  readonly databases: readonly string[];
  readonly files: readonly string[];
  readonly alarms: readonly string[];
}

/** Milliseconds in which a tab shows its page, if ever. */
const OPENS = 10_000;

/** What differs from browser to browser is left to `ChromiumExtension` and `FirefoxExtension`. */
export abstract class Extension {
  readonly browser: Browser;
  /** Of the extension's origin, so that it may ask the browser what it shows; no page of ours, so that it wakes nothing. */
  protected readonly desk: Page;

  protected constructor(browser: Browser, desk: Page) {
    this.browser = browser;
    this.desk = desk;
  }

  /** Presses the toolbar button. Like any popup, it closes when it is pressed again. */
  abstract popup(): Promise<Tab>;

  /** From now on it is counted how often a notification comes up, be it in the place of another. */
  abstract countNotifications(): Promise<void>;

  /** How often one has come up since. */
  abstract timesNotified(): Promise<number>;

  /** The browser hears from its system that the network is there, or that it is not. What can be reached stays as it is. */
  abstract hearOfNetwork(isThere: boolean): Promise<void>;

  /** The popup of the toolbar button comes to be as wide as this, in CSS pixels. */
  abstract popupIsWide(pixels: number): Promise<void>;

  /** Ends the background, as the browser does when it wants its memory. What is pending for it starts another at once. */
  abstract killBackground(): Promise<void>;

  /** Those pages of the extension that are open. */
  protected abstract openPages(file: RegExp): Promise<Page[]>;

  /** Opens the options page, in the foreground. */
  async options(): Promise<Tab> {
    return Tab.of(await this.shown('options.html', 'chrome.runtime.openOptionsPage()'), 'im-options');
  }

  /** Opens the page of the popup in a tab, where it stays open whatever else is looked at. */
  async popupInTab(): Promise<Tab> {
    return Tab.of(await this.shown('popup.html', `chrome.tabs.create({ url: 'popup.html' })`), MESSENGER);
  }

  /** Opens the page of the panel in a tab; `place` is what stands behind its address. */
  async panelInTab(place = ''): Promise<Tab> {
    return Tab.of(await this.shown('panel.html', `chrome.tabs.create({ url: 'panel.html${place}' })`), MESSENGER);
  }

  /** Goes from the options, which are open, to the administration console. */
  async administration(options: Tab): Promise<Tab> {
    await options.click('a[href="admin.html"]');
    return Tab.of(await this.shown('admin.html'), 'im-admin-console');
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
    for (const page of await this.openPages(/popup|panel|options/)) await page.close();
  }

  badge(): Promise<string> {
    return this.ask('chrome.action.getBadgeText({})') as Promise<string>;
  }

  /** How many notifications are shown. */
  notifications(): Promise<number> {
    return this.ask('chrome.notifications.getAll().then((shown) => Object.keys(shown).length)') as Promise<number>;
  }

  /** Popup, badge and notification say that `count` requests wait. */
  async showsWaiting(popup: Tab, count: number): Promise<void> {
    await popup.until(({ requests }) => requests.loaded && requests.total === count, `${count} in the popup`);
    await until(async () => (await this.badge()) === (count ? `${count}` : ''), `${count} on the badge`);
    await until(async () => (await this.notifications()) === Math.min(count, 1), `a notification of ${count}`);
  }

  /** What the browser keeps for the extension: both storages, and by name its databases, private files and alarms. */
  async kept(): Promise<Kept> {
    return (await this.ask(`(async () => {
      const folder = await navigator.storage.getDirectory();
      const [session, local, databases, files, alarms] = await Promise.all([
        chrome.storage.session.get(), chrome.storage.local.get(),
        indexedDB.databases(), Array.fromAsync(folder.keys()), chrome.alarms.getAll(),
      ]);
      const names = (named) => named.map(({ name }) => name);
      return { session, local, databases: names(databases), files, alarms: names(alarms) };
    })()`)) as Kept;
  }

  /** The key to what is sealed, as the extension's private file holds it, in hexadecimal digits. */
  async sealingKey(): Promise<string> {
    return (await this.ask(`(async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle('key')).getFile();
      const hex = (octet) => octet.toString(16).padStart(2, '0');
      return [...new Uint8Array(await file.arrayBuffer())].map(hex).join('');
    })()`)) as string;
  }

  /** What anybody may know of it: by what it is called, and where its files are. */
  async identity(): Promise<{ readonly id: string; readonly origin: string }> {
    return (await this.ask('({ id: chrome.runtime.id, origin: location.origin })')) as { id: string; origin: string };
  }

  /** Runs an expression in a page of the extension, as only its own pages can. */
  asOwnPage(expression: string): Promise<unknown> {
    return this.ask(expression);
  }

  /** Puts something into the extension's local storage. */
  async keep(entries: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask(`chrome.storage.local.set(${JSON.stringify(entries)})`);
  }

  /** It is time for what the extension wants to be woken by, however long that would have taken. */
  async ringAlarm(name: string, atMost: { readonly minutes: number }): Promise<void> {
    const alarm = (await this.ask(`chrome.alarms.get('${name}')`)) as { periodInMinutes?: number } | undefined;
    const periodInMinutes = alarm?.periodInMinutes ?? Infinity;
    assert.ok(periodInMinutes <= atMost.minutes, `an alarm ${name}`);
    await this.ask(`chrome.alarms.create('${name}', ${JSON.stringify({ when: Date.now(), periodInMinutes })})`);
  }

  async unsetAlarm(name: string): Promise<void> {
    assert.equal(await this.ask(`chrome.alarms.clear('${name}')`), true, `an alarm ${name}`);
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  protected ask(expression: string): Promise<unknown> {
    return this.desk.evaluate(expression);
  }

  /**
   * The page of the extension that shows `file`, once it is loaded. `open` opens it, again where no tab shows it within ten
   * seconds: a Firefox that is busy loses some.
   */
  protected async shown(file: string, open?: string): Promise<Page> {
    let page: Page | undefined;
    let opened = -Infinity;
    await until(async () => {
      if (open !== undefined && !page && Date.now() - opened > OPENS) {
        await this.ask(open);
        opened = Date.now();
      }
      [page] = await this.openPages(new RegExp(file));
      // It may still be on its way there: what is asked of it then is answered by nobody.
      const isThere = `location.pathname === '/${file}' && document.readyState === 'complete'`;
      return (await page?.evaluate(isThere).catch(() => false)) === true;
    }, `${file} to be loaded`);
    return page as unknown as Page;
  }
}
