import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../../../src/core/backoff.js';

test('waits twice as long each time, from a second to two minutes', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map((attempt) => backoff(attempt, 1));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 120_000, 120_000, 120_000]);
});

test('never waits less than half of that, so that clients of a restarted server come back one by one', () => {
  for (const attempt of [1, 4, 20]) {
    const longest = backoff(attempt, 1);
    assert.equal(backoff(attempt, 0), longest / 2);
    assert.equal(backoff(attempt, 0.5), longest * 0.75);
  }
});

test('any number of attempts gives a time that a timer can wait', () => {
  for (const attempt of [1000, 1e9, Number.MAX_SAFE_INTEGER]) assert.equal(backoff(attempt, 1), 120_000);
});
