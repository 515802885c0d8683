/** Conversations with somebody whom the policy's federation stops. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatSlice, chatsSlice } from '../../../../src/core/chat/chat-selectors.js';
import type { ChatEffect, ChatEvent } from '../../../../src/core/chat/chat-event.js';
import type { ChatState } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import { federationInForce } from '../../../../src/core/policy/federation.js';
import { INA, jid, NOON, policy } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';
import { heardFrom } from './heard-from.js';

const OTTO = jid('otto@elsewhere.test');
const heard = heardFrom(OTTO);
const LOOKED = { type: 'looked', windows: [{ jid: OTTO, until: null, limit: 50, visible: true }], at: NOON } as const;

/** A device that has read an archive with one message. */
function caughtUp(): { state: ChatState; send: (event: ChatEvent) => readonly ChatEffect[] } {
  const { state } = new ChatDevice(
    new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false }),
    'one',
    INA,
    OTTO,
  );
  const send = (event: ChatEvent): readonly ChatEffect[] => chatStep(state, event);
  const [reading] = send({ type: 'streamBegan', how: 'fresh', at: NOON }).filter(({ type }) => type === 'readArchive');
  assert.ok(reading?.type === 'readArchive');
  const items = [{ id: 'a1', heard: heard('Hello', 'archive') }];
  send({ type: 'pageRead', query: reading.query, page: { items, isLast: true }, at: NOON });
  return { state, send };
}

function suspend({ session }: ChatState, mode: 'open' | 'closed'): void {
  const federation = { mode, trusted: [], refused: [] };
  Object.assign(session, { federation: federationInForce(policy({ federation }), 'home.example') });
}

function texts(state: ChatState): (string | null)[] {
  return chatSlice(state, LOOKED.windows[0]).messages.map(({ text }) => text);
}

test('what they write is not shown, and nothing tells them that it came', () => {
  const { state, send } = caughtUp();
  suspend(state, 'closed');
  const effects = send({ type: 'heard', heard: { ...heard('Psst', 'live'), wantsReceipt: true }, at: NOON });
  assert.deepEqual([texts(state), effects.filter(({ type }) => type !== 'waitUntil')], [['Hello'], []]);
  assert.equal(chatSlice(state, LOOKED.windows[0]).suspended, 'closed');
  const { rows } = chatsSlice(state, { offset: 0, limit: 50, text: '', strangers: false });
  assert.deepEqual(
    rows.map(({ jid, suspended }) => [jid, suspended]),
    [[OTTO, 'closed']],
  );
});

test('it is in the archive, and is read there when the policy lets it again', () => {
  const { state, send } = caughtUp();
  suspend(state, 'closed');
  send({ type: 'heard', heard: heard('Psst', 'live'), at: NOON });
  const isReading = (effects: readonly ChatEffect[]): boolean => effects.some(({ type }) => type === 'readArchive');
  assert.equal(isReading(send(LOOKED)), false);
  suspend(state, 'open');
  assert.equal(isReading(send({ ...LOOKED, at: NOON + 1 })), true);
});

test('what is read in the archive meanwhile brings nothing of theirs', () => {
  const { state } = caughtUp();
  suspend(state, 'closed');
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const reading = asked.find((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  const items = [{ id: 'a2', heard: heard('Psst', 'archive') }];
  chatStep(state, { type: 'pageRead', query: reading.query, page: { items, isLast: true }, at: NOON });
  assert.deepEqual(texts(state), ['Hello']);
});

test('on a device that reads the archive only then, nobody to whom the person wrote is a stranger', () => {
  const { state } = new ChatDevice(
    new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false }),
    'two',
    INA,
    OTTO,
  );
  suspend(state, 'closed');
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const reading = asked.find((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  const items = [{ id: 'a1', heard: { ...heard('Hello', 'archive'), mine: true } }];
  chatStep(state, { type: 'pageRead', query: reading.query, page: { items, isLast: true }, at: NOON });
  assert.deepEqual([texts(state), chatSlice(state, LOOKED.windows[0]).stranger], [['Hello'], false]);
});

test('what an earlier stream has sent is not sent again where the policy stops it by now; what this one has is let be', () => {
  const { state, send } = caughtUp();
  const write = (): readonly ChatEffect[] => [
    ...send({ type: 'messageWritten', jid: OTTO, id: 'm1', text: 'Are you there?', corrects: null, at: NOON }),
    ...send({ type: 'outboxKept', ids: ['m1'] }),
    ...send({ type: 'outboxKept', ids: ['m1'] }),
  ];
  const sent = (effects: readonly ChatEffect[]): number => effects.filter(({ type }) => type === 'sendMessage').length;
  const delivery = (): string | null | undefined => chatSlice(state, LOOKED.windows[0]).messages[1]?.delivery;
  assert.equal(sent(write()), 1);
  suspend(state, 'closed');
  assert.equal(sent(send({ type: 'sessionChanged', at: NOON })), 0);
  assert.equal(delivery(), 'waiting');
  send({ type: 'streamEnded' });
  const [reading] = send({ type: 'streamBegan', how: 'fresh', at: NOON }).filter(({ type }) => type === 'readArchive');
  assert.ok(reading?.type === 'readArchive');
  const page = { items: [], isLast: true };
  assert.equal(sent(send({ type: 'pageRead', query: reading.query, page, at: NOON })), 0);
  assert.equal(delivery(), 'failed');
});

test('what was written and not sent comes back, is said why, and can be sent when the policy lets it', () => {
  const { state, send } = caughtUp();
  send({ type: 'streamEnded' });
  send({ type: 'messageWritten', jid: OTTO, id: 'm1', text: 'Are you there?', corrects: null, at: NOON });
  send({ type: 'outboxKept', ids: ['m1'] });
  suspend(state, 'closed');
  const sent = (effects: readonly ChatEffect[]): number => effects.filter(({ type }) => type === 'sendMessage').length;
  assert.equal(sent(send({ type: 'streamBegan', how: 'resumed', at: NOON })), 0);
  const [, message] = chatSlice(state, LOOKED.windows[0]).messages;
  assert.deepEqual([message?.delivery, message?.problem], ['failed', 'policy-violation']);
  suspend(state, 'open');
  send({ type: 'retryChosen', jid: OTTO, id: 'm1', at: NOON });
  send({ type: 'outboxKept', ids: ['m1'] });
  assert.equal(sent(send({ type: 'outboxKept', ids: ['m1'] })) + state.inFlight.size, 1);
});
