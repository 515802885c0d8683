import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogEntry } from '../../../src/core/log.js';
import { initialState, NOTHING_KEPT, type State } from '../../../src/core/state.js';
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
  const store = new Store(platform, state, () => undefined);
  store.changed();
  await store.flush();
  await store.wipe();
  await store.load(MAYA);
  Object.assign(state, declined(MAYA));
  store.changed();
  await store.flush();
  assert.deepEqual(platform.localStore.entries.get('log'), { format: 1, account: MAYA, log: [LINE] });
});

test('a log that the disk had no room for is kept when there is', async () => {
  const platform = new FakePlatform();
  const store = new Store(platform, declined(OTTO), () => undefined);
  platform.localStore.full = true;
  await store.flush();
  platform.localStore.full = false;
  await store.flush();
  assert.deepEqual(platform.localStore.entries.get('log'), { format: 1, account: OTTO, log: [LINE] });
});

test('what another version has kept is as if it were not there', async () => {
  const load = (platform: FakePlatform) => new Store(platform, initialState(null), () => undefined).load(MAYA);
  const platform = new FakePlatform();
  await platform.localStore.set({ person: { format: 2, account: MAYA, marks: 'as we cannot know' } });
  await platform.sessionStore.set({ stream: { account: MAYA, requests: 'as before there were formats' } });
  assert.deepEqual(await load(platform), await load(new FakePlatform()));
});
