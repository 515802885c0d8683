/** The administration console as a page of the extension, under the extension's own policy. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BROWSERS } from '../support/browser.js';
import { startConsoleScene, type ConsoleScene } from '../support/console.js';
import { DOMAIN } from '../support/e2e.js';
import type { Extension } from '../support/extension.js';
import { openExtension } from '../support/open-extension.js';

for (const name of BROWSERS) {
  describe(name, () => {
    let scene: ConsoleScene;
    let extension: Extension | undefined;

    before(async () => {
      scene = await startConsoleScene('prosody');
      extension = await openExtension(name);
    });
    after(async () => {
      await extension?.close();
      await scene.stop();
    });

    test('it is reached from the options, makes the first policy, and its address names the pane', async () => {
      assert.ok(extension);
      const console = await extension.administration(await extension.options());
      await console.signIn(`admin@${DOMAIN}`, 'admin', scene.server.service);
      await console.press('Make the policy');
      await console.untilText('The policy is made, and in force.');
      await console.press('General IM');
      await console.untilText(`Revision 1 , saved by admin@${DOMAIN}`);
      assert.equal(await console.page.evaluate('location.hash'), '#general-im');
      await console.page.evaluate('history.back()');
      await console.untilText('What your server offers');
      // The domain has no web server, which a browser says in the console of developers.
      assert.deepEqual(
        console.complaints.filter((text) => !/host-meta|ERR_|Cross-Origin/.test(text)),
        [],
      );
    });
  });
}
