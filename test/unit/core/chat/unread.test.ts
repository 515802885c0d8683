/** What nobody has read of a conversation that a device sees for the first time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatSlice, chatsSlice } from '../../../../src/core/chat/chat-selectors.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import { INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';
import { heardFrom } from './heard-from.js';

const OTTO = jid('otto@home.example');
const heard = heardFrom(OTTO);

test('what was stored while nobody was there is read, as far as another device has answered it', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'late', INA, OTTO);
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const [reading] = asked.filter((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  for (const text of ['Who drives?', 'Emil does.']) {
    chatStep(state, { type: 'heard', heard: heard(text, 'live'), at: NOON });
  }
  assert.equal(state.conversations.get(OTTO)?.unread, 2);
  const items = [
    { id: 'a1', heard: heard('Who drives?', 'archive') },
    { id: 'a2', heard: heard('I will ask.', 'archive', true) },
    { id: 'a3', heard: heard('Emil does.', 'archive') },
  ];
  chatStep(state, { type: 'pageRead', query: reading.query, page: { items, isLast: true }, at: NOON });
  const conversation = state.conversations.get(OTTO);
  assert.deepEqual(conversation?.messages.map(({ text }) => text), items.map((item) => item.heard.text)); // prettier-ignore
  assert.equal(conversation.unread, 1);
});

test('a conversation that somebody looks at has nothing unread once its archive is read for the first time', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'open', INA, OTTO);
  chatStep(state, { type: 'looked', windows: [{ jid: OTTO, until: null, limit: 50, visible: true }], at: NOON });
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const [reading] = asked.filter((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  const items = [{ id: 'a1', heard: heard('Who drives?', 'archive') }];
  const done = chatStep(state, { type: 'pageRead', query: reading.query, page: { items, isLast: true }, at: NOON });
  assert.equal(state.conversations.get(OTTO)?.unread, 0);
  assert.deepEqual(done.filter(({ type }) => type === 'sendMarker'), [
    { type: 'sendMarker', to: OTTO, id: 'id of Who drives?' },
  ]); // prettier-ignore
});

test('what another device has shown is read where it is seen for the first time', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'late', INA, OTTO);
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const [reading] = asked.filter((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  const marker = { ...heard('', 'archive', true), text: null, displayedId: 'id of Who drives?' };
  const items = [
    { id: 'a1', heard: heard('Who drives?', 'archive') },
    { id: 'a2', heard: marker },
    { id: 'a3', heard: heard('Emil does.', 'archive') },
  ];
  // The marker is in the page that is read first, the message in the one before it.
  const pages = [items.slice(1), items.slice(0, 1)];
  let { query } = reading;
  for (const page of pages) {
    const isLast = page === pages.at(-1);
    const next = chatStep(state, { type: 'pageRead', query, page: { items: page, isLast }, at: NOON });
    query = next.find((effect) => effect.type === 'readArchive')?.query ?? query;
  }
  assert.equal(state.conversations.get(OTTO)?.messages.length, 2);
  assert.equal(state.conversations.get(OTTO)?.unread, 1);
});

test('whoever looks at one conversation is told what waits in others, and of nobody a name that was not given', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'first', INA, OTTO);
  chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  chatStep(state, { type: 'heard', heard: heard('Who drives?', 'live'), at: NOON });
  const other = chatSlice(state, { jid: jid('maya@home.example'), until: null, limit: 50, visible: true });
  assert.deepEqual([other.messages.length, other.unread, other.name], [0, 1, '']);
  const { rows, unread } = chatsSlice(state, { offset: 0, limit: 50, text: '', strangers: false });
  assert.deepEqual([unread, rows.map(({ name }) => name)], [1, ['']]);
});

test('whoever answers has read what was written, and says so', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'desk', INA, OTTO);
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const [reading] = asked.filter((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  chatStep(state, { type: 'pageRead', query: reading.query, page: { items: [], isLast: true }, at: NOON });
  chatStep(state, { type: 'heard', heard: heard('Who drives?', 'live'), at: NOON });
  assert.equal(state.conversations.get(OTTO)?.unread, 1);
  const done = chatStep(state, { type: 'messageWritten', jid: OTTO, id: 'm1', text: 'I do', corrects: null, at: NOON });
  assert.equal(state.conversations.get(OTTO)?.unread, 0);
  assert.deepEqual(done.filter(({ type }) => type === 'sendMarker'), [
    { type: 'sendMarker', to: OTTO, id: 'id of Who drives?' },
  ]); // prettier-ignore
});
