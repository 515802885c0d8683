import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayCommand, mayLook } from '../../../src/ports/privileges.js';
import type { Command } from '../../../src/ports/protocol.js';
import vectors from '../../vectors/port-messages.json' with { type: 'json' };

const COMMANDS = [...new Set(vectors.good.flatMap(({ message }) => message.command?.name ?? []))] as Command['name'][];

test('a page of our own may look, a stranger may not', () => {
  assert.deepEqual([mayLook('own-page'), mayLook('stranger')], [true, false]);
});

for (const command of COMMANDS) {
  test(`"${command}" is for pages of our own, and for no stranger`, () => {
    assert.deepEqual([mayCommand('own-page', command), mayCommand('stranger', command)], [true, false]);
  });
}

test('every command is tested', () => assert.equal(COMMANDS.length, 23));
