/** Conversations of which the policy's logging has archives keep nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatEffect, ChatEvent, ArchivePage } from '../../../../src/core/chat/chat-event.js';
import { chatSlice } from '../../../../src/core/chat/chat-selectors.js';
import type { ArchiveQuery, ChatState } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import type { LoggingMode } from '../../../../src/core/policy/schema.js';
import { contact, INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';
import { heardFrom } from './heard-from.js';

const OTTO = jid('otto@elsewhere.test');
const heard = heardFrom(OTTO);
const MINUTE = 60_000;
const LOOKED = { type: 'looked', windows: [{ jid: OTTO, until: null, limit: 200, visible: true }], at: NOON } as const;

class Talk {
  readonly state: ChatState = new ChatDevice(
    new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false }),
    'one',
    INA,
    OTTO,
  ).state;
  #reading: ArchiveQuery | undefined;

  constructor(mode: LoggingMode) {
    this.log(mode);
    this.begin('fresh');
  }

  log(mode: LoggingMode): void {
    Object.assign(this.state.session, { logging: { mode, days: 0 } });
  }

  know(facts: Partial<ChatState['session']>): readonly ChatEffect[] {
    Object.assign(this.state.session, facts);
    return this.send({ type: 'sessionChanged', at: NOON });
  }

  send(event: ChatEvent): readonly ChatEffect[] {
    const effects = chatStep(this.state, event);
    for (const effect of effects) if (effect.type === 'readArchive') this.#reading = effect.query;
    if (effects.some(({ type }) => type === 'keepOutbox') && this.state.unkept.size > 0)
      return [...effects, ...this.send({ type: 'outboxKept', ids: [...this.state.unkept] })];
    return effects;
  }

  begin(how: 'fresh' | 'resumed'): readonly ChatEffect[] {
    return this.send({ type: 'streamBegan', how, at: NOON });
  }

  /** The archive answers what it was asked last. */
  read(texts: readonly (readonly [string, number])[], isLast = true): readonly ChatEffect[] {
    const query = this.#reading;
    assert.ok(query);
    const items: ArchivePage['items'] = texts.map(([text, at]) => ({
      id: `id of ${text} there`,
      heard: { ...heard(text, 'archive'), archiveId: `id of ${text} there`, at },
    }));
    return this.send({ type: 'pageRead', query, page: { items, isLast }, at: NOON });
  }

  refuse(): readonly ChatEffect[] {
    assert.ok(this.#reading);
    return this.send({ type: 'pageRefused', query: this.#reading, condition: 'item-not-found', at: NOON });
  }

  hear(text: string, at: number, more: object = {}): void {
    this.send({ type: 'heard', heard: { ...heard(text, 'live'), at, ...more }, at });
  }

  write(text: string, corrects: string | null = null): readonly ChatEffect[] {
    return this.send({ type: 'messageWritten', jid: OTTO, id: text, text, corrects, at: NOON });
  }

  get texts(): string[] {
    return chatSlice(this.state, LOOKED.windows[0]).messages.map(({ text }) => text);
  }
}

function sent(effects: readonly ChatEffect[]): [string, boolean][] {
  return effects.flatMap((effect) =>
    effect.type === 'sendMessage' ? [[effect.message.text, effect.message.unkept ?? false]] : [],
  );
}

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
