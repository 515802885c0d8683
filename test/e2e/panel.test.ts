/** Popup, panel and elements with contacts and conversations, in real browsers. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { isAccessible } from '../support/axe.js';
import { BROWSERS, openBrowser } from '../support/browser.js';
import { DOMAIN, pageWith, startScene, Tab, type Scene } from '../support/e2e.js';
import { MESSENGER, type Extension } from '../support/extension.js';
import { openExtension } from '../support/open-extension.js';
import { element, newVisitor, signIn } from '../support/widget.js';

const ALL = ['im-contact-requests', 'im-contact-list', 'im-directory-search', 'im-chat'] as const;

/** The tab that is selected in the messenger of a page. */
const SELECTED = `document.querySelector('${MESSENGER}').shadowRoot.querySelector('[aria-selected=true]')?.id`;

for (const name of BROWSERS) {
  describe(`the extension in ${name}`, () => {
    let scene: Scene;
    let extension: Extension;

    before(async () => {
      scene = await startScene({ pages: {} });
      await scene.admin.publish({ domains: [DOMAIN] });
      extension = await openExtension(name);
    });
    afterEach(() => extension.signOut());
    after(async () => {
      await extension.close();
      await scene.stop();
    });

    test('somebody signs in in the panel, and goes through its tabs by keyboard', async () => {
      const { jid, password } = await scene.person('maya');
      const panel = await extension.panelInTab();
      await panel.signIn(jid, password, scene.server.service);
      await panel.untilSettled();
      await (await panel.find('#tab-requests')).focus();
      for (const tab of ['contacts', 'chats', 'search']) {
        await panel.page.keyboard.press('ArrowRight');
        await until(async () => (await panel.page.evaluate(SELECTED)) === `tab-${tab}`, `the tab ${tab}`);
        await until(async () => await panel.page.evaluate(isDefined, tab), `what is in the tab ${tab}`);
        await isAccessible(panel.page);
      }
      assert.deepEqual(panel.complaints, []);
    });

    test('the popup goes on where the person was, and with requests where some wait', async () => {
      const { jid, password } = await scene.person('ina');
      const popup = await extension.signIn({ jid, password, service: scene.server.service });
      await popup.click('#tab-contacts');
      await until(async () => (await popup.page.evaluate(SELECTED)) === 'tab-contacts', 'the contacts');
      await extension.closePages();
      const again = await extension.popup();
      await until(async () => (await again.page.evaluate(SELECTED)) === 'tab-contacts', 'the contacts again');
      await extension.closePages();
      const outsider = await scene.somebody('otto@elsewhere.example');
      outsider.presence('subscribe', jid);
      await until(async () => (await extension.badge()) === '1', 'the request on the badge');
      const third = await extension.popup();
      await until(async () => (await third.page.evaluate(SELECTED)) === 'tab-requests', 'the requests');
      assert.deepEqual([...again.complaints, ...third.complaints], []);
    });

    test('what a contact writes is counted and notified, and read where the notification leads', async () => {
      const { jid, password } = await scene.person('vera');
      await extension.signIn({ jid, password, service: scene.server.service });
      await extension.closePages();
      const colleague = await scene.somebody(`jonas@${DOMAIN}`);
      colleague.presence('subscribe', jid);
      await colleague.expect(/type=.subscribed./);
      colleague.send(`<message xmlns="jabber:client" type="chat" id="one" to="${jid}"><body>Lunch?</body></message>`);
      await until(async () => (await extension.badge()) === '1', 'the message on the badge');
      await until(async () => (await extension.notifications()) === 1, 'a notification');
      const panel = await extension.panelInTab(`#chats/jonas@${DOMAIN}`);
      await panel.untilText('Lunch?');
      await until(async () => (await extension.badge()) === '', 'an empty badge');
      await until(async () => (await extension.notifications()) === 0, 'no notification');
      assert.deepEqual(panel.complaints, []);
    });
  });
}

/** Whether the component of a tab is loaded. */
function isDefined(tab: string): boolean {
  return (
    customElements.get({ contacts: 'im-contacts', chats: 'im-chats', search: 'im-people-search' }[tab] ?? '') !==
    undefined
  );
}

describe('elements of a site', () => {
  let scene: Scene;
  let browser: Browser;

  before(async () => {
    const attributes = `domain="${DOMAIN}" service="{{service}}"`;
    scene = await startScene({
      pages: {
        '/requests': pageWith(element()),
        '/chat': pageWith(element(attributes, 'im-chat')),
        '/all': pageWith(ALL.map((name) => element(attributes, name)).join('')),
      },
    });
    await scene.admin.publish({ domains: [DOMAIN] });
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await scene.stop();
  });

  /** The files of ours that a page has loaded. */
  const loaded = ({ page }: Tab): Promise<string[]> =>
    page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? ''));

  test('a page with requests alone loads nothing of the others, until one of them comes into it', async (t) => {
    const tab = await Tab.open(await newVisitor(t, browser), `${scene.site.origin}/requests`);
    await signIn(tab, await scene.person('una'));
    const others = /^im-(chat|chats|contact-list|contacts|directory-search|people-element|filling)\.js$/;
    assert.deepEqual(
      (await loaded(tab)).filter((file) => others.test(file)),
      [],
    );
    await tab.page.evaluate(() => document.querySelector('main')?.append(document.createElement('im-chat')));
    await until(() => tab.page.evaluate(() => customElements.get('im-chat') !== undefined), 'the chat to be loaded');
    assert.deepEqual(
      tab.complaints.filter((text) => !text.includes('"domain" is missing')),
      [],
    );
  });

  test('<im-chat> stands alone: somebody signs in in it, and is written to', async (t) => {
    const maya = await scene.person('maja');
    const tab = await Tab.open(await newVisitor(t, browser), `${scene.site.origin}/chat`, 'im-chat');
    await signIn(tab, maya);
    const colleague = await scene.somebody(`jonas@${DOMAIN}`);
    colleague.presence('subscribe', maya.jid);
    await colleague.expect(/type=.subscribed./);
    colleague.send(
      `<message xmlns="jabber:client" type="chat" id="one" to="${maya.jid}"><body>Lunch?</body></message>`,
    );
    await tab.untilText('Lunch?');
    await isAccessible(tab.page);
    assert.deepEqual(tab.complaints, []);
  });

  test('all of them share one session, and a contact is written to in the <im-chat> of the page', async (t) => {
    const person = await scene.person('olga');
    const other = await scene.client(person);
    await other.iq('set', `<query xmlns="jabber:iq:roster"><item jid="emil@${DOMAIN}" name="Emil"/></query>`);
    const context = await newVisitor(t, browser);
    const tab = await Tab.open(context, `${scene.site.origin}/all`);
    await signIn(tab, person);
    const contacts = await Tab.of(tab.page, 'im-contact-list');
    await contacts.untilText('Emil');
    await isAccessible(tab.page);
    await tab.page.evaluate((jid) => {
      const list = document.querySelector('im-contact-list')?.shadowRoot?.querySelector('im-contacts');
      list?.dispatchEvent(new CustomEvent('im-chat-wanted', { detail: { jid }, bubbles: true, composed: true }));
    }, `emil@${DOMAIN}`);
    const chat = await Tab.of(tab.page, 'im-chat');
    await chat.until(({ chat: shown }) => shown?.jid === `emil@${DOMAIN}`, 'the conversation to be shown');
    await isAccessible(tab.page);
    assert.deepEqual(tab.complaints, []);
  });
});
