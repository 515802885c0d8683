/** Who is there, and what others see of us (RFC 6121 §4, XEP-0319), on real servers. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { OwnAvailability } from '../../src/core/availability.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { acquaintance, contactList, contactOf, looksAtContacts, showsContact } from '../support/contact-list.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

const MINUTE = 60_000;

function says(client: RawClient, inside: string, to = ''): void {
  client.send(`<presence xmlns="jabber:client"${to && ` to="${to}"`}>${inside}</presence>`);
}

function chooses(device: Device, show: OwnAvailability['show'], status = ''): Promise<unknown> {
  return device.command({ name: 'set-availability', availability: { show, status } });
}

/** The next presence of the person that the friend hears. */
async function hears(friend: RawClient, jid: string, inside: RegExp): Promise<string> {
  return friend.expect(new RegExp(`^<presence(?=[^>]* from=["']${jid}/)[\\s\\S]*${inside.source}`));
}

async function isKept(device: Device, text: string): Promise<void> {
  const { entries } = device.platform.sessionStore;
  await until(() => JSON.stringify([...entries]).includes(text), `${text} to be kept`);
}

describe('a contact', () => {
  test('is seen to come, to change and to go', async () => {
    const { device, friend } = await acquaintance(scene);
    says(friend, "<show>dnd</show><status>At sea</status><idle xmlns='urn:xmpp:idle:1' since='2026-06-01T12:00:00Z'/>");
    const idleSince = Date.UTC(2026, 5, 1, 12);
    await showsContact(device, friend, { seen: 'dnd', status: 'At sea', idleSince });
    says(friend, '');
    await showsContact(device, friend, { seen: 'available', status: '', idleSince: null });
    assert.equal(contactList(device)?.available, 1);
    await friend.close();
    await showsContact(device, friend, { seen: 'offline' });
    assert.equal(contactList(device)?.available, 0);
  });

  test('who was there before is seen at sign-in, of several devices the one with the highest priority', async () => {
    const { person, device, friend } = await acquaintance(scene);
    await device.signOut();
    says(friend, '<show>away</show><priority>5</priority>');
    await friend.ping();
    await device.signIn({ service: scene.server.service, jid: person.jid, password: person.password });
    await looksAtContacts(device);
    await showsContact(device, friend, { seen: 'away' });
  });

  test('who does not let us see them any more is unknown', async () => {
    const { person, device, friend } = await acquaintance(scene);
    friend.presence('unsubscribed', person.jid);
    await showsContact(device, friend, { subscription: 'from', seen: 'unknown' });
    says(friend, '<show>chat</show>', person.jid);
    await friend.ping();
    await friend.heardBy(await friend.deviceOf(person.jid));
    await device.upToDate();
    assert.equal(contactOf(device, friend)?.seen, 'unknown');
  });
});

