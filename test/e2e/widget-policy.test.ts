/** A policy that changes while somebody looks at the page, and one that only seems to. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { listedDomain } from '../servers/organisation.js';
import type { RawClient } from '../servers/raw-client.js';
import { openBrowser } from '../support/browser.js';
import { DOMAIN, OUTSIDE, pageWith, SISTER, startScene, Tab, type Scene } from '../support/e2e.js';
import { element, ELEMENT, newVisitor, signIn } from '../support/widget.js';

const SETTING = /Options for contact list requests/;
const NO_SETTING = /^(?!.*Options for contact list requests)/;
const EVENT = 'http://jabber.org/protocol/pubsub#event';

let scene: Scene;
let browser: Browser;
let count = 0;

before(async () => {
  scene = await startScene({
    pages: { '/': pageWith(ELEMENT), '/options': pageWith(element(`domain="${DOMAIN}"`, 'im-options')) },
  });
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await scene.stop();
});

interface Stage {
  readonly jid: string;
  readonly tab: Tab;
  readonly options: Tab;
  /** Of a domain that the organisation may list, and of one that it never does; both ask. */
  readonly sister: RawClient;
  readonly outsider: RawClient;
}

/** Somebody who has signed in, and looks at their requests and at the options on a page of their own. */
async function stage(t: TestContext): Promise<Stage> {
  const person = await scene.person(`maya-${++count}`);
  const sister = await scene.somebody(`amara-${count}@${SISTER}`);
  const outsider = await scene.somebody(`tomas-${count}@${OUTSIDE}`);
  for (const sender of [sister, outsider]) {
    sender.presence('subscribe', person.jid);
    await sender.ping();
  }
  const visitor = await newVisitor(t, browser);
  const tab = await Tab.open(visitor, scene.site.origin);
  await signIn(tab, person);
  const options = await Tab.open(visitor, `${scene.site.origin}/options`, 'im-options');
  await options.untilSettled();
  return { jid: person.jid, tab, options, sister, outsider };
}

function shown({ jid }: { readonly jid: string }, what: string): RegExp {
  return new RegExp(`${jid.replace('@', ' @ ')} ${what}`);
}

/** A policy that accepts everybody, as an item's payload. */
function acceptingAll(revision: number): string {
  const policy = { revision, parent: revision - 1, allowUserOptions: false, handling: 'accept-all' } as const;
  return writePolicyForm({ ...policy, addBack: 'never', temporaryAvailability: false }, [
    listedDomain(DOMAIN),
  ]).toString();
}

test('a changed policy accepts at once what it now accepts', async (t) => {
  await scene.admin.publish({ domains: [DOMAIN] });
  const { tab, sister, outsider } = await stage(t);
  for (const sender of [sister, outsider]) await tab.untilText(shown(sender, 'Outside your organization'));

  await scene.admin.publish({ domains: [DOMAIN, SISTER] });
  await tab.untilText(shown(sister, `Accepted automatically: ${SISTER} is one of your organization’s domains`));
  await sister.expect(/type=.subscribed./);
  assert.match(await tab.text(), shown(outsider, 'Outside your organization'));

  await scene.admin.publish({ domains: [DOMAIN], allowUserOptions: false, handling: 'accept-all' });
  await tab.untilText(shown(outsider, 'Accepted automatically: all requests are'));
  await outsider.expect(/type=.subscribed./);
  assert.deepEqual(tab.complaints, []);
});

test('the setting goes and comes back with the policy, behind the gear and on a page of its own', async (t) => {
  await scene.admin.publish({ domains: [DOMAIN] });
  const { tab, options } = await stage(t);
  await tab.press('Options');
  for (const each of [tab, options]) await each.untilText(SETTING);
  await scene.admin.publish({ domains: [DOMAIN], allowUserOptions: false, handling: 'prompt' });
  for (const each of [tab, options]) await each.untilText(NO_SETTING);
  for (const each of [tab, options]) assert.doesNotMatch(await each.text(), /automatically|Prompt me/);
  await scene.admin.publish({ domains: [DOMAIN] });
  for (const each of [tab, options]) await each.untilText(SETTING);
  assert.deepEqual([...tab.complaints, ...options.complaints], []);
});

test('when its node is deleted every request waits for an answer, and a notice says why', async (t) => {
  await scene.admin.publish({ domains: [DOMAIN] });
  const { jid, tab, options } = await stage(t);
  await scene.admin.deleteNode();
  for (const each of [tab, options]) {
    await each.untilText(/has withdrawn its settings, so you are asked about every request\./);
  }
  assert.doesNotMatch(await options.text(), SETTING);
  const colleague = await scene.somebody(`jonas-${count}@${DOMAIN}`);
  colleague.presence('subscribe', jid);
  await tab.untilText(shown(colleague, 'now'));
  assert.equal(await scene.server.timesSent('subscribed', jid, colleague.jid), 0);
  await scene.admin.createNode();
});

test('one that does not parse is not applied, and the notice says to an administrator what to mend', async (t) => {
  await scene.admin.publish({ allowUserOptions: false, handling: 'prompt' });
  const { jid, tab, options, outsider } = await stage(t);
  await scene.admin.publishPayload(acceptingAll(1000).replace('accept-all', 'accept-everything'));
  for (const each of [tab, options]) {
    await each.untilText(/contain a mistake, so you are asked about every request\. Tell your administrator\./);
    assert.doesNotMatch(await each.text(), /accept-everything/);
    await each.click('summary');
    await each.untilText(/“accept-everything” is not a value of the field “handling”\./);
  }
  assert.match(await tab.text(), shown(outsider, ''));
  assert.equal(await scene.server.timesSent('subscribed', jid, outsider.jid), 0);
});

test('neither a forged message nor an older revision changes anything on the page', async (t) => {
  await scene.admin.publish({ domains: [DOMAIN], revision: 2000 });
  const { jid, tab, options, outsider, sister } = await stage(t);
  const [device = ''] = await scene.admin.devicesOf(jid);
  await options.untilText(/Prompt me for each request/);
  const before = [await tab.text(), await options.text()];
  for (const change of [
    `<items node="${POLICY_NODE}"><item id="1">${acceptingAll(2001)}</item></items>`,
    `<delete node="${POLICY_NODE}"/>`,
  ]) {
    const event = `<event xmlns="${EVENT}">${change}</event>`;
    sister.send(`<message xmlns="jabber:client" type="headline" to="${jid}/${device}">${event}</message>`);
  }
  await sister.heardBy(`${jid}/${device}`);
  await scene.admin.publishPayload(acceptingAll(1999));
  // Somebody else asks after it: once that is shown, so would be whatever changed before.
  const last = await scene.somebody(`last-${count}@${OUTSIDE}`);
  last.presence('subscribe', jid);
  await tab.untilText(shown(last, 'Outside your organization'));
  await last.ping();
  last.presence('unsubscribe', jid);
  await tab.untilText(new RegExp(`^(?!.*${last.jid.replace('@', ' @ ')})`));
  assert.deepEqual([await tab.text(), await options.text()], before);
  for (const sender of [sister, outsider]) {
    assert.equal(await scene.server.timesSent('subscribed', jid, sender.jid), 0);
  }
});
