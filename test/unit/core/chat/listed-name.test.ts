/** What somebody is called whom the directory names, and nobody else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatSlice, chatsSlice, nameOf } from '../../../../src/core/chat/chat-selectors.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import { INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';

const OTTO = jid('otto@home.example');
const WINDOW = { jid: OTTO, until: null, limit: 50, visible: true };
const WRITTEN = { type: 'messageWritten', jid: OTTO, id: 'm1', text: 'Hello', corrects: null, at: NOON } as const;

function device(): ChatDevice['state'] {
  return new ChatDevice(new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false }), 'desk', INA, OTTO)
    .state;
}

test('a conversation with whom a page has found is headed by the name in the directory, from then on', () => {
  const state = device();
  chatStep(state, { type: 'peopleFound', people: [{ jid: OTTO, name: 'Otto Brandt' }] });
  assert.equal(chatSlice(state, WINDOW).name, 'Otto Brandt');
  chatStep(state, WRITTEN);
  // Others are found, and the search is over.
  const others = Array.from({ length: 300 }, (_, index) => ({
    jid: jid(`p${index}@home.example`),
    name: `P ${index}`,
  }));
  chatStep(state, { type: 'peopleFound', people: others });
  assert.equal(state.found.has(OTTO), false);
  const { rows } = chatsSlice(state, { offset: 0, limit: 50, text: 'brandt', strangers: false });
  assert.deepEqual(rows.map(({ name }) => name), ['Otto Brandt']); // prettier-ignore
  assert.equal(nameOf(state, OTTO), 'Otto Brandt');
});

test('one that was there before has it, too, and its record is written again', () => {
  const state = device();
  chatStep(state, WRITTEN);
  state.touched.clear();
  chatStep(state, { type: 'peopleFound', people: [{ jid: OTTO, name: 'Otto Brandt' }] });
  assert.equal(chatSlice(state, WINDOW).name, 'Otto Brandt');
  assert.deepEqual([...state.touched], [OTTO]);
  state.touched.clear();
  chatStep(state, { type: 'peopleFound', people: [{ jid: OTTO, name: 'Otto Brandt' }] });
  assert.deepEqual([...state.touched], []);
});
