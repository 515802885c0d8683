import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialChats } from '../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../src/core/chat/chat-step.js';
import { initialState } from '../../../src/core/state.js';
import { ChatStore } from '../../../src/session/messaging/chat-store.js';
import { FakePlatform } from '../../support/fake-platform.js';
import { INA, MAYA, NOON } from '../core/device.js';

test('what could not be kept is not kept when it is asked for again, until there is room', async () => {
  const platform = new FakePlatform();
  const state = initialChats(initialState(null), INA);
  const store = new ChatStore({ platform, state: () => state, kept: () => undefined });
  chatStep(state, { type: 'draftKept', jid: MAYA, text: 'Dear Maya', typing: true, at: NOON });
  platform.localStore.full = platform.sessionStore.full = true;
  assert.deepEqual([await store.flush(), await store.flush()], [false, false]);
  platform.localStore.full = false;
  assert.equal(await store.flush(), true);
  const { conversations } = await store.load(INA);
  assert.deepEqual(conversations.map(({ draft }) => draft), ['Dear Maya']); // prettier-ignore
});
