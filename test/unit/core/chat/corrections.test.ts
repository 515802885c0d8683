/** What becomes of a correction (XEP-0308) that does not arrive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialChats, type ChatState } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import type { Message } from '../../../../src/core/chat/conversation.js';
import type { Heard } from '../../../../src/core/chat/heard.js';
import { initialState } from '../../../../src/core/state.js';
import { INA, jid, NOON } from '../device.js';

const OTTO = jid('otto@home.example');
const PLACE = { peer: OTTO, mine: true, archiveId: null, at: NOON, unreadable: false, markable: false } as const;
const NOTHING = { receivedId: null, wantsReceipt: false, displayedId: null, chatState: null, error: null } as const;

function write(state: ChatState, id: string, text: string, corrects: string | null = null): void {
  chatStep(state, { type: 'messageWritten', jid: OTTO, id, text, corrects, at: NOON });
  chatStep(state, { type: 'outboxKept', ids: [id] });
}

function comesBack(state: ChatState, id: string): void {
  const heard = {
    ...PLACE,
    ...NOTHING,
    source: 'live',
    mine: false,
    originId: null,
    stanzaId: id,
    text: null,
  } as const;
  chatStep(state, { type: 'heard', heard: { ...heard, corrects: null, error: 'service-unavailable' }, at: NOON });
}

function only(state: ChatState): Message | undefined {
  const [message, ...others] = state.conversations.get(OTTO)?.messages ?? [];
  assert.equal(others.length, 0);
  return message;
}

/** A message that arrived, and a correction of it that came back. */
function returned(): ChatState {
  const state = initialChats(initialState(null), INA);
  write(state, 'first', 'See you at for');
  chatStep(state, { type: 'acknowledged', id: 'first' });
  write(state, 'second', 'See you at four', 'first');
  comesBack(state, 'second');
  assert.deepEqual([only(state)?.text, only(state)?.delivery], ['See you at four', 'failed']);
  return state;
}

test('a correction that came back and is discarded leaves the message as they have it', () => {
  const state = returned();
  chatStep(state, { type: 'discardChosen', jid: OTTO, id: 'first' });
  const { text, delivery, corrected, problem } = only(state) ?? {};
  assert.deepEqual([text, delivery, corrected, problem], ['See you at for', 'sent', undefined, undefined]);
});

test('it stays discarded when the archive shows it', () => {
  const state = returned();
  chatStep(state, { type: 'discardChosen', jid: OTTO, id: 'first' });
  const shown = { ...PLACE, ...NOTHING, source: 'archive', originId: 'second', stanzaId: 'second' } as const;
  const heard: Heard = { ...shown, text: 'See you at four', corrects: 'first' };
  chatStep(state, { type: 'heard', heard, at: NOON });
  assert.equal(only(state)?.text, 'See you at for');
});
