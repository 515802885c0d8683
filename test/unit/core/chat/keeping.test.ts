/** Conversations of which the policy's logging has archives keep nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contact, NOON } from '../device.js';
import { heard, LOOKED, MINUTE, OTTO, sent, Talk } from './talk.js';

test('what must not be kept says so, corrections, receipts and markers too; to contacts only where nobody is logged', () => {
  const talk = new Talk('nobody');
  talk.read([]);
  assert.deepEqual(sent(talk.write('one')), [['one', true]]);
  assert.deepEqual(sent(talk.write('two', 'one')), [['two', true]]);
  talk.send(LOOKED);
  const effects = talk.send({ type: 'heard', heard: { ...heard('hello', 'live'), wantsReceipt: true }, at: NOON });
  const said = effects.filter(({ type }) => type === 'sendReceipt' || type === 'sendMarker');
  assert.deepEqual([said.length, said.every((one) => 'unkept' in one && one.unkept)], [2, true]);
  talk.log('contacts');
  assert.deepEqual(sent(talk.write('three')), [['three', false]]);
  talk.know({ roster: { kind: 'known', items: new Map() } });
  assert.deepEqual(sent(talk.write('four')), [['four', true]]);
  talk.log('unset');
  assert.deepEqual(sent(talk.write('five')), [['five', false]]);
});

test('nothing is sent before it is known what must not be kept', () => {
  const talk = new Talk('contacts');
  const { roster } = talk.state.session;
  talk.know({ policy: { kind: 'unknown' }, roster: { kind: 'unknown' } });
  talk.read([]);
  assert.deepEqual(sent(talk.write('one')), []);
  assert.deepEqual(sent(talk.know({ policy: { kind: 'none', reason: { why: 'deleted' } } })), []);
  assert.deepEqual(sent(talk.know({ roster })), [['one', false]]);
});

test('what is here alone stays when the conversation is read anew, between what was said before and after it', () => {
  const talk = new Talk('everyone');
  talk.read([['early', NOON - 9 * MINUTE]]);
  talk.log('nobody');
  talk.hear('alone', NOON - 5 * MINUTE);
  talk.log('everyone');
  talk.send({ type: 'streamEnded' });
  talk.begin('fresh');
  talk.refuse();
  for (let page = 0; page < 8; page++) talk.read([[`much ${8 - page}`, NOON - page]], false);
  assert.ok(talk.texts.includes('alone'));
  talk.send({ ...LOOKED, at: NOON + 1 });
  talk.read([]); // what the catch-up may have missed
  talk.read([['before', NOON - 6 * MINUTE], ['after', NOON - 4 * MINUTE], ['much 8', NOON]], false); // prettier-ignore
  assert.deepEqual(talk.texts.slice(0, 3), ['before', 'alone', 'after']);
});

test('what came during a catch-up, and is in no archive, stays', () => {
  const talk = new Talk('nobody');
  talk.hear('alone', NOON);
  talk.log('unset');
  talk.hear('kept', NOON);
  talk.read([['kept', NOON]]);
  assert.deepEqual(talk.texts.toSorted(), ['alone', 'kept']);
});

test('more is kept of what is here alone, also where only its sender wants it so', () => {
  const talk = new Talk('unset');
  talk.read([]);
  for (let count = 0; count < 200; count++) talk.hear(`m${count}`, NOON, { unkept: true });
  assert.equal(talk.texts.length, 200);
  const other = new Talk('unset');
  other.read([]);
  for (let count = 0; count < 200; count++) other.hear(`m${count}`, NOON, { archiveId: `a${count}` });
  assert.ok(other.texts.length < 100);
});

test('what may have got lost and is in no archive is sent again without being looked for', () => {
  const talk = new Talk('nobody');
  talk.read([['known', NOON]]);
  talk.write('one');
  talk.send({ type: 'streamEnded' });
  assert.deepEqual(sent(talk.begin('fresh')), []);
  assert.deepEqual(sent(talk.read([])), [['one', true]]);
});

test('somebody on the list whom nobody sees is kept on some servers alone', () => {
  const talk = new Talk('contacts');
  talk.know({ roster: { kind: 'known', items: new Map([[OTTO, contact(OTTO)]]) } });
  talk.read([]);
  assert.deepEqual(sent(talk.write('one')), [['one', false]]);
  talk.hear('two', NOON);
  assert.equal(talk.state.conversations.get(OTTO)?.messages.at(-1)?.alone, true);
});
