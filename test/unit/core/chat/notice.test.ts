/** The notice that a record is kept of a conversation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatEffect } from '../../../../src/core/chat/chat-event.js';
import { chatsSlice } from '../../../../src/core/chat/chat-selectors.js';
import { initialChats } from '../../../../src/core/chat/chat-state.js';
import { NOTICE } from '../../../../src/core/chat/notice.js';
import { INA, NOON } from '../device.js';
import { LOOKED, MINUTE, OTTO, Talk } from './talk.js';

const HOUR = 60 * MINUTE;
const ALL = { offset: 0, limit: 10, text: '', strangers: false } as const;

function logged(): Talk {
  const talk = new Talk('everyone');
  talk.read([]);
  return talk;
}

function said(effects: readonly ChatEffect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'sendMessage' ? [effect.message.text] : []));
}

test('it goes before the first message, and again before the next when an hour has passed', () => {
  const talk = logged();
  assert.deepEqual(said(talk.write('one')), [NOTICE, 'one']);
  assert.deepEqual(said(talk.write('two', null, NOON + HOUR - 1)), ['two']);
  assert.deepEqual(said(talk.write('three', null, NOON + HOUR)), [NOTICE, 'three']);
  assert.deepEqual(talk.lines, ['logged by us', 'one', 'two', 'logged by us', 'three']);
});

test('nothing is told where the policy says nothing, where nobody is logged, and to who is no contact', () => {
  const talk = new Talk('unset');
  talk.read([]);
  assert.deepEqual(said(talk.write('one')), ['one']);
  talk.log('nobody');
  assert.deepEqual(said(talk.write('two')), ['two']);
  talk.log('contacts');
  assert.deepEqual(said(talk.write('three')), [NOTICE, 'three']);
  talk.know({ roster: { kind: 'known', items: new Map() } });
  assert.deepEqual(said(talk.write('four', null, NOON + 2 * HOUR)), ['four']);
});

test('who writes first learns it with the first answer; the person is shown it at once', () => {
  const talk = logged();
  const effects = talk.hear('hello', NOON, { wantsReceipt: true });
  assert.ok(effects.some(({ type }) => type === 'announce'));
  assert.deepEqual([said(effects), talk.lines], [[], ['logged by us', 'hello']]);
  assert.deepEqual(said(talk.write('yes?', null, NOON + MINUTE)), [NOTICE, 'yes?']);
  assert.deepEqual(talk.lines, ['logged by us', 'hello', 'yes?']);
  talk.hear('well', NOON + 2 * HOUR);
  assert.deepEqual(talk.lines.slice(3), ['logged by us', 'well']);
  assert.deepEqual(said(talk.write('so', null, NOON + 4 * HOUR)), [NOTICE, 'so']);
  assert.deepEqual(talk.lines.slice(3), ['logged by us', 'well', 'logged by us', 'so']);
});

test('a time of the future, which a colleague has claimed, keeps it from nobody', () => {
  const talk = logged();
  talk.lists('elsewhere.test');
  talk.hear(NOTICE, NOON, { logged: true, at: NOON + 1000 * HOUR });
  assert.deepEqual(said(talk.write('one', null, NOON + 2 * HOUR)), [NOTICE, 'one']);
});

test('a clock that was set back keeps it from nobody, and a little back tells nothing twice', () => {
  const talk = logged();
  assert.deepEqual(said(talk.write('one', null, NOON + 1000 * HOUR)), [NOTICE, 'one']);
  assert.deepEqual(said(talk.write('two', null, NOON + 1000 * HOUR - MINUTE)), ['two']);
  assert.deepEqual(said(talk.write('three')), [NOTICE, 'three']);
  const other = logged();
  other.hear('hello', NOON + 1000 * HOUR);
  other.hear('there', NOON);
  assert.deepEqual(said(other.write('yes?', null, NOON + MINUTE)), [NOTICE, 'yes?']);
});

test('a time of the future, which whoever writes has claimed, keeps later lines from nobody', () => {
  const talk = logged();
  talk.hear('one', NOON, { at: NOON + 1000 * HOUR });
  talk.hear('two', NOON + 2 * HOUR);
  assert.deepEqual(talk.lines, ['logged by us', 'one', 'logged by us', 'two']);
});

test('a colleague who has told it has told it for both; another organisation tells of its own record', () => {
  const talk = logged();
  talk.lists('elsewhere.test');
  talk.hear(NOTICE, NOON, { logged: true });
  talk.hear('hello', NOON);
  assert.deepEqual([said(talk.write('yes?')), talk.lines], [['yes?'], ['logged by us', 'hello', 'yes?']]);
  const other = logged();
  other.hear(NOTICE, NOON, { logged: true });
  assert.deepEqual(said(other.write('yes?')), [NOTICE, 'yes?']);
  assert.deepEqual(other.lines, ['logged by elsewhere.test', 'logged by us', 'yes?']);
});

test('what another device of ours has told counts, and stands for the line that was shown here', () => {
  const talk = logged();
  talk.hear('hello', NOON);
  talk.hear(NOTICE, NOON, { logged: true, source: 'carbon', mine: true });
  talk.hear('there', NOON, { source: 'carbon', mine: true, originId: 'x', stanzaId: 'x' });
  assert.deepEqual(talk.lines, ['hello', 'logged by us', 'there']);
  assert.deepEqual(said(talk.write('again')), ['again']);
});

test('it is no message: not unread, not announced, not received, in no preview, and begins nothing that is listed', () => {
  const talk = new Talk('unset');
  talk.read([]);
  const effects = talk.hear(NOTICE, NOON, { logged: true, wantsReceipt: true });
  assert.deepEqual(effects, []);
  assert.deepEqual([chatsSlice(talk.state, ALL).matching, talk.state.conversations.get(OTTO)?.unread], [0, 0]);
  assert.equal(talk.state.conversations.get(OTTO)?.tellsStates, 'unknown');
  talk.hear('hello', NOON);
  talk.hear(`${NOTICE} again`, NOON + HOUR, { logged: true });
  const [row] = chatsSlice(talk.state, ALL).rows;
  assert.deepEqual([row?.last?.text, row?.last?.at, row?.unread], ['hello', NOON, 1]);
  talk.send(LOOKED);
  assert.equal(talk.state.conversations.get(OTTO)?.unread, 0);
});

test('it is kept with the message before either is sent, and a worker that died sends neither twice', () => {
  const talk = logged();
  const effects = talk.write('one');
  const kept = effects.findIndex(({ type }) => type === 'keepOutbox');
  assert.ok(kept >= 0 && kept < effects.findIndex(({ type }) => type === 'sendMessage'));
  const { conversations, outbox, known, discarded } = talk.state;
  const chats = { conversations: [...conversations.values()], outbox: [...outbox.values()], known, discarded };
  talk.state = initialChats(talk.state.session, INA, structuredClone(chats));
  assert.deepEqual(said(talk.begin('fresh')), []);
  // The archive has the first of them.
  const sentAgain = talk.read([[NOTICE, NOON]], true, { mine: true, originId: 'one-logged', stanzaId: 'one-logged' });
  assert.deepEqual(said(sentAgain), ['one']);
  assert.deepEqual(talk.lines, ['logged by us', 'one']);
});

test('one that comes back is told before the next message, and nobody sees that it failed', () => {
  const talk = logged();
  talk.write('one');
  const error = { error: 'remote-server-not-found', text: null };
  talk.hear('', NOON, { ...error, originId: null, stanzaId: 'one-logged' });
  talk.hear('', NOON, { ...error, originId: null, stanzaId: 'one' });
  assert.deepEqual(
    talk.messages.map(({ text, delivery }) => [text, delivery]),
    [['one', 'failed']],
  );
  assert.deepEqual(said(talk.send({ type: 'retryChosen', jid: OTTO, id: 'one', at: NOON })), [NOTICE, 'one']);
});

test('messages that are written while there is no stream are told of once', () => {
  const talk = logged();
  talk.send({ type: 'streamEnded' });
  talk.write('one', null, NOON - 3 * HOUR);
  talk.write('two', null, NOON - HOUR);
  const effects = talk.begin('resumed');
  assert.deepEqual(said(effects), [NOTICE, 'one', 'two']);
});

test('strangers who send nothing but notices fill no memory', () => {
  const talk = logged();
  talk.know({ roster: { kind: 'known', items: new Map() } });
  for (let count = 0; count < 3000; count++) talk.hear(`${count}`, NOON, { logged: true });
  assert.ok((talk.state.conversations.get(OTTO)?.messages.length ?? 0) <= 20);
});
