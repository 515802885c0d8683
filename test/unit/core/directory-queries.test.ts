import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasAllWords, queriesFor } from '../../../src/core/directory/queries.js';

const EJABBERD = ['user', 'fn', 'first', 'middle', 'last', 'nick', 'bday', 'ctry', 'locality', 'email', 'orgname'];
const PLAIN = ['first', 'last', 'nick', 'email'];

describe('what a directory is asked', () => {
  test('is one question where it has a field for all', () => {
    assert.deepEqual(queriesFor(' ina  berg ', ['search', 'first', 'last'], true), [{ search: 'ina berg' }]);
  });

  test('is one for each field that people are found by, and no other', () => {
    assert.deepEqual(queriesFor('ina', PLAIN, false), [
      { first: 'ina' },
      { last: 'ina' },
      { nick: 'ina' },
      { email: 'ina' },
    ]);
  });

  test('is as a whole, and as a beginning, in a data form', () => {
    const queries = queriesFor('ina', EJABBERD, true);
    assert.deepEqual(queries.slice(0, 2), [{ user: 'ina' }, { user: 'ina*' }]);
    assert.equal(queries.length, 12);
    assert.ok(!queries.some((query) => 'bday' in query || 'orgname' in query));
  });

  test('are two words as first and last name, either way round, before all else', () => {
    assert.deepEqual(queriesFor('ina van berg', PLAIN, false).slice(0, 2), [
      { first: 'ina', last: 'van berg' },
      { first: 'van berg', last: 'ina' },
    ]);
  });

  test('is nothing for nothing, nor where it has no field that we know', () => {
    assert.deepEqual(queriesFor(' \n ', PLAIN, false), []);
    assert.deepEqual(queriesFor('ina', ['locality'], true), []);
  });

  test('is never more than sixteen questions', () => {
    assert.equal(queriesFor('a b', [...EJABBERD, 'name', 'nickname', 'username'], true).length, 16);
  });
});

describe('somebody fits', () => {
  for (const [typed, words, fits] of [
    ['ina berg', 'Ina Berg ina@home.example', true],
    ['berg, ina', 'Ina Berg', true],
    ['muller zoe', 'Zoë Müller', true],
    ['ina stone', 'Ina Berg', false],
  ] as const) {
    test(`${typed}: ${words} ${fits ? 'does' : 'does not'}`, () => assert.equal(hasAllWords(typed, words), fits));
  }
});
