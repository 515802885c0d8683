import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Availability } from '../../../src/core/availability.js';
import { xml } from '../../../src/xmpp/element.js';
import { availabilityPresence, parseAvailability } from '../../../src/xmpp/rfc6121-presence.js';
import vectors from '../../vectors/stanzas/presence.json' with { type: 'json' };
import { NOON } from '../core/device.js';
import { element, says } from './tree.js';

const AVAILABLE: Availability = { show: 'available', status: '', priority: 0, idleSince: null };

describe('what presence says about availability:', () => {
  for (const { why, xml: text, json } of vectors) {
    test(why, () => assert.deepEqual(parseAvailability(element(text)) ?? null, json));
  }
});

test('a status is cut to a length that can be shown', () => {
  const presence = xml('presence', { from: 'maya@example.com/phone' }, xml('status', {}, 'x'.repeat(5000)));
  assert.equal(parseAvailability(presence)?.availability?.status.length, 201);
});

describe('presence of ours', () => {
  test('says no more than there is to say', () => {
    assert.ok(says(availabilityPresence(AVAILABLE), '<presence><priority>0</priority></presence>'));
  });

  test('says all that there is, and what else it is given', () => {
    const expected =
      "<presence><show>away</show><status>At sea</status><priority>-1</priority><idle xmlns='urn:xmpp:idle:1' since='2026-06-01T12:00:00.000Z'/><c xmlns='urn:x'/></presence>";
    const availability: Availability = { show: 'away', status: 'At sea', priority: -1, idleSince: NOON };
    const extensions = [xml('c', { xmlns: 'urn:x' })];
    assert.ok(says(availabilityPresence(availability, { extensions }), expected));
  });

  test('goes to one resource alone', () => {
    const expected = "<presence to='maya@example.com/phone'><priority>0</priority></presence>";
    assert.ok(says(availabilityPresence(AVAILABLE, { to: 'maya@example.com/phone' }), expected));
  });

  test('says that nobody is there', () => {
    assert.ok(says(availabilityPresence(null), "<presence type='unavailable'/>"));
  });

  test('is read as it was written', () => {
    const availability: Availability = { show: 'dnd', status: 'Busy', priority: 5, idleSince: NOON };
    const presence = availabilityPresence(availability);
    presence.attrs.from = 'maya@example.com/phone';
    assert.deepEqual(parseAvailability(presence)?.availability, availability);
  });
});
