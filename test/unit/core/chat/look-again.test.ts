/** Who asks for older messages while a catch-up is to be looked at again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatEffect, ChatEvent } from '../../../../src/core/chat/chat-event.js';
import type { ArchiveQuery } from '../../../../src/core/chat/chat-state.js';
import { chatStep } from '../../../../src/core/chat/chat-step.js';
import { INA, jid, NOON } from '../device.js';
import { ChatDevice, ChatServer } from './chat-world.js';

const OTTO = jid('otto@home.example');

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
