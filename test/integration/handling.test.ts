/** The handling tables, cell by cell (test/vectors/handling.json), as the people see them who ask. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Handling, Policy } from '../../src/core/policy/schema.js';
import { formatPreference, PREFERENCE_ITEM, PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import type { Administrator, PolicyDraft } from '../servers/organisation.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import type { Device } from '../support/device.js';
import { Scene, type Person } from '../support/scene.js';
import vectors from '../vectors/handling.json' with { type: 'json' };

type Sender = keyof typeof vectors.senders;
type PolicyFields = Pick<Policy, 'allowUserOptions' | 'handling' | 'domains'>;

interface Case {
  readonly title: string;
  readonly policy: Partial<PolicyFields> & {
    readonly state: string;
    readonly kept?: PolicyFields;
    readonly managed?: Pick<Policy, 'handling' | 'domains' | 'addBack'>;
  };
  readonly preference: {
    readonly state: string;
    readonly chosen?: Handling | null;
    readonly lastKnown?: Handling | null;
  };
  readonly handling: Handling;
  readonly options: { readonly setting: string; readonly why?: string; readonly isDefault?: boolean };
  readonly notice: string | null;
  readonly verdicts: Readonly<Record<Sender, 'approve' | 'prompt'>>;
}
const cases = vectors.cases as unknown as readonly Case[];

const HOME = vectors.account.slice(vectors.account.indexOf('@') + 1);
/** Domains of organisations whose servers are set up otherwise; the own domain of those who sign in there. */
const TWO_SERVICES = 'two.example';
const NO_SERVICE = 'none.example';
const domainOf = (jid: string): string => jid.slice(jid.indexOf('@') + 1);

const scene = await Scene.start({
  hosts: [
    { domain: HOME, pubsub: true, accounts: [] },
    { domain: TWO_SERVICES, pubsub: true, otherPubsub: [`news.${TWO_SERVICES}`], accounts: [] },
    { domain: NO_SERVICE, accounts: [] },
    ...Object.values(vectors.senders)
      .map(domainOf)
      .filter((domain) => domain !== HOME)
      .map((domain) => ({ domain, accounts: [] })),
  ],
});
after(() => scene.end());

const home = await scene.administrator(HOME);
const two = await scene.administrator(TWO_SERVICES);
await two.createNode(`news.${TWO_SERVICES}`);
const senders = new Map<string, RawClient>();
for (const domain of [HOME, TWO_SERVICES, NO_SERVICE, ...Object.values(vectors.senders).map(domainOf)]) {
  if (!senders.has(domain)) senders.set(domain, await scene.contact(domain, 'maya'));
}

describe('a request is handled as policy and preference say', () => {
  for (const cell of cases) {
    test(cell.title, async () => {
      const domain = { ambiguous: TWO_SERVICES, 'no-service': NO_SERVICE }[cell.policy.state] ?? HOME;
      const person = await scene.person(domain, 'ina');
      const device = await signInAs(cell, person);

      const { setting } = await device.until(({ setting }) => setting.handling === cell.handling, cell.handling);
      const { kind, ...rest } = setting.setting;
      assert.deepEqual({ setting: kind, ...rest }, cell.options);
      const notice = setting.notice?.kind === 'none' ? setting.notice.reason.why : (setting.notice?.kind ?? null);
      assert.equal(notice, cell.notice);

      await checkVerdicts(cell, person, device);
      device.kill();
    });
  }
});

/** Everybody asks, and sees what they should. */
async function checkVerdicts(cell: Case, person: Person, device: Device): Promise<void> {
  const { managed, kept, domains } = cell.policy;
  const listed = (managed ?? kept)?.domains ?? domains ?? [];
  const everybody = Object.entries(vectors.senders).map(([kind, jid]) => {
    const sender = senders.get(kind === 'ownDomain' ? domainOf(person.jid) : domainOf(jid));
    assert.ok(sender);
    return { sender, verdict: cell.verdicts[kind as Sender], isListed: listed.includes(domainOf(sender.jid)) };
  });
  for (const { sender } of everybody) sender.presence('subscribe', person.jid);
  const prompted = everybody.filter(({ verdict }) => verdict === 'prompt').length;
  await device.until(
    ({ requests, activity }) => requests.total === prompted && activity.total === everybody.length - prompted,
    `${prompted} prompts, and the others accepted`,
  );

  // Whom we ask in return we ask after the approval.
  const asksBack = ({ verdict, isListed }: (typeof everybody)[number]): boolean =>
    verdict === 'approve' && isListed && managed?.addBack !== 'never';
  const asked = everybody.filter(asksBack).length;
  let roster = await scene.server.storedRoster(person.jid);
  await until(async () => {
    roster = await scene.server.storedRoster(person.jid);
    return [...roster.contacts.values()].filter(({ ask }) => ask).length === asked;
  }, `${asked} to be asked in return`);
  for (const one of everybody) {
    const { sender, verdict } = one;
    await sender.ping();
    const contact = roster.contacts.get(sender.jid);
    const accepted = verdict === 'approve';
    assert.equal(sender.presences('subscribed', person.jid).length, accepted ? 1 : 0, `${sender.jid}: subscribed`);
    assert.equal(sender.presences('unsubscribed', person.jid).length, 0, `${sender.jid}: unsubscribed`);
    assert.equal(device.row(sender.jid) !== undefined, !accepted, `${sender.jid}: a prompt`);
    assert.equal(roster.pending.has(sender.jid), !accepted, `${sender.jid}: waits`);
    assert.equal(contact?.subscription, accepted ? 'from' : undefined, `${sender.jid}: on the contact list`);
    assert.equal(contact?.ask ?? false, asksBack(one), `${sender.jid}: asked in return`);
  }
}

