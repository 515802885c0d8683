/** Who asks for older messages while a catch-up is to be looked at again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChatEffect, ChatEvent } from '../../../../src/core/chat/chat-event.js';
import type { ArchiveQuery } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import { INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';
import { heardFrom } from './heard-from.js';

const OTTO = jid('otto@home.example');
const heard = heardFrom(OTTO);

function queries(effects: readonly ChatEffect[]): ArchiveQuery[] {
  return effects.flatMap((effect) => (effect.type === 'readArchive' ? [effect.query] : []));
}

test('older messages that are asked for before that are read after it', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'desk', INA, OTTO);
  const step = (event: ChatEvent): ArchiveQuery[] => queries(chatStep(state, event));
  const answered = (query: ArchiveQuery | undefined): ArchiveQuery[] => {
    assert.ok(query);
    return step({ type: 'pageRead', query, page: { items: [], isLast: true }, at: NOON });
  };
  const [newest] = step({ type: 'streamBegan', how: 'fresh', at: NOON });
  const [late] = answered(newest);
  assert.equal(late?.purpose, 'again');
  // A page that is full: more is read only because somebody asks.
  assert.deepEqual(
    step({ type: 'looked', windows: [{ jid: OTTO, until: null, limit: 0, visible: true }], at: NOON }),
    [],
  );
  const [now] = step({ type: 'olderWanted', jid: OTTO });
  assert.equal(now?.purpose, 'again');
  assert.deepEqual(
    answered(now).map(({ purpose, jid: of }) => [purpose, of]),
    [['older', OTTO]],
  );
  assert.deepEqual(answered(late), []);
});

describe('an archive that has more than it had before', () => {
  const begin = () => {
    const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
    const { state } = new ChatDevice(server, 'desk', INA, OTTO);
    const step = (event: ChatEvent): ArchiveQuery[] => queries(chatStep(state, event));
    return {
      stream: () => step({ type: 'streamBegan', how: 'fresh', at: NOON }),
      hears: (text: string) => step({ type: 'heard', heard: heard(text, 'live'), at: NOON }),
      reads: (query: ArchiveQuery | undefined, texts: readonly string[]) => {
        assert.ok(query);
        const items = texts.map((text) => ({
          id: `archived ${text}`,
          heard: { ...heard(text, 'archive'), archiveId: `archived ${text}` },
        }));
        return step({ type: 'pageRead', query, page: { items, isLast: true }, at: NOON });
      },
      shown: () => state.conversations.get(OTTO)?.messages.map(({ text }) => text),
    };
  };

  test('what was written into it late is put where it belongs by the next catch-up', () => {
    const { stream, reads, shown } = begin();
    const [newest] = stream();
    reads(newest, ['1', '2', '5', '6']);
    // The stream breaks before the archive is looked at again.
    const [since] = stream();
    assert.equal(since?.purpose, 'catch-up');
    reads(since, ['2', '3', '4', '5', '6']);
    assert.deepEqual(shown(), ['1', '2', '3', '4', '5', '6']);
  });

  test('what was heard in another order is put in its order when it is looked at again', () => {
    const { stream, hears, reads, shown } = begin();
    const [newest] = stream();
    const [again] = reads(newest, ['1']);
    for (const text of ['4', '2', '5']) hears(text);
    assert.deepEqual(shown(), ['1', '4', '2', '5']);
    reads(again, ['2', '3', '4']);
    // What the archive does not have yet comes last.
    assert.deepEqual(shown(), ['1', '2', '3', '4', '5']);
  });
});

test('that there is nothing before a message is believed when it is said twice', () => {
  const server = new ChatServer({ pageSize: 100, hasArchive: true, keepsReceipts: false });
  const { state } = new ChatDevice(server, 'desk', INA, OTTO);
  const step = (event: ChatEvent): ArchiveQuery[] => queries(chatStep(state, event));
  const read = (query: ArchiveQuery | undefined, texts: readonly string[], isLast = true): ArchiveQuery[] => {
    assert.ok(query);
    const items = texts.map((text) => ({ id: `archived ${text}`, heard: heard(text, 'archive') }));
    return step({ type: 'pageRead', query, page: { items, isLast }, at: NOON });
  };
  const [newest] = step({ type: 'streamBegan', how: 'fresh', at: NOON });
  const [before] = read(newest, ['2', '3'], false);
  assert.equal(before?.before, 'archived 2');
  const [second] = read(before, []);
  assert.deepEqual(second, { ...before, isSecond: true });
  read(second, ['1']);
  const { messages = [], older } = state.conversations.get(OTTO) ?? {};
  assert.deepEqual(messages.map(({ text }) => text), ['1', '2', '3']); // prettier-ignore
  assert.equal(older, 'none');
});
