/** Browsers end the backgrounds of extensions as they please: Chromium a service worker, Firefox an event page. Nobody is to notice. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { until } from '../servers/processes.js';
import { RawClient } from '../servers/raw-client.js';
import { BROWSERS } from '../support/browser.js';
import { DOMAIN, OUTSIDE, startScene, type Scene } from '../support/e2e.js';
import type { Extension } from '../support/extension.js';
import { openExtension } from '../support/open-extension.js';

for (const name of BROWSERS) {
  describe(name, () => {
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

    test('a background that died is brought back by itself, signed in, and decides what came meanwhile', async () => {
      const maya = await scene.person('maya');
      const [colleague, outsider] = [await scene.somebody(`jonas@${DOMAIN}`), await scene.somebody(`tomas@${OUTSIDE}`)];
      await extension.signIn({ ...maya, service: scene.server.service });
      await extension.closePages();
      await until(async () => {
        const { session, local } = await extension.kept();
        return 'stream' in session && 'person' in local && 'policy' in local;
      }, 'nothing to be left to write: the browser would start another one to tell it');
      await extension.killBackground();
      for (const requester of [colleague, outsider]) requester.presence('subscribe', maya.jid);
      await Promise.all([colleague.ping(), outsider.ping()]);

      await extension.ringAlarm('revival', { minutes: 0.5 });
      await until(async () => (await extension.badge()) === '1', 'the request of the outsider on the badge');
      await colleague.expect(/type=.subscribed./);
      await extension.showsWaiting(await extension.popup(), 1);

      // The next one takes nothing off the screen that still waits, and announces nothing twice.
      await extension.closePages();
      await until(async () => JSON.stringify((await extension.kept()).session).includes(outsider.jid), 'it to be kept');
      await extension.killBackground();
      await extension.ringAlarm('revival', { minutes: 0.5 });
      await extension.showsWaiting(await extension.popup(), 1);
    });

    test('killed twenty times around requests and answers, it answers everybody once, as the person said, and nobody in advance', async () => {
      const nora = await scene.person('nora');
      let popup = await extension.signIn({ ...nora, service: scene.server.service });
      const asks = async (requester: RawClient): Promise<void> => {
        requester.presence('subscribe', nora.jid);
        await popup.untilText(requester.jid.replace('@', ' @ '));
      };
      const isAsked = async ({ jid }: RawClient): Promise<boolean> =>
        (await popup.view())?.requests.rows.some((row) => row.jid === jid && row.pending === null) ?? false;
      const isAccepted = (requester: RawClient): boolean => requester.presences('subscribed').length > 0;
      const accepted: RawClient[] = [];
      const declined: RawClient[] = [];

      for (let round = 0; round < 20; round++) {
        const [colleague, outsider] = [
          await scene.somebody(`c${round}@${DOMAIN}`),
          await scene.somebody(`o${round}@${OUTSIDE}`),
        ];
        /** A little later in each round of a kind. */
        const strike = async (): Promise<void> => {
          for (let count = round >> 2; count > 0; count--) await colleague.ping();
          await extension.killBackground();
        };
        switch (round % 4) {
          case 0: // when a colleague asks
            colleague.presence('subscribe', nora.jid);
            await strike();
            accepted.push(colleague);
            await colleague.expect(/type=.subscribed./);
            break;
          case 1: // when the person accepts
            await asks(outsider);
            await popup.press('Accept', outsider.jid);
            await strike();
            accepted.push(outsider);
            await outsider.expect(/type=.subscribed./);
            break;
          case 2: // when the person declines
            await asks(outsider);
            await popup.press('Decline', outsider.jid);
            await strike();
            declined.push(outsider);
            await outsider.expect(/type=.unsubscribed./);
            break;
          case 3: // when the person accepts, and the popup is closed before anything has come of it
            await asks(outsider);
            await popup.press('Accept', outsider.jid);
            await popup.page.close();
            await strike();
            accepted.push(outsider);
            popup = await extension.popup();
            // A background that died before it had heard the person asks them again.
            await until(async () => (await isAsked(outsider)) || isAccepted(outsider), 'a prompt, or the answer');
            if (!isAccepted(outsider)) await popup.press('Accept', outsider.jid);
            await outsider.expect(/type=.subscribed./);
            break;
        }
      }

      await extension.showsWaiting(popup, 0);
      const { contacts, pending } = await scene.server.storedRoster(nora.jid);
      assert.equal(pending.size, 0);
      for (const requester of accepted) {
        assert.equal(requester.presences('subscribed').length, 1);
        assert.equal(await scene.server.timesSent('subscribed', nora.jid, requester.jid), 1);
        const contact = contacts.get(requester.jid);
        assert.deepEqual([contact?.subscription, contact?.approved], ['from', false]);
      }
      for (const requester of declined) {
        assert.equal(await scene.server.timesSent('subscribed', nora.jid, requester.jid), 0);
        assert.equal(contacts.get(requester.jid)?.approved ?? false, false);
      }

      // Whoever asks again is decided again: colleagues by the policy, outsiders by the person.
      const elsewhere = await RawClient.connect({ service: scene.server.service, ...nora });
      for (const requester of accepted) {
        elsewhere.presence('unsubscribed', requester.jid);
        await requester.expect(/type=.unsubscribed./);
      }
      await elsewhere.close();
      const everybody = [...accepted, ...declined];
      for (const requester of everybody) requester.presence('subscribe', nora.jid);
      const isOutsider = ({ jid }: RawClient): boolean => jid.endsWith(`@${OUTSIDE}`);
      await extension.showsWaiting(popup, everybody.filter(isOutsider).length);
      for (const requester of everybody) {
        const before = accepted.includes(requester) ? 1 : 0;
        const now = isOutsider(requester) ? before : 2;
        await until(() => requester.presences('subscribed').length === now, `${requester.jid} to be decided again`);
      }
      assert.deepEqual(popup.complaints, []);
    });
  });
}
