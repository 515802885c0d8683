import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextTab } from '../../../src/ui/next-tab.js';

const TABS = ['first', 'second', 'third'] as const;

for (const [key, isRightToLeft, from, to] of [
  ['ArrowRight', false, 'first', 'second'],
  ['ArrowRight', false, 'third', 'first'],
  ['ArrowLeft', false, 'first', 'third'],
  ['ArrowLeft', true, 'first', 'second'],
  ['ArrowRight', true, 'second', 'first'],
  ['Home', false, 'third', 'first'],
  ['End', true, 'first', 'third'],
  ['ArrowDown', false, 'first', undefined],
  ['Tab', false, 'first', undefined],
] as const) {
  test(`${key} leads from ${from} to ${to ?? 'no tab'}${isRightToLeft ? ', from right to left' : ''}`, () => {
    assert.equal(nextTab(TABS, from, key, isRightToLeft), to);
  });
}
