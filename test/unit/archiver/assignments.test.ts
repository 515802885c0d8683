import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Assignments, type Assignment } from '../../../src/archiver/assignments.js';
import type { BareJid } from '../../../src/core/jid.js';

const ANNA = 'anna@example.com' as BareJid;
const BOB = 'bob@example.com' as BareJid;
const since = (row: number, who: BareJid | 'everybody', endpoint: string | null): Assignment => ({
  since: row,
  who,
  endpoint,
});

test('nobody is on an endpoint until somebody says so', () => {
  assert.equal(new Assignments().endpointOf(ANNA, 1), undefined);
});

test('a message belongs to the endpoint that its person was on when it was written', () => {
  const assignments = new Assignments([
    since(0, 'everybody', 'all'),
    since(10, ANNA, 'legal'),
    since(20, ANNA, null),
    since(30, ANNA, 'default'),
    since(30, 'everybody', 'new'),
  ]);
  const where = (who: BareJid): unknown[] => [10, 11, 20, 21, 30, 31].map((row) => assignments.endpointOf(who, row));
  assert.deepEqual(where(ANNA), ['all', 'legal', 'legal', undefined, undefined, 'new']);
  assert.deepEqual(where(BOB), ['all', 'all', 'all', 'all', 'all', 'new']);
});

test('of two changes at one row the later counts', () => {
  const assignments = new Assignments([since(5, ANNA, 'a')]).with([since(5, ANNA, 'b')], 0);
  assert.equal(assignments.endpointOf(ANNA, 6), 'b');
});

test('what all endpoints are past is forgotten, and nothing else', () => {
  const changes = [since(10, ANNA, 'a'), since(20, ANNA, 'b'), since(30, ANNA, 'default'), since(20, BOB, 'b')];
  const kept = (done: number): unknown[] =>
    new Assignments(changes).with([], done).changes.map((change) => [change.who, change.since]);
  assert.deepEqual(kept(19), [[ANNA, 10], [ANNA, 20], [ANNA, 30], [BOB, 20]]); // prettier-ignore
  assert.deepEqual(kept(20), [[ANNA, 20], [ANNA, 30], [BOB, 20]]); // prettier-ignore
  assert.deepEqual(kept(30), [[BOB, 20]]);
});

test('tells who is on which now', () => {
  const assignments = new Assignments([
    since(1, BOB, null),
    since(1, ANNA, 'a'),
    since(2, ANNA, 'b'),
    since(1, 'everybody', 'a'),
  ]);
  assert.deepEqual(assignments.current, [
    { who: ANNA, endpoint: 'b' },
    { who: BOB, endpoint: null },
    { who: 'everybody', endpoint: 'a' },
  ]);
});
