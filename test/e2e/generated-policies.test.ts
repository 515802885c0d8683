/** The browser policies that the console writes, put where they belong: a real Chromium and a real Firefox follow them. */
import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import {
  browserPolicies,
  type BrowserPolicyInput,
  type DeploymentFile,
} from '../../src/admin/deployment/browser-policy.js';
import { FIREFOX_EXTENSION_ID } from '../../src/admin/deployment/extension-ids.js';
import type { PolicyDraft } from '../../src/admin/policy/revision.js';
import { until } from '../servers/processes.js';
import { findChromium, findFirefox } from '../setup.mjs';
import { DOMAIN, SISTER, startScene } from '../support/e2e.js';
import type { Extension } from '../support/extension.js';
import { ChromiumExtension } from '../support/extension-chromium.js';
import { FirefoxExtension } from '../support/extension-firefox.js';
import { ExtensionSite } from '../support/extension-site.js';
import { ManagedMachine } from '../support/managed-machine.js';

const scene = await startScene({ pages: {} });
const site = await ExtensionSite.start();
const machine = new ManagedMachine();
let extension: Extension | undefined;

afterEach(async () => {
  await extension?.close();
  extension = undefined;
});
after(async () => {
  machine.remove();
  await site.stop();
  await scene.stop();
});

const SETTING = 'Options for contact list requests';
const DRAFT: PolicyDraft = {
  allowUserOptions: false,
  handling: 'accept-organization',
  domains: [{ ascii: SISTER, unicode: SISTER }],
  addBack: 'never',
  temporaryAvailability: false,
  federation: 'open',
  trusted: [],
  refused: [],
  logging: 'unset',
  loggingDays: 0,
  loggingAlways: [],
  loggingNever: [],
  groups: [],
};
const INPUT: BrowserPolicyInput = {
  draft: DRAFT,
  domain: DOMAIN,
  service: scene.server.service,
  pin: true,
  chromeExtensionId: site.chromeExtensionId,
  firefoxExtensionId: FIREFOX_EXTENSION_ID,
  chromeUpdateUrl: site.chromeUpdateUrl,
  firefoxInstallUrl: site.firefoxInstallUrl,
};

function file(id: DeploymentFile['id'], pin: boolean): DeploymentFile {
  const found = browserPolicies({ ...INPUT, pin }).find((candidate) => candidate.id === id);
  assert.ok(found);
  return found;
}

/** Of what policies install, a Chromium shows nothing to a test, unless another policy lets it. */
const LOOKED_AT = Buffer.from(JSON.stringify({ DeveloperToolsAvailability: 1 }));

async function chromium(pin: boolean): Promise<Extension> {
  const { name, octets } = file('chrome-linux', pin);
  for (const folder of ['/etc/chromium', '/etc/opt/chrome']) {
    machine.write(`${folder}/policies/managed/${name}`, octets);
    machine.write(`${folder}/policies/managed/test.json`, LOOKED_AT);
  }
  return ChromiumExtension.rolledOut(machine.command(findChromium() ?? ''), site.chromeExtensionId);
}

async function firefox(pin: boolean): Promise<Extension> {
  const { name, octets } = file('firefox', pin);
  machine.write(`/etc/firefox/policies/${name}`, octets);
  return FirefoxExtension.rolledOut(machine.command(findFirefox() ?? ''));
}

for (const [name, open] of [
  ['Chromium', chromium],
  ['Firefox', firefox],
] as const) {
  describe(`${name} under its generated policy`, { skip: ManagedMachine.isMissing }, () => {
    test('has the extension, which knows domain and server, follows the pinned handling, and offers no other', async () => {
      await scene.admin.publish({ allowUserOptions: true, domains: [DOMAIN] });
      extension = await open(true);
      const person = await scene.person(`pinned-${name.toLowerCase()}`);
      const form = await extension.popupInTab();
      await form.untilText(/User name @ acme\.example Password/);
      assert.doesNotMatch(await form.text(), /Server address/);
      await form.signIn(person.jid.split('@')[0] ?? '', person.password);
      await form.untilSettled();
      await form.until(({ setting }) => setting.handling === 'accept-organization', 'the pinned handling');

      const options = await extension.options();
      await options.press('Account');
      await options.untilText(/Managed by your organization/);
      assert.ok(!(await options.text()).includes(SETTING));

      const [colleague, sister] = await Promise.all([
        scene.somebody(`colleague-${name}@${DOMAIN}`.toLowerCase()),
        scene.somebody(`sister-${name}@${SISTER}`.toLowerCase()),
      ]);
      for (const requester of [colleague, sister]) requester.presence('subscribe', person.jid);
      await until(() => sister.presences('subscribed', person.jid).length === 1, 'the pinned domain to be accepted');
      // The policy that was published lists this one, and does not count.
      await form.until(({ requests }) => requests.rows.some(({ jid }) => jid === colleague.jid), 'the other to wait');
      assert.equal(colleague.presences('subscribed', person.jid).length, 0);
      assert.deepEqual([...form.complaints, ...options.complaints], []);
    });

    test('leaves the handling to the policy that was published, where none is pinned', async () => {
      await scene.admin.publish({ allowUserOptions: true, domains: [DOMAIN] });
      extension = await open(false);
      const person = await scene.person(`free-${name.toLowerCase()}`);
      const form = await extension.popupInTab();
      await form.untilText(/User name @ acme\.example Password/);
      await form.signIn(person.jid.split('@')[0] ?? '', person.password);
      await form.untilSettled();
      const options = await extension.options();
      await options.untilText(SETTING);
      await options.find('input[value=accept-organization]:checked');
    });
  });
}
