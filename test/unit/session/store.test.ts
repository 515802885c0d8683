import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Availability } from '../../../src/core/availability.js';
import { NOTHING_KEPT } from '../../../src/core/kept.js';
import type { LogEntry } from '../../../src/core/log.js';
import type { SubscriptionRequest } from '../../../src/core/request.js';
import { initialState, type State } from '../../../src/core/state.js';
import { FORMAT } from '../../../src/session/records.js';
import { Store } from '../../../src/session/store.js';
import { FakePlatform } from '../../support/fake-platform.js';
import { MAYA, NOON, OTTO, request } from '../core/device.js';

const LINE: LogEntry = {
  id: 1,
  jid: OTTO,
  at: NOON,
  act: 'deny',
  by: { who: 'me' },
  addedBack: false,
  created: false,
  name: '',
  undone: false,
};

/** What somebody is left with who has declined one request. */
function declined(address: string): State {
  return initialState(request(address), { ...NOTHING_KEPT, log: [LINE] });
}

test('the log of who signs in next is kept, also where it looks like that of who signed out', async () => {
  const platform = new FakePlatform();
  const state = declined(OTTO);
  const store = new Store({ platform, state, position: () => undefined });
  store.changed();
  await store.flush();
  await store.wipe();
  await store.load(MAYA);
  Object.assign(state, declined(MAYA));
  store.changed();
  await store.flush();
  assert.deepEqual(platform.localStore.entries.get('log'), { format: FORMAT, account: MAYA, log: [LINE] });
});

test('a log that the disk had no room for is kept when there is', async () => {
  const platform = new FakePlatform();
  const store = new Store({ platform, state: declined(OTTO), position: () => undefined });
  platform.localStore.full = true;
  await store.flush();
  platform.localStore.full = false;
  await store.flush();
  assert.deepEqual(platform.localStore.entries.get('log'), { format: FORMAT, account: OTTO, log: [LINE] });
});

test('what another version has kept is as if it were not there', async () => {
  const platform = new FakePlatform();
  await platform.localStore.set({ person: { format: FORMAT + 1, account: MAYA, marks: 'as we cannot know' } });
  await platform.sessionStore.set({ stream: { account: MAYA, requests: 'as before there were formats' } });
  assert.deepEqual(await load(platform), await load(new FakePlatform()));
});

/** A store of somebody with these requests, on a stream. */
function manyWaiting(platform: FakePlatform, requests: readonly SubscriptionRequest[]): { store: Store; state: State } {
  const state = initialState(request(MAYA), { ...NOTHING_KEPT, requests });
  state.told = true;
  const resume = { id: 'stream 1', jid: MAYA, inbound: 1 };
  return { store: new Store({ platform, state, position: () => ({ resume, acknowledge: () => undefined }) }), state };
}

function load(platform: FakePlatform): ReturnType<Store['load']> {
  return new Store({ platform, state: initialState(null), position: () => undefined }).load(MAYA);
}

const IGNORED = { act: 'ignore', at: NOON, done: true, takeBack: false } as const;
const MANY = Array.from({ length: 2000 }, (_, index) => request(`person${index}@elsewhere.test`));

test('what somebody decides first is one write, of what there is', async () => {
  const platform = new FakePlatform();
  const state = initialState(null);
  const store = new Store({ platform, state, position: () => undefined });
  await store.load(MAYA);
  Object.assign(state, declined(MAYA));
  state.marks.set(OTTO, IGNORED);
  store.keepServices(['pubsub.home.example']);
  store.changed();
  const writes: string[][] = [];
  const set = platform.localStore.set.bind(platform.localStore);
  platform.localStore.set = (entries) => {
    writes.push(Object.keys(entries).sort());
    return set(entries);
  };
  await store.flush();
  assert.deepEqual(writes, [['log', 'marks-0', 'person', 'policy']]);
});

test('an answer to one of many writes the part that it was in, not the others', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyWaiting(platform, MANY);
  await store.flush();
  const before = new Map(platform.sessionStore.entries);
  const answered = MANY[1000]?.jid ?? MAYA;
  state.requests.delete(answered);
  await store.flush();
  const { entries } = platform.sessionStore;
  const written = [...entries].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
  assert.equal(written.length, 2, written.join());
  const { kept, resume } = await load(platform);
  assert.equal(resume?.id, 'stream 1');
  assert.deepEqual(
    kept.requests,
    MANY.filter(({ jid }) => jid !== answered),
  );
});

test('a stream of which a part is missing is not resumed', async () => {
  const platform = new FakePlatform();
  await manyWaiting(platform, MANY).store.flush();
  platform.sessionStore.entries.delete('requests-3');
  const { kept, resume } = await load(platform);
  assert.deepEqual([kept.requests, resume], [[], undefined]);
});

const PHONE: Availability = { show: 'away', status: 'At sea', priority: 5, idleSince: NOON };

