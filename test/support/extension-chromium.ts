/** The extension in a real Chromium: its popup is that of the toolbar button. */
import { join } from 'node:path';
import type { Browser, CDPSession, Page, Target } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { openBrowser } from './browser.js';
import { ROOT, Tab } from './e2e.js';
import { Extension, MESSENGER } from './extension.js';

const ID = 'phmppobfdbembmaongdoiongijppjeie';
/** Milliseconds in which a browser has installed and enabled it. */
const INSTALLS = 30_000;

export class ChromiumExtension extends Extension {
  readonly #workers: CDPSession;
  readonly #origin: string;

  private constructor(browser: Browser, desk: Page, workers: CDPSession, origin: string) {
    super(browser, desk);
    this.#workers = workers;
    this.#origin = origin;
  }

  /** Starts a browser with the extension; on a `profile` that exists, it goes on from there. */
  static async open(profile?: string, args: readonly string[] = []): Promise<ChromiumExtension> {
    const browser = await openBrowser({ extension: join(ROOT, 'dist/extension'), profile, args });
    return ChromiumExtension.#in(browser, `chrome-extension://${ID}`);
  }

  /** Starts a browser on a managed machine, whose policy installs the extension by this id. */
  static async rolledOut(managed: string, id: string): Promise<ChromiumExtension> {
    return ChromiumExtension.#in(await openBrowser({ managed }), `chrome-extension://${id}`);
  }

  /** Its pages are blocked until it is enabled, which may be a while after it was installed. */
  static async #in(browser: Browser, origin: string): Promise<ChromiumExtension> {
    const opened: Page[] = [];
    const opens = async (): Promise<boolean> => {
      const page = await browser.newPage();
      const isThere = await page.goto(`${origin}/manifest.json`).then(Boolean, () => false);
      // One that was blocked may be loaded once more by itself, whatever it shows then.
      if (isThere) opened.push(page);
      else await page.close();
      return isThere;
    };
    await until(opens, 'the extension to be enabled', INSTALLS).catch(async (error: unknown) => {
      await browser.close(); // else it outlives the test, whose file then never ends
      throw error;
    });
    const [desk] = opened;
    if (!desk) throw new Error('there is no page of the extension');
    const workers = await desk.createCDPSession();
    await workers.send('ServiceWorker.enable');
    return new ChromiumExtension(browser, desk, workers, origin);
  }

  override async popup(): Promise<Tab> {
    await this.desk.bringToFront(); // only a window that is in front can show one
    await this.ask('chrome.action.openPopup()');
    return Tab.of(await this.shown('popup.html'), MESSENGER);
  }

  /** Of the worker that lives now: Chromium has no event for it, so that the calls are counted which bring one up. */
  override async countNotifications(): Promise<void> {
    await this.#inWorker(`(() => {
      const { notifications } = chrome;
      const create = notifications.create.bind(notifications);
      globalThis.imShown = 0;
      notifications.create = (...about) => (imShown++, create(...about));
    })()`);
  }

  override async timesNotified(): Promise<number> {
    return (await this.#inWorker('imShown')) as number;
  }

  /** The event alone is dispatched in the worker, which is what the extension listens to. */
  override async hearOfNetwork(isThere: boolean): Promise<void> {
    await this.#inWorker(`void self.dispatchEvent(new Event('${isThere ? 'online' : 'offline'}'))`);
  }

  override async popupIsWide(pixels: number): Promise<void> {
    const { page } = await this.popup();
    await until(async () => (await page.evaluate('innerWidth')) === pixels, `a popup of ${pixels} pixels`);
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

  override async killBackground(): Promise<void> {
    let stopped = false;
    const watch = ({ versions }: { versions: { runningStatus: string }[] }): void => {
      stopped ||= versions.some(({ runningStatus }) => runningStatus === 'stopped');
    };
    this.#workers.on('ServiceWorker.workerVersionUpdated', watch);
    await this.#workers.send('ServiceWorker.stopAllWorkers');
    await until(() => stopped, 'the worker to be dead');
    this.#workers.off('ServiceWorker.workerVersionUpdated', watch);
  }

  async #inWorker(expression: string): Promise<unknown> {
    const isOurs = (target: Target): boolean => target.url() === `${this.#origin}/background.js`;
    const worker = await (await this.browser.waitForTarget(isOurs)).worker();
    if (!worker) throw new Error('there is no worker');
    return worker.evaluate(expression);
  }

  protected override async openPages(file: RegExp): Promise<Page[]> {
    const targets = this.browser
      .targets()
      .filter((target) => target.url().startsWith(this.#origin) && file.test(target.url()));
    return Promise.all(targets.map((target) => target.asPage()));
  }
}
