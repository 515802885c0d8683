import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Journal, type ImportPlan } from '../../../../src/admin/import/journal.js';
import { MemoryStore } from '../../../support/fake-platform.js';

const PROFILE = { firstName: '', lastName: '', mail: '', title: '' };

function plan(count: number, domain = 'corp.example'): ImportPlan {
  const lines = Array.from({ length: count }, (_, index) => ({
    line: index + 2,
    username: `p${index}`,
    password: 'secret',
    isGenerated: false,
    profile: PROFILE,
  }));
  return { domain, begun: 0, lines, bad: [] };
}

function states(journal: Journal | undefined): string[] {
  return Array.from({ length: journal?.length ?? 0 }, (_, index) => journal?.status(index).state ?? '');
}

test('what another run has left behind is not taken for its own', async () => {
  const store = new MemoryStore();
  const earlier = await Journal.begin(store, plan(250));
  await (await Journal.find(store, 'corp.example'))?.discard();
  // Its tab has not heard, and writes on.
  for (const index of [0, 249]) earlier.set(index, { state: 'created' });
  await earlier.written();
  await Journal.begin(store, plan(250));
  const found = await Journal.find(store, 'corp.example');
  assert.deepEqual(new Set(states(found)), new Set(['waiting']));
  await found?.discard();
  assert.deepEqual([...store.entries.keys()], []);
});

test('each domain has an import of its own', async () => {
  const store = new MemoryStore();
  const ours = await Journal.begin(store, plan(2));
  ours.set(1, { state: 'created' });
  await ours.written();
  await Journal.begin(store, plan(2, 'other.example'));
  assert.deepEqual(states(await Journal.find(store, 'corp.example')), ['waiting', 'created']);
  assert.deepEqual(states(await Journal.find(store, 'other.example')), ['waiting', 'waiting']);
  assert.equal(await Journal.find(store, 'third.example'), undefined);
});
