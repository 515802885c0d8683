/** What our client makes of the policy's logging, and what both people's archives hold then (XEP-0313, XEP-0441). */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { readArchive } from '../servers/read-archive.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome } from '../support/scene.js';

const { scene, administrator } = await startHome();
after(() => scene.end());

type Draft = NonNullable<Parameters<typeof administrator.publish>[0]>;

async function publish(logging: Draft['logging']): Promise<void> {
  await administrator.publish({ domains: [HOME], handling: 'prompt', ...(logging ? { logging } : {}) });
}

const MAM = 'urn:xmpp:mam:2';

/** What the account's archive keeps by default. */
async function keeps(client: RawClient): Promise<string | undefined> {
  return /default=["'](\w+)["']/.exec(await client.iq('get', `<prefs xmlns="${MAM}"/>`))?.[1];
}

async function toKeep(client: RawClient, what: string): Promise<void> {
  await until(async () => (await keeps(client)) === what, `the archive to keep ${what}`);
}

test('the archive is told at sign-in and when the policy changes, and left alone where it says nothing', async () => {
  await publish({ mode: 'nobody' });
  const person = await scene.person(HOME);
  const other = await scene.client(person);
  await other.iq(
    'set',
    `<prefs xmlns="${MAM}" default="always"><always/><never><jid>a@b.example</jid></never></prefs>`,
  );
  const device = await scene.signedIn(person);
  await toKeep(other, 'never');
  assert.doesNotMatch(await other.iq('get', `<prefs xmlns="${MAM}"/>`), /<jid>/);
  await publish({ mode: 'contacts' });
  await toKeep(other, 'roster');
  await publish({ mode: 'everyone', never: [person.jid] });
  await toKeep(other, 'never');
  await publish(undefined);
  await other.iq('set', `<prefs xmlns="${MAM}" default="roster"><always/><never/></prefs>`);
  await device.reconnect();
  await device.settled();
  assert.equal(await keeps(other), 'roster');
});

async function opens(device: Device, other: { readonly jid: string }): Promise<void> {
  device.page.look({ chat: { jid: other.jid as BareJid, until: null, limit: 50, visible: true } });
  await device.until(({ chat }) => chat?.jid === other.jid, 'the conversation');
}

/** The server has it when this resolves. */
async function writes(
  device: Device,
  other: { readonly jid: string },
  text: string,
  corrects?: string,
): Promise<string> {
  const id = crypto.randomUUID();
  const jid = other.jid as BareJid;
  await device.command({ name: 'send-message', jid, id, text, corrects: corrects ?? null });
  const isSent = (): boolean =>
    device.view?.chat?.messages.some(
      (message) => message.mine && message.text === text && message.delivery !== 'waiting',
    ) ?? false;
  await device.until(isSent, `"${text}" to be sent`);
  return id;
}

/** What both archives have of a conversation. */
async function archived(one: RawClient, two: RawClient): Promise<[string[], string[]]> {
  const [ofOne, ofTwo] = await Promise.all([readArchive(one, two.jid), readArchive(two, one.jid)]);
  return [ofOne.map(({ text }) => text), ofTwo.map(({ text }) => text)];
}

test('nobody is logged: neither archive has what we write, also what waits for somebody who is away', async () => {
  await publish({ mode: 'nobody' });
  const person = await scene.person(HOME);
  const reader = await scene.client(person);
  const [other, away] = [await scene.contact(OUTSIDE), await scene.person(OUTSIDE)];
  const device = await scene.signedIn(person, { messaging: true });
  await toKeep(reader, 'never');
  await opens(device, other);
  const first = await writes(device, other, 'one');
  await writes(device, other, 'corrected', first);
  other.send(`<message xmlns="jabber:client" to="${person.jid}" type="chat"><body>theirs</body></message>`);
  await device.until(({ chat }) => chat?.messages.some(({ text }) => text === 'theirs') ?? false, 'their answer');
  const [ours, theirs] = await archived(reader, other);
  // Of what they write, their own organisation keeps what it wants.
  assert.deepEqual([ours, theirs], [[], ['theirs']]);
  await opens(device, away);
  await writes(device, away, 'later');
  const back = await scene.client(away);
  await back.available();
  await back.expect(/<body>later<\/body>/);
  assert.deepEqual(await archived(reader, back), [[], []]);
  // On this device it is still there.
  await device.restart();
  await device.settled();
  await opens(device, other);
  assert.deepEqual(
    device.view?.chat?.messages.map(({ text }) => text),
    ['corrected', 'theirs'],
  );
});
