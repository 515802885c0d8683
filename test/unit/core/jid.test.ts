import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bareJid, parseDomain, parseJid, typedJid } from '../../../src/core/jid.js';
import vectors from '../../vectors/jids.json' with { type: 'json' };

describe('an address is read as it is written:', () => {
  for (const { jid: text, why, ...parts } of vectors.valid) {
    test(why, () => {
      const bare = parts.local ? `${parts.local}@${parts.domain}` : parts.domain;
      assert.deepEqual(parseJid(text), { ...parts, bare });
      assert.equal(bareJid(text), bare);
    });
  }
});

describe('is no address:', () => {
  for (const { jid: text, why } of vectors.invalid) {
    test(why, () => {
      assert.equal(parseJid(text), undefined);
      assert.equal(bareJid(text), undefined);
    });
  }
});

test('a canonical form is its own canonical form, also where small letters compose as capital ones do not', () => {
  const domain = parseDomain('hI\u0307\u094d.example') ?? '';
  assert.equal(domain, 'hi\u094d\u0307.example');
  assert.equal(parseDomain(domain), domain);
});

test('no part is longer than 1023 octets, however few characters they are', () => {
  const [fits, tooLong] = ['x'.repeat(1023), 'x'.repeat(1024)];
  const [fitsInOctets, tooManyOctets] = ['ü'.repeat(511), 'ü'.repeat(512)];
  const [emoji, tooMuchEmoji] = ['🐝'.repeat(255), '🐝'.repeat(256)];
  for (const part of [fits, fitsInOctets]) {
    for (const text of [`${part}@example.com`, part, `maya@example.com/${part}`]) assert.ok(parseJid(text));
  }
  for (const part of [tooLong, tooManyOctets]) {
    for (const text of [`${part}@example.com`, part, `maya@example.com/${part}`])
      assert.equal(parseJid(text), undefined);
  }
  assert.ok(parseJid(`maya@example.com/${emoji}`));
  assert.equal(parseJid(`maya@example.com/${tooMuchEmoji}`), undefined);
});

test('no character beyond ASCII becomes an ASCII one in a domain', () => {
  for (let code = 0x80; code <= 0x10ffff; code++) {
    const domain = parseDomain(String.fromCodePoint(code));
    if (domain !== undefined) assert.doesNotMatch(domain, /\p{ASCII}/u, code.toString(16));
  }
});

const TYPED: readonly (readonly [string, string | undefined, string])[] = [
  ['  Maya@Example.com ', 'maya@example.com', 'spaces around it are dropped, and it is lower case'],
  ['maya@bu\u0308cher.example', 'maya@bücher.example', 'it is composed'],
  ['M\u0308aya@example.com', 'm\u0308aya@example.com', 'what cannot be composed stays'],
  ['example.com', undefined, 'a domain is nobody'],
  ['maya', undefined, 'a name alone is a domain'],
  ['maya@example.com/phone', undefined, 'a resource is no part of it'],
  ['maya@@example.com', undefined, 'it has to be an address'],
  ['maya @example.com', undefined, 'spaces inside are not dropped'],
  ['', undefined, 'nothing is nobody'],
];
for (const [text, expected, why] of TYPED) {
  test(`what a person types as their address: ${why}`, () => {
    assert.equal(typedJid(text)?.bare, expected);
  });
}
