import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import {
  isSameMark,
  laterMark,
  MARK_ACTS,
  MOST_MARKS_PER_SHARD,
  pruneShard,
  SHARDS,
  shardOf,
  type Mark,
} from '../../../src/core/marks.js';
import { Device, fixed, jid, mark, MAYA, NOON, OTTO, privateRead } from './device.js';

// Few times, so that ties are frequent.
const anyMark: fc.Arbitrary<Mark> = fc.record(
  {
    act: fc.constantFrom(...MARK_ACTS),
    at: fc.integer({ min: 1, max: 3 }),
    done: fc.boolean(),
    takeBack: fc.boolean(),
  },
  { noNullPrototype: true },
);

test('of two marks the later one counts', () => {
  fc.assert(
    fc.property(anyMark, anyMark, (a, b) => {
      fc.pre(a.at !== b.at);
      assert.deepEqual(laterMark(a, b), a.at > b.at ? a : b);
    }),
  );
});

test('of two marks of one moment, the one that is done counts', () => {
  assert.equal(laterMark(mark('undo', { done: true }), mark('none', { done: false })).done, true);
  assert.equal(laterMark(mark('none', { done: false }), mark('undo', { done: true })).done, true);
});

test('which of two marks counts does not depend on their order', () => {
  fc.assert(fc.property(anyMark, anyMark, (a, b) => isSameMark(laterMark(a, b), laterMark(b, a))));
});

test('which of three marks counts does not depend on which two are compared first', () => {
  fc.assert(
    fc.property(anyMark, anyMark, anyMark, (a, b, c) =>
      isSameMark(laterMark(laterMark(a, b), c), laterMark(a, laterMark(b, c))),
    ),
  );
});

test('a mark does not count against itself', () => {
  fc.assert(fc.property(anyMark, (a) => isSameMark(laterMark(a, a), a) && isSameMark(laterMark(undefined, a), a)));
});

test('devices that hear of the same marks, in whatever order, agree', () => {
  const entry = fc.tuple(fc.constantFrom(MAYA, OTTO), anyMark);
  const pushes = fc.array(entry, { maxLength: 8 });
  const twoOrders = pushes.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(
    fc.property(twoOrders, (orders) => {
      const [first, second] = orders.map((order) => {
        const device = Device.signedIn({ policy: fixed('prompt') });
        device.send(...order.map(([address, one]) => push(address, one)));
        return device.marks;
      });
      assert.deepEqual(sorted(first), sorted(second));
    }),
  );
});

test('what a device found at sign-in counts like what it is told later', () => {
  fc.assert(
    fc.property(anyMark, anyMark, (a, b) => {
      const found = Device.signedIn({ policy: fixed('prompt') }, { marks: [[OTTO, a]] });
      found.send(privateRead({ preference: null, marks: [[OTTO, b]] }));
      const told = found.marks.get(OTTO);
      const expected = laterMark(a, b);
      // What is not done is seen through at once: nobody waits, nobody sees us.
      assert.ok(told && told.at >= expected.at && (told.done || expected.done || told.act === expected.act));
    }),
  );
});

test('a mark that the server lacks is published to it', () => {
  const device = Device.signedIn({}, { marks: [[OTTO, mark('ignore')]] });
  const shards = device.effects.flatMap((effect) => (effect.type === 'publishMarks' ? effect.shard : []));
  assert.deepEqual(shards, [shardOf(OTTO)]);
});

test('what the server has already is not published again', () => {
  const device = Device.signedIn({ marks: [[OTTO, mark('ignore')]] }, { marks: [[OTTO, mark('ignore')]] });
  assert.deepEqual(
    device.effects.filter(({ type }) => type === 'publishMarks'),
    [],
  );
});

test('when two devices wrote one shard at once, the union is written', () => {
  const [here, there] = twoOfOneShard();
  const device = Device.signedIn({ marks: [[here, mark('ignore')]] });
  const effects = device.send({
    type: 'marksPushed',
    shard: shardOf(there),
    marks: [[there, mark('ignore')]],
    at: NOON,
  });
  assert.deepEqual(effects, [{ type: 'publishMarks', shard: shardOf(here) }]);
});

test('a shard is written once at a time, and again when it changed meanwhile', () => {
  const [one, two] = twoOfOneShard();
  const shard = shardOf(one);
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(push(one, mark('ignore')), push(two, mark('ignore')));
  const publish = { type: 'publishMarks', shard };
  assert.deepEqual(
    device.effects.filter(({ type }) => type === 'publishMarks'),
    [publish],
  );
  assert.deepEqual(device.send(push(one, mark('none', { at: NOON + 1 }))), []);
  assert.deepEqual(device.send({ type: 'marksSaved', shard, ok: true }), [publish]);
});

