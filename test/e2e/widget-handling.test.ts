/** Each handling, as the person sees it who has it, for each kind of sender. */
import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Handling } from '../../src/core/policy/schema.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { openBrowser } from '../support/browser.js';
import {
  DOMAIN,
  LOOKALIKE,
  OUTSIDE,
  pageWith,
  SISTER,
  startScene,
  SUBDOMAIN,
  Tab,
  type Scene,
} from '../support/e2e.js';
import { ELEMENT, newVisitor, signIn } from '../support/widget.js';

/** Who asks: from both listed domains, and from three that are not. */
const SENDERS = [DOMAIN, SISTER, SUBDOMAIN, LOOKALIKE, OUTSIDE];
const LISTED = [DOMAIN, SISTER];
const ACCEPTED: Readonly<Record<Handling, readonly string[]>> = {
  'accept-all': SENDERS,
  'accept-organization': LISTED,
  prompt: [],
};
const LABELS: Readonly<Record<Handling, string>> = {
  'accept-all': 'Accept automatically from all contacts',
  'accept-organization': 'Accept automatically from contacts in my organization',
  prompt: 'Prompt me for each request',
};
const HANDLINGS = Object.keys(LABELS) as Handling[];

let scene: Scene;
let browser: Browser;
let count = 0;

before(async () => {
  scene = await startScene({ pages: { '/': pageWith(ELEMENT) } });
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await scene.stop();
});

/** Somebody of each domain who asks `jid`. */
async function allAsk(jid: string): Promise<RawClient[]> {
  const round = ++count;
  return Promise.all(
    SENDERS.map(async (domain) => {
      const sender = await scene.somebody(`sender-${round}@${domain}`);
      sender.presence('subscribe', jid);
      await sender.ping();
      return sender;
    }),
  );
}

async function enter(t: TestContext): Promise<{ jid: string; tab: Tab; senders: RawClient[] }> {
  const person = await scene.person(`maya-${++count}`);
  const senders = await allAsk(person.jid);
  const tab = await Tab.open(await newVisitor(t, browser), scene.site.origin);
  await signIn(tab, person);
  return { jid: person.jid, tab, senders };
}

/** The page shows who was accepted and who waits; those who asked have heard of it, or of nothing. */
async function showsHandling(tab: Tab, handling: Handling, jid: string, senders: readonly RawClient[]): Promise<void> {
  const isAccepted = ({ jid }: RawClient): boolean => ACCEPTED[handling].includes(jid.split('@')[1] ?? '');
  await tab.until(
    ({ activity }) =>
      senders.filter(isAccepted).every((sender) => activity.lines.some((line) => line.jid === sender.jid)),
    'those who are accepted',
  );
  // The list itself may come a moment later, and then with a few of its lines.
  await until(async () => {
    const text = await tab.text();
    if (text.includes('Show more')) await tab.press('Show more');
    return senders.filter(isAccepted).every((sender) => text.includes(sender.jid.replace('@', ' @ ')));
  }, 'those who are accepted to be listed');
  for (const sender of senders) {
    const isListed = LISTED.some((domain) => sender.jid.endsWith(`@${domain}`));
    const waits = isListed ? 'Colleague' : 'Outside your organization';
    await tab.untilText(
      new RegExp(`${sender.jid.replace('@', ' @ ')} ${isAccepted(sender) ? 'Accepted automatically' : waits}`),
    );
    if (isAccepted(sender)) await sender.expect(/type=.subscribed./);
    assert.equal(await scene.server.timesSent('subscribed', jid, sender.jid), isAccepted(sender) ? 1 : 0);
  }
  const warning = new RegExp(`Looks like ${DOMAIN}, but is not\\.`);
  assert.equal(warning.test(await tab.text()), handling !== 'accept-all');
}

async function choose(tab: Tab, handling: Handling): Promise<void> {
  await tab.press('Options');
  await tab.untilText(/Options for contact list requests/);
  await tab.click(`input[value=${handling}]`);
  await tab.untilText(/Saved, for all your devices\./);
  await tab.press('Back');
}

test('ticked: contacts in the organization are accepted until the person chooses, then what they chose', async (t) => {
  await scene.admin.publish({ domains: LISTED, handling: 'prompt' });
  const { jid, tab, senders } = await enter(t);
  await showsHandling(tab, 'accept-organization', jid, senders);
  await tab.press('Options');
  await tab.untilText(/Accept automatically from contacts in my organization \(default\)/);
  for (const handling of HANDLINGS) {
    const option = await tab.find(`input[value=${handling}]`);
    const checked = await option.evaluate((input) => (input as HTMLInputElement).checked);
    assert.equal(checked, handling === 'accept-organization');
    assert.ok((await tab.text()).includes(LABELS[handling]));
  }
  await tab.press('Back');

  await choose(tab, 'prompt');
  const others = await allAsk(jid);
  for (const handling of ['prompt', 'accept-organization', 'accept-all'] as const) {
    if (handling !== 'prompt') await choose(tab, handling);
    await showsHandling(tab, handling, jid, others);
  }
  assert.deepEqual(tab.complaints, []);
});

for (const handling of HANDLINGS) {
  test(`cleared: ${handling} of the administrator is in force, and the options hold nothing about it`, async (t) => {
    await scene.admin.publish({ domains: LISTED, allowUserOptions: false, handling });
    const { jid, tab, senders } = await enter(t);
    await showsHandling(tab, handling, jid, senders);
    await tab.press('Options');
    await tab.press('Account');
    await tab.untilText(/Account .* Sign out/);
    assert.doesNotMatch(await tab.text(), /Options for contact|utomatically|Prompt me|default|administrator/);
  });
}
