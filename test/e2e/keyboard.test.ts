/** Each answer by keyboard alone, as a screen reader presents it: roles, names, where the focus goes, what is said. */
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { Asked } from '../support/asked.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, SISTER, startScene, type Scene } from '../support/e2e.js';
import { Keyboard } from '../support/keyboard.js';
import { ELEMENT } from '../support/widget.js';

const ACCEPTED = /type=.subscribed./;
const DECLINED = /type=.unsubscribed./;

let scene: Scene;
let browser: Browser;

before(async () => {
  scene = await startScene({ pages: { '/': pageWith(ELEMENT) }, prosody: { reports: true } });
  await scene.admin.publish({ domains: [DOMAIN] });
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await scene.stop();
});

async function asked(t: TestContext, ...domains: readonly string[]): Promise<{ all: Asked; keys: Keyboard }> {
  const all = await Asked.by(t, scene, browser, domains);
  await all.tab.find('im-request-card');
  return { all, keys: await Keyboard.at(all.tab.page) };
}

describe('by keyboard alone', () => {
  test('accept with name, group and adding; the form takes the focus; Undo takes it back', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE);
    await keys.operate('button', 'Accept with name and group…');
    await keys.untilAt('textbox', 'Name');
    await keys.press('Escape');
    await keys.untilAt('button', 'Accept with name and group…');
    await keys.press('Enter');
    await keys.untilAt('textbox', 'Name');
    await keys.type('Tomás');
    await keys.go('combobox', 'Group');
    await keys.type('Fair');
    await keys.operate('checkbox', 'Also add to my contacts');
    await keys.operate('button', 'Accept');
    await all.stranger.expect(ACCEPTED);
    await keys.hears(`Accepted ${all.stranger.jid}.`);
    await keys.untilAt('heading', 'Contact requests');
    assert.match(await all.contacts(), /name=.Tomás.*<group>Fair</);
    await keys.operate('button', 'Undo');
    await all.stranger.expect(DECLINED);
  });

  test('decline: the next request gets the focus, the answer is said, and Ctrl+Z brings it and the focus back', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE, OUTSIDE);
    await keys.go('checkbox', 'Select tomas');
    const first = (await keys.focus()).name.slice('Select '.length);
    await keys.operate('button', 'Decline');
    await keys.hears(`Declined ${first}. They are told in a moment.`);
    await keys.untilAt('button', 'Accept');
    const [left] = (await all.tab.view())?.requests.rows ?? [];
    assert.notEqual(left?.jid, first);
    await keys.undo();
    await all.tab.until(({ requests }) => requests.total === 2, 'it to wait again');
    await keys.untilAt('button', 'Accept');
    for (const stranger of all.strangers) assert.deepEqual(await all.heard(stranger), []);
    await keys.operate('button', 'Decline');
    const stranger = all.strangers.find(({ jid }) => jid === first);
    await stranger?.expect(DECLINED);
  });

  test('ignore from the menu, which arrows and letters move in and Escape closes; brought back from the ignored', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE);
    await keys.operate('button', 'More answers');
    await keys.untilAt('menuitem', 'Look closer');
    await keys.press('Escape');
    await keys.untilAt('button', 'More answers');
    await keys.press('ArrowUp');
    await keys.untilAt('menuitem', 'Block and report…');
    await keys.press('i');
    await keys.untilAt('menuitem', 'Ignore They learn nothing.');
    await keys.press('Enter');
    await keys.hears(`Ignored ${all.stranger.jid}. They learn nothing.`);
    await keys.untilAt('heading', 'Contact requests');
    await keys.operate('DisclosureTriangle', '1 ignored');
    await all.tab.find('button.quiet:not(.small)[aria-label^="Bring back"]');
    await keys.operate('button', `Bring back: ${all.stranger.jid}`);
    await all.tab.until(({ requests }) => requests.total === 1, 'it to wait again');
    await keys.untilAt('button', 'Accept');
    assert.deepEqual(await all.heard(), []);
  });

  test('block a person and a domain, and report: each asks first, Escape is no, and the next request gets the focus', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE, OUTSIDE, SISTER);
    await keys.operate('button', 'More answers');
    await keys.operate('menuitem', 'Block this person…', 'ArrowDown');
    await keys.untilAt('button', 'Block');
    await keys.press('Escape');
    await keys.untilAt('button', 'More answers');
    for (const [item, answer] of [
      ['Block and report…', 'Block and report'],
      ['Block this person…', 'Block'],
      ['Block everybody at', 'Block'],
    ] as const) {
      const waiting = (await all.tab.view())?.requests.total ?? 0;
      await keys.operate('button', 'More answers');
      await keys.operate('menuitem', item, 'ArrowDown');
      await keys.untilAt('button', answer);
      await keys.press('Enter');
      await keys.hears('Blocked ');
      await all.tab.until(({ requests }) => requests.total === waiting - 1, 'one less to wait');
      if (waiting > 1) await keys.untilAt('button', 'Accept');
    }
    await keys.untilAt('heading', 'Contact requests');
    for (const stranger of all.strangers) await stranger.expect(DECLINED);
    await until(async () => (await scene.server.log()).includes('urn:xmpp:reporting:spam'), 'the report');
  });

  test('several are selected, counted aloud, and accepted after a question', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE, OUTSIDE);
    await keys.operate('checkbox', 'Select all on this page');
    await keys.hears('2 selected');
    await all.tab.find('button[title^="They learn nothing"]'); // it is loaded when it is needed, and Tab goes past what is not there
    await keys.operate('button', 'Accept');
    await all.tab.untilText('Accept 2 requests?'); // the button that asks has the same name
    await keys.untilAt('button', 'Accept');
    await keys.press('Enter');
    for (const stranger of all.strangers) await stranger.expect(ACCEPTED);
    await keys.untilAt('heading', 'Contact requests');
  });

  test('the decision log: opened, and an acceptance taken back', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE);
    await keys.operate('button', 'Accept');
    await all.stranger.expect(ACCEPTED);
    await keys.untilAt('heading', 'Contact requests');
    await keys.operate('button', 'Options');
    await keys.untilAt('heading', 'Options');
    await keys.operate('button', 'Decision log');
    await keys.operate('button', `Take back: ${all.stranger.jid}`);
    await all.stranger.expect(DECLINED);
    await all.tab.untilText(/Taken back/);
    assert.notEqual((await keys.focus()).role, 'RootWebArea');
  });

  test('the options: how requests are decided, a theme, who is expected, an invitation; what was done is said', async (t) => {
    const { all, keys } = await asked(t, OUTSIDE);
    const { tab } = all;
    await keys.operate('button', 'Options');
    await keys.untilAt('heading', 'Options');
    await keys.operate('button', 'Options for contact list requests');
    await keys.go('radio', 'Accept automatically from contacts in my organization');
    await keys.press('ArrowDown');
    await tab.until(({ setting }) => setting.handling === 'prompt', 'the choice');
    await keys.hears('Saved');
    await keys.operate('button', 'Appearance and language');
    await keys.go('radio', 'Automatic');
    await keys.press('ArrowRight', 'ArrowRight');
    await tab.until(({ options }) => options.values.theme === 'dark', 'the theme');

    await keys.operate('button', 'Expected');
    await keys.go('textbox', 'Address');
    await keys.type('guest');
    await keys.press('Enter');
    await keys.hears('Write a whole address, such as name@example.com.');
    await keys.untilAt('textbox', 'Address');
    await keys.type('@elsewhere.example');
    await keys.press('Enter');
    await tab.until(({ options }) => options.allowed === 1, 'the guest to be expected');
    await keys.operate('button', 'Remove: guest@elsewhere.example');
    await tab.until(({ options }) => options.allowed === 0, 'the guest to be crossed out');

    await keys.operate('button', 'Invitations');
    await keys.go('textbox', 'What it is for');
    await keys.type('Fair');
    await keys.operate('button', 'Make an invitation');
    await keys.untilAt('textbox', 'Link');
    await keys.operate('button', 'Revoke: Fair');
    await tab.until(({ options }) => options.invitations[0]?.revoked === true, 'it to be revoked');
    assert.notEqual((await keys.focus()).role, 'RootWebArea');
  });
});
