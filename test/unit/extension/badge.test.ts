import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Badge, type Waiting } from '../../../src/extension/badge.js';

/** A toolbar button, and what stands on it. */
function button(t: TestContext): {
  waiting: Waiting | undefined;
  wants: { requests: boolean; messages: boolean };
  shows: () => [string, string];
} {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let [text, title] = ['', ''];
  const state = { waiting: undefined as Waiting | undefined, wants: { requests: true, messages: true }, shows };
  const badge = new Badge({
    api: {
      setBadgeBackgroundColor: async () => undefined,
      setBadgeText: async (details) => void ({ text } = details),
      setTitle: async (details) => void ({ title } = details),
    },
    waiting: () => state.waiting,
    wants: () => state.wants,
    title: ({ requests, messages }) => `${requests} and ${messages}`,
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

test('the button says how many requests and messages wait, once the server has said so', async (t) => {
  const state = button(t);
  for (const [waiting, text, title] of [
    [undefined, '', ''],
    [{ requests: 3, messages: 0 }, '3', '3 and 0'],
    [undefined, '3', '3 and 0'],
    [{ requests: 2, messages: 1 }, '3', '2 and 1'],
    [{ requests: 0, messages: 4 }, '4', '0 and 4'],
    [{ requests: 999, messages: 1 }, '999+', '999 and 1'],
    [{ requests: 0, messages: 0 }, '', '0 and 0'],
  ] as const) {
    state.waiting = waiting;
    state.shows();
    await settled();
    assert.deepEqual(state.shows(), [text, title]);
  }
});

test('what the person does not want is not counted, and is when they do', async (t) => {
  const state = button(t);
  state.waiting = { requests: 2, messages: 5 };
  for (const [requests, messages, text] of [
    [false, true, '5'],
    [true, true, '7'],
    [true, false, '2'],
    [false, false, ''],
  ] as const) {
    state.wants = { requests, messages };
    state.shows();
    await settled();
    assert.deepEqual(state.shows(), [text, '2 and 5']);
  }
});
