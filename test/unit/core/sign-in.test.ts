import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Event } from '../../../src/core/event.js';
import {
  answersIn,
  Device,
  factEvents,
  fixed,
  MAYA,
  mark,
  NOON,
  OTTO,
  policy,
  received,
  privateRead,
} from './device.js';

const FRESH: Event = { type: 'streamReady', how: 'fresh' };
const OVERDUE: Event = { type: 'factsOverdue' };
const FACTS = factEvents();
const WHAT: Readonly<Record<string, string>> = {
  policyFetched: 'the policy',
  privateRead: "the person's preference",
  blockListRead: 'the block list',
  rosterRead: 'the contact list',
};

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

test('decides when policy, preference, block list and contact list are all known, in whatever order they come', () => {
  const asked = [received(MAYA), received(OTTO)];
  for (const order of permutations([...FACTS, ...asked])) {
    const device = new Device();
    device.send(FRESH);
    const last = Math.max(...FACTS.map((fact) => order.indexOf(fact)));
    order.forEach((event, index) => {
      device.send(event);
      if (index < last) assert.deepEqual([answersIn(device.effects), device.prompts], [[], []], describeOrder(order));
    });
    assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: MAYA, addBack: false }], describeOrder(order));
    assert.deepEqual(device.prompts, [OTTO], describeOrder(order));
  }
});

describe('as long as one thing is not known, nothing is decided; when its time is over, every request is shown:', () => {
  for (const missing of FACTS) {
    test(`${WHAT[missing.type]}`, () => {
      const device = new Device();
      device.send(FRESH, received(MAYA), ...FACTS.filter((fact) => fact !== missing), {
        type: 'synchronised',
        at: NOON,
      });
      assert.deepEqual([answersIn(device.effects), device.prompts], [[], []]);
      device.send(OVERDUE);
      assert.deepEqual([answersIn(device.effects), device.prompts], [[], [MAYA]]);
    });

    test(`${WHAT[missing.type]}, and when it comes after all, what waits is decided anew`, () => {
      const device = new Device();
      device.send(FRESH, received(MAYA), ...FACTS.filter((fact) => fact !== missing), OVERDUE);
      assert.deepEqual(answersIn(device.send(missing)), [{ type: 'approve', jid: MAYA, addBack: false }]);
      assert.deepEqual(device.prompts, []);
    });
  }
});

test('a deadline that passes when everything is known changes nothing', () => {
  const device = Device.signedIn();
  device.send(OVERDUE, received(MAYA));
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: MAYA, addBack: false }]);
});

test('when the policy does not come in time the last good one is in force, and marked as kept', () => {
  const device = new Device({ policy: fixed('accept-all') });
  device.send(FRESH, received(OTTO), ...FACTS.slice(1), OVERDUE);
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
  assert.deepEqual(device.setting.notice, { kind: 'kept' });
});

test("when the person's preference does not come in time the last one known is in force", () => {
  const device = new Device({ preference: { handling: 'accept-all', at: NOON } });
  device.send(FRESH, received(OTTO), ...FACTS.filter(({ type }) => type !== 'privateRead'), OVERDUE);
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
});

for (const [read, unreadable] of [
  ['rosterRead', { type: 'rosterUnreadable', at: NOON }],
  ['blockListRead', { type: 'blockListUnreadable' }],
] as const) {
  test(`shows every request when the server answers ${unreadable.type}`, () => {
    const device = new Device();
    device.send(FRESH, received(MAYA), ...FACTS.map((fact) => (fact.type === read ? unreadable : fact)));
    assert.deepEqual([answersIn(device.effects), device.prompts], [[], [MAYA]]);
  });
}

test('a server that knows no blocking blocks nobody, and offers no blocking', () => {
  const device = new Device();
  const unsupported: Event = { type: 'blockListUnsupported' };
  device.send(FRESH, received(MAYA), ...FACTS.map((fact) => (fact.type === 'blockListRead' ? unsupported : fact)));
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: MAYA, addBack: false }]);
  assert.equal(device.requests.can.block, false);
});

test('a pinned handling decides nothing before the marks of the person are read', () => {
  const device = new Device({}, { handling: 'accept-all', domains: [], addBack: 'never' });
  device.send(FRESH, received(OTTO), ...FACTS.filter(({ type }) => type !== 'privateRead'));
  assert.deepEqual(answersIn(device.effects), []);
  device.send(privateRead({ preference: null, marks: [[OTTO, mark('undo', { done: true })]] }));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});

test('a preference that another device writes meanwhile does not stand in for the marks that are still unread', () => {
  const device = new Device();
  device.send(FRESH, received(OTTO), ...FACTS.filter(({ type }) => type !== 'privateRead'));
  device.send({ type: 'preferencePushed', preference: { handling: 'accept-all', at: NOON } });
  assert.deepEqual(answersIn(device.effects), []);
  const marks = [[OTTO, mark('undo', { done: true })]] as const;
  device.send(privateRead({ preference: { handling: 'accept-all', at: NOON }, marks }));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});

test('a pushed policy that comes before the fetched one is as good', () => {
  const device = new Device();
  device.send(FRESH, received(OTTO), ...FACTS.slice(1));
  device.send({
    type: 'policyPushed',
    parsed: { ok: true, policy: policy({ allowUserOptions: false, handling: 'accept-all' }) },
  });
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
});

test('nothing is sent while no stream is open', () => {
  const device = new Device();
  device.send(received(MAYA), ...FACTS);
  assert.deepEqual(
    device.effects.filter(({ type }) => type !== 'keepPolicy'),
    [],
  );
});

function describeOrder(order: readonly Event[]): string {
  return order.map(({ type }) => type).join(', ');
}
