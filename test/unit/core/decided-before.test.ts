/** A decision is about the request that was there, however it comes back: not about one that came after. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Kept } from '../../../src/core/kept.js';
import { answersIn, Device, fixed, OTTO, received, NOON, request } from './device.js';

const BEFORE = NOON - 1000;
const LATER = NOON + 1000;
const FACTS = { policy: fixed('prompt') };

const DECISIONS: Readonly<Record<string, Partial<Kept>>> = {
  'an acceptance': { intents: [[OTTO, { act: 'accept', addBack: false, at: NOON }]] },
  'an acceptance of many': { bulk: { act: 'approve', jids: [OTTO], addBack: false, report: null, at: NOON } },
  'a decline that was held back': { intents: [[OTTO, { act: 'deny', at: NOON }]] },
};

for (const [decision, kept] of Object.entries(DECISIONS)) {
  describe(`${decision} that a dead worker has kept`, () => {
    test('is seen through where the same request waits', () => {
      const device = new Device({ ...kept, seen: [[OTTO, BEFORE]] });
      device.signIn(FACTS, [OTTO]);
      assert.equal(answersIn(device.effects).length, 1);
    });

    test('is none about a request that came later: the person is asked', () => {
      const device = new Device({ ...kept, requests: [request(OTTO, { since: LATER })] });
      device.signIn(FACTS);
      device.send(received(OTTO, { since: LATER }));
      assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
    });
  });
}

test('a decision counts for the request it was made of, though the clock has been put back since that came', () => {
  const device = Device.signedIn(FACTS);
  device.send(received(OTTO, { since: LATER }));
  device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON });
  assert.equal(answersIn(device.effects).length, 1);
});
