/** What our client makes of the policy's logging, and what both people's archives hold then (XEP-0313, XEP-0441). */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ArchiveFound } from '../../src/core/chat/archive-search.js';
import type { BareJid } from '../../src/core/jid.js';
import type { Command, CommandResult } from '../../src/ports/protocol.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { readArchive } from '../servers/read-archive.js';
import { adding, looksAtContacts, showsContact } from '../support/contact-list.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome } from '../support/scene.js';

const { scene, administrator } = await startHome();
after(() => scene.end());

type Draft = NonNullable<Parameters<typeof administrator.publish>[0]>;
type Search = Command & { readonly name: 'read-archive' };

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

const NOTICE = 'My organization keeps a record of this conversation.';

/** What a page shows: texts, and lines by whose they are. */
function lines({ view }: Device): string[] {
  return (
    view?.chat?.messages.map(({ text, loggedBy }) => (loggedBy === null ? text : `logged by ${loggedBy || 'us'}`)) ?? []
  );
}

test('everyone is logged: both are told before the first message, once, and both archives have all of it', async () => {
  await publish({ mode: 'everyone' });
  const [one, two] = [await scene.person(HOME), await scene.person(HOME)];
  const readers = [await scene.client(one), await scene.client(two)] as const;
  const [first, second] = [
    await scene.signedIn(one, { messaging: true }),
    await scene.signedIn(two, { messaging: true }),
  ];
  await Promise.all([toKeep(readers[0], 'always'), toKeep(readers[1], 'always')]);
  await opens(first, two);
  await opens(second, one);
  await writes(first, two, 'one');
  await second.until(() => lines(second).length === 2, 'the first message');
  await writes(second, one, 'two');
  await first.until(() => lines(first).length === 3, 'the answer');
  const shown = ['logged by us', 'one', 'two'];
  assert.deepEqual([lines(first), lines(second)], [shown, shown]);
  const all = [NOTICE, 'one', 'two'];
  assert.deepEqual(await archived(readers[0], readers[1]), [all, all]);
  // Neither a second device nor a worker that follows one that died tells it again.
  const another = await scene.signedIn(one, { messaging: true });
  await opens(another, two);
  await another.until(() => lines(another).length === 3, 'the conversation');
  await writes(another, two, 'three');
  await first.restart();
  await first.settled();
  await opens(first, two);
  await first.until(() => lines(first).length === 4, 'the conversation');
  await writes(first, two, 'four');
  assert.deepEqual(lines(first), [...shown, 'three', 'four']);
});

test('somebody outside who writes first is told with the first answer, as a message that says so in words', async () => {
  await publish({ mode: 'everyone' });
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person, { messaging: true });
  const outsider = await scene.contact(OUTSIDE);
  await opens(device, outsider);
  outsider.send(`<message xmlns="jabber:client" to="${person.jid}" type="chat"><body>hello</body></message>`);
  await device.until(() => lines(device).includes('hello'), 'their message');
  assert.deepEqual(lines(device), ['logged by us', 'hello']);
  await outsider.ping();
  assert.ok(!outsider.frames.some((frame) => frame.includes('<body>')));
  await writes(device, outsider, 'yes?');
  await outsider.expect(/<body>yes\?<\/body>/);
  const bodies = outsider.frames.flatMap((frame) => /<body>([^<]*)<\/body>/.exec(frame)?.[1] ?? []);
  assert.deepEqual(bodies, [NOTICE, 'yes?']);
  const [notice = ''] = outsider.frames.filter((frame) => frame.includes(NOTICE));
  assert.match(notice, /<logged xmlns=["']urn:im-contact-requests:logging:1["']/);
  assert.doesNotMatch(notice, /<request|<markable|chatstates/);
  const reader = await scene.client(person);
  assert.deepEqual(await archived(reader, outsider), [
    ['hello', NOTICE, 'yes?'],
    ['hello', NOTICE, 'yes?'],
  ]);
});

test('contacts are logged: what goes between contacts is kept, and what goes to anybody else is not', async () => {
  await publish({ mode: 'contacts' });
  const person = await scene.person(HOME);
  const reader = await scene.client(person);
  const [contact, stranger] = [await scene.contact(OUTSIDE), await scene.contact(OUTSIDE)];
  const device = await scene.signedIn(person, { messaging: true });
  await toKeep(reader, 'roster');
  await device.command(adding(contact));
  contact.presence('subscribed', person.jid);
  await showsContact(await looksAtContacts(device), contact, { subscription: 'to' });
  await opens(device, contact);
  await writes(device, contact, 'to a contact');
  await opens(device, stranger);
  await writes(device, stranger, 'to a stranger');
  const kept = [NOTICE, 'to a contact'];
  assert.deepEqual(await archived(reader, contact), [kept, kept]);
  assert.deepEqual(await archived(reader, stranger), [[], []]);
});

test('where the policy says nothing, nothing is told, and the archive keeps what it kept', async () => {
  await publish(undefined);
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person, { messaging: true });
  const other = await scene.contact(OUTSIDE);
  await opens(device, other);
  await writes(device, other, 'one');
  assert.deepEqual(await archived(await scene.client(person), other), [['one'], ['one']]);
});

async function search(device: Device, changes: Partial<Search> = {}): Promise<ArchiveFound> {
  const command: Search = { name: 'read-archive', text: '', person: '', before: null, limit: 100, ...changes };
  const result = (await device.command(command)) as CommandResult<ArchiveFound>;
  assert.ok(result.ok && result.data, JSON.stringify(result));
  return result.data;
}

test('the person searches their own archive, by text and by person, from its end to its beginning', async () => {
  await publish({ mode: 'everyone', days: 30 });
  const person = await scene.person(HOME);
  const writer = await scene.client(person);
  const [ada, bob] = [await scene.contact(OUTSIDE, 'ada'), await scene.contact(OUTSIDE, 'bob')];
  const text = (count: number): string => (count % 50 === 0 ? `Crêpes ${count}` : `message ${count}`);
  for (let count = 1; count <= 120; count++) {
    const other = count % 2 === 0 ? ada : bob;
    writer.send(`<message xmlns="jabber:client" to="${other.jid}" type="chat"><body>${text(count)}</body></message>`);
    await writer.ping();
  }
  const device = await scene.signedIn(person);
  const found = await search(device, { text: 'crepes' });
  assert.deepEqual(
    [found.entries.map(({ text: said, mine, jid }) => [said, mine, jid]), found.read, found.next, found.hasArchive],
    [
      [
        ['Crêpes 100', true, ada.jid],
        ['Crêpes 50', true, ada.jid],
      ],
      120,
      null,
      true,
    ],
  );
  assert.equal((await search(device, { text: 'crepes', person: 'bob' })).entries.length, 0);
  assert.equal((await search(device, { person: bob.jid })).entries.length, 60);
  const read: number[] = [];
  for (let before: string | null = null; ;) {
    const page: ArchiveFound = await search(device, { before, limit: 50 });
    read.push(...page.entries.map(({ text: said }) => Number(said.split(' ')[1])));
    if (page.next === null) break;
    before = page.next;
  }
  assert.deepEqual(
    read,
    Array.from({ length: 120 }, (_, index) => 120 - index),
  );
  assert.deepEqual(device.view?.options.logging, { mode: 'everyone', days: 30 });
});
