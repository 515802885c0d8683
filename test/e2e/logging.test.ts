/**
 * What people see of IM Logging: that a conversation is recorded, each in a browser of their own, and their own archive, which they search
 * and take along.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext } from 'puppeteer-core';
import type { Logging, LoggingMode } from '../../src/core/policy/schema.js';
import { Administrator } from '../servers/organisation.js';
import { until } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import type { Site } from '../servers/site.js';
import { isAccessible } from '../support/axe.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, startSite, Tab } from '../support/e2e.js';
import { openFirefox } from '../support/firefox.js';
import { element } from '../support/widget.js';

const OURS = 'Your organization keeps a record of this conversation.';
const THEIRS = `${DOMAIN} keeps a record of this conversation.`;
const BEGINNING = 'Beginning of the conversation';
const MAYA = `maya@${DOMAIN}`;
const JONAS = `jonas@${DOMAIN}`;
const TOMAS = `tomas@${OUTSIDE}`;

let server: Prosody;
let site: Site;
let administrator: Administrator;
const ended: (() => Promise<void>)[] = [];
let maya: Person;
let jonas: Person;
let tomas: Person;

/** One person at a page with their conversations and their options. */
class Person {
  readonly chat: Tab;
  readonly options: Tab;
  /** Where what is downloaded lies. */
  readonly folder: string;

  private constructor(chat: Tab, options: Tab, folder: string) {
    this.chat = chat;
    this.options = options;
    this.folder = folder;
  }

  static async signIn(jid: string, browser: Browser | BrowserContext, folder: string): Promise<Person> {
    const [user = '', domain = ''] = jid.split('@');
    const requests = await Tab.open(browser, `${site.origin}/${domain}`);
    await requests.signIn(user, user);
    await requests.untilSettled();
    const [chat, options] = [await Tab.of(requests.page, 'im-chat'), await Tab.of(requests.page, 'im-options')];
    return new Person(chat, options, folder);
  }

  async opens(jid: string): Promise<void> {
    await this.chat.page.evaluate(`document.querySelector('im-chat').open('${jid}')`);
    await this.chat.find('textarea[aria-label=Message]');
  }

  async writes(text: string): Promise<void> {
    await this.chat.type('textarea[aria-label=Message]', text);
    await this.chat.page.keyboard.press('Enter');
  }

  /** What stands in the conversation, notices among it, from its beginning. */
  async reads(lines: readonly string[]): Promise<void> {
    let shown: string[] = [];
    const isThere = async (): Promise<boolean> => (shown = await this.#lines()).join('\n') === lines.join('\n');
    await until(isThere, `${lines.join(' | ')} in the conversation`).catch((error: unknown) => {
      throw new Error(`${String(error)}; shown: ${shown.join(' | ')}`);
    });
  }

  async #lines(): Promise<string[]> {
    const list = await this.chat.find('im-message-list');
    const lines = await list.evaluate((found) =>
      [...(found.shadowRoot?.querySelectorAll('.edge, .prose') ?? [])].map((line) =>
        line.textContent.replace(/\s+/g, ' ').trim(),
      ),
    );
    return lines.filter((line) => line !== BEGINNING);
  }

  /** Their archive is what the policy says now. */
  async isToldOf(mode: LoggingMode): Promise<void> {
    await this.options.until(({ options }) => options.logging.mode === mode, `logging to be ${mode}`);
  }

  /** The one file that was downloaded. */
  async file(): Promise<string> {
    const files = (): string[] => readdirSync(this.folder).filter((name) => /^messages-[\d-]+\.jsonl$/.test(name));
    await until(() => files().length === 1 && readdirSync(this.folder).length === 1, 'the file to be there');
    return readFileSync(join(this.folder, files()[0] ?? ''), 'utf8');
  }
}

async function publish(logging: Partial<Logging>): Promise<void> {
  await administrator.publish({ domains: [DOMAIN], logging });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'im-downloads-'));
  ended.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  return folder;
}