test('a shard that was refused waits for the next stream', () => {
  const device = Device.signedIn({}, { marks: [[OTTO, mark('ignore')]] });
  assert.deepEqual(device.send({ type: 'marksSaved', shard: shardOf(OTTO), ok: false }), []);
  const effects = device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
  assert.deepEqual(effects, [{ type: 'publishMarks', shard: shardOf(OTTO) }]);
});

test('nothing is published while the private node cannot be read', () => {
  const device = new Device({ marks: [[OTTO, mark('ignore')]] });
  device.send({ type: 'streamReady', how: 'fresh' }, { type: 'privateUnreadable' });
  assert.deepEqual(device.effects, []);
});

test('all devices put the mark of an address into the same shard', () => {
  // FNV-1a of the address, modulo 16: a change here would leave old marks where nobody looks.
  const shards = [MAYA, OTTO, jid('bücher@example.com'), jid('example.com')].map(shardOf);
  assert.deepEqual(shards, [8, 15, 6, 6]);
  for (let i = 0; i < 1000; i++) assert.ok(shardOf(jid(`p${i}@example.com`)) < SHARDS);
});

test('a mark that was taken back is forgotten after two weeks, and not before', () => {
  const twoWeeks = 14 * 24 * 60 * 60 * 1000;
  const marks = new Map([[OTTO, mark('none')]]);
  pruneShard(marks, shardOf(OTTO), NOON + twoWeeks);
  assert.equal(marks.size, 1);
  pruneShard(marks, shardOf(OTTO), NOON + twoWeeks + 1);
  assert.equal(marks.size, 0);
});

test('a device forgets what is forgotten when it hears of the shard', () => {
  const held: [BareJid, Mark][] = [
    [OTTO, mark('none')],
    [MAYA, mark('ignore')],
  ];
  const device = Device.signedIn({ marks: held });
  const later = NOON + 15 * 24 * 60 * 60 * 1000;
  for (const [address, one] of held) {
    device.send({ type: 'marksPushed', shard: shardOf(address), marks: [[address, one]], at: later });
  }
  assert.deepEqual([...device.marks.keys()], [MAYA]);
});

test('only what was taken back is forgotten by its age', () => {
  for (const act of MARK_ACTS.filter((known) => known !== 'none')) {
    const marks = new Map([[OTTO, mark(act, { at: 1 })]]);
    pruneShard(marks, shardOf(OTTO), NOON);
    assert.equal(marks.size, 1, act);
  }
});

test('a shard holds a bounded number of marks; the oldest go first, other shards stay', () => {
  const marks = new Map<BareJid, Mark>([[MAYA, mark('ignore', { at: 1 })]]);
  const others = addressesOfShard((shardOf(MAYA) + 1) % SHARDS, MOST_MARKS_PER_SHARD + 2);
  others.forEach((address, index) => marks.set(address, mark('ignore', { at: 100 + index })));
  pruneShard(marks, (shardOf(MAYA) + 1) % SHARDS, NOON);
  assert.deepEqual([marks.size, marks.has(MAYA)], [MOST_MARKS_PER_SHARD + 1, true]);
  assert.deepEqual(others.map((address) => marks.has(address)).slice(0, 3), [false, false, true]);
});

function push(address: BareJid, one: Mark): Event {
  return { type: 'marksPushed', shard: shardOf(address), marks: [[address, one]], at: 10 };
}

function sorted(marks: ReadonlyMap<BareJid, Mark> | undefined): unknown[] {
  return [...(marks ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
}

function addressesOfShard(shard: number, count: number): BareJid[] {
  const addresses: BareJid[] = [];
  for (let i = 0; addresses.length < count; i++) {
    const address = jid(`p${i}@example.com`);
    if (shardOf(address) === shard) addresses.push(address);
  }
  return addresses;
}

function twoOfOneShard(): [BareJid, BareJid] {
  const [one, two] = addressesOfShard(3, 2);
  if (!one || !two) throw new Error('there are two');
  return [one, two];
}

test('of many that changed at once, one shard is on its way at a time, and all are in the end', () => {
  const people = Array.from({ length: 100 }, (_, i) => jid(`p${i}@elsewhere.test`));
  const device = Device.signedIn({ policy: fixed('prompt') });
  const published: number[] = [];
  const shards = (effects: ReturnType<Device['send']>): number[] =>
    effects.flatMap((effect) => (effect.type === 'publishMarks' ? [effect.shard] : []));
  let underWay = shards(device.send(...people.map((one): Event => ({ type: 'allowChosen', jid: one, at: NOON }))));
  while (underWay.length > 0) {
    assert.equal(underWay.length, 1);
    published.push(...underWay);
    underWay = shards(device.send({ type: 'marksSaved', shard: underWay[0] ?? 0, ok: true }));
  }
  assert.deepEqual(new Set(published), new Set(people.map(shardOf)));
});