test('a stranger who says that they are there, or forges what others say, changes nothing', async () => {
  const { person, device, friend } = await acquaintance(scene);
  const stranger = await scene.contact(OUTSIDE);
  const full = await friend.deviceOf(person.jid);
  const before = JSON.stringify(contactList(device));
  for (const to of [person.jid, full]) {
    says(stranger, '<show>chat</show>', to);
    stranger.send(`<presence xmlns="jabber:client" type="error" to="${to}"><error/></presence>`);
    stranger.send(
      `<presence xmlns="jabber:client" to="${to}"><priority>x</priority><idle xmlns="urn:xmpp:idle:1"/></presence>`,
    );
  }
  await stranger.ping();
  // Prosody puts the address in right, ejabberd ends the stream.
  const forger = await scene.contact(OUTSIDE);
  forger.send(`<presence xmlns="jabber:client" type="unavailable" from="${friend.jid}/raw" to="${full}"/>`);
  forger.send('<iq xmlns="jabber:client" type="get" id="last"><ping xmlns="urn:xmpp:ping"/></iq>');
  await forger.expect(/id=["']last["']|<close/);
  await stranger.heardBy(full);
  const { contacts } = await device.upToDate();
  assert.equal(JSON.stringify(contacts), before);
  says(friend, '<show>xa</show>');
  await showsContact(device, friend, { seen: 'xa' });
});

describe('a worker that dies', () => {
  test('leaves to the next who is there, whom the server does not name again', async () => {
    const { person, device, friend } = await acquaintance(scene);
    says(friend, '<show>dnd</show><status>At sea</status>');
    await showsContact(device, friend, { seen: 'dnd' });
    await isKept(device, 'At sea');
    await device.outcomesKept();
    const resumptions = await scene.server.resumptions();
    await device.restart();
    await looksAtContacts(device);
    await showsContact(device, friend, { seen: 'dnd', status: 'At sea' });
    assert.equal(await scene.server.resumptions(), resumptions + 1);
    assert.deepEqual(friend.presences('unavailable', await friend.deviceOf(person.jid)), []);
    says(friend, '');
    await showsContact(device, friend, { seen: 'available' });
  });

  test('leaves what the person chose to the next', async () => {
    const { person, device, friend } = await acquaintance(scene);
    await chooses(device, 'dnd', 'Busy');
    await hears(friend, person.jid, /<status>Busy<\/status>/);
    await device.restart();
    await device.settled();
    assert.deepEqual(device.view?.own.chosen, { show: 'dnd', status: 'Busy' });
  });
});

describe('what a person shows', () => {
  test('is what they choose', async () => {
    const { person, device, friend } = await acquaintance(scene);
    await chooses(device, 'dnd', 'At the fair');
    const busy = await hears(friend, person.jid, /<status>At the fair<\/status>/);
    assert.match(busy, /<show>dnd<\/show>/);
    assert.deepEqual((await device.upToDate()).own, { chosen: { show: 'dnd', status: 'At the fair' }, isIdle: false });
    friend.frames.length = 0;
    await chooses(device, 'available');
    assert.doesNotMatch(await hears(friend, person.jid, /<priority>/), /<show>|<status>/);
  });

  test('asks for no messages as long as none are shown, and for them from then on', async () => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const friend = await scene.contact(HOME);
    friend.presence('subscribe', person.jid);
    await device.accepts(friend.jid);
    await hears(friend, person.jid, /<priority>-1<\/priority>/);
    await looksAtContacts(device);
    await hears(friend, person.jid, /<priority>0<\/priority>/);
  });

  test('is that they are away when nobody has used the device for a while, since when, and that they are back', async (t) => {
    const { person, device, friend } = await acquaintance(scene);
    const now = device.platform.now();
    t.mock.timers.enable({ apis: ['setTimeout'] });
    device.platform.now = () => now;
    await device.command({ name: 'be-active' });
    await device.command({ name: 'set-option', option: 'away-after', value: '5' });
    device.platform.now = () => now + 5 * MINUTE;
    t.mock.timers.tick(5 * MINUTE);
    t.mock.timers.reset();
    const away = await hears(friend, person.jid, /<show>away<\/show>/);
    assert.ok(away.includes(new Date(now).toISOString()), away);
    assert.equal((await device.upToDate()).own.isIdle, true);
    friend.frames.length = 0;
    await device.command({ name: 'be-active' });
    assert.doesNotMatch(await hears(friend, person.jid, /<priority>/), /<show>|idle/);
  });
});

describe('somebody who is invisible', () => {
  test('is gone for others, sees nobody, and is back when they choose so', async () => {
    const { person, device, friend } = await acquaintance(scene);
    await chooses(device, 'invisible');
    await friend.expect(new RegExp(`^<presence(?=[^>]* type=["']unavailable["'])[^>]*${person.jid}`));
    await showsContact(device, friend, { seen: 'unknown' });
    friend.frames.length = 0;
    await chooses(device, 'away');
    await hears(friend, person.jid, /<show>away<\/show>/);
    await showsContact(device, friend, { seen: 'available' });
  });

  test('signs in without a word, and is shown who waits when they appear', async () => {
    const { person, device, friend } = await acquaintance(scene);
    await chooses(device, 'invisible');
    await friend.expect(/type=["']unavailable["']/);
    friend.frames.length = 0;
    // Another stream: the server has given this one up.
    device.platform.sessionStore.entries.delete('stream');
    await device.restart();
    await device.settled();
    await looksAtContacts(device);
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', person.jid);
    await stranger.ping();
    await friend.ping();
    assert.deepEqual(
      friend.frames.filter((frame) => frame.includes(person.jid)),
      [],
    );
    assert.equal((await device.upToDate()).requests.total, 0);
    await chooses(device, 'available');
    await device.prompts(stranger.jid);
    await friend.deviceOf(person.jid);
  });
});
