import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSubscription, subscribePresence, subscriptionPresence } from '../../../src/xmpp/rfc6121-subscription.js';
import vectors from '../../vectors/stanzas/subscription.json' with { type: 'json' };
import { MAYA } from '../core/device.js';
import { element, says } from './tree.js';

describe('what presence says about subscriptions:', () => {
  for (const { why, xml: text, json } of vectors) {
    test(why, () => assert.deepEqual(parseSubscription(element(text)) ?? null, json));
  }
});

test('name and note are cut to a length that can be shown', () => {
  const long = 'x'.repeat(5000);
  const presence = `<presence from='maya@example.com' type='subscribe'><nick xmlns='http://jabber.org/protocol/nick'>${long}</nick><status>${long}</status></presence>`;
  const event = parseSubscription(element(presence));
  assert.ok(event?.kind === 'requested');
  assert.deepEqual([event.request.nick.length, event.request.note.length], [81, 501]);
});

for (const type of ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed'] as const) {
  test(`"${type}" is written to a bare address, with nothing more`, () => {
    assert.ok(says(subscriptionPresence(type, MAYA), `<presence type='${type}' to='maya@example.com'/>`));
  });
}

test('a request of ours carries what we say for ourselves, and nothing that is empty', () => {
  const said =
    "<presence type='subscribe' to='maya@example.com'><status>From the fair</status><nick xmlns='http://jabber.org/protocol/nick'>Ina</nick></presence>";
  assert.ok(says(subscribePresence(MAYA, { nick: 'Ina', note: 'From the fair' }), said));
  const bare = "<presence type='subscribe' to='maya@example.com'/>";
  assert.ok(says(subscribePresence(MAYA, { nick: '', note: '' }), bare));
});
