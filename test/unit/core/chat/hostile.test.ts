/** What somebody may write who means harm, and what they learn of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatEffect } from '../../../../src/core/chat/chat-event.js';
import type { ChatState } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import type { Heard } from '../../../../src/core/chat/heard.js';
import { MOST_LOADED } from '../../../../src/core/chat/room.js';
import { INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';
import { heardFrom } from './heard-from.js';

const OTTO = jid('otto@home.example');
const EVE = jid('eve@outside.example');
const MANY = 6000;

function heard(text: string | null, more: Partial<Heard> = {}): Heard {
  return { ...heardFrom(OTTO)(text ?? '', 'live'), text, wantsReceipt: true, ...more };
}

/** Otto is a contact. The archive is empty, or the server has none. */
function ready(hasArchive = true): ChatState {
  const { state } = new ChatDevice(
    new ChatServer({ pageSize: 100, hasArchive, keepsReceipts: false }),
    'desk',
    INA,
    OTTO,
  );
  const asked = chatStep(state, { type: 'streamBegan', how: 'fresh', at: NOON });
  const reading = asked.find((effect) => effect.type === 'readArchive');
  assert.ok(reading);
  const { query } = reading;
  chatStep(state, { type: 'carbonsEnabled' });
  if (hasArchive) chatStep(state, { type: 'pageRead', query, page: { items: [], isLast: true }, at: NOON });
  else chatStep(state, { type: 'pageRefused', query, condition: 'service-unavailable', at: NOON });
  return state;
}

function hear(state: ChatState, one: Heard): ChatEffect[] {
  return chatStep(state, { type: 'heard', heard: one, at: NOON });
}

function write(state: ChatState, id: string, corrects: string | null = null): void {
  chatStep(state, { type: 'messageWritten', jid: OTTO, id, text: id, corrects, at: NOON });
  chatStep(state, { type: 'outboxKept', ids: [id] });
  chatStep(state, { type: 'acknowledged', id });
}

function flood(state: ChatState, more: (index: number) => Partial<Heard>): void {
  for (let index = 0; index < MANY; index++) hear(state, heard(`${index}`, more(index)));
}

describe('a flood fills no memory', () => {
  test('of a stranger, who asks that the archive does not keep it', () => {
    const state = ready();
    flood(state, () => ({ peer: EVE }));
    assert.equal(state.conversations.get(EVE)?.messages.length, 20);
  });

  test('of a contact, who asks the same', () => {
    const state = ready();
    flood(state, () => ({}));
    assert.equal(state.conversations.get(OTTO)?.messages.length, MOST_LOADED);
  });

  test('of a contact, after something of ours that came back: that is not lost', () => {
    const state = ready();
    write(state, 'ours');
    hear(state, heard(null, { stanzaId: 'ours', error: 'item-not-found' }));
    flood(state, (index) => ({ archiveId: `a${index}` }));
    const { messages } = state.conversations.get(OTTO) ?? { messages: [] };
    assert.equal(messages.length, MOST_LOADED + 1);
    assert.equal(messages[0]?.delivery, 'failed');
  });

  test('of a contact, while somebody looks at it', () => {
    const state = ready();
    const window = { jid: OTTO, until: null, limit: 50, visible: true };
    chatStep(state, { type: 'looked', windows: [window], at: NOON });
    flood(state, (index) => ({ archiveId: `a${index}` }));
    assert.equal(state.conversations.get(OTTO)?.messages.length, MOST_LOADED);
  });

  test('of long messages', () => {
    const state = ready();
    for (let index = 0; index < 100; index++) hear(state, heard(`${index}`.padEnd(100_000)));
    assert.ok((state.conversations.get(OTTO)?.messages.length ?? 0) <= 50);
  });

  test('of ids that are said to be those of our archive, where there is none', () => {
    const state = ready(false);
    flood(state, (index) => ({ text: null, archiveId: `a${index}` }));
    assert.deepEqual(state.link.early, []);
  });
});

describe('while a block can be taken back, they are told nothing', () => {
  const block = { since: NOON } as never;
  for (const entry of [OTTO, jid('home.example')]) {
    test(`they, or their domain: ${entry}`, () => {
      const state = ready();
      const window = { jid: OTTO, until: null, limit: 50, visible: true };
      chatStep(state, { type: 'looked', windows: [window], at: NOON });
      write(state, 'ours');
      state.session.toBlock.set(entry, block);
      const effects = [
        ...hear(state, heard('Are you there?')),
        ...chatStep(state, { type: 'draftKept', jid: OTTO, text: 'N', typing: true, at: NOON }),
      ];
      const told = effects.filter(({ type }) => ['sendReceipt', 'sendMarker', 'sendState'].includes(type));
      assert.deepEqual(told, []);
      assert.equal(state.conversations.get(OTTO)?.stranger, false);
      state.session.toBlock.delete(entry);
      const later = chatStep(state, { type: 'sessionChanged', at: NOON });
      assert.deepEqual(later, [{ type: 'sendReceipt', to: OTTO, id: 'id of Are you there?' }]);
    });
  }
});

