/** The contact list and what is done about it, as both sides and another client of the person see it (RFC 6121 §2, §3). */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import type { RawClient } from '../servers/raw-client.js';
import { onlyProsody } from '../servers/start-server.js';
import {
  acquaintance,
  adding,
  contactList,
  contactOf,
  looksAtContacts,
  showsContact,
} from '../support/contact-list.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene, administrator } = await startHome();
after(() => scene.end());

interface Meeting {
  readonly person: Person;
  readonly device: Device;
  /** Another client of the same person. */
  readonly other: RawClient;
  readonly somebody: RawClient;
}

async function meeting(domain = OUTSIDE): Promise<Meeting> {
  const person = await scene.person(HOME);
  const device = await looksAtContacts(await scene.signedIn(person));
  const other = await scene.client(person, 'other');
  await other.available();
  return { person, device, other, somebody: await scene.contact(domain) };
}

/** The contact as the server keeps it, or undefined. */
async function kept(other: RawClient, { jid }: { readonly jid: string }): Promise<string | undefined> {
  const roster = await other.iq('get', '<query xmlns="jabber:iq:roster"/>');
  return (roster.match(/<item\b(?:[^>]*\/>|[\s\S]*?<\/item>)/g) ?? []).find((item) => item.includes(jid));
}

async function asked(somebody: RawClient, person: Person): Promise<string> {
  return somebody.expect(new RegExp(`^<presence(?=[^>]* type=["']subscribe["'])[^>]*${person.jid}`));
}

