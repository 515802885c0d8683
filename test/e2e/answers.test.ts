/** Each answer that a person can give in the element, and what the other side sees of it on the wire. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { until } from '../servers/processes.js';
import { Asked } from '../support/asked.js';
import { BROWSERS, openNamed } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, SISTER, startScene, type Scene } from '../support/e2e.js';
import { ELEMENT, signIn } from '../support/widget.js';

const ACCEPTED = /type=.subscribed./;
const DECLINED = /type=.unsubscribed./;
const ASKS = /type=.subscribe\b/;

/** The message about an answer; what is isolated from the text around it is read with spaces. */
function said(what: string, who: string, more = ''): RegExp {
  return new RegExp(`${what} ${who} ?\\. ${more}`);
}

for (const name of BROWSERS) {
  describe(name, () => {
    let scene: Scene;
    let browser: Browser;

    before(async () => {
      scene = await startScene({ pages: { '/': pageWith(ELEMENT) }, prosody: { reports: true } });
      await scene.admin.publish({ domains: [DOMAIN] });
      browser = await openNamed(name);
    });

    after(async () => {
      await browser.close();
      await scene.stop();
    });

    describe('Accept', () => {
      test('with a name, a group and “also add to my contacts”; Undo takes all of it back', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger, person } = all;
        await tab.press('Accept with name and group…', stranger.jid);
        await tab.type('input[name=name]', 'Tomás');
        await tab.type('input[name=group]', 'Fair');
        await tab.press('Also add to my contacts', stranger.jid);
        await tab.press('Accept', stranger.jid);
        await stranger.expect(ACCEPTED);
        await stranger.expect(ASKS);
        await tab.untilText(said('Accepted', stranger.jid));
        assert.match(await all.contacts(), /name=.Tomás.*<group>Fair</);
        await tab.press('Undo');
        await stranger.expect(DECLINED);
        await stranger.expect(/type=.unsubscribe./);
        await until(async () => !(await all.contacts()).includes(stranger.jid), 'the contact to be gone');
        assert.equal(stranger.presences('subscribed', person.jid).length, 1);
      });

      test('can be taken back in the decision log', async (t) => {
        const { tab, stranger } = await Asked.by(t, scene, browser);
        await tab.press('Accept', stranger.jid);
        await stranger.expect(ACCEPTED);
        assert.deepEqual(stranger.presences('subscribe'), []);
        await tab.press('Options');
        await tab.press('Decision log');
        await tab.press(`Take back: ${stranger.jid}`);
        await stranger.expect(DECLINED);
        await tab.untilText(/Taken back\. You will be asked if they ask again\./);
      });
    });

    describe('Decline', () => {
      test('can be undone before anybody has noticed, and is sent after that moment', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger } = all;
        await tab.press('Decline', stranger.jid);
        await tab.untilText(said('Declined', stranger.jid, 'They are told in a moment.'));
        await tab.press('Undo');
        await tab.until(({ requests }) => requests.total === 1, 'the request to wait again');
        assert.deepEqual(await all.heard(), []);
        await tab.press('Decline', stranger.jid);
        await stranger.expect(DECLINED);
        await tab.untilText(/You declined\./);
      });

      test('can be made good in the decision log: whoever asks again is accepted', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger } = all;
        await tab.press('Decline', stranger.jid);
        await stranger.expect(DECLINED);
        await tab.press(`Accept next time: ${stranger.jid}`);
        await tab.until(({ options }) => options.allowed === 1, 'them to be expected');
        await all.asksAgain();
        await stranger.expect(ACCEPTED);
      });
    });

    describe('Ignore', () => {
      test('tells nobody, is over neither at the next sign-in nor on another device, and is brought back there', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger, person } = all;
        await tab.press('More answers', stranger.jid);
        await tab.press('Ignore', stranger.jid);
        await tab.untilText(said('Ignored', stranger.jid, 'They learn nothing.'));
        await tab.until(({ requests }) => requests.ignored === 1, 'it to be ignored');
        assert.deepEqual(await all.heard(), []);

        await tab.press('Options');
        await tab.signOut();
        await signIn(tab, person);
        const later = await all.device(t);
        for (const device of [tab, later]) {
          await device.until(
            ({ requests }) => requests.ignored === 1 && requests.total === 0,
            'it to be ignored there',
          );
        }
        await later.press('1 ignored');
        await later.press(`Bring back: ${stranger.jid}`);
        for (const device of [tab, later]) {
          await device.until(({ requests }) => requests.rows[0]?.jid === stranger.jid, 'it to wait again');
        }
        assert.deepEqual(await all.heard(), []);
      });

      test('can be undone at once, and from the decision log', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger } = all;
        for (const undo of ['Undo', `Bring back: ${stranger.jid}`]) {
          await tab.press('More answers', stranger.jid);
          await tab.press('Ignore', stranger.jid);
          await tab.until(({ requests }) => requests.ignored === 1, 'it to be ignored');
          await tab.press(undo);
          await tab.until(({ requests }) => requests.rows[0]?.jid === stranger.jid, 'it to wait again');
        }
        assert.deepEqual(await all.heard(), []);
      });
    });

    describe('Block', () => {
      test('a person: undone, nobody has noticed; else declined, and heard no more until unblocked in the log', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger } = all;
        const block = async (): Promise<void> => {
          await tab.press('More answers', stranger.jid);
          await tab.press('Block this person…', stranger.jid);
          await tab.press('Block', stranger.jid);
          await tab.untilText(said('Blocked', stranger.jid));
        };
        await block();
        await tab.press('Undo');
        await tab.until(({ requests }) => requests.total === 1, 'the request to wait again');
        assert.deepEqual(await all.heard(), []);

        await block();
        await stranger.expect(DECLINED);
        await tab.until(({ options }) => options.blocked === 1, 'them to be blocked');
        stranger.frames.length = 0;
        await all.asksAgain();
        assert.deepEqual(await all.heard(), []);
        assert.equal((await tab.view())?.requests.total, 0);

        await tab.press(`Unblock: ${stranger.jid}`);
        await tab.until(({ options }) => options.blocked === 0, 'them not to be blocked any more');
        await all.asksAgain();
        await tab.until(({ requests }) => requests.rows[0]?.jid === stranger.jid, 'them to be heard');
      });

      test('a domain: everybody from there is declined, and whoever comes later is not heard', async (t) => {
        const all = await Asked.by(t, scene, browser, [OUTSIDE, SISTER, SISTER]);
        const { tab, strangers, person } = all;
        const [, ...spammers] = strangers;
        await tab.press('More answers', spammers[0]?.jid);
        await tab.press(`Block everybody at ${SISTER}…`);
        await tab.press('Block', 'im-question');
        await tab.untilText(said('Blocked everybody at', SISTER));
        for (const spammer of spammers) await spammer.expect(DECLINED);
        const late = await scene.somebody(`late@${SISTER}`);
        late.presence('subscribe', person.jid);
        assert.deepEqual(await all.heard(late), []);
        const { requests } = (await tab.view()) ?? {};
        assert.deepEqual(
          requests?.rows.map(({ jid }) => jid),
          [all.stranger.jid],
        );
      });

      test('and report, in one step: declined, blocked, and the operators are told', async (t) => {
        const all = await Asked.by(t, scene, browser);
        const { tab, stranger } = all;
        await tab.press('More answers', stranger.jid);
        await tab.press('Block and report…', stranger.jid);
        await tab.press('Block and report', stranger.jid);
        await stranger.expect(DECLINED);
        const report = new RegExp(`report of ${stranger.jid}: urn:xmpp:reporting:spam`);
        await until(async () => report.test(await scene.server.log()), 'the report');
        stranger.frames.length = 0;
        await all.asksAgain();
        assert.deepEqual(await all.heard(), []);
      });
    });

    describe('several at once', () => {
      test('declined together; undone, nobody has noticed', async (t) => {
        const all = await Asked.by(t, scene, browser, [OUTSIDE, OUTSIDE, OUTSIDE]);
        const { tab, strangers } = all;
        const [first, second, third] = strangers;
        assert.ok(first && second && third);
        const decline = async (): Promise<void> => {
          for (const { jid } of [first, second]) await tab.press(`Select ${jid}`);
          await tab.press('Decline', 'im-bulk-bar');
          await tab.until(({ requests }) => requests.total === 1, 'one to be left');
        };
        await decline();
        await tab.press('Undo');
        await tab.until(({ requests }) => requests.total === 3, 'all to wait again');
        for (const stranger of strangers) assert.deepEqual(await all.heard(stranger), []);
        await decline();
        for (const stranger of [first, second]) await stranger.expect(DECLINED);
        assert.deepEqual(await all.heard(third), []);
      });

      test('accepted together, after a question', async (t) => {
        const { tab, strangers } = await Asked.by(t, scene, browser, [OUTSIDE, SISTER]);
        await tab.press('Select all on this page');
        await tab.press('Accept', 'im-bulk-bar');
        await tab.untilText('Accept 2 requests?');
        await tab.press('Also add them to my contacts');
        await tab.press('Accept', 'im-question');
        for (const stranger of strangers) {
          await stranger.expect(ACCEPTED);
          await stranger.expect(ASKS);
        }
      });

      test('of a whole domain, declined together', async (t) => {
        const all = await Asked.by(t, scene, browser, [SISTER, SISTER, OUTSIDE]);
        const { tab, strangers } = all;
        const [first, second, other] = strangers;
        assert.ok(first && second && other);
        await tab.press('More answers', first.jid);
        await tab.press(`Show all from ${SISTER}`);
        await tab.press(`All from ${SISTER}`);
        await tab.press('Decline all');
        for (const stranger of [first, second]) await stranger.expect(DECLINED);
        assert.deepEqual(await all.heard(other), []);
        await tab.until(({ requests }) => requests.total === 1, 'the other to be left');
      });
    });
  });
}
