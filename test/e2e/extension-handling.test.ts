/** The handling that policy and preference give, in the extension: who is accepted, and what the options page shows. */
import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import { HANDLINGS, type Handling } from '../../src/core/policy/schema.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { DOMAIN, LOOKALIKE, OUTSIDE, SISTER, startScene, SUBDOMAIN, type Tab } from '../support/e2e.js';
import { ChromiumExtension } from '../support/extension-chromium.js';

const scene = await startScene({ pages: {} });
const extension = await ChromiumExtension.open();
const { service } = scene.server;
const somebodyOf = (domain: string): Promise<RawClient> => scene.somebody(`jonas@${domain}`);
const [colleague, sister, subdomain, lookalike, outsider] = await Promise.all([
  somebodyOf(DOMAIN),
  somebodyOf(SISTER),
  somebodyOf(SUBDOMAIN),
  somebodyOf(LOOKALIKE),
  somebodyOf(OUTSIDE),
]);

afterEach(() => extension.signOut());
after(async () => {
  await extension.close();
  await scene.stop();
});

const SETTING = 'Options for contact list requests';
const LABELS: Readonly<Record<Handling, string>> = {
  'accept-all': 'Accept automatically from all contacts',
  'accept-organization': 'Accept automatically from contacts in my organization',
  prompt: 'Prompt me for each request',
};

/** All ask; exactly these hear that they are accepted, and the person is asked about the others. */
async function decides(
  popup: Tab,
  jid: string,
  requesters: readonly RawClient[],
  accepted: readonly RawClient[],
): Promise<void> {
  for (const requester of requesters) requester.presence('subscribe', jid);
  await Promise.all(requesters.map((requester) => requester.ping()));
  await until(() => accepted.every((requester) => requester.presences('subscribed', jid).length === 1), 'acceptances');
  await extension.showsWaiting(popup, requesters.length - accepted.length);
  const rows = (await popup.view())?.requests.rows.map((row) => row.jid);
  const asked = requesters.filter((requester) => !accepted.includes(requester));
  assert.deepEqual(new Set(rows), new Set(asked.map((requester) => requester.jid)));
  for (const requester of asked) assert.equal(requester.presences('subscribed', jid).length, 0);
}

/** The options page has the three choices, this one chosen. */
async function offers(options: Tab, chosen: Handling): Promise<void> {
  await options.find(`input[value=${chosen}]:checked`);
  const text = await options.text();
  for (const [handling, label] of Object.entries(LABELS)) {
    assert.ok(text.includes(label), label);
    assert.equal(text.includes(`${label} (default)`), handling === 'accept-organization', label);
  }
}

/** The options page has nothing about it. */
async function offersNothing(options: Tab): Promise<void> {
  await options.untilText(/Account/);
  await until(async () => !(await options.text()).includes(SETTING), 'the setting to be absent');
  assert.doesNotMatch(await options.text(), /automatically|Prompt me|default/);
}

describe('a listed domain is exactly that, and not its sub-domain, nor one that looks like it', () => {
  const everybody = [colleague, sister, subdomain, lookalike, outsider];
  const accepts: Readonly<Record<Handling, readonly RawClient[]>> = {
    'accept-all': everybody,
    'accept-organization': [colleague, sister],
    prompt: [],
  };
  const cells: readonly (readonly [
    string,
    { allowUserOptions: boolean; handling?: Handling },
    Handling | undefined,
    Handling,
  ])[] = [
    [
      'ticked, nothing chosen: my organization',
      { allowUserOptions: true, handling: 'prompt' },
      undefined,
      'accept-organization',
    ],
    ...HANDLINGS.map((own) => [`ticked, the person chose ${own}`, { allowUserOptions: true }, own, own] as const),
    ...HANDLINGS.map(
      (handling) => [`cleared, ${handling}`, { allowUserOptions: false, handling }, undefined, handling] as const,
    ),
  ];
  cells.forEach(([title, policy, chosen, handling], index) => {
    test(title, async () => {
      await scene.admin.publish({ ...policy, domains: [DOMAIN, SISTER] });
      const person = await scene.person(`person-${index}`);
      await extension.signIn({ ...person, service });
      const options = await extension.options();
      if (policy.allowUserOptions) await offers(options, 'accept-organization');
      else await offersNothing(options);
      if (chosen) await options.click(`input[value=${chosen}]`);
      await options.until(({ setting }) => setting.handling === handling, `${handling} to be in force`);
      if (policy.allowUserOptions) await offers(options, handling);

      const popup = await extension.popup();
      await decides(popup, person.jid, everybody, accepts[handling]);
      if (handling !== 'accept-all')
        await popup.untilText(/jonas @ acrne\.example .*Looks like acme\.example, but is not\./);
      assert.deepEqual([...popup.complaints, ...options.complaints], []);
    });
  });
});

test('a policy that changes while people are signed in decides what waits, and the options page follows', async () => {
  await scene.admin.publish({ allowUserOptions: false, handling: 'prompt', domains: [DOMAIN] });
  const maya = await scene.person('maya');
  await extension.signIn({ ...maya, service });
  const options = await extension.options();
  await offersNothing(options);
  const popup = await extension.popup();
  await decides(popup, maya.jid, [colleague, outsider], []);

  await scene.admin.publish({ allowUserOptions: true, domains: [DOMAIN] });
  await until(() => colleague.presences('subscribed', maya.jid).length === 1, 'the colleague to be accepted');
  await extension.showsWaiting(popup, 1);
  await offers(options, 'accept-organization');
  assert.equal(outsider.presences('subscribed', maya.jid).length, 0);

  await scene.admin.publish({ allowUserOptions: false, handling: 'accept-all', domains: [DOMAIN] });
  await until(() => outsider.presences('subscribed', maya.jid).length === 1, 'the outsider to be accepted');
  await extension.showsWaiting(popup, 0);
  await offersNothing(options);

  await scene.admin.deleteNode();
  const notice = /has withdrawn its settings, so you are asked about every request/;
  await Promise.all([popup.untilText(notice), options.untilText(notice)]);
  await decides(popup, maya.jid, [sister, subdomain], []);
  await offersNothing(options);
  assert.deepEqual([...popup.complaints, ...options.complaints], []);
  await scene.admin.createNode();
});

test('the company’s browser policy presets domain and server, and pins a handling as long as it is there', async () => {
  await scene.admin.publish({ domains: [DOMAIN] });
  const ina = await scene.person('ina');
  const preset = { domain: DOMAIN, service };
  await extension.manage({ ...preset, handling: 'accept-organization', domains: [SISTER] });

  const form = await extension.popup();
  await form.untilText(/User name @ acme\.example Password/);
  assert.doesNotMatch(await form.text(), /Server address/);
  await form.signIn('ina', ina.password);
  await form.untilText(/Online/);
  const options = await extension.options();
  await options.press('Account');
  await options.untilText(/Managed by your organization/);
  await offersNothing(options);
  const popup = await extension.popup();
  await decides(popup, ina.jid, [colleague, sister], [sister]);

  await extension.manage(preset);
  await until(() => colleague.presences('subscribed', ina.jid).length === 1, 'the published policy to be in force');
  await until(async () => !(await options.text()).includes('Managed'), 'it not to be managed any more');
  await options.press(SETTING);
  await offers(options, 'accept-organization');
  assert.deepEqual([...form.complaints, ...popup.complaints, ...options.complaints], []);
  await extension.manage({});
});