/** Brings the world into the state of the case, and the person to their device. */
async function signInAs(cell: Case, person: Person): Promise<Device> {
  const { policy, preference } = cell;
  await scene.server.recover(HOME);
  await scene.server.recover(home.service);
  const device = await scene.device();
  device.platform.preset(policy.managed ? { policy: policy.managed } : {});
  const signIn = async (): Promise<void> => {
    const { jid, password } = person;
    assert.deepEqual(await device.signIn({ service: scene.server.service, jid, password, stay: true }), { ok: true });
    await device.settled();
  };
  const choosesHere = cell.options.setting === 'choice' && policy.state === 'published';
  if (preference.chosen && !choosesHere) await chose(person, preference.chosen);
  if (policy.kept) {
    await publish(policy.kept);
    await signIn();
    await device.until(({ setting }) => setting.notice === null, 'the policy that is kept');
  }
  if (preference.lastKnown) {
    await publish(policy);
    await chose(person, preference.lastKnown);
    await signIn();
    await device.keeps('person', `"handling":"${preference.lastKnown}"`);
  }
  await putInPlace(policy);
  if (preference.state === 'unreadable') await scene.server.fail(HOME, 'internal-server-error');
  if (device.view?.session.account) await device.restartBrowser();
  else await signIn();
  await device.settled();
  if (policy.state === 'deleted') await home.deleteNode();
  if (choosesHere && preference.chosen) await choose(device, preference.chosen);
  return device;
}

async function putInPlace(policy: Case['policy']): Promise<void> {
  switch (policy.state) {
    case 'published':
      return publish(policy);
    case 'deleted':
      return publish({ allowUserOptions: true, handling: 'accept-all', domains: [] });
    case 'never-published':
      return home.deleteNode().catch(() => undefined);
    case 'unreadable':
      await recreateNode(home);
      return home.publishPayload('<x xmlns="jabber:x:data" type="result"><title>not a policy</title></x>');
    case 'unreachable':
      return scene.server.fail(home.service, 'service-unavailable');
    case 'refused':
      return scene.server.fail(home.service, 'forbidden');
    case 'ambiguous':
      await two.publish({ domains: ['example.com'], handling: 'accept-all' });
      await two.publish({ domains: ['example.com'], handling: 'accept-all' }, `news.${TWO_SERVICES}`);
      return;
    case 'no-service':
      return;
    default:
      assert.fail(`no such state: ${policy.state}`);
  }
}

async function publish({ allowUserOptions, handling, domains }: Partial<PolicyFields>): Promise<void> {
  const draft: PolicyDraft = { allowUserOptions, handling, domains };
  await recreateNode(home);
  await home.publish(draft);
}

/** The node as it is when nobody has published yet. */
async function recreateNode(administrator: Administrator): Promise<void> {
  await administrator.deleteNode().catch(() => undefined);
  await administrator.createNode();
}

/** The person's choice, made where they can make it. */
async function choose(device: Device, handling: Handling): Promise<void> {
  await device.command({ name: 'choose-handling', handling });
  await device.until(({ setting }) => setting.saving === 'no', 'the choice to be saved');
}

/** What the person chose on another device, long ago. */
async function chose(person: Person, handling: Handling): Promise<void> {
  const other = await scene.client(person, 'other');
  const field = `<field var="pubsub#access_model"><value>whitelist</value></field>`;
  await other.iq(
    'set',
    `<pubsub xmlns="http://jabber.org/protocol/pubsub"><publish node="${PRIVATE_NODE}">` +
      `<item id="${PREFERENCE_ITEM}">${formatPreference({ handling, at: Date.now() }).toString()}</item></publish>` +
      '<publish-options><x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden">' +
      `<value>http://jabber.org/protocol/pubsub#publish-options</value></field>${field}</x></publish-options></pubsub>`,
  );
  await other.close();
}
