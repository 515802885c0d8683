/** What becomes of a correction (XEP-0308) that does not arrive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialChats, type ChatState } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import type { Message } from '../../../../src/core/chat/conversation.js';
import type { Heard } from '../../../../src/core/chat/heard.js';
import { discardable } from '../../../../src/core/chat/outbox.js';
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

/** A message that arrived, and corrections of it that wait for a stream. */
function corrected(...texts: readonly string[]): ChatState {
  const state = initialChats(initialState(null), INA);
  write(state, 'first', 'See you at for');
  chatStep(state, { type: 'acknowledged', id: 'first' });
  for (const [index, text] of texts.entries()) write(state, `correction ${index}`, text, 'first');
  assert.deepEqual([only(state)?.text, only(state)?.delivery], [texts.at(-1), 'waiting']);
  return state;
}

test('a correction that could not be kept is forgotten, and the message is as it was', () => {
  const state = corrected('See you at four');
  chatStep(state, { type: 'discardChosen', jid: OTTO, id: 'correction 0' });
  const { text, delivery, corrected: at } = only(state) ?? {};
  assert.deepEqual([text, delivery, at, state.outbox.size], ['See you at for', 'sent', undefined, 0]);
  write(state, 'correction 0', 'See you at five', 'first');
  assert.equal(only(state)?.text, 'See you at five');
});

test('of two corrections that wait, one alone is forgotten by its own id, both by that of the message', () => {
  const state = corrected('See you at four', 'See you at five');
  chatStep(state, { type: 'discardChosen', jid: OTTO, id: 'correction 1' });
  assert.deepEqual([only(state)?.text, [...state.outbox.keys()]], ['See you at four', ['correction 0']]);
  write(state, 'correction 2', 'See you at six', 'first');
  assert.ok(discardable(state, OTTO, 'first'));
  chatStep(state, { type: 'discardChosen', jid: OTTO, id: 'first' });
  assert.deepEqual([only(state)?.text, only(state)?.delivery, state.outbox.size], ['See you at for', 'sent', 0]);
});

test('a correction that waits is forgotten without the one before it, which has arrived since', () => {
  const state = corrected('See you at four', 'See you at five');
  chatStep(state, { type: 'acknowledged', id: 'correction 0' });
  chatStep(state, { type: 'discardChosen', jid: OTTO, id: 'first' });
  assert.deepEqual([only(state)?.text, only(state)?.delivery], ['See you at four', 'sent']);
});

test('a correction that may have been sent is not forgotten', () => {
  const state = corrected('See you at four');
  const [entry] = state.outbox.values();
  assert.ok(entry);
  const kept = { conversations: [...state.conversations.values()], known: [], discarded: [] };
  const next = initialChats(initialState(null), INA, { ...kept, outbox: [{ ...entry, sentAfter: '' }] });
  for (const id of ['first', 'correction 0']) assert.equal(discardable(next, OTTO, id), false);
});
