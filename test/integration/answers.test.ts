/** What a person can do about a request, and what the other side sees of it on the wire. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import { NO_FILTER } from '../../src/core/view.js';
import type { Command } from '../../src/ports/protocol.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { onlyProsody } from '../servers/start-server.js';
import type { Device, DeviceOptions } from '../support/device.js';
import { Scene, type Person } from '../support/scene.js';

const HOME = 'home.example';
const OUTSIDE = 'outside.example';
const SPAM = 'spam.example';
const HOLD = 1000;

const scene = await Scene.start({
  hosts: [
    { domain: HOME, pubsub: true, accounts: [] },
    { domain: OUTSIDE, accounts: [] },
    { domain: SPAM, accounts: [] },
  ],
  reports: true,
});
after(() => scene.end());
const administrator = await scene.administrator(HOME);
await administrator.publish({ domains: [HOME], handling: 'prompt' });

interface Asked {
  readonly person: Person;
  readonly device: Device;
  readonly stranger: RawClient;
}

/** Somebody from outside asks, and the person sees it. */
async function asked(options: DeviceOptions = {}): Promise<Asked> {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person, options);
  const stranger = await scene.contact(OUTSIDE);
  stranger.presence('subscribe', person.jid);
  await device.prompts(stranger.jid);
  // Prosody itself tells whoever asks that the person is unavailable, and may do so later than it asks us.
  await stranger.ping();
  stranger.frames.length = 0;
  return { person, device, stranger };
}

const jidOf = ({ jid }: { readonly jid: string }): BareJid => jid as BareJid;

/** Everything that `person` has let `stranger` see since they asked. */
async function heard({ person, stranger }: Asked): Promise<string[]> {
  await stranger.ping();
  return stranger.frames.filter((frame) => frame.includes(person.jid) && frame.startsWith('<presence'));
}

async function command(device: Device, what: Command): Promise<void> {
  assert.deepEqual(await device.command(what), { ok: true });
}

describe('a person accepts', () => {
  test('with a name and a group: both are on the contact list, and go with it when it is undone', async () => {
    const all = await asked();
    const { person, device, stranger } = all;
    const details = { name: 'Tomás', groups: ['Fair', 'Freight'] };
    await command(device, { name: 'approve', jid: jidOf(stranger), addBack: false, details });
    const { id } = await device.accepts(stranger.jid);
    await stranger.expect(/type=.subscribed./);
    const other = await scene.client(person, 'other');
    const roster = (): Promise<string> => other.iq('get', '<query xmlns="jabber:iq:roster"/>');
    assert.match(await roster(), /name=.Tomás.*<group>F/);
    await device.until(({ requests }) => requests.contactGroups.includes('Fair'), 'the group to be offered');

    await command(device, { name: 'undo', entry: id });
    await stranger.expect(/type=.unsubscribed./);
    await until(async () => !(await roster()).includes(stranger.jid), 'the contact to be gone');
  });
});

describe('a decline', () => {
  test('can be taken back before it is sent, and nobody has noticed', async () => {
    const all = await asked({ hold: 60_000 });
    const { device, stranger } = all;
    await device.answer('deny', stranger.jid);
    await device.until(({ requests }) => requests.total === 0 && requests.held?.jid === stranger.jid, 'it to be held');
    await command(device, { name: 'take-back' });
    await device.prompts(stranger.jid);
    assert.deepEqual(await heard(all), []);
  });

  test('is sent when its time has come, and is in the log', async () => {
    const { device, stranger } = await asked({ hold: HOLD });
    await device.answer('deny', stranger.jid);
    await stranger.expect(/type=.unsubscribed./);
    await device.until(({ activity }) => activity.lines[0]?.act === 'deny', 'the line');
  });

  test('is sent by the next worker, if its worker died before', async () => {
    const { device, stranger } = await asked({ hold: 60_000 });
    await device.answer('deny', stranger.jid);
    await device.restart();
    await stranger.expect(/type=.unsubscribed./);
  });

  test('can be made good: whoever asks again is accepted', async () => {
    const { person, device, stranger } = await asked();
    await device.answer('deny', stranger.jid);
    const { activity } = await device.until(({ activity: { lines } }) => lines[0]?.act === 'deny', 'the line');
    await command(device, { name: 'undo', entry: activity.lines[0]?.id ?? 0 });
    await device.until(({ options }) => options.allowed === 1, 'them to be expected');
    stranger.presence('subscribe', person.jid);
    await stranger.expect(/type=.subscribed./);
  });
});

