/** How much of a conversation is here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatSlice } from '../../../../src/core/chat/chat-selectors.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import { MOST_LOADED } from '../../../../src/core/chat/room.js';
import { INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';

const OTTO = jid('otto@home.example');
const SAID = { source: 'live', peer: OTTO, mine: false, at: NOON, unreadable: false, corrects: null } as const;
const NOTHING = { receivedId: null, wantsReceipt: false, displayedId: null, chatState: null, error: null } as const;

test('what comes into a conversation that stays open takes the place of what is oldest', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'open', INA, OTTO);
  const [query] = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON }).flatMap((effect) =>
    effect.type === 'readArchive' ? [effect.query] : [],
  );
  assert.ok(query);
  chatStep(state, { type: 'pageRead', query, page: { items: [], isLast: true }, at: NOON });
  chatStep(state, { type: 'looked', windows: [{ jid: OTTO, until: null, limit: 50, visible: true }], at: NOON });
  for (let count = 1; count <= MOST_LOADED + 3; count++) {
    const id = `m${count}`;
    const heard = { ...SAID, ...NOTHING, archiveId: id, originId: id, stanzaId: id, text: id, markable: false };
    chatStep(state, { type: 'heard', heard, at: NOON });
  }
  const { messages = [], older } = state.conversations.get(OTTO) ?? {};
  assert.deepEqual([messages.length, messages[0]?.text, older], [MOST_LOADED, 'm4', 'some']);
  // Whoever looks at its beginning is not told to ask for more, for no more is read.
  const window = { jid: OTTO, until: messages[49]?.id ?? null, limit: 50, visible: true };
  assert.equal(chatSlice(state, window).older, 'beyond');
  assert.equal(chatSlice(state, { ...window, until: null }).older, 'some');
  assert.deepEqual(chatStep(state, { type: 'looked', windows: [window], at: NOON }), []);
  assert.deepEqual(chatStep(state, { type: 'olderWanted', jid: OTTO }), []);
});