before(async () => {
  const accounts = (...names: readonly string[]) => names.map((username) => ({ username, password: username }));
  server = await Prosody.start({
    hosts: [
      { domain: DOMAIN, pubsub: true, accounts: accounts('admin', 'maya', 'jonas') },
      { domain: OUTSIDE, pubsub: true, accounts: accounts('admin', 'tomas') },
    ],
  });
  ended.push(() => server.stop());
  administrator = await Administrator.signIn(server, DOMAIN, 'admin');
  const outside = await Administrator.signIn(server, OUTSIDE, 'admin');
  for (const one of [administrator, outside]) {
    ended.push(() => one.close());
    await one.createNode();
  }
  await publish({ mode: 'nobody' });
  await outside.publish({ allowUserOptions: false, handling: 'accept-all' });
  const page = (domain: string): string =>
    pageWith(
      ['im-contact-requests', 'im-chat', 'im-options']
        .map((tag) => element(`domain="${domain}" service="{{service}}"`, tag))
        .join(''),
    );
  site = await startSite(server, { [`/${DOMAIN}`]: page(DOMAIN), [`/${OUTSIDE}`]: page(OUTSIDE) });
  ended.push(() => site.stop());
  const [ofMaya, ofJonas] = [newFolder(), newFolder()];
  const [chromium, firefox] = await Promise.all([
    openBrowser(),
    openFirefox({ preferences: { 'browser.download.folderList': 2, 'browser.download.dir': ofJonas } }),
  ]);
  for (const browser of [chromium, firefox]) ended.push(() => browser.close());
  const downloads = { downloadBehavior: { policy: 'allow', downloadPath: ofMaya } } as const;
  [maya, jonas, tomas] = await Promise.all([
    Person.signIn(MAYA, await chromium.createBrowserContext(downloads), ofMaya),
    Person.signIn(JONAS, firefox, ofJonas),
    Person.signIn(TOMAS, await chromium.createBrowserContext(), ''),
  ]);
});
after(async () => {
  for (const end of ended.reverse()) await end();
});

test('where nobody is logged, nobody is told of a record', async () => {
  await maya.opens(JONAS);
  await jonas.opens(MAYA);
  await maya.writes('Between us');
  await jonas.reads(['Between us']);
  await maya.reads(['Between us']);
});

test('where everyone is logged, both are told with the first message, and not again with the next', async () => {
  await publish({ mode: 'everyone' });
  await Promise.all([maya.isToldOf('everyone'), jonas.isToldOf('everyone')]);
  await maya.writes('Lunch at one?');
  const told = ['Between us', OURS, 'Lunch at one?'];
  await jonas.reads(told);
  await maya.reads(told);
  await isAccessible(maya.chat.page);
  await jonas.writes('Rather at two');
  await maya.reads([...told, 'Rather at two']);
  await maya.writes('At two');
  await jonas.reads([...told, 'Rather at two', 'At two']);
  await maya.reads([...told, 'Rather at two', 'At two']);
});

test('somebody of another organization, which logs nothing, is told whose record it is', async () => {
  await maya.opens(TOMAS);
  await tomas.opens(MAYA);
  await maya.writes('Here is the offer');
  await maya.reads([OURS, 'Here is the offer']);
  await tomas.reads([THEIRS, 'Here is the offer']);
  await tomas.writes('Thank you');
  await maya.reads([OURS, 'Here is the offer', 'Thank you']);
  await tomas.reads([THEIRS, 'Here is the offer', 'Thank you']);
});

test('under Messages kept a message is found, and what is found is exported as a file', async () => {
  for (const person of [maya, jonas]) {
    const { options } = person;
    await options.click('[data-section=archive]');
    await options.untilText('Your organization has your server keep all your messages. They are kept for good.');
    await options.type('input[name=text]', 'LUNCH');
    await options.press('Search messages');
    await options.untilText(/Lunch at one\?.*\d+ messages looked through/);
    assert.doesNotMatch(await options.text(), /Between us|Rather|offer/);
    await options.press('Export as JSON Lines');
    const lines = (await person.file()).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => /"from":"(.*?)","to":"(.*?)".*"text":"(.*?)"/.exec(line)?.slice(1)),
      [[MAYA, JONAS, 'Lunch at one?']],
    );
    assert.deepEqual(options.complaints, []);
  }
  await isAccessible(maya.options.page);
});
