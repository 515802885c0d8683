/** The contact list as it is shown. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Availability } from '../../../src/core/availability.js';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import type { ContactRow, ContactsWindow } from '../../../src/core/people-view.js';
import type { RosterItem } from '../../../src/core/roster.js';
import {
  contact,
  Device,
  factEvents,
  fixed,
  INA,
  jid,
  MAYA,
  NOON,
  OTTO,
  pushed,
  received,
  type Facts,
} from './device.js';

const HERE: Availability = { show: 'available', status: '', priority: 0, idleSince: null };

function here(address: BareJid): Event {
  return { type: 'availabilityReceived', jid: address, resource: 'phone', availability: HERE, at: NOON };
}

function gone(address: BareJid): Event {
  return { type: 'availabilityReceived', jid: address, resource: 'phone', availability: null, at: NOON };
}

function named(name: string, ...groups: string[]): RosterItem {
  return contact(jid(`${name.toLowerCase().replaceAll(/\W/g, '')}@example.com`), {
    name,
    groups,
    subscription: 'both',
  });
}

function withContacts(roster: readonly RosterItem[], facts: Facts = {}): Device {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents({ ...facts, roster }));
  device.send({ type: 'availabilityShown', availability: HERE, at: NOON }, { type: 'synchronised', at: NOON });
  return device;
}

/** Groups as "Work 1/2" (available of all), contacts by their names. */
function lines(device: Device, window: Partial<ContactsWindow> = {}): string[] {
  return device
    .contacts(window)
    .lines.map((line) =>
      line.kind === 'group'
        ? `${line.group} ${line.available}/${line.size}${line.collapsed ? ' -' : ''}`
        : line.contact.name || line.contact.jid,
    );
}

function row(device: Device, address: BareJid): ContactRow | undefined {
  return device
    .contacts()
    .lines.flatMap((line) => (line.kind === 'contact' && line.contact.jid === address ? [line.contact] : []))[0];
}

const ANA = named('Ana', 'Work');
const BO = named('Bo', 'Work', 'Friends');
const ZOE = named('Zoë', 'Work');
const ALONE = named('Ålesund desk');
const EVERYBODY = [ZOE, ALONE, BO, ANA];

describe('contacts are listed', () => {
  test('by group and name, whoever is in several groups in each, those in none last', () => {
    const device = withContacts(EVERYBODY);
    const expected = ['Friends 0/1', 'Bo', 'Work 0/3', 'Ana', 'Bo', 'Zoë', ' 0/1', 'Ålesund desk'];
    assert.deepEqual(lines(device), expected);
  });

  test('with those who are available before the others of their group', () => {
    const device = withContacts(EVERYBODY);
    device.send(here(ZOE.jid));
    assert.deepEqual(lines(device).slice(2, 6), ['Work 1/3', 'Zoë', 'Ana', 'Bo']);
    device.send(gone(ZOE.jid));
    assert.deepEqual(lines(device).slice(2, 6), ['Work 0/3', 'Ana', 'Bo', 'Zoë']);
  });

  test('as people sort: without regard to case, numbers by their value, who has no name by their address', () => {
    const device = withContacts([named('desk 10'), named('Desk 9'), contact(MAYA), named('anna'), named('Zed')]);
    assert.deepEqual(lines(device).slice(1), ['anna', 'Desk 9', 'desk 10', MAYA, 'Zed']);
  });

  test('without ourselves, whom some servers put on the list', () => {
    const device = withContacts([contact(INA, { subscription: 'both' }), ANA]);
    assert.deepEqual(lines(device), ['Work 0/1', 'Ana']);
    assert.equal(device.contacts().total, 1);
  });

  test('in their new place when they are named, grouped, added or removed', () => {
    const device = withContacts([ANA, BO]);
    lines(device);
    device.send(pushed(ANA.jid, { name: 'Xenia', groups: ['Work'], subscription: 'both' }));
    assert.deepEqual(lines(device), ['Friends 0/1', 'Bo', 'Work 0/2', 'Bo', 'Xenia']);
    device.send(pushed(BO.jid, { name: 'Bo', groups: [], subscription: 'both' }));
    assert.deepEqual(lines(device), ['Work 0/1', 'Xenia', ' 0/1', 'Bo']);
    device.send(pushed(ZOE.jid, ZOE), { type: 'rosterItemRemoved', jid: BO.jid, at: NOON });
    assert.deepEqual(lines(device), ['Work 0/2', 'Xenia', 'Zoë']);
  });

  test('as they were while a fresh stream reads them', () => {
    const device = withContacts([ANA]);
    lines(device);
    device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'fresh' });
    assert.deepEqual([lines(device), device.contacts().loaded], [['Work 0/1', 'Ana'], true]);
  });
});

