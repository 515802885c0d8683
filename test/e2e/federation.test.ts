/** What a person sees of federation: why nobody was asked, a contact that is suspended, and why an address is not taken. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { PolicyDraft } from '../servers/organisation.js';
import { Administrator } from '../servers/organisation.js';
import { Prosody } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import type { Site } from '../servers/site.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, pageWith, startSite, Tab } from '../support/e2e.js';
import { element } from '../support/widget.js';

const PARTNER = 'partner.example';
const ELEMENTS = ['im-contact-requests', 'im-contact-list', 'im-chat'] as const;
const NOT_ALLOWED = `Your organization does not allow contact with ${PARTNER}.`;

let server: Prosody;
let administrator: Administrator;
let site: Site;
let browser: Browser;
let otto: RawClient;
let requests: Tab;
let contacts: Tab;
let chat: Tab;

async function publish(federation: PolicyDraft['federation']): Promise<void> {
  await administrator.publish({
    domains: [DOMAIN],
    allowUserOptions: false,
    handling: 'prompt',
    ...(federation ? { federation } : {}),
  });
}

before(async () => {
  const accounts = ['admin', 'maya'].map((username) => ({ username, password: username }));
  const partners = ['otto', 'paula'].map((username) => ({ username, password: username }));
  server = await Prosody.start({
    hosts: [
      { domain: DOMAIN, pubsub: true, accounts },
      { domain: PARTNER, accounts: partners },
    ],
  });
  administrator = await Administrator.signIn(server, DOMAIN, 'admin');
  await administrator.createNode();
  await publish(undefined);
  otto = await RawClient.connect({ service: server.service, jid: `otto@${PARTNER}`, password: 'otto' });
  await otto.available();
  const attributes = `domain="${DOMAIN}" service="{{service}}"`;
  site = await startSite(server, { '/all': pageWith(ELEMENTS.map((tag) => element(attributes, tag)).join('')) });
  browser = await openBrowser();
  requests = await Tab.open(browser, `${site.origin}/all`);
  contacts = await Tab.of(requests.page, 'im-contact-list');
  chat = await Tab.of(requests.page, 'im-chat');
  await requests.signIn('maya', 'maya');
  await requests.untilSettled();
});
after(async () => {
  await browser.close();
  await Promise.all([administrator.close(), otto.close()]);
  await site.stop();
  await server.stop();
});

async function add(jid: string): Promise<void> {
  await contacts.press('Add contact');
  await contacts.type('input[name=address]', jid);
  await contacts.press('Add contact', 'im-contact-form');
}

test('a contact is suspended when the policy says so, and what was said stays', async () => {
  await add(otto.jid);
  await otto.expect(/type=["']subscribe["']/);
  otto.presence('subscribed', `maya@${DOMAIN}`);
  await contacts.until(
    ({ contacts: list }) =>
      list?.lines.some((line) => line.kind === 'contact' && line.contact.seen === 'available') === true,
    'the contact to be available',
  );
  await contacts.click('button.main[title^="otto@"]');
  await chat.type('textarea[aria-label=Message]', 'See you on Monday');
  await chat.page.keyboard.press('Enter');
  await otto.expect(/See you on Monday/);
  await publish({ mode: 'closed' });
  await contacts.untilText('Suspended by your organization');
  await chat.untilText(`${NOT_ALLOWED} What was said stays here.`);
  assert.match(await chat.text(), /See you on Monday/);
});

test('an address of a domain that is stopped is not taken, and the field says why', async () => {
  await add(`paula@${PARTNER}`);
  await contacts.untilText(`${NOT_ALLOWED} If you need it, ask your administrator.`);
  const field = await contacts.find('input[name=address]');
  assert.equal(await field.evaluate((input) => input.getAttribute('aria-invalid')), 'true');
  await contacts.press('Cancel', 'im-contact-form');
});

test('whoever asks from there is not shown, and the log says why', async () => {
  otto.presence('subscribe', `maya@${DOMAIN}`);
  await requests.untilText('Requests from there are not shown: your organization allows contact within itself only.');
  assert.equal((await requests.view())?.requests.total, 0);
});

test('all of it comes back when the policy lets it', async () => {
  await publish(undefined);
  await requests.until(({ requests: { rows } }) => rows[0]?.jid === otto.jid, 'the request');
  await chat.find('textarea[aria-label=Message]');
  await contacts.until(
    ({ contacts: list }) =>
      list?.lines.some((line) => line.kind === 'contact' && line.contact.seen === 'available') === true,
    'the contact to be available',
  );
});
