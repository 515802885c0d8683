import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Badge } from '../../../src/extension/badge.js';

/** A toolbar button, and what stands on it. */
function button(t: TestContext): { waiting: number | undefined; isWanted: boolean; shows: () => [string, string] } {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let [text, title] = ['', ''];
  const state = { waiting: undefined as number | undefined, isWanted: true, shows };
  const badge = new Badge({
    api: {
      setBadgeBackgroundColor: async () => undefined,
      setBadgeText: async (details) => void ({ text } = details),
      setTitle: async (details) => void ({ title } = details),
    },
    waiting: () => state.waiting,
    isWanted: () => state.isWanted,
    title: (waiting) => `${waiting} waiting`,
  });
  function shows(): [string, string] {
    badge.changed();
    t.mock.timers.tick(1000);
    return [text, title];
  }
  return state;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

test('the button says how many wait, once the server has said so', async (t) => {
  const state = button(t);
  for (const [waiting, text, title] of [
    [undefined, '', ''],
    [3, '3', '3 waiting'],
    [undefined, '3', '3 waiting'],
    [1000, '999+', '1000 waiting'],
    [0, '', '0 waiting'],
  ] as const) {
    state.waiting = waiting;
    state.shows();
    await settled();
    assert.deepEqual(state.shows(), [text, title]);
  }
});

test('the number goes when the person does not want it, and comes back when they do', async (t) => {
  const state = button(t);
  state.waiting = 2;
  for (const [isWanted, text] of [
    [false, ''],
    [true, '2'],
    [false, ''],
  ] as const) {
    state.isWanted = isWanted;
    state.shows();
    await settled();
    assert.deepEqual(state.shows(), [text, '2 waiting']);
  }
});
