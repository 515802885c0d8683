import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCommand, mayLook } from '../../../src/ports/privileges.js';

test('a page of our own may look and command, a stranger neither', () => {
  assert.deepEqual([mayLook('own-page'), mayLook('stranger')], [true, false]);
  assert.deepEqual([mayCommand('own-page'), mayCommand('stranger')], [true, false]);
});