describe('a filter', () => {
  test('finds names, addresses and groups, whatever their case and accents', () => {
    const device = withContacts(EVERYBODY);
    assert.deepEqual(lines(device, { text: ' zoe ' }), ['Work 0/1', 'Zoë']);
    assert.deepEqual(lines(device, { text: 'ALE' }), [' 0/1', 'Ålesund desk']);
    assert.deepEqual(lines(device, { text: 'bo@example' }), ['Friends 0/1', 'Bo', 'Work 0/1', 'Bo']);
    assert.deepEqual(lines(device, { text: 'friends' }), ['Friends 0/1', 'Bo', 'Work 0/1', 'Bo']);
    const { matching, total, length } = device.contacts({ text: 'friends' });
    assert.deepEqual({ matching, total, length }, { matching: 1, total: 4, length: 4 });
  });

  test('leaves those who are available, and no empty groups', () => {
    const device = withContacts(EVERYBODY);
    device.send(here(ANA.jid));
    assert.deepEqual(lines(device, { availableOnly: true }), ['Work 1/3', 'Ana']);
    assert.equal(device.contacts({ availableOnly: true }).available, 1);
  });

  test('looks into groups that are closed, which are shown as their names otherwise', () => {
    const device = withContacts(EVERYBODY);
    const collapsed = ['Work', ''];
    assert.deepEqual(lines(device, { collapsed }), ['Friends 0/1', 'Bo', 'Work 0/3 -', ' 0/1 -']);
    assert.equal(device.contacts({ collapsed }).length, 4);
    assert.deepEqual(lines(device, { collapsed, text: 'ana' }), ['Work 0/1', 'Ana']);
  });
});

describe('a page of the list', () => {
  const many = Array.from({ length: 25 }, (_, index) => named(`Person ${index}`, index % 2 ? 'Odd' : 'Even'));

  test('is made of the lines in view, whichever groups they are in', () => {
    const device = withContacts(many);
    const all = lines(device);
    assert.equal(all.length, 27);
    for (let offset = 0; offset < 27; offset += 9) {
      assert.deepEqual(lines(device, { offset, limit: 9 }), all.slice(offset, offset + 9));
    }
    assert.equal(device.contacts({ offset: 9, limit: 9 }).offset, 9);
  });

  test('is the last one where the list has got shorter', () => {
    const device = withContacts(many);
    const { offset, lines: shown } = device.contacts({ offset: 90, limit: 10 });
    assert.deepEqual([offset, shown.length], [20, 7]);
  });
});

describe('a contact shows', () => {
  test('how they stand to us', () => {
    const asked = contact(OTTO, { ask: true, groups: ['Fair'] });
    const device = withContacts([asked, contact(MAYA, { subscription: 'from' })], { policy: fixed('prompt') });
    device.send(received(OTTO));
    assert.deepEqual(row(device, OTTO), {
      jid: OTTO,
      name: '',
      groups: ['Fair'],
      seen: 'unknown',
      status: '',
      idleSince: null,
      subscription: 'none',
      asked: true,
      asks: true,
      blocked: null,
      suspended: null,
      unread: 0,
    });
    assert.deepEqual([row(device, MAYA)?.subscription, row(device, MAYA)?.asks], ['from', false]);
  });

  test('that they are blocked, also by their domain', () => {
    const device = withContacts([contact(OTTO), contact(MAYA)], { blocked: ['elsewhere.test'] });
    assert.deepEqual([row(device, OTTO)?.blocked, row(device, MAYA)?.blocked], ['elsewhere.test', null]);
  });

  test('what the person has just answered, while it can still be taken back', () => {
    const device = withContacts([contact(OTTO), contact(MAYA)], { policy: fixed('prompt') });
    device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON, holdUntil: NOON + 6000 });
    device.send({ type: 'blockChosen', jid: MAYA, report: null, at: NOON, holdUntil: NOON + 6000 });
    assert.deepEqual([row(device, OTTO)?.asks, row(device, MAYA)?.blocked], [false, MAYA]);
    device.send({ type: 'takenBack' });
    assert.deepEqual([row(device, OTTO)?.asks, row(device, MAYA)?.blocked], [true, null]);
  });

  test('what nobody has read of theirs', () => {
    const device = withContacts([ANA]);
    const [, line] = device.contacts({}, (address) => (address === ANA.jid ? 3 : 0)).lines;
    assert.equal(line?.kind === 'contact' && line.contact.unread, 3);
  });

  test('no more of a name and of groups than fits', () => {
    const groups = Array.from({ length: 60 }, (_, index) => `Group ${index}`);
    const device = withContacts([contact(MAYA, { name: 'x'.repeat(5000), groups })]);
    const shown = row(device, MAYA);
    assert.deepEqual([shown?.name.length, shown?.groups.length], [200, 50]);
  });
});

test('until the server has said who the contacts are, that is not known', () => {
  assert.equal(new Device().contacts().loaded, false);
});

test('the groups to choose from are all there are', () => {
  assert.deepEqual(withContacts(EVERYBODY).contacts({ text: 'ana' }).groups, ['Friends', 'Work']);
});
