import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AddBack } from '../../../src/core/policy/schema.js';
import type { RosterItem } from '../../../src/core/roster.js';
import { answersIn, contact, Device, fixed, MAYA, NOON, OTTO, pushed, received } from './device.js';

const CASES: readonly { readonly addBack: AddBack; readonly listed: boolean; readonly outside: boolean }[] = [
  { addBack: 'listed', listed: true, outside: false },
  { addBack: 'all', listed: true, outside: true },
  { addBack: 'never', listed: false, outside: false },
];

for (const { addBack, listed, outside } of CASES) {
  test(`"${addBack}" asks ${listed ? '' : 'not '}for presence of a listed domain, and ${outside ? '' : 'not '}of others`, () => {
    const device = Device.signedIn({ policy: fixed('accept-all', { addBack }) });
    assert.deepEqual(answersIn(device.send(received(MAYA), received(OTTO))), [
      { type: 'approve', jid: MAYA, addBack: listed },
      { type: 'approve', jid: OTTO, addBack: outside },
    ]);
  });
}

const KNOWN: readonly (readonly [string, Partial<RosterItem>])[] = [
  ['whose presence we see', { subscription: 'to' }],
  ['whom we have asked', { ask: true }],
];
for (const [who, item] of KNOWN) {
  test(`somebody ${who} is not asked again`, () => {
    const device = Device.signedIn({ policy: fixed('accept-all', { addBack: 'all' }), roster: [contact(MAYA, item)] });
    assert.deepEqual(answersIn(device.send(received(MAYA))), [{ type: 'approve', jid: MAYA, addBack: false }]);
  });
}

test('a contact whose presence we do not see is asked', () => {
  const device = Device.signedIn({ policy: fixed('accept-all', { addBack: 'all' }), roster: [contact(OTTO)] });
  assert.deepEqual(answersIn(device.send(received(OTTO))), [{ type: 'approve', jid: OTTO, addBack: true }]);
});

for (const addBack of [true, false]) {
  test(`in a prompt the person says it: ${addBack ? 'ticked' : 'cleared'}, whatever the policy says`, () => {
    const device = Device.signedIn({ policy: fixed('prompt', { addBack: addBack ? 'never' : 'all' }) });
    device.send(received(MAYA));
    const effects = device.send({ type: 'approveChosen', jid: MAYA, addBack, at: NOON });
    assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: MAYA, addBack }]);
  });
}

test('the log says whether we asked in return', () => {
  const device = Device.signedIn({ policy: fixed('accept-all', { addBack: 'listed' }) });
  device.send(received(MAYA), received(OTTO));
  device.send(pushed(MAYA, { subscription: 'from', ask: true }), pushed(OTTO, { subscription: 'from' }));
  assert.deepEqual(
    device.activity.map(({ jid, addedBack }) => ({ jid, addedBack })),
    [
      { jid: OTTO, addedBack: false },
      { jid: MAYA, addedBack: true },
    ],
  );
});