describe('ignoring', () => {
  test('tells nobody; it follows to a device that signs in later, and can be brought back there', async () => {
    const all = await asked();
    const { person, device, stranger } = all;
    await device.answer('ignore', stranger.jid);
    await device.until(({ requests }) => requests.ignored === 1, 'it to be ignored');
    const later = await scene.signedIn(person);
    await later.until(({ requests }) => requests.ignored === 1 && requests.total === 0, 'it to be ignored there, too');
    const answer = await later.page.command({ name: 'read-people', list: 'ignored', text: '', offset: 0, limit: 10 });
    assert.deepEqual(answer.ok && answer.data?.entries.map(({ jid }) => jid), [stranger.jid]);
    await later.answer('restore', stranger.jid);
    await device.prompts(stranger.jid);
    assert.deepEqual(await heard(all), []);
  });
});

describe('a block', () => {
  test('of a person, with a report: declined, blocked, reported; nothing comes through any more', async () => {
    const all = await asked();
    const { person, device, stranger } = all;
    await device.until(({ requests }) => requests.can.report, 'the server to say that it takes reports');
    await command(device, { name: 'block', jid: jidOf(stranger), report: 'spam' });
    await stranger.expect(/type=.unsubscribed./);
    await device.until(({ activity }) => activity.lines[0]?.act === 'block', 'the line');
    const report = `report of ${stranger.jid}: urn:xmpp:reporting:spam`;
    await until(async () => (await scene.server.log()).includes(report), 'the report');
    stranger.frames.length = 0;
    stranger.presence('subscribe', person.jid);
    assert.deepEqual(await heard(all), []);
    assert.equal((await device.upToDate()).requests.total, 0);
  });

  test('of a domain: everybody from there is declined, and whoever comes later is not heard', async () => {
    const { person, device, stranger } = await asked();
    const spammers = await Promise.all([scene.contact(SPAM), scene.contact(SPAM)]);
    for (const spammer of spammers) spammer.presence('subscribe', person.jid);
    for (const spammer of spammers) await device.prompts(spammer.jid);
    await command(device, { name: 'block', jid: SPAM as BareJid, report: null });
    await Promise.all(spammers.map((spammer) => spammer.expect(/type=.unsubscribed./)));
    const late = await scene.contact(SPAM);
    late.presence('subscribe', person.jid);
    await late.ping();
    const view = await device.upToDate();
    assert.deepEqual(
      view.requests.rows.map(({ jid }) => jid),
      [stranger.jid],
    );
    assert.equal(view.options.blocked, 1);

    await command(device, { name: 'unblock', jid: SPAM as BareJid });
    await device.until(({ options }) => options.blocked === 0, 'the domain to be unblocked');
    late.presence('unsubscribe', person.jid);
    late.presence('subscribe', person.jid);
    await device.prompts(late.jid);
  });

  test('of our own domain is not done', async () => {
    const { device } = await asked();
    await device.command({ name: 'block', jid: HOME as BareJid, report: null });
    assert.equal((await device.upToDate()).options.blocked, 0);
  });
});

describe('one answer to many', () => {
  test('declines all from one domain, and leaves the others', async () => {
    const { person, device, stranger } = await asked();
    const many = await Promise.all(Array.from({ length: 5 }, () => scene.contact(SPAM)));
    for (const one of many) one.presence('subscribe', person.jid);
    await device.until(({ requests }) => requests.total === 6, 'all to wait');
    const selection = { filter: { ...NO_FILTER, domain: SPAM } };
    await command(device, { name: 'bulk', act: 'deny', selection, addBack: false, report: null });
    await Promise.all(many.map((one) => one.expect(/type=.unsubscribed./)));
    const view = await device.until(({ requests }) => requests.bulk === null, 'it to be over');
    assert.deepEqual(
      view.requests.rows.map(({ jid }) => jid),
      [stranger.jid],
    );
  });

  test('goes on in the next worker', async () => {
    const { person, device } = await asked({ hold: 60_000 });
    const many = await Promise.all(Array.from({ length: 5 }, () => scene.contact(SPAM)));
    for (const one of many) one.presence('subscribe', person.jid);
    await device.until(({ requests }) => requests.total === 6, 'all to wait');
    await command(device, {
      name: 'bulk',
      act: 'approve',
      selection: { filter: NO_FILTER },
      addBack: false,
      report: null,
    });
    await device.restart();
    await Promise.all(many.map((one) => one.expect(/type=.subscribed./)));
    await device.until(({ requests }) => requests.bulk === null && requests.total === 0, 'it to be over');
    for (const one of many) assert.equal(await scene.server.timesSent('subscribed', person.jid, one.jid), 1);
  });
});

