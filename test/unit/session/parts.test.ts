import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Parts } from '../../../src/session/parts.js';

const COUNT = 8;

function numbered(count: number): Map<string, number> {
  return new Map(Array.from({ length: count }, (_, index) => [`name ${index}`, index]));
}

/** A store of records as the next worker finds it. */
function read(records: Readonly<Record<string, unknown>>): Map<string, number> {
  return new Parts<number>('test', COUNT).read(structuredClone(records));
}

describe('a collection kept in parts', () => {
  test('is read as it was written, in its order', () => {
    const wanted = numbered(5000);
    const records = new Parts<number>('test', COUNT).take(wanted);
    assert.deepEqual([...read(records)], [...wanted]);
  });

  test('writes one part where one entry changed, went or came', () => {
    const parts = new Parts<number>('test', COUNT);
    const wanted = numbered(700);
    parts.take(wanted);
    assert.equal(Object.keys(parts.take(wanted)).length, 0);
    for (const change of [
      () => wanted.set('name 300', -1),
      () => wanted.delete('name 400'),
      () => wanted.set('another', 1),
    ]) {
      change();
      assert.equal(Object.keys(parts.take(wanted)).length, 1);
    }
  });

  test('writes all of them where it is not known what they hold', () => {
    const parts = new Parts<number>('test', COUNT);
    parts.take(numbered(700));
    parts.forget();
    assert.deepEqual(Object.keys(parts.take(numbered(1))), parts.keys);
  });

  test('writes over what is nobody’s, and otherwise only what there is', () => {
    const parts = new Parts<number>('test', COUNT);
    parts.disregard({ 'test-5': [['of another account', 1]] });
    assert.deepEqual(Object.keys(parts.take(numbered(1))), parts.keys);
    parts.disregard({ other: [] });
    assert.deepEqual(Object.keys(parts.take(numbered(1))), ['test-0']);
  });

  test('holds in the end what it was to hold, whatever came and went, whichever worker wrote', () => {
    const step = fc.record({
      grow: fc.array(fc.nat(3000), { maxLength: 600 }),
      shrink: fc.array(fc.nat(3000), { maxLength: 600 }),
      then: fc.constantFrom('go on', 'forget', 'another worker'),
    });
    const holds = fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let parts = new Parts<number>('test', COUNT);
      const records: Record<string, unknown> = {};
      const wanted = new Map<string, number>();
      for (const [index, { grow, shrink, then }] of steps.entries()) {
        for (const name of grow) wanted.set(String(name), index);
        for (const name of shrink) wanted.delete(String(name));
        Object.assign(records, structuredClone(parts.take(wanted)));
        assert.deepEqual(new Map([...read(records)].sort()), new Map([...wanted].sort()));
        if (then === 'forget') parts.forget();
        if (then === 'another worker') {
          parts = new Parts<number>('test', COUNT);
          parts.read(structuredClone(records));
        }
      }
    });
    fc.assert(holds, { numRuns: 100 });
  });
});