/** A store of somebody to whom so many people are there. */
function manyThere(platform: FakePlatform, count: number): { store: Store; state: State } {
  const there = manyWaiting(platform, []);
  for (const { jid } of MANY.slice(0, count)) there.state.availability.set(jid, new Map([['phone', PHONE]]));
  return there;
}

test('who was there is known to the worker that resumes the stream', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyThere(platform, 300);
  state.activeAt = NOON;
  await store.flush();
  const { kept, resume } = await load(platform);
  assert.equal(resume?.id, 'stream 1');
  assert.deepEqual(new Map(kept.availability), state.availability);
  assert.equal(kept.activeAt, NOON);
});

test('somebody who comes, changes or goes among many writes the part that they are in, not the others', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyThere(platform, 2000);
  const [first, second, third] = [MANY[5]?.jid ?? MAYA, MANY[1500]?.jid ?? MAYA, OTTO];
  await store.flush();
  for (const change of [
    () => state.availability.set(first, new Map([['phone', { ...PHONE, show: 'dnd' }]])),
    () => state.availability.delete(second),
    () => state.availability.set(third, new Map([['phone', PHONE]])),
  ]) {
    const before = new Map(platform.sessionStore.entries);
    change();
    await store.flush();
    const written = [...platform.sessionStore.entries].filter(([key, value]) => before.get(key) !== value);
    assert.deepEqual(
      written.filter(([key]) => key.startsWith('requests')),
      [],
    );
    assert.equal(written.filter(([key]) => key.startsWith('availability')).length, 1);
  }
  assert.deepEqual(new Map((await load(platform)).kept.availability), state.availability);
});

test('a stream of which some who were there are missing is not resumed', async () => {
  const platform = new FakePlatform();
  await manyThere(platform, 2000).store.flush();
  platform.sessionStore.entries.delete('availability-3');
  const { kept, resume } = await load(platform);
  assert.deepEqual([kept.availability, resume], [[], undefined]);
});

test('a stream that did not say who waits, for nobody was there for others, is not kept', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyThere(platform, 3);
  state.told = false;
  await store.flush();
  assert.equal((await load(platform)).resume, undefined);
});

test('what somebody chose to show of themselves outlives the stream', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyThere(platform, 0);
  await store.flush();
  state.own = { show: 'dnd', status: 'Busy' };
  store.changed();
  await store.flush();
  await store.forgetStream();
  assert.deepEqual((await load(platform)).kept.own, { show: 'dnd', status: 'Busy' });
});

test('one answer to many is kept with the rest, and forgotten when it is over', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyWaiting(platform, MANY);
  const jids = MANY.map(({ jid }) => jid);
  state.bulk = { act: 'approve', jids, addBack: false, report: null, at: NOON };
  await store.flush();
  assert.deepEqual((await load(platform)).kept.bulk, state.bulk);
  state.bulk = undefined;
  await store.flush();
  assert.equal((await load(platform)).kept.bulk, undefined);
});

test('what the disk had no room for is written with the next change, whatever that is', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyWaiting(platform, []);
  store.changed();
  state.marks.set(OTTO, IGNORED);
  platform.localStore.full = true;
  await store.flush();
  platform.localStore.full = false;
  store.changed('position');
  await store.flush();
  assert.deepEqual((await load(platform)).kept.marks, [[OTTO, IGNORED]]);
});

test('who signs in while everything is being wiped finds nothing', async () => {
  const platform = new FakePlatform();
  const { store } = manyWaiting(platform, MANY);
  await store.flush();
  void store.wipe();
  const { kept, resume } = await store.load(MAYA);
  assert.deepEqual([kept.requests, resume], [[], undefined]);
});

test('where the log does not fit, the policy is kept all the same, and what the person decides costs no more', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyWaiting(platform, []);
  const set = platform.localStore.set.bind(platform.localStore);
  const written: string[][] = [];
  platform.localStore.set = async (entries) => {
    if ('log' in entries) throw new Error('full');
    written.push(Object.keys(entries).sort());
    await set(entries);
  };
  await store.load(MAYA);
  state.log.push(LINE);
  state.marks.set(OTTO, IGNORED);
  store.changed();
  store.keepPolicy(null);
  assert.equal(await store.flush(), false);
  state.marks.set(MAYA, IGNORED);
  store.changed();
  assert.equal(await store.flush(), false);
  assert.deepEqual(written, [
    ['marks-0', 'person', 'policy'],
    ['marks-0', 'person'],
  ]);
});

test('says whether all of it is kept, and keeps what fits', async () => {
  const platform = new FakePlatform();
  const { store, state } = manyWaiting(platform, MANY);
  state.log.push(LINE);
  state.bulk = { act: 'approve', jids: [OTTO], addBack: false, report: null, at: NOON };
  const set = platform.localStore.set.bind(platform.localStore);
  platform.localStore.set = (entries) => ('log' in entries ? Promise.reject(new Error('full')) : set(entries));
  assert.equal(await store.flush(), false);
  assert.deepEqual((await load(platform)).kept.bulk, state.bulk);
  platform.localStore.set = set;
  assert.equal(await store.flush(), true);
});