describe('somebody who is expected', () => {
  const advance = { skip: onlyProsody('ejabberd 23.01 keeps no approvals in advance') };
  test('is let in by the server while nobody is there, and is in the log afterwards', advance, async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const stranger = await scene.contact(OUTSIDE);
    await command(device, { name: 'allow', jid: jidOf(stranger) });
    await until(
      async () => (await scene.server.timesSent('subscribed', person.jid, stranger.jid)) === 1,
      'the server to know',
    );
    stranger.presence('subscribe', person.jid);
    await stranger.expect(/type=.subscribed./);
    const line = await device.accepts(stranger.jid);
    assert.deepEqual(line.by, { who: 'policy', rule: { kind: 'allowed' } });
    await device.until(({ options }) => options.allowed === 0, 'nobody to be expected any more');
  });

  test('is expected no longer once that is taken back, at the server neither', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const stranger = await scene.contact(OUTSIDE);
    await command(device, { name: 'allow', jid: jidOf(stranger) });
    const later = await scene.signedIn(person);
    await later.until(({ options }) => options.allowed === 1, 'the other device to know');
    await command(later, { name: 'disallow', jid: jidOf(stranger) });
    await device.until(({ options }) => options.allowed === 0, 'the first device to know');
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
  });

  test('comes with a token: accepted and asked in return, once; an outsider without one is asked about', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const made = await device.page.command({ name: 'invite', token: randomUUID(), label: 'Fair', days: 1, once: true });
    assert.ok(made.ok && made.data);
    const { token } = made.data;
    const [guest, gatecrasher] = [await scene.contact(OUTSIDE), await scene.contact(OUTSIDE)];
    const preauth = `<preauth xmlns="urn:xmpp:pars:0" token="${token}"/>`;
    guest.presence('subscribe', person.jid, preauth);
    await guest.expect(/type=.subscribed./);
    await guest.expect(/type=.subscribe\b/);
    await device.until(({ options }) => options.invitations[0]?.usedBy.length === 1, 'it to be used');
    gatecrasher.presence('subscribe', person.jid, preauth);
    await device.prompts(gatecrasher.jid);
    const later = await scene.signedIn(person);
    await later.until(({ options }) => options.invitations[0]?.usedBy[0] === guest.jid, 'the other device to know');
  });

  test('with a token is asked about where the organisation fixed prompt', async (t) => {
    await administrator.publish({ domains: [HOME], handling: 'prompt', allowUserOptions: false });
    t.after(() => administrator.publish({ domains: [HOME], handling: 'prompt' }));
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const made = await device.page.command({
      name: 'invite',
      token: randomUUID(),
      label: 'Fair',
      days: 1,
      once: false,
    });
    assert.ok(made.ok && made.data);
    const guest = await scene.contact(OUTSIDE);
    guest.presence('subscribe', person.jid, `<preauth xmlns="urn:xmpp:pars:0" token="${made.data.token}"/>`);
    assert.equal((await device.prompts(guest.jid)).invitation, 'Fair');
  });
});

describe('options', () => {
  test('follow to the other devices, also to one that signs in later; different ones changed at once lose nothing', async () => {
    const person = await scene.person(HOME);
    const [here, there] = [await scene.signedIn(person), await scene.signedIn(person)];
    await Promise.all([
      command(here, { name: 'set-option', option: 'theme', value: 'dark' }),
      command(there, { name: 'set-option', option: 'notifications', value: 'badge' }),
    ]);
    const both = ({ options: { values } }: { options: { values: Record<string, string> } }): boolean =>
      values.theme === 'dark' && values.notifications === 'badge';
    await Promise.all([here, there].map((device) => device.until(both, 'both to be known')));
    const later = await scene.signedIn(person);
    await later.until(both, 'both to be known later');
    await later.until(({ options }) => options.saving === 'no', 'them to be saved');
  });
});

test('a profile is fetched when the person asks for it', async () => {
  const { device, stranger } = await asked();
  await stranger.iq(
    'set',
    '<vCard xmlns="vcard-temp"><FN>Tom &lt;b&gt;</FN><ORG><ORGNAME>Birch</ORGNAME></ORG><PHOTO><TYPE>image/png</TYPE><BINVAL>aGVsbG8=</BINVAL></PHOTO></vCard>',
  );
  const answer = await device.page.command({ name: 'read-profile', jid: jidOf(stranger) });
  assert.deepEqual(answer, {
    ok: true,
    data: {
      name: 'Tom <b>',
      organization: 'Birch',
      title: '',
      note: '',
      picture: { type: 'image/png', base64: 'aGVsbG8=' },
    },
  });
});
