/** What becomes of the contact list when a request is decided, and when that is undone. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import type { StoredContact } from '../servers/stored-roster.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

async function contactOf(person: Person, { jid }: RawClient): Promise<StoredContact | undefined> {
  return (await scene.server.storedRoster(person.jid)).contacts.get(jid);
}

describe('a person accepts', () => {
  for (const addBack of [true, false]) {
    test(`${addBack ? 'and' : 'but does not'} ask for presence in return`, async () => {
      const person = await scene.person(HOME);
      const device = await scene.signedIn(person);
      const stranger = await scene.contact(OUTSIDE);
      stranger.presence('subscribe', person.jid);
      await device.prompts(stranger.jid);
      await device.command({ name: 'approve', jid: stranger.jid as BareJid, addBack, details: null });
      const { by, addedBack } = await device.accepts(stranger.jid);
      assert.deepEqual([by, addedBack], [{ who: 'me' }, addBack]);
      await stranger.expect(/type=.subscribed./);
      if (addBack) await stranger.expect(/type=.subscribe\b/);
      await stranger.ping();
      assert.equal(stranger.presences('subscribe', person.jid).length, addBack ? 1 : 0);
      assert.deepEqual(await contactOf(person, stranger), {
        subscription: 'from',
        ask: addBack,
        approved: false,
        name: '',
      });
    });
  }
});

describe('somebody whom the person asked first', () => {
  /** The person asks from another client, and is asked in return. */
  async function askFirst(person: Person): Promise<{ readonly stranger: RawClient; readonly other: RawClient }> {
    const [stranger, other] = [await scene.contact(OUTSIDE), await scene.client(person, 'other')];
    other.presence('subscribe', stranger.jid);
    await stranger.expect(/type=.subscribe\b/);
    return { stranger, other };
  }

  test('is accepted though their domain is not listed', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const { stranger } = await askFirst(person);
    stranger.presence('subscribe', person.jid);
    assert.deepEqual((await device.accepts(stranger.jid)).by, { who: 'policy', rule: { kind: 'asked' } });
  });

  test('is asked about where the person wants to be asked', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    await device.command({ name: 'choose-handling', handling: 'prompt' });
    const { stranger } = await askFirst(person);
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
  });

  test('is asked about once the person has declined them', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    await device.command({ name: 'choose-handling', handling: 'prompt' });
    const { stranger } = await askFirst(person);
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    await device.answer('deny', stranger.jid);
    await stranger.expect(/type=.unsubscribed./);
    await device.command({ name: 'choose-handling', handling: 'accept-organization' });
    await device.until(({ setting }) => setting.handling === 'accept-organization', 'the choice');
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
  });
});

describe('an acceptance that is undone', () => {
  test('takes back our own request, and the contact that it made', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleague = await scene.contact(HOME);
    colleague.presence('subscribe', person.jid);
    const { id, addedBack } = await device.accepts(colleague.jid);
    assert.ok(addedBack);
    await device.command({ name: 'undo', entry: id });
    await colleague.expect(/type=.unsubscribed./);
    await colleague.expect(/type=.unsubscribe./);
    await until(async () => (await contactOf(person, colleague)) === undefined, 'the contact to go');
    assert.equal(device.line(colleague.jid)?.undone, true);

    colleague.presence('subscribe', person.jid);
    await device.prompts(colleague.jid);
  });

  test('leaves a contact that was there before', async () => {
    const person = await scene.person(HOME);
    const [colleague, other] = [await scene.contact(HOME), await scene.client(person, 'other')];
    const item = `<item jid="${colleague.jid}" name="Robin"/>`;
    await other.iq('set', `<query xmlns="jabber:iq:roster">${item}</query>`);
    const device = await scene.signedIn(person);
    colleague.presence('subscribe', person.jid);
    const { id } = await device.accepts(colleague.jid);
    await device.command({ name: 'undo', entry: id });
    await colleague.expect(/type=.unsubscribed./);
    const before: StoredContact = { subscription: 'none', ask: false, approved: false, name: 'Robin' };
    await until(
      async () => JSON.stringify(await contactOf(person, colleague)) === JSON.stringify(before),
      'the contact to be as before',
    );
  });

  test('is not repeated by itself at the next sign-in', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const colleague = await scene.contact(HOME);
    colleague.presence('subscribe', person.jid);
    const { id } = await device.accepts(colleague.jid);
    await device.command({ name: 'undo', entry: id });
    await until(async () => (await contactOf(person, colleague)) === undefined, 'the contact to go');
    await device.signOut();
    colleague.presence('subscribe', person.jid);
    await colleague.ping();
    const again = await scene.signedIn(person);
    await again.prompts(colleague.jid);
    assert.equal(await scene.server.timesSent('subscribed', person.jid, colleague.jid), 1);
  });
});

describe('a person who signs out right after a decision', () => {
  test('loses none of it: declined, undone, chosen', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const [stranger, colleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    colleague.presence('subscribe', person.jid);
    const { id } = await device.accepts(colleague.jid);
    await Promise.all([
      device.answer('deny', stranger.jid),
      device.command({ name: 'undo', entry: id }),
      device.command({ name: 'choose-handling', handling: 'prompt' }),
      device.signOut(),
    ]);
    await stranger.expect(/type=.unsubscribed./);
    await colleague.expect(/type=.unsubscribed./);
    colleague.presence('subscribe', person.jid);
    await colleague.ping();
    const again = await scene.signedIn(person);
    assert.equal(again.handling, 'prompt');
    await again.command({ name: 'choose-handling', handling: 'accept-organization' });
    await again.until(({ setting }) => setting.handling === 'accept-organization', 'the choice');
    assert.deepEqual(
      (await again.upToDate()).requests.rows.map(({ jid }) => jid),
      [colleague.jid],
    );
  });

  test('is signed out all the same where the server does not take it', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    await scene.server.fail(HOME, 'silence');
    await device.command({ name: 'choose-handling', handling: 'prompt' });
    await device.signOut();
    await scene.server.recover(HOME);
    assert.equal((await device.upToDate()).session.link.phase, 'signed-out');
  });
});
