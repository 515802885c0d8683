/** Those who are expected, a closer look at those who are not, and the decision log as a file; all by hand, in the element. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { Asked } from '../support/asked.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, startScene, type Scene, type Tab } from '../support/e2e.js';
import { ELEMENT } from '../support/widget.js';

const ACCEPTED = /type=.subscribed./;
const ASKS = /type=.subscribe\b/;

let scene: Scene;
let browser: Browser;

before(async () => {
  scene = await startScene({ pages: { '/': pageWith(ELEMENT) } });
  await scene.admin.publish({ domains: [DOMAIN] });
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await scene.stop();
});

test('whoever is written down in advance does not prompt; whoever is crossed out does', async (t) => {
  const { tab, person } = await Asked.by(t, scene, browser, []);
  const [guest, former] = [await scene.somebody(`guest@${OUTSIDE}`), await scene.somebody(`former@${OUTSIDE}`)];
  await tab.press('Options');
  await tab.press('Expected');
  await tab.type('input[name=address]', 'nobody at all');
  await tab.press('Add');
  await tab.untilText(/Write a whole address/);
  for (const [count, { jid }] of [guest, former].entries()) {
    await tab.type('input[name=address]', jid.toUpperCase());
    await tab.press('Add');
    await tab.until(({ options }) => options.allowed === count + 1, `${jid} to be expected`);
  }
  const isApproved = async ({ jid }: RawClient): Promise<boolean> =>
    (await scene.server.storedRoster(person.jid)).contacts.get(jid)?.approved ?? false;
  await until(async () => (await isApproved(guest)) && (await isApproved(former)), 'the server to know both');
  await tab.press(`Remove: ${former.jid}`);
  await until(async () => !(await isApproved(former)), 'the server to forget one');
  assert.equal((await tab.view())?.options.allowed, 1);
  for (const one of [guest, former]) one.presence('subscribe', person.jid);
  await guest.expect(ACCEPTED);
  await tab.until(({ requests }) => requests.rows[0]?.jid === former.jid, 'the other to prompt');
  assert.equal(guest.presences('subscribed', person.jid).length, 1);
  assert.deepEqual(former.presences('subscribed'), []);
});

test('whoever brings an invitation is accepted and asked in return, once; not when it is used up or revoked', async (t) => {
  const { tab, person } = await Asked.by(t, scene, browser, []);
  const [first, second, third] = await Promise.all(
    ['first', 'second', 'third'].map((name) => scene.somebody(`${name}@${OUTSIDE}`)),
  );
  assert.ok(first && second && third);
  await tab.press('Options');
  await tab.press('Invitations');
  const used = await invite(tab, 'Fair');
  first.presence('subscribe', person.jid, preauth(used));
  await first.expect(ACCEPTED);
  await first.expect(ASKS);
  await tab.untilText(new RegExp(`Used by ${first.jid.replace('@', ' ?@ ?')}`));
  second.presence('subscribe', person.jid, preauth(used));
  await tab.until(({ requests }) => requests.total === 1, 'the second to prompt');

  const revoked = await invite(tab, 'Newspaper');
  await tab.press('Revoke: Newspaper');
  await tab.untilText(/Revoked\./);
  third.presence('subscribe', person.jid, preauth(revoked));
  await tab.until(({ requests }) => requests.total === 2, 'the third to prompt');
  assert.deepEqual([second.presences('subscribed'), third.presences('subscribed')], [[], []]);
});

test('a closer look asks their server only then, shows what they claim as text, and they notice nothing', async (t) => {
  const all = await Asked.by(t, scene, browser);
  const { tab, stranger } = all;
  const claim = '<img src=x onerror=alert(1)> Director of <b>everything</b>';
  await stranger.iq('set', `<vCard xmlns="vcard-temp"><FN>${claim.replaceAll('<', '&lt;')}</FN></vCard>`);
  assert.doesNotMatch(await tab.text(), /Director/);
  await tab.press('More answers', stranger.jid);
  await tab.press('Look closer', stranger.jid);
  await tab.untilText('They say of themselves, and nobody has checked:');
  await tab.untilText(claim);
  assert.deepEqual(await all.heard(), []);
  assert.deepEqual(tab.complaints, []);
});

test('the decision log is searched, and what was found is exported', async (t) => {
  const { tab, strangers } = await Asked.by(t, scene, browser, [OUTSIDE, OUTSIDE]);
  const folder = await mkdtemp(join(tmpdir(), 'im-export-'));
  t.after(() => rm(folder, { recursive: true }));
  const downloads = await tab.page.createCDPSession();
  await downloads.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  for (const { jid } of strangers) await tab.press('Accept', jid);
  await tab.until(({ activity }) => activity.total === 2, 'both to be in the log');
  await tab.press('Options');
  await tab.press('Decision log');
  const [wanted, other] = strangers;
  assert.ok(wanted && other);
  await tab.type('input[type=search]', wanted.jid.split('@')[0] ?? '');
  await tab.untilText('An export contains what was found: 1.');
  for (const [format, expected] of [
    ['CSV', new RegExp(`^\uFEFFtime,address,decision,.*\r\n[^,]+,${wanted.jid},approve,me,`)],
    ['JSON', new RegExp(`^\\[.*"address": "${wanted.jid}",.*"decision": "approve"`, 's')],
  ] as const) {
    await tab.press(`Export as ${format}`);
    const isIt = (name: string): boolean => name.endsWith(`.${format.toLowerCase()}`);
    await until(async () => (await readdir(folder)).some(isIt), `the ${format} to be saved`);
    const text = await readFile(join(folder, (await readdir(folder)).find(isIt) ?? ''), 'utf8');
    assert.match(text, expected);
    assert.ok(!text.includes(other.jid));
  }
});

/** Makes an invitation, and takes its token from the link that is shown. */
async function invite(tab: Tab, label: string): Promise<string> {
  await tab.type('input[name=label]', label);
  await tab.press('Make an invitation');
  await tab.press(`Hide link: ${label}`);
  await tab.press(`Show link: ${label}`);
  const link = await (await tab.find('input[readonly]')).evaluate((input) => (input as HTMLInputElement).value);
  const token = new URLSearchParams(link.split(';')[1]).get('preauth');
  assert.ok(token, link);
  return token;
}

/** XEP-0379 */
function preauth(token: string): string {
  return `<preauth xmlns="urn:xmpp:pars:0" token="${token}"/>`;
}
