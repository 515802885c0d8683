import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseDomain, type Domain } from '../../../../src/core/jid.js';
import { isListableDomain, isListed } from '../../../../src/core/policy/domains.js';
import vectors from '../../../vectors/listable-domains.json' with { type: 'json' };

describe('may stand in a policy:', () => {
  for (const { domain, why } of vectors.listable) test(why, () => assert.equal(isListableDomain(domain), true));
});

describe('may not stand in a policy:', () => {
  for (const { domain, why } of vectors.unlistable) test(why, () => assert.equal(isListableDomain(domain), false));
});

test('a label has 63 characters at most, a name 253', () => {
  assert.ok(isListableDomain(`${'x'.repeat(63)}.com`));
  assert.ok(!isListableDomain(`${'x'.repeat(64)}.com`));
  const name = `${'x.'.repeat(125)}com`;
  assert.equal(name.length, 253);
  assert.ok(isListableDomain(name));
  assert.ok(!isListableDomain(`y${name}`));
});

test('what may not stand in a policy is never listed, even if something put it there', () => {
  for (const { domain } of vectors.unlistable) assert.equal(isListed(domain as Domain, new Set([domain])), false);
});

test('a domain is listed only if it is exactly one that is: nothing added, nothing left out', () => {
  const listed = new Set(['example.com', 'example.org']);
  fc.assert(
    fc.property(
      fc.constantFrom(...listed),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
      fc.nat(11),
      (name, more, at) => {
        const changed = parseDomain(name.slice(0, at) + more + name.slice(at));
        fc.pre(changed !== undefined && !listed.has(changed));
        assert.equal(isListed(changed, listed), false);
      },
    ),
  );
});
