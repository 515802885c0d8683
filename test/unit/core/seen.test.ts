/** Who is there, of those who let us see it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Availability } from '../../../src/core/availability.js';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import { contact, Device, factEvents, INA, jid, MAYA, NOON, OTTO, pushed, type Facts } from './device.js';

const HERE: Availability = { show: 'available', status: '', priority: 0, idleSince: null };
const MUTUAL = contact(MAYA, { subscription: 'both' });
const GONE = null;
const UNKNOWN = { seen: 'unknown', status: '', idleSince: null };

function says(address: BareJid, availability: Partial<Availability> | null, resource = 'phone'): Event {
  const full = availability && { ...HERE, ...availability };
  return { type: 'availabilityReceived', jid: address, resource, availability: full, at: NOON };
}

/** Somebody who is there for others, and sees what Maya shows. */
function visible(facts: Facts = { roster: [MUTUAL] }): Device {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents(facts));
  device.send({ type: 'availabilityShown', availability: HERE, at: NOON }, { type: 'synchronised', at: NOON });
  return device;
}

function seen(device: Device, address: BareJid = MAYA): string {
  return device.seen(address).seen;
}

describe('a contact who lets us see their presence', () => {
  test('is offline until they say that they are there', () => {
    const device = visible();
    assert.equal(seen(device), 'offline');
    device.send(says(MAYA, { show: 'dnd', status: 'At sea', idleSince: 5 }));
    assert.deepEqual(device.seen(MAYA), { seen: 'dnd', status: 'At sea', idleSince: 5 });
    device.send(says(MAYA, GONE));
    assert.deepEqual(device.seen(MAYA), { seen: 'offline', status: '', idleSince: null });
  });

  for (const subscription of ['none', 'from'] as const) {
    test(`is unknown with the subscription "${subscription}", whatever they send`, () => {
      const device = visible({ roster: [contact(MAYA, { subscription })] });
      device.send(says(MAYA, {}));
      assert.deepEqual(device.seen(MAYA), UNKNOWN);
    });
  }

  test('is what their resource with the highest priority says, and of several the one that most likely answers', () => {
    const device = visible();
    device.send(says(MAYA, { show: 'away', priority: 5 }, 'desk'), says(MAYA, { show: 'chat', priority: 1 }, 'phone'));
    assert.equal(seen(device), 'away');
    device.send(says(MAYA, { show: 'dnd', priority: 5 }, 'tablet'));
    assert.equal(seen(device), 'away');
    device.send(says(MAYA, { show: 'available', priority: 5 }, 'tablet'));
    assert.equal(seen(device), 'available');
    device.send(says(MAYA, GONE, 'tablet'), says(MAYA, GONE, 'desk'));
    assert.equal(seen(device), 'chat');
  });

  test('is gone with all resources when they say so for all', () => {
    const device = visible();
    device.send(says(MAYA, {}, 'desk'), says(MAYA, {}, 'phone'), says(MAYA, GONE, ''));
    assert.equal(seen(device), 'offline');
  });

  test('has no more resources than are kept, and the last that was heard of counts', () => {
    const device = visible();
    for (let index = 0; index < 100; index++) device.send(says(MAYA, { priority: 9 }, `old ${index}`));
    device.send(says(MAYA, { show: 'dnd', priority: 10 }, 'new'));
    assert.equal(seen(device), 'dnd');
    device.send(says(MAYA, GONE, 'new'));
    for (let index = 99; index > 68; index--) device.send(says(MAYA, GONE, `old ${index}`));
    assert.equal(seen(device), 'offline');
  });
});

describe('somebody is forgotten', () => {
  const STORIES: readonly (readonly [string, Event, string])[] = [
    ['who is taken off the contact list', { type: 'rosterItemRemoved', jid: MAYA, at: NOON }, 'unknown'],
    ['who does not let us see them any more', pushed(MAYA, { subscription: 'from' }), 'unknown'],
    ['who is blocked', { type: 'blocked', jids: new Set([MAYA]) }, 'offline'],
    ['whose domain is blocked', { type: 'blocked', jids: new Set(['example.com']) }, 'offline'],
    ['whom the block list holds', { type: 'blockListRead', jids: new Set([MAYA]) }, 'offline'],
    ['who is no contact in a list that was read anew', { type: 'rosterRead', items: [], at: NOON }, 'unknown'],
  ];
  for (const [who, event, then] of STORIES) {
    test(who, () => {
      const device = visible();
      device.send(says(MAYA, {}), event);
      assert.equal(seen(device), then);
      if (then === 'offline') device.send(says(MAYA, {}));
      assert.equal(seen(device), then);
    });
  }

  test('when we are not there for others any more: we are told nothing then', () => {
    const device = visible();
    device.send(says(MAYA, {}));
    device.send({ type: 'availabilityChosen', own: { show: 'invisible', status: '' }, at: NOON });
    assert.equal(seen(device), 'unknown');
  });
});

describe('what is not a contact', () => {
  test('a stranger changes nothing, however often they say that they are there', () => {
    const device = visible();
    for (let index = 0; index < 100; index++) device.send(says(OTTO, {}, `resource ${index}`));
    assert.deepEqual(device.seen(OTTO), UNKNOWN);
  });

  test('another device of the same person is ours, also where they stand on their own list', () => {
    const device = visible({ roster: [contact(INA, { subscription: 'both' })] });
    device.send(says(INA, {}));
    assert.equal(seen(device, INA), 'offline');
  });

  test('before it is known who is a contact, no more people are kept than a list may have', () => {
    const device = new Device();
    device.send({ type: 'streamReady', how: 'fresh' });
    for (let index = 0; index < 10_000; index++) device.send(says(jid(`person${index}@elsewhere.test`), {}));
    device.send(says(MAYA, {}));
    assert.equal(seen(device), 'unknown');
    device.send(...factEvents({ roster: [MUTUAL] }), says(MAYA, {}));
    assert.equal(seen(device), 'available');
  });
});

describe('a stream', () => {
  test('that is fresh says again who is there', () => {
    const device = visible();
    device.send(says(MAYA, {}), { type: 'streamLost' });
    assert.equal(seen(device), 'available');
    device.send({ type: 'streamReady', how: 'fresh' });
    assert.equal(seen(device), 'unknown');
  });

  test('that is resumed says nothing again', () => {
    const device = visible();
    device.send(says(MAYA, {}), { type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
    assert.equal(seen(device), 'available');
  });

  test('that a new worker resumes says nothing again either', () => {
    const device = new Device({ availability: [[MAYA, new Map([['phone', HERE]])]] });
    device.send({ type: 'streamReady', how: 'restored' });
    assert.equal(seen(device), 'available');
    device.send(...factEvents({ roster: [MUTUAL] }));
    assert.equal(seen(device), 'available');
    device.send(says(MAYA, GONE));
    assert.equal(seen(device), 'offline');
  });

  test('that a new worker resumes forgets whoever has ceased to be a contact meanwhile', () => {
    const device = new Device({ availability: [[OTTO, new Map([['phone', HERE]])]] });
    device.send({ type: 'streamReady', how: 'restored' }, ...factEvents());
    assert.equal(seen(device, OTTO), 'unknown');
  });
});
