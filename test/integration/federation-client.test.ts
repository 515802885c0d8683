/**
 * What the policy's federation stops, by our client alone: both domains are on one server, which lets everything pass.
 * A mode that changes takes effect at once.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import type { RawClient } from '../servers/raw-client.js';
import { adding, looksAtContacts, showsContact } from '../support/contact-list.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene, administrator } = await startHome();
after(() => scene.end());

type Draft = NonNullable<Parameters<typeof administrator.publish>[0]>;

async function publish(federation: Draft['federation'], handling: Draft['handling'] = 'accept-all'): Promise<void> {
  await administrator.publish({
    domains: [HOME],
    allowUserOptions: false,
    handling,
    ...(federation ? { federation } : {}),
  });
}

/** Somebody outside asks `person`, and the server has taken it. */
async function asks(outsider: RawClient, person: Person): Promise<void> {
  outsider.presence('subscribe', person.jid);
  await outsider.ping();
}

function looksAtChat(device: Device, { jid }: RawClient): void {
  device.page.look({ chat: { jid: jid as BareJid, until: null, limit: 50, visible: true } });
}

function texts({ view }: Device): string[] {
  return view?.chat?.messages.map(({ text }) => text) ?? [];
}

test('a request is not prompted, not accepted and not declined, and the log says why; it is when the mode changes', async () => {
  await publish({ mode: 'closed' });
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const outsider = await scene.contact(OUTSIDE);
  await asks(outsider, person);
  await device.until(({ activity }) => activity.total > 0, 'a line of the log');
  const [line] = device.view?.activity.lines ?? [];
  assert.deepEqual([line?.jid, line?.by], [OUTSIDE, { who: 'federation', barrier: 'closed' }]);
  assert.equal(device.view?.requests.total, 0);
  assert.deepEqual([...outsider.presences('subscribed'), ...outsider.presences('unsubscribed')], []);
  await publish({ mode: 'listed', trusted: [OUTSIDE] });
  await outsider.expect(/type=["']subscribed["']/);
});

test('a refused domain is asked about again once it is not refused any more', async () => {
  await publish({ mode: 'open', refused: [OUTSIDE] }, 'prompt');
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const outsider = await scene.contact(OUTSIDE);
  await asks(outsider, person);
  await device.until(({ activity }) => activity.total > 0, 'a line of the log');
  assert.equal(device.view?.requests.total, 0);
  await publish(undefined, 'prompt');
  await device.until(({ requests }) => requests.rows[0]?.jid === outsider.jid, 'the request');
});

test('nobody of such a domain is asked, or expected: the field says why', async () => {
  await publish({ mode: 'listed' });
  const device = await scene.signedIn(await scene.person(HOME));
  const outsider = await scene.contact(OUTSIDE);
  const problem = { kind: 'suspended', barrier: 'not-trusted', domain: OUTSIDE };
  const expecting = { name: 'allow', jid: outsider.jid as BareJid } as const;
  assert.deepEqual(await device.command(expecting), { ok: false, problem });
  assert.deepEqual(await device.command(adding(outsider)), { ok: false, problem });
});

test('a contact is suspended, messages stop both ways, and all of it comes back with the policy', async () => {
  await publish(undefined);
  const person = await scene.person(HOME);
  const device = await looksAtContacts(await scene.signedIn(person, { messaging: true }));
  const outsider = await scene.contact(OUTSIDE);
  await device.command(adding(outsider));
  outsider.presence('subscribed', person.jid);
  await showsContact(device, outsider, { subscription: 'to', seen: 'available', suspended: null });
  await publish({ mode: 'closed' });
  await showsContact(device, outsider, { subscription: 'to', seen: 'unknown', suspended: 'closed' });
  looksAtChat(device, outsider);
  await device.until(({ chat }) => chat?.suspended === 'closed', 'the conversation');
  outsider.send(
    `<message xmlns="jabber:client" to="${person.jid}" type="chat" id="m1"><body>Can you hear me?</body></message>`,
  );
  await outsider.ping();
  const jid = outsider.jid as BareJid;
  await device.command({ name: 'send-message', jid, id: crypto.randomUUID(), text: 'Hello?', corrects: null });
  await device.until(({ chat }) => chat?.messages[0]?.problem === 'policy-violation', 'the message to come back');
  assert.deepEqual(texts(device), ['Hello?']);
  await publish(undefined);
  await device.until(({ chat }) => chat?.suspended === null, 'the conversation to be let again');
  const { id = '' } = device.view?.chat?.messages[0] ?? {};
  await device.command({ name: 'retry-message', jid, id });
  await outsider.expect(/<body>Hello\?<\/body>/);
  looksAtChat(device, outsider);
  await device.until(() => texts(device).includes('Can you hear me?'), 'what was said meanwhile');
  await looksAtContacts(device);
  await showsContact(device, outsider, { seen: 'available', suspended: null });
});