describe('somebody who is added', () => {
  test('is asked with the note, and is on the list with name and groups', async () => {
    const { person, device, other, somebody } = await meeting();
    const details = { contact: 'Vera', groups: ['Port', 'Fair'], note: 'From the fair' };
    assert.deepEqual(await device.command(adding(somebody, details)), { ok: true });
    assert.match(await asked(somebody, person), /<status>From the fair<\/status>/);
    await showsContact(device, somebody, { name: 'Vera', asked: true, seen: 'unknown', subscription: 'none' });
    const item = await kept(other, somebody);
    assert.match(item ?? '', /name=["']Vera["']/);
    assert.deepEqual(
      ['Port', 'Fair'].map((group) => item?.includes(group)),
      [true, true],
    );
    assert.deepEqual(contactList(device)?.groups, ['Fair', 'Port']);
    somebody.presence('subscribed', person.jid);
    await showsContact(device, somebody, { asked: false, seen: 'available', subscription: 'to' });
  });

  test('is asked with the name that the person has on their card', async () => {
    const { person, device, other, somebody } = await meeting();
    await other.iq('set', '<vCard xmlns="vcard-temp"><FN>Ina Berg</FN><N/></vCard>');
    await device.command(adding(somebody));
    assert.match(await asked(somebody, person), /<nick [^>]*>Ina Berg<\/nick>/);
  });

  test('is accepted when they ask in return, as the handling in force has it', async () => {
    const { person, device, somebody } = await meeting();
    await device.command(adding(somebody));
    somebody.presence('subscribe', person.jid);
    await showsContact(device, somebody, { subscription: 'from', asks: false });
    somebody.presence('subscribed', person.jid);
    await showsContact(device, somebody, { subscription: 'both' });
    assert.equal((await device.upToDate()).requests.total, 0);
  });

  test(
    'is accepted while nobody is here, where the server keeps that',
    { skip: onlyProsody('ejabberd 23.01 keeps no approvals in advance') },
    async () => {
      const { person, device, other, somebody } = await meeting();
      await device.command(adding(somebody));
      await device.signOut();
      somebody.presence('subscribed', person.jid);
      somebody.presence('subscribe', person.jid);
      await somebody.expect(/^<presence(?=[^>]* type=["']subscribed["'])/);
      assert.match((await kept(other, somebody)) ?? '', /subscription=["']both["']/);
    },
  );

  test('is asked about when they ask in return, where the organisation wants that', async () => {
    await administrator.publish({ domains: [HOME], allowUserOptions: false, handling: 'prompt' });
    const { person, device, somebody } = await meeting();
    await device.until(({ setting }) => setting.handling === 'prompt', 'the policy');
    await device.command(adding(somebody));
    await asked(somebody, person);
    somebody.presence('subscribe', person.jid);
    await device.prompts(somebody.jid);
    await showsContact(device, somebody, { asks: true, asked: true });
    await administrator.publish({ domains: [HOME] });
  });

  test('is on the list once, however often it is asked for', async () => {
    const { person, device, other, somebody } = await meeting();
    await device.command(adding(somebody, { contact: 'Vera' }));
    await device.restart();
    await looksAtContacts(device);
    await device.settled();
    assert.deepEqual(await device.command(adding(somebody, { contact: 'Vera' })), { ok: true });
    await showsContact(device, somebody, { name: 'Vera', asked: true });
    assert.equal(contactList(device)?.total, 1);
    assert.match((await kept(other, somebody)) ?? '', /ask=["']subscribe["']/);
    somebody.presence('subscribed', person.jid);
    await showsContact(device, somebody, { subscription: 'to' });
  });

  test('is nobody whom we have blocked, not ourselves, and no domain', async () => {
    const { person, device, other, somebody } = await meeting();
    await device.command({ name: 'block', jid: somebody.jid as BareJid, report: null });
    await device.until(({ options }) => options.blocked === 1, 'the block');
    const refused = [somebody, person, { jid: OUTSIDE }].map((whom) => device.command(adding(whom)));
    const problems = (await Promise.all(refused)).map((result) => !result.ok && result.problem);
    assert.deepEqual(problems, [{ kind: 'blocked' }, { kind: 'own-address' }, { kind: 'no-person' }]);
    assert.equal(await kept(other, somebody), undefined);
  });

  test('is nobody while there is no connection', async () => {
    const { device, somebody } = await meeting();
    device.cut();
    await device.until(({ session }) => session.link.phase !== 'online', 'the device to notice');
    const result = await device.command(adding(somebody));
    assert.deepEqual(result, { ok: false, problem: { kind: 'not-online' } });
  });
});

describe('a contact', () => {
  test('has another name and other groups', async () => {
    const { person, device, friend } = await acquaintance(scene);
    const other = await scene.client(person, 'other');
    const edit = { name: 'edit-contact', jid: friend.jid as BareJid, contact: 'Otto', groups: ['Port'] } as const;
    assert.deepEqual(await device.command(edit), { ok: true });
    await showsContact(device, friend, { name: 'Otto', groups: ['Port'], subscription: 'both', seen: 'available' });
    assert.match((await kept(other, friend)) ?? '', /name=["']Otto["']/);
    assert.deepEqual(await device.command({ ...edit, groups: [] }), { ok: true });
    await showsContact(device, friend, { name: 'Otto', groups: [] });
    assert.doesNotMatch((await kept(other, friend)) ?? '', /Port/);
  });

  test('cannot be named who is none', async () => {
    const { device, somebody } = await meeting();
    const jid = somebody.jid as BareJid;
    const result = await device.command({ name: 'edit-contact', jid, contact: 'Otto', groups: [] });
    assert.deepEqual(result, { ok: false, problem: { kind: 'refused', condition: 'item-not-found' } });
    assert.equal((await device.upToDate()).contacts?.total, 0);
  });

  test('is removed with the subscriptions of both, and that may be said twice', async () => {
    const { person, device, friend } = await acquaintance(scene);
    const other = await scene.client(person, 'other');
    const remove = { name: 'remove-contact', jid: friend.jid as BareJid } as const;
    assert.deepEqual(await device.command(remove), { ok: true });
    await device.until(() => contactOf(device, friend) === undefined, 'the contact to go');
    assert.equal(await kept(other, friend), undefined);
    await friend.expect(/^<presence(?=[^>]* type=["']unsubscribed["'])/);
    assert.match((await kept(friend, person)) ?? '<item subscription="none">', /subscription=["']none["']/);
    assert.deepEqual(await device.command(remove), { ok: true });
  });

  test('that another client adds, names and removes is so here', async () => {
    const { device, other, somebody } = await meeting();
    const item = (inside: string): Promise<string> =>
      other.iq('set', `<query xmlns="jabber:iq:roster">${inside}</query>`);
    await item(`<item jid="${somebody.jid}" name="Vera"><group>Port</group></item>`);
    await showsContact(device, somebody, { name: 'Vera', groups: ['Port'] });
    await item(`<item jid="${somebody.jid}" name="Vera Lund"/>`);
    await showsContact(device, somebody, { name: 'Vera Lund', groups: [] });
    await item(`<item jid="${somebody.jid}" subscription="remove"/>`);
    await device.until(() => contactOf(device, somebody) === undefined, 'the contact to go');
  });
});

describe('a request of ours that is taken back', () => {
  const cancel = (jid: string) => ({ name: 'cancel-contact-request', jid: jid as BareJid }) as const;

  test('takes the contact along that it has made', async () => {
    const { person, device, other, somebody } = await meeting();
    await device.command(adding(somebody));
    await asked(somebody, person);
    assert.deepEqual(await device.command(cancel(somebody.jid)), { ok: true });
    await device.until(() => contactOf(device, somebody) === undefined, 'the contact to go');
    assert.equal(await kept(other, somebody), undefined);
    assert.deepEqual(await device.command(cancel(somebody.jid)), { ok: true });
  });

  test('leaves a contact with a name, which is not asked any more', async () => {
    const { person, device, other, somebody } = await meeting();
    await device.command(adding(somebody, { contact: 'Vera' }));
    await asked(somebody, person);
    assert.deepEqual(await device.command(cancel(somebody.jid)), { ok: true });
    await showsContact(device, somebody, { name: 'Vera', asked: false, subscription: 'none' });
    assert.doesNotMatch((await kept(other, somebody)) ?? '', /ask=/);
  });

  test('leaves nothing behind that would let them in', async () => {
    await administrator.publish({ domains: [HOME] });
    const { person, device, other, somebody } = await meeting();
    await device.command(adding(somebody, { contact: 'Vera' }));
    await asked(somebody, person);
    await device.command(cancel(somebody.jid));
    somebody.presence('subscribe', person.jid);
    await device.prompts(somebody.jid);
    // ejabberd 23.01 does not list somebody with the subscription "none" who asks.
    assert.doesNotMatch((await kept(other, somebody)) ?? '', /subscription=["'](from|both)["']/);
  });

  test('leaves a contact who sees us', async () => {
    const { person, device, somebody } = await meeting(HOME);
    somebody.presence('subscribe', person.jid);
    await device.accepts(somebody.jid);
    await asked(somebody, person); // the policy asks colleagues in return
    await showsContact(device, somebody, { subscription: 'from', asked: true });
    assert.deepEqual(await device.command(cancel(somebody.jid)), { ok: true });
    await showsContact(device, somebody, { subscription: 'from', asked: false });
  });
});
