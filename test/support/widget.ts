/** What the tests of the element share: markup, visitors with a browser profile of their own, what a site keeps. */
import type { TestContext } from 'node:test';
import type { Browser, BrowserContext } from 'puppeteer-core';
import { DOMAIN, type Tab } from './e2e.js';

/** The element as most sites write it. */
export const ELEMENT = element();

export function element(attributes = `domain="${DOMAIN}" service="{{service}}"`, name = 'im-contact-requests'): string {
  return `<${name} ${attributes}></${name}>`;
}

/** Run before the scripts of a page: then no SharedWorker can be had there. */
export const NO_SHARED_WORKER = 'delete globalThis.SharedWorker';

/** A browser profile of its own, gone with the test. */
export async function newVisitor(t: TestContext, browser: Browser): Promise<BrowserContext> {
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  return context;
}

/** Signs in, and waits for all that there is to know. */
export async function signIn(
  tab: Tab,
  { jid, password }: { readonly jid: string; readonly password: string },
): Promise<void> {
  await tab.signIn(jid, password);
  await tab.untilSettled();
}

/** Names lead nowhere but to this machine: where nothing serves them, nobody on the network is asked. */
export const NO_NETWORK = '--host-resolver-rules=MAP * 127.0.0.1';

/** Everything that the site has stored in this browser, as text. */
export async function stored({ page }: Tab): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('the database cannot be read'));
      });
    const databases = await indexedDB.databases();
    const contents = await Promise.all(
      databases.map(async ({ name = '' }) => {
        const database = await done(indexedDB.open(name));
        const stores = [...database.objectStoreNames];
        const rows = await Promise.all(
          stores.map(async (store) => {
            const open = database.transaction(store).objectStore(store);
            return [await done(open.getAllKeys()), await done(open.getAll())];
          }),
        );
        database.close();
        return [name, rows];
      }),
    );
    return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, contents]);
  });
}
