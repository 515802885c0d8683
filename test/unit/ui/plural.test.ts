import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plural } from '../../../src/ui/plural.js';

const ENGLISH = '{count, plural, one {# person asks} other {# people ask}}';
const ARABIC = '{count, plural, zero {صفر} one {واحد} two {اثنان} few {# قليل} many {# كثير} other {# آخر}}';

test('a count takes the form that the plural rules of the language name', () => {
  assert.equal(plural(ENGLISH, 1, 'en'), '1 person asks');
  assert.equal(plural(ENGLISH, 0, 'en'), '0 people ask');
  assert.equal(plural('{count, plural, one {# demande} other {# demandes}}', 0, 'fr'), '0 demande');
});

test('a language with six forms gets each of them', () => {
  const texts = [0, 1, 2, 3, 11, 100].map((count) => plural(ARABIC, count, 'ar-u-nu-latn'));
  assert.deepEqual(texts, ['صفر', 'واحد', 'اثنان', '3 قليل', '11 كثير', '100 آخر']);
});

test('the count is written as the language writes numbers', () => {
  assert.equal(plural(ENGLISH, 12_345, 'en'), '12,345 people ask');
  assert.equal(plural('{count, plural, one {# Person} other {# Personen}}', 12_345, 'de'), '12.345 Personen');
});

test('a form that a translation leaves out is the one for others', () => {
  assert.equal(plural('{count, plural, other {# 人}}', 1, 'ja'), '1 人');
  assert.equal(plural('{count, plural, other {# people ask}}', 1, 'en'), '1 people ask');
});
