import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogAct } from '../../../src/core/log.js';
import { NOTHING_KEPT } from '../../../src/core/kept.js';
import { initialState } from '../../../src/core/state.js';
import { needsServer } from '../../../src/session/person-event.js';
import { MAYA, NOON, OTTO, request } from '../core/device.js';

for (const [act, needs] of [
  ['block', true],
  ['approve', false],
  ['deny', false],
  ['ignore', false],
] as const satisfies readonly (readonly [LogAct, boolean])[]) {
  test(`to undo ${act} ${needs ? 'needs a server that hears it' : 'is kept until a server hears it'}`, () => {
    const line = { id: 1, jid: OTTO, at: NOON, act, by: { who: 'me' }, addedBack: false, created: false } as const;
    const state = initialState(request(MAYA), { ...NOTHING_KEPT, log: [{ ...line, name: '', undone: false }] });
    state.blocked = { kind: 'known', jids: new Set([OTTO]) };
    assert.equal(needsServer({ name: 'undo', entry: 1 }, state), needs);
  });
}
