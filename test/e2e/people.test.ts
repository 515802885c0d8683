/**
 * Two people in two browsers, from finding each other to one blocking the other: search, availability of somebody who is
 * no contact, a request that the policy accepts, a conversation, its history, and nothing any more.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Seen } from '../../src/core/people-view.js';
import { Ejabberd } from '../servers/ejabberd.js';
import { Administrator } from '../servers/organisation.js';
import { until } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import type { Site } from '../servers/site.js';
import type { ServerConfig, XmppServer } from '../servers/xmpp-server.js';
import { openBrowser } from '../support/browser.js';
import { SERVERS } from '../support/console.js';
import { DOMAIN, pageWith, startSite, Tab } from '../support/e2e.js';
import { element } from '../support/widget.js';

const ELEMENTS = ['im-contact-requests', 'im-contact-list', 'im-directory-search', 'im-chat'] as const;
const MAYA = `maya@${DOMAIN}`;
const JONAS = `jonas@${DOMAIN}`;

/** One person at a page with all elements. */
class Person {
  readonly contacts: Tab;
  readonly directory: Tab;
  readonly chat: Tab;
  readonly #requests: Tab;

  private constructor(requests: Tab, [contacts, directory, chat]: readonly [Tab, Tab, Tab]) {
    this.#requests = requests;
    this.contacts = contacts;
    this.directory = directory;
    this.chat = chat;
  }

  static async open(browser: Browser, site: Site): Promise<Person> {
    const requests = await Tab.open(browser, `${site.origin}/all`);
    const others = ELEMENTS.slice(1).map((name) => Tab.of(requests.page, name));
    return new Person(requests, (await Promise.all(others)) as [Tab, Tab, Tab]);
  }

  async signIn(user: string): Promise<void> {
    await this.#requests.signIn(user, user);
    await this.#requests.untilSettled();
  }

  async searches(text: string): Promise<void> {
    await this.directory.type('input[aria-label="Search the directory"]', text);
  }

  /** What the search shows of somebody. */
  async finds(jid: string, seen: Seen): Promise<void> {
    await this.directory.until(
      ({ people }) => people?.rows.some((row) => row.jid === jid && row.seen === seen) === true,
      `${jid} to be ${seen} in the directory`,
    );
  }

  async sees(jid: string, seen: Seen): Promise<void> {
    await this.contacts.until(
      ({ contacts }) =>
        contacts?.lines.some(
          (line) => line.kind === 'contact' && line.contact.jid === jid && line.contact.seen === seen,
        ) === true,
      `${jid} to be ${seen} on the contact list`,
    );
  }

  async shows(show: string): Promise<void> {
    await this.contacts.click('.shown');
    await this.contacts.press(show, 'im-own-availability');
  }

  async writes(text: string): Promise<void> {
    await this.chat.type('textarea[aria-label=Message]', text);
    await this.chat.page.keyboard.press('Enter');
  }

  async hears(jid: string, texts: readonly string[]): Promise<void> {
    const read = (messages: readonly { readonly text: string }[]): string => messages.map(({ text }) => text).join();
    await this.chat.until(
      ({ chat }) => chat?.jid === jid && read(chat.messages) === texts.join(),
      `“${texts.join('”, “')}” in the conversation`,
    );
  }

  async leave(): Promise<void> {
    await this.#requests.page.close();
  }
}

for (const name of SERVERS) {
  describe(name, () => {
    let server: XmppServer;
    let site: Site;
    let administrator: Administrator;
    const browsers: Browser[] = [];
    let maya: Person;
    let jonas: Person;

    before(async () => {
      const accounts = ['admin', 'maya', 'jonas'].map((username) => ({ username, password: username }));
      const config: ServerConfig = { hosts: [{ domain: DOMAIN, pubsub: true, accounts }], directory: true };
      server = name === 'prosody' ? await Prosody.start(config) : await Ejabberd.start(config);
      administrator = await Administrator.signIn(server, DOMAIN, 'admin');
      await administrator.createNode();
      await administrator.publish({ domains: [DOMAIN], temporaryAvailability: true });
      for (const [user, first, last] of [['maya', 'Maya', 'Klein'], ['jonas', 'Jonas', 'Berg']] as const) {
        const client = await RawClient.connect({ service: server.service, jid: `${user}@${DOMAIN}`, password: user });
        const card = `<FN>${first} ${last}</FN><N><FAMILY>${last}</FAMILY><GIVEN>${first}</GIVEN></N><TITLE>Dispatch</TITLE>`;
        await client.iq('set', `<vCard xmlns="vcard-temp">${card}</vCard>`);
        await client.close();
      } // prettier-ignore
      const attributes = `domain="${DOMAIN}" service="{{service}}"`;
      site = await startSite(server, { '/all': pageWith(ELEMENTS.map((tag) => element(attributes, tag)).join('')) });
      browsers.push(await openBrowser(), await openBrowser());
      [maya, jonas] = (await Promise.all(browsers.map((browser) => Person.open(browser, site)))) as [Person, Person];
      await maya.signIn('maya');
      await jonas.signIn('jonas');
    });
    after(async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
      await administrator.close();
      await site.stop();
      await server.stop();
    });

    test('a colleague who is no contact is found, and seen to change', async () => {
      await maya.searches('Berg');
      await maya.finds(JONAS, 'available');
      await jonas.shows('Do not disturb');
      await maya.finds(JONAS, 'dnd');
      const shown = async (): Promise<string> =>
        (await maya.directory.find('im-person-entry')).evaluate((found) => found.shadowRoot?.textContent ?? '');
      await until(async () => /Jonas Berg[^]*Do not disturb/.test(await shown()), 'it to be said in words');
    });

    test('a request to them is accepted by the policy, and both see each other', async () => {
      await maya.directory.click('[aria-label="Add to contacts: Jonas Berg"]');
      await maya.directory.press('Add contact', 'im-contact-form');
      await maya.sees(JONAS, 'dnd');
      await jonas.sees(MAYA, 'available');
    });

    test('they write to each other, and it is read', async () => {
      await maya.contacts.click('button.main');
      await maya.writes('Lunch at one?');
      await jonas.chat.untilText('Lunch at one?');
      await jonas.contacts.click('button.main');
      await jonas.writes('At two, please');
      await maya.hears(JONAS, ['Lunch at one?', 'At two, please']);
      await maya.chat.until(
        ({ chat }) => chat?.messages[0]?.delivery === 'displayed',
        'the first message to be displayed',
      );
    });

    test('after a reload the conversation is there again', async () => {
      await maya.leave();
      const [browser] = browsers;
      assert.ok(browser);
      maya = await Person.open(browser, site);
      await maya.signIn('maya');
      await maya.sees(JONAS, 'dnd');
      await maya.contacts.click('button.main');
      await maya.hears(JONAS, ['Lunch at one?', 'At two, please']);
    });

    test('whoever is blocked sees nothing any more: at once on the list, and in the next search', async () => {
      await jonas.contacts.click(`[aria-label="More about ${MAYA}"]`);
      await jonas.contacts.press('Block…');
      await jonas.contacts.press('Block', 'im-question');
      await maya.sees(JONAS, 'offline');
      await maya.searches('Jonas');
      await maya.finds(JONAS, 'offline');
      await maya.writes('Are you there?');
      assert.doesNotMatch(await jonas.chat.text(), /Are you there/);
    });
  });
}
