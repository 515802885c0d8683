import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../../../../src/admin/import/pace.js';

test('what is left takes as long as what was done, without the time in which nothing moved', () => {
  let now = 0;
  const pace = new Pace(() => now);
  pace.saw(1000, true);
  now = 6000;
  pace.saw(990, true);
  assert.equal(pace.text(990), '');
  now = 60_000;
  pace.saw(900, true);
  assert.equal(pace.text(900), 'About 9 minutes are left.');
  pace.saw(900, false);
  assert.equal(pace.text(900), '');
  now = 10_000_000;
  pace.saw(900, true);
  now += 60_000;
  pace.saw(450, true);
  assert.equal(pace.text(450), 'About a minute is left.');
  assert.equal(pace.text(100), 'Less than a minute is left.');
  assert.equal(pace.text(0), '');
});

test('what waits again counts as work to do', () => {
  let now = 0;
  const pace = new Pace(() => now);
  pace.saw(30, true);
  now = 1000;
  pace.saw(100, true);
  now = 61_000;
  assert.equal(pace.text(50), 'About a minute is left.');
});
