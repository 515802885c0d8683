/** Texts of strangers that would rather be markup or scripts, on a strict site and in the extension: all of them are shown as text. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'puppeteer-core';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { Component } from '../servers/component.js';
import { until } from '../servers/processes.js';
import {
  dissect,
  noticeOn,
  openInAll,
  tracesOn,
  watchPolicy,
  type Card,
  type Dissection,
} from '../support/dissection.js';
import { DOMAIN, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { ChromiumExtension } from '../support/extension-chromium.js';
import { element, ELEMENT } from '../support/widget.js';
import vectors from '../vectors/script-injections.json' with { type: 'json' };

const STRANGERS = 'strangers.example';
const PAYLOADS = vectors.map(({ text, shown = text }) => ({ text, shown }));
const HARMLESS = PAYLOADS.map((_, index) => ({ text: `harmless ${index}`, shown: `harmless ${index}` }));

let scene: Scene;
let extension: ChromiumExtension;
let strangers: Component;
let people = 0;
let revision = 1000;

before(async () => {
  scene = await startScene({
    pages: { '/': pageWith(ELEMENT), '/options': pageWith(element(`domain="${DOMAIN}"`, 'im-options')) },
    prosody: { components: { [STRANGERS]: 'secret' } },
  });
  strangers = await Component.connect(scene.server, STRANGERS, 'secret');
  strangers.showProfiles((username) => {
    const text = escaped(textOf(username).text);
    return `<FN>${text}</FN><TITLE>${text}</TITLE><ORG><ORGNAME>${text}</ORGNAME></ORG><DESC>${text}</DESC>`;
  });
  extension = await ChromiumExtension.open();
});

after(async () => {
  await extension.close();
  strangers.close();
  await scene.stop();
});

/** Everything that XML knows, and everything that it would change, as references. */
function escaped(text: string): string {
  return text.replace(/[^\w ./:]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

function textOf(username: string): (typeof PAYLOADS)[number] {
  const texts = username.startsWith('p') ? PAYLOADS : HARMLESS;
  return texts[Number(username.slice(1))] ?? { text: '', shown: '' };
}

interface Person {
  readonly jid: string;
  readonly password: string;
}

/** Somebody with a request for each payload, or for each harmless text. */
async function askedBy(kind: 'p' | 'h'): Promise<Person> {
  const person = await scene.person(`person-${++people}`);
  PAYLOADS.forEach((_, index) => {
    const username = `${kind}${index}`;
    const text = escaped(textOf(username).text);
    const nick = `<nick xmlns="http://jabber.org/protocol/nick">${text}</nick>`;
    strangers.presence('subscribe', username, person.jid, `${nick}<status>${text}</status>`);
  });
  await strangers.ping(DOMAIN);
  return person;
}

/** What a page asks the network for, and whom it asks to be heard. */
function overhear(page: Page): { readonly requests: string[]; readonly dialogs: string[] } {
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', () => dialogs.push('a window'));
  return { requests, dialogs };
}

/** Goes through all requests, with what opens in their cards. */
async function goThrough(tab: Tab): Promise<Dissection[]> {
  const pages: Dissection[] = [];
  await tab.until(({ requests }) => requests.loaded && requests.total === PAYLOADS.length, 'all requests');
  for (let first = 1; ; first += 25) {
    await tab.untilText(`${first}–${Math.min(first + 24, PAYLOADS.length)} of ${PAYLOADS.length}`);
    const count = Math.min(25, PAYLOADS.length - first + 1);
    await until(async () => (await dissect(tab)).cards.length === count, `${count} cards`);
    await openInAll(tab, 'look');
    pages.push(await dissect(tab));
    await openInAll(tab, 'accept');
    const last = await dissect(tab);
    pages.push(last);
    if (last.isLast) return pages;
    await tab.press('Next');
  }
}

/** Everybody is there, and what they say stands there as they said it. */
function areVerbatim(pages: readonly Dissection[]): void {
  const cards = pages.flatMap((page) => page.cards);
  assert.equal(new Set(cards.map(({ user }) => user)).size, PAYLOADS.length);
  for (const { user, nick, note, profile, proposed } of cards) {
    const { shown } = textOf(user);
    assert.deepEqual([nick, note], [shown, shown]);
    if (proposed === undefined) assert.deepEqual(profile, [shown, shown, shown, shown]);
    else assert.equal(proposed, shown);
  }
}

function censusOf(cards: readonly Card[]): string[] {
  return [...new Set(cards.map(({ census }) => census))].sort();
}

/** Payloads and harmless texts make the same elements, in the cards and around them. */
function areBuiltAlike(pages: readonly Dissection[], control: readonly Dissection[]): void {
  assert.deepEqual(censusOf(pages.flatMap(({ cards }) => cards)), censusOf(control.flatMap(({ cards }) => cards)));
  assert.equal(censusOf(control.flatMap(({ cards }) => cards)).length, 2);
  assert.deepEqual(
    pages.map(({ around }) => around),
    control.map(({ around }) => around),
  );
}

interface Shell {
  /** Signs in where requests are shown. */
  readonly open: (person: Person) => Promise<Tab>;
  readonly openOptions: (tab: Tab) => Promise<Tab>;
  /** What its pages may fetch. */
  readonly own: RegExp;
}

const SHELLS: Readonly<Record<string, () => Shell>> = {
  'on a strict site': () => ({
    open: async ({ jid, password }) => {
      const tab = await Tab.open(await extension.browser.createBrowserContext(), scene.site.origin);
      await watchPolicy(tab);
      await tab.signIn(jid, password);
      return tab;
    },
    openOptions: ({ page }) => Tab.open(page.browserContext(), `${scene.site.origin}/options`, 'im-options'),
    own: new RegExp(`^${scene.site.origin}/im/[\\w-]+\\.js$`),
  }),
  'in the extension': () => ({
    open: async ({ jid, password }) => {
      await extension.signOut();
      const tab = await extension.popup();
      await watchPolicy(tab);
      await tab.signIn(jid, password, scene.server.service);
      return tab;
    },
    openOptions: () => extension.options(),
    own: /^chrome-extension:\/\/[a-p]{32}\/[\w-]+\.js$/,
  }),
};

/** None of the texts did anything on this page. */
async function isUntouched(tab: Tab, { requests, dialogs }: ReturnType<typeof overhear>, own: RegExp): Promise<void> {
  assert.deepEqual(
    requests.filter((url) => !own.test(url)),
    [],
  );
  assert.deepEqual(dialogs, []);
  assert.deepEqual(await tracesOn(tab), { globals: [], violations: [] });
  assert.deepEqual(tab.complaints, []);
}

/** A policy whose domains are these, and what its readers are told of them. */
async function publishDomains(texts: readonly { readonly text: string }[]): Promise<string[]> {
  const policy = {
    allowUserOptions: false,
    handling: 'accept-all',
    addBack: 'all',
    temporaryAvailability: true,
  } as const;
  const values = texts.map(({ text }) => text);
  const domains = values.map((value) => ({ ascii: value, unicode: value }));
  revision += 1;
  await scene.admin.publishPayload(writePolicyForm({ ...policy, revision, parent: 0 }, domains).toString());
  return ['domains', 'domains_unicode'].flatMap((field) =>
    values.map((value) => `“${value}” in “${field}” is not a domain name in its canonical form, such as example.com.`),
  );
}

for (const [where, shell] of Object.entries(SHELLS)) {
  describe(where, () => {
    test('requests and profiles: each text is shown as it is, and nothing is built, fetched or run', async () => {
      await scene.admin.publish({ domains: [DOMAIN] });
      const { open, own } = shell();
      const harmless = await open(await askedBy('h'));
      const control = await goThrough(harmless);
      areVerbatim(control);

      const tab = await open(await askedBy('p'));
      const overheard = overhear(tab.page);
      const pages = await goThrough(tab);
      areVerbatim(pages);
      areBuiltAlike(pages, control);
      await isUntouched(tab, overheard, own);
    });

    test('a policy that lists them: refused, told to an administrator as it is, and everybody is asked about', async () => {
      await scene.admin.publish({ domains: [DOMAIN] });
      const { open, openOptions, own } = shell();
      const person = await scene.person(`reader-${++people}`);
      const colleague = await scene.somebody(`colleague-${people}@${DOMAIN}`);
      const told: string[] = [];
      const tells = async (tab: Tab, lines: readonly string[]): Promise<void> => {
        await until(
          async () => isDeepStrictEqual((await noticeOn(tab)).lines, lines),
          'the notice to say what is wrong',
        );
        told.push((await noticeOn(tab)).census);
      };
      const inbox = await open(person);
      const requests = overhear(inbox.page);
      for (const texts of [HARMLESS, PAYLOADS]) await tells(inbox, await publishDomains(texts));
      colleague.presence('subscribe', person.jid);
      await inbox.until(({ requests: { rows } }) => rows.length === 1, 'the colleague to wait for an answer');
      await isUntouched(inbox, requests, own);

      const options = await openOptions(inbox);
      await watchPolicy(options);
      const more = overhear(options.page);
      for (const texts of [HARMLESS, PAYLOADS]) await tells(options, await publishDomains(texts));
      assert.deepEqual([told[0], told[2]], [told[1], told[3]]);
      await isUntouched(options, more, own);
    });
  });
}
