/** Whatever a requester sends, and whenever a person leaves: nobody is let in whom nobody has accepted. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import { until } from '../servers/processes.js';
import { onlyProsody } from '../servers/start-server.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const ERROR = '<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>';

const { scene } = await startHome();
after(() => scene.end());

async function isApproved(person: Person, { jid }: { readonly jid: string }): Promise<boolean> {
  return (await scene.server.storedRoster(person.jid)).contacts.get(jid)?.approved ?? false;
}

test('somebody who asks, takes it back and sends an error in one burst is asked about when they ask again', async () => {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const colleague = await scene.contact(HOME);
  colleague.presence('subscribe', person.jid);
  colleague.presence('unsubscribe', person.jid);
  colleague.presence('error', person.jid, ERROR);
  await until(async () => (await scene.server.timesSent('subscribed', person.jid, colleague.jid)) > 0, 'the approval');
  await until(async () => !(await isApproved(person, colleague)), 'the pre-approval to be cleared');
  await device.command({ name: 'choose-handling', handling: 'prompt' });
  colleague.presence('subscribe', person.jid);
  await device.prompts(colleague.jid);
});

test('an approval that meets a withdrawal is cleared up after before the person is signed out', async () => {
  for (let round = 0; round < 5; round++) {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleague = await scene.contact(HOME);
    let signedOut: Promise<void> | undefined;
    device.worker.onAct = (act, text) => {
      if (act === 'send' && text.includes('"subscribed"')) signedOut ??= device.signOut();
    };
    colleague.presence('subscribe', person.jid);
    colleague.presence('unsubscribe', person.jid);
    await until(() => signedOut !== undefined, 'the approval');
    await signedOut;
    await until(async () => !(await isApproved(person, colleague)), 'the pre-approval to be cleared');
  }
});

const advance = { skip: onlyProsody('ejabberd 23.01 keeps no approvals in advance') };
test('whoever was expected is let in once, and asked about when they ask again', advance, async () => {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const guest = await scene.contact(OUTSIDE);
  await device.command({ name: 'allow', jid: guest.jid as BareJid });
  await until(() => isApproved(person, guest), 'the server to know');
  guest.presence('subscribe', person.jid);
  await device.accepts(guest.jid);
  await until(async () => !(await isApproved(person, guest)), 'the server to forget');
  guest.presence('unsubscribe', person.jid);
  guest.presence('subscribe', person.jid);
  await device.prompts(guest.jid);
});

test('many who are declined while the browser closes are not accepted by what was chosen meanwhile', async () => {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person, { hold: 60_000, stay: true });
  await device.command({ name: 'choose-handling', handling: 'prompt' });
  await device.until(({ setting }) => setting.handling === 'prompt', 'the choice');
  const colleagues = [await scene.contact(HOME), await scene.contact(HOME)];
  for (const colleague of colleagues) {
    colleague.presence('subscribe', person.jid);
    await device.prompts(colleague.jid);
  }
  const selection = { jids: colleagues.map(({ jid }) => jid as BareJid) };
  await device.command({ name: 'bulk', act: 'deny', selection, addBack: false, report: null });
  await device.command({ name: 'choose-handling', handling: 'accept-organization' });
  await device.until(({ setting }) => setting.saving === 'no', 'the choice to be saved');
  await device.restartBrowser();
  for (const colleague of colleagues) await colleague.expect(/type=.unsubscribed./);
  assert.deepEqual(
    colleagues.flatMap((colleague) => colleague.presences('subscribed')),
    [],
  );
});

test('two pages that connect again at once have one connection, and it ends with the sign-out', async () => {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const name = device.platform.localStore.entries.get('device') as string;
  await scene.client(person, `im-contact-requests.${name.slice(0, 8)}`);
  await device.until(({ session }) => session.link.phase === 'offline', 'the other one to take its place');
  let connects = 0;
  device.worker.onAct = (act) => {
    if (act === 'connect') connects++;
  };
  await Promise.all([device.command({ name: 'reconnect' }), device.command({ name: 'reconnect' })]);
  await device.settled();
  assert.deepEqual([connects, device.worker.sockets.size], [1, 1]);
  await device.signOut();
  await until(() => device.worker.sockets.size === 0, 'it to be closed');
});
