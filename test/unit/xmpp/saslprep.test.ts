import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { saslprep } from '../../../src/xmpp/saslprep.js';
import vectors from '../../vectors/saslprep.json' with { type: 'json' };

describe('a password is prepared:', () => {
  for (const { password, prepared, why } of vectors.prepared) {
    test(why, () => assert.equal(saslprep(password), prepared));
  }
});

describe('no password may hold', () => {
  for (const { password, why } of vectors.prohibited) test(why, () => assert.equal(saslprep(password), undefined));
});

test('what is prepared stays as it is when it is prepared again', () => {
  for (const { prepared } of vectors.prepared) assert.equal(saslprep(prepared), prepared);
});
