/** A shell whose person stays signed in, in a profile that outlives the browser: the extension, or a web site. */
import { until } from '../servers/processes.js';
import { KEY_FILE } from '../../src/widget/worker-protocol.js';
import { openBrowser, type BrowserName } from './browser.js';
import { Tab } from './e2e.js';
import { openFirefox } from './firefox.js';
import { openExtension } from './open-extension.js';

interface Person {
  readonly jid: string;
  readonly password: string;
}

export type Records = Readonly<Record<string, unknown>>;

/** One run of the browser. */
export interface Run {
  /** Signs in to stay, and waits until that is kept. */
  signIn(person: Person): Promise<void>;
  /** The key to what is sealed. */
  sealingKey(): Promise<Buffer>;
  /** What is kept for good, without the key. */
  records(): Promise<Records>;
  putBack(records: Records): Promise<void>;
  signOut(): Promise<void>;
  /** Who is signed in, once that is known for good. */
  account(): Promise<string | null>;
  close(): Promise<void>;
}

/** The extension, whose server listens at `service`. */
export async function runExtension(name: BrowserName, profile: string, service: string): Promise<Run> {
  const extension = await openExtension(name, profile);
  const records = async (): Promise<Records> => (await extension.kept()).local;
  return {
    async signIn(person) {
      await extension.signIn({ ...person, service, stay: true });
      await until(async () => 'sign-in' in (await records()), 'the sign-in to be kept');
    },
    sealingKey: async () => Buffer.from(await extension.sealingKey(), 'hex'),
    records,
    putBack: (entries) => extension.keep(entries),
    signOut: () => extension.signOut(),
    account: async () => settledAccount(await extension.options()),
    close: () => extension.close(),
  };
}

/** A site at `origin` with the element, whose options are behind the button. */
export async function runSite(name: BrowserName, profile: string, origin: string): Promise<Run> {
  const browser = await (name === 'firefox' ? openFirefox({ profile }) : openBrowser({ profile }));
  const tab = await Tab.open(browser, origin);
  const ask = (expression: string): Promise<unknown> => tab.page.evaluate(`${IN_DATABASE}; ${expression}`);
  const records = async (): Promise<Records> => (await ask('read()')) as Records;
  return {
    async signIn({ jid, password }) {
      await tab.click('input[name=stay]');
      await tab.signIn(jid, password);
      await tab.untilSettled();
      await until(async () => 'sign-in' in (await records()), 'the sign-in to be kept');
    },
    sealingKey: async () => Buffer.from((await ask(READ_KEY)) as string, 'hex'),
    records,
    async putBack(entries) {
      await ask(`write(${JSON.stringify(entries)})`);
    },
    async signOut() {
      await tab.press('Options');
      await tab.signOut();
      await tab.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
      await until(async () => !('sign-in' in (await records())), 'the sign-in to be forgotten');
    },
    account: () => settledAccount(tab),
    close: () => browser.close(),
  };
}

async function settledAccount(tab: Tab): Promise<string | null> {
  await tab.until(({ session: { link } }) => ['online', 'signed-out'].includes(link.phase), 'who is signed in');
  return (await tab.view())?.session.account ?? null;
}

/** The one table of the site's database, as a whole. */
const IN_DATABASE = `
  var done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  var inTable = async (mode, use) => {
    const [{ name } = {}] = await indexedDB.databases();
    if (!name) return {};
    const database = await done(indexedDB.open(name));
    const [table] = database.objectStoreNames;
    const result = await use(database.transaction(table, mode).objectStore(table));
    database.close();
    return result;
  };
  var read = () => inTable('readonly', async (table) => {
    const [keys, values] = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);
    return Object.fromEntries(keys.map((key, index) => [key, values[index]]));
  });
  var write = (entries) => inTable('readwrite', (table) =>
    Promise.all(Object.entries(entries).map(([key, value]) => done(table.put(value, key)))))`;

const READ_KEY = `(async () => {
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle('${KEY_FILE}')).getFile();
  const hex = (octet) => octet.toString(16).padStart(2, '0');
  return [...new Uint8Array(await file.arrayBuffer())].map(hex).join('');
})()`;
