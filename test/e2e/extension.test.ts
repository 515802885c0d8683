/** The extension as a person uses it, from its toolbar button. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '../servers/processes.js';
import { DOMAIN, OUTSIDE, startScene } from '../support/e2e.js';
import { Extension } from '../support/extension.js';

const scene = await startScene({ pages: {} });
const extension = await Extension.open();
await scene.admin.publish({ domains: [DOMAIN] });
const { service } = scene.server;

after(async () => {
  await extension.close();
  await scene.stop();
});

test('the popup takes its size from what it shows', async () => {
  const popup = await extension.popup();
  await popup.find('input[name=password]');
  await until(async () => (await popup.page.evaluate('innerWidth')) === 400, 'a popup as wide as it should be');
  await extension.closePages();
});

test('accepts a colleague without a word, and asks about an outsider in popup, badge and notification', async () => {
  const maya = await scene.person('maya');
  const colleague = await scene.somebody(`jonas@${DOMAIN}`);
  const outsider = await scene.somebody(`tomas@${OUTSIDE}`);
  for (const requester of [colleague, outsider]) {
    requester.presence('subscribe', maya.jid);
    await requester.ping();
  }

  const popup = await extension.signIn({ ...maya, service });
  await popup.untilText(/jonas @ acme\.example Accepted automatically: acme\.example is one of your organization’s/);
  assert.equal(colleague.presences('subscribed').length, 1);
  await extension.showsWaiting(popup, 1);
  assert.equal(outsider.presences('subscribed').length, 0);

  await popup.press('Accept', outsider.jid);
  await until(() => outsider.presences('subscribed').length === 1, 'the outsider to hear that they are accepted');
  await extension.showsWaiting(popup, 0);
  assert.deepEqual(popup.complaints, []);
  await extension.signOut();
});
