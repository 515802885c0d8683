/** The command that searches the person's archive, as it comes over a port. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessagingCommand } from '../../../src/ports/validate-messaging.js';

const SEARCH = { name: 'read-archive', text: 'lunch', person: '', before: null, limit: 25 };

test('a search of the archive is read as it is, and nothing more', () => {
  assert.deepEqual(parseMessagingCommand({ ...SEARCH, extra: 1 }), SEARCH);
  assert.deepEqual(parseMessagingCommand({ ...SEARCH, before: 'id', limit: 200 }), {
    ...SEARCH,
    before: 'id',
    limit: 200,
  });
});

test('what is not exactly a search of the archive is nothing', () => {
  const wrong = [
    { text: null },
    { text: 'x'.repeat(201) },
    { person: 1 },
    { person: 'x'.repeat(201) },
    { before: undefined },
    { before: 'x'.repeat(5000) },
    { limit: 0 },
    { limit: 201 },
    { limit: '25' },
  ];
  for (const changes of wrong) assert.equal(parseMessagingCommand({ ...SEARCH, ...changes }), undefined);
});
