/** What administrators type under IM Logging: people, and a number of days. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDays } from '../../../../src/admin/policy/days-entry.js';
import { readPersonEntry, type PersonEntryContext } from '../../../../src/admin/policy/person-entry.js';
import { MOST_PEOPLE } from '../../../../src/core/policy/parse.js';

const CONTEXT: PersonEntryContext = { listed: ['ina@example.com'], own: 'example.com' };

describe('somebody', () => {
  for (const [typed, jid] of [
    [' Otto@Example.COM ', 'otto@example.com'],
    ['xmpp:otto@example.com', 'otto@example.com'],
    ['jürgen@bücher.example', 'jürgen@bücher.example'],
  ] as const) {
    test(`is listed: ${typed}`, () => assert.deepEqual(readPersonEntry(typed, CONTEXT), { ok: true, jid }));
  }

  for (const [typed, problem, todo] of [
    ['', 'Nothing is written there yet.', 'Write an address, such as name@example.com.'],
    ['otto', 'That is not a whole address.', 'Write it with its domain, such as name@example.com.'],
    ['otto@example.com, ina@example.com', 'That is more than one address.', 'Add one person at a time.'],
    [
      'otto@example.com/phone',
      'That is not the address of a person.',
      'Write one such as name@example.com, and nothing after it.',
    ],
    [
      '@example.com',
      'That is not the address of a person.',
      'Write one such as name@example.com, and nothing after it.',
    ],
    ['INA@example.com', '“ina@example.com” is listed already.', 'There is nothing to do.'],
  ] as const) {
    test(`is not: ${typed}`, () => assert.deepEqual(readPersonEntry(typed, CONTEXT), { ok: false, problem, todo }));
  }

  test('is not, where the list is full or something else speaks against them', () => {
    const listed = Array.from({ length: MOST_PEOPLE }, (_, index) => `p${index}@example.com`);
    assert.match(JSON.stringify(readPersonEntry('otto@example.com', { ...CONTEXT, listed })), /The list is full/);
    const conflict = (jid: string): { problem: string; todo: string } => ({ problem: jid, todo: 'No.' });
    assert.deepEqual(readPersonEntry('otto@example.com', { ...CONTEXT, conflict }), { ok: false, problem: 'otto@example.com', todo: 'No.' }); // prettier-ignore
  });
});

test('days are whole numbers, from one to a hundred years', () => {
  assert.deepEqual(readDays(' 90 '), { ok: true, days: 90 });
  assert.deepEqual(readDays('36500'), { ok: true, days: 36_500 });
  for (const typed of ['', '0', '-1', '1.5', '1e3', 'ninety', '٣', '36501', '99999999999999999999']) {
    assert.equal(readDays(typed).ok, false, typed);
  }
});
