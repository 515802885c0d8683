/** A Firefox, driven over WebDriver BiDi, and what only the browser itself may do in it. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { exitWhenTold } from '../servers/processes.js';
import { findFirefox } from '../setup.mjs';

/** Without the browser's own traffic, beyond what Puppeteer turns off: only loopback is contacted. */
const PREFERENCES = {
  'network.dns.forceResolve': '127.0.0.1', // whatever else it would ask for is not found on this machine
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.trr.mode': 5,
  'browser.chrome.site_icons': false, // a page without an icon would be asked for one, and its policy would complain
  'browser.region.network.url': '',
  'browser.topsites.contile.enabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'media.gmp-manager.url': '',
  'messaging-system.rsexperimentloader.enabled': false,
  'toolkit.telemetry.server': '',
};

export interface FirefoxOptions {
  /** Folder of a profile to go on with; a fresh one without it. */
  readonly profile?: string;
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  /** Starts it on a machine with policies of its own; see `managed-machine.ts`. */
  readonly managed?: string;
}

export async function openFirefox({ profile, preferences = {}, managed }: FirefoxOptions = {}): Promise<Browser> {
  const executablePath = managed ?? findFirefox();
  if (!executablePath) throw new Error('there is no Firefox on this machine');
  exitWhenTold();
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    handleSIGTERM: false, // it would close the browser, and leave this process running
    headless: true,
    defaultViewport: null,
    userDataDir: profile,
    extraPrefsFirefox: { ...PREFERENCES, ...preferences },
    args: ['--remote-allow-system-access'], // to pages of extensions, and to the browser's own windows
  });
}

interface Bidi {
  send(method: string, parameters: object): Promise<{ readonly result: unknown }>;
}

interface Evaluated {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

/** The connection that Puppeteer drives this Firefox by: it has no words of its own for what is asked here. */
function bidi(browser: Browser): Bidi {
  return (browser as unknown as { readonly connection: Bidi }).connection;
}

/** Installs a packed extension for good; Puppeteer can do it for as long as the browser runs. */
export async function installForGood(browser: Browser, path: string): Promise<void> {
  await bidi(browser).send('webExtension.install', {
    extensionData: { type: 'archivePath', path },
    'moz:permanent': true,
  });
}

/** What `expression` comes to in the browser's window, with all the rights that Firefox itself has; as JSON. */
export async function privileged(browser: Browser, expression: string): Promise<unknown> {
  const { result: tree } = await bidi(browser).send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { contexts } = tree as { readonly contexts: readonly { readonly context: string }[] };
  const { result } = await bidi(browser).send('script.evaluate', {
    expression: `(async () => JSON.stringify(await (${expression})))()`,
    target: { context: contexts[0]?.context },
    awaitPromise: true,
  });
  const { type, result: json, exceptionDetails } = result as Evaluated;
  if (type === 'exception') throw new Error(exceptionDetails?.text);
  return typeof json?.value === 'string' ? (JSON.parse(json.value) as unknown) : undefined;
}

/** Where a page is. Of pages of extensions Firefox reports no event, so Puppeteer does not know. */
export async function addressOf(page: Page): Promise<string> {
  return page.evaluate('location.href').then(String, () => ''); // on its way from one to another
}

/** All pages of this Firefox hear that the person prefers this colour scheme. */
export async function preferScheme(browser: Browser, scheme: 'light' | 'dark'): Promise<void> {
  const preference = 'layout.css.prefers-color-scheme.content-override';
  await privileged(browser, `Services.prefs.setIntPref('${preference}', ${scheme === 'dark' ? 0 : 1})`);
}
