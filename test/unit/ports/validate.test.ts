import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseHostMessage, parsePageMessage } from '../../../src/ports/validate.js';
import { portMessages } from '../../fuzz/port-messages.js';
import { testAll } from '../../fuzz/property.js';
import vectors from '../../vectors/port-messages.json' with { type: 'json' };

describe('a page may say:', () => {
  for (const { why, message } of vectors.good) {
    test(why, () => assert.deepEqual(parsePageMessage(message), message));
  }
});

describe('nothing is understood of a page that says:', () => {
  for (const { why, message } of vectors.bad) test(why, () => assert.equal(parsePageMessage(message), undefined));

  test('a text that is too long', () => {
    const long = 'x'.repeat(4097);
    const signIn = { name: 'sign-in', jid: 'a@b', password: 'x', service: null, stay: false, allowPlain: false };
    for (const field of ['jid', 'password', 'service']) {
      assert.equal(
        parsePageMessage({ type: 'command', id: 1, command: { ...signIn, [field]: long } }),
        undefined,
        field,
      );
    }
    assert.equal(parsePageMessage({ type: 'credential', id: 1, token: long }), undefined);
  });
});

test('what a message holds beside what it should is left behind', () => {
  const message = {
    type: 'command',
    id: 1,
    extra: 1,
    command: { name: 'deny', jid: 'maya@example.com', addBack: true },
  };
  assert.deepEqual(parsePageMessage(message), {
    type: 'command',
    id: 1,
    command: { name: 'deny', jid: 'maya@example.com' },
  });
});

test('lists with holes are not understood', () => {
  const jids: string[] = [];
  jids[1] = 'maya@example.com';
  const bulk = { name: 'bulk', act: 'deny', selection: { jids }, addBack: false, report: null };
  const approve = { name: 'approve', jid: 'maya@example.com', addBack: false, details: { name: '', groups: jids } };
  for (const command of [bulk, approve]) assert.equal(parsePageMessage({ type: 'command', id: 1, command }), undefined);
});

testAll(portMessages);

describe('the host may say:', () => {
  const good: readonly unknown[] = [
    { type: 'snapshot', revision: 1, view: {} },
    { type: 'changed', revision: 2, slices: {} },
    { type: 'refused', reason: 'protocol' },
    { type: 'refused', reason: 'account-mismatch', account: 'maya@example.com' },
    { type: 'done', id: 1, result: { ok: true } },
    { type: 'credential-wanted', id: 1, jid: 'maya@example.com' },
  ];
  for (const message of good) test(JSON.stringify(message), () => assert.equal(parseHostMessage(message), message));
});

describe('nothing is understood of a host that says:', () => {
  const bad: readonly unknown[] = [
    null,
    'snapshot',
    [],
    {},
    { type: 'open' },
    { type: 'snapshot', view: {} },
    { type: 'snapshot', revision: 1.5, view: {} },
    { type: 'snapshot', revision: 1 },
    { type: 'snapshot', revision: 1, view: [] },
    { type: 'changed', revision: '2', slices: {} },
    { type: 'changed', revision: 2 },
    { type: 'done', result: { ok: true } },
    { type: 'done', id: 1, result: 'ok' },
  ];
  for (const message of bad) test(JSON.stringify(message), () => assert.equal(parseHostMessage(message), undefined));
});