test('what is written to somebody whom another device has just blocked comes back', () => {
  const state = ready();
  write(state, 'ours');
  Object.assign(state.session, { blocked: { kind: 'known', jids: new Set([OTTO]) } });
  hear(state, heard(null, { stanzaId: 'ours', error: 'not-acceptable' }));
  assert.equal(state.conversations.get(OTTO)?.messages[0]?.delivery, 'failed');
});

describe('of two corrections', () => {
  const texts = (state: ChatState): string[] => state.conversations.get(OTTO)?.messages.map(({ text }) => text) ?? [];

  test('the one that came last counts, whatever the clock of its sender says', () => {
    const state = ready();
    hear(state, heard('one'));
    hear(state, heard('two', { corrects: 'id of one' }));
    hear(state, heard('three', { corrects: 'id of one', at: NOON - 60_000 }));
    assert.deepEqual(texts(state), ['three']);
  });

  test('the one that the archive has later counts, though it is read first', () => {
    const state = ready();
    hear(state, heard('one'));
    hear(state, heard('three', { corrects: 'id of one', at: NOON + 2000, source: 'archive' }));
    hear(state, heard('two', { corrects: 'id of one', at: NOON + 1000, source: 'archive' }));
    assert.deepEqual(texts(state), ['three']);
  });
});

describe('a correction', () => {
  const only = (state: ChatState) => state.conversations.get(OTTO)?.messages[0];
  const corrected = (more: Partial<Heard> = {}): Heard => heard('two', { corrects: 'id of one', ...more });
  const receipts = (effects: readonly ChatEffect[]): readonly ChatEffect[] =>
    effects.filter(({ type }) => type === 'sendReceipt');

  test('is answered as the message was, once, and told to the person by nothing else', () => {
    const state = ready();
    hear(state, heard('one'));
    assert.deepEqual(hear(state, corrected()), [{ type: 'sendReceipt', to: OTTO, id: 'id of two' }]);
    assert.deepEqual(receipts(hear(state, corrected())), []);
  });

  test('is not answered where it is that of a stranger, or comes from the archive', () => {
    const state = ready();
    hear(state, heard('one', { peer: EVE }));
    assert.deepEqual(receipts(hear(state, corrected({ peer: EVE }))), []);
    hear(state, heard('one'));
    assert.deepEqual(receipts(hear(state, corrected({ source: 'archive' }))), []);
  });

  test('is not answered while they are about to be blocked', () => {
    const state = ready();
    hear(state, heard('one'));
    state.session.toBlock.set(OTTO, { since: NOON } as never);
    assert.deepEqual(receipts(hear(state, corrected())), []);
    state.session.toBlock.delete(OTTO);
    const later = chatStep(state, { type: 'sessionChanged', at: NOON });
    assert.deepEqual(receipts(later), [{ type: 'sendReceipt', to: OTTO, id: 'id of two' }]);
  });

  test('that is encrypted cannot be read, and one that is not can be', () => {
    const state = ready();
    hear(state, heard('one'));
    hear(state, corrected({ text: '', unreadable: true }));
    assert.equal(only(state)?.unreadable, true);
    hear(state, heard('three', { corrects: 'id of one' }));
    assert.deepEqual([only(state)?.text, only(state)?.unreadable ?? false], ['three', false]);
  });

  test('that is encrypted, and heard before what it corrects, cannot be read either', () => {
    const state = ready();
    hear(state, corrected({ text: '', unreadable: true }));
    hear(state, heard('one'));
    assert.equal(only(state)?.unreadable, true);
  });
});

test('when a message was sent, the archive knows better than whoever sent it', () => {
  const state = ready();
  hear(state, heard('one', { at: 0 }));
  const query = { purpose: 'again', epoch: state.link.epoch, jid: null, after: '', before: null, max: 100 } as const;
  const items = [{ id: 'a1', heard: heard('one', { source: 'archive', archiveId: 'a1' }) }];
  chatStep(state, { type: 'pageRead', query, page: { items, isLast: true }, at: NOON });
  assert.deepEqual(state.conversations.get(OTTO)?.messages.map(({ at }) => at), [NOON]); // prettier-ignore
});
