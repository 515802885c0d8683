import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_LOGGING, OPEN_FEDERATION, type Policy } from '../../../src/core/policy/schema.js';
import { readPolicyForm, writePolicyForm } from '../../../src/xmpp/policy-form.js';
import vectors from '../../vectors/stanzas/policy-form.json' with { type: 'json' };
import { element, says } from './tree.js';

describe('is written and read:', () => {
  for (const { why, policy, domains, xml, read } of vectors) {
    test(why, () => {
      const written = writePolicyForm(policy as Omit<Policy, 'domains' | 'federation' | 'logging'>, domains);
      assert.ok(says(written, xml), written.toString());
      assert.deepEqual(readPolicyForm(element(xml)), {
        ok: true,
        policy: { ...policy, domains: read, federation: OPEN_FEDERATION, logging: NO_LOGGING, groups: [] },
      });
    });
  }
});

test('federation is written in both forms of each name, and read', () => {
  const books = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
  const policy = { ...(vectors[0]?.policy as Omit<Policy, 'domains' | 'federation' | 'logging'>) };
  const federation = { mode: 'listed', trusted: [books], refused: [{ ascii: 'b.test', unicode: 'b.test' }] } as const;
  const parsed = readPolicyForm(writePolicyForm({ ...policy, federation }, []));
  assert.deepEqual(parsed.ok && parsed.policy.federation, {
    mode: 'listed',
    trusted: ['xn--bcher-kva.example', 'bücher.example'],
    refused: ['b.test'],
  });
});

const GOOD = vectors[0]?.xml ?? '';
const UNREADABLE: readonly (readonly [string, string])[] = [
  ['another namespace', GOOD.replace('jabber:x:data', 'urn:x')],
  ['another element', GOOD.replace('<x ', '<form ').replace('</x>', '</form>')],
  ['an empty form', '<x xmlns="jabber:x:data"/>'],
  ['fields of another namespace', GOOD.replaceAll('<field ', '<field xmlns="urn:x" ')],
  [
    'values inside other elements',
    GOOD.replaceAll('<value>', '<option><value>').replaceAll('</value>', '</value></option>'),
  ],
  ['a field without a name', GOOD.replace("var='handling'", '')],
  ['a field that occurs twice', GOOD.replace('</x>', "<field var='handling'><value>accept-all</value></field></x>")],
];
for (const [why, xml] of UNREADABLE) {
  test(`is unreadable: ${why}`, () => assert.equal(readPolicyForm(element(xml)).ok, false));
}

test('is unreadable: nothing at all', () => assert.equal(readPolicyForm(undefined).ok, false));

test('white space around a value is part of it', () => {
  const read = readPolicyForm(element(GOOD.replace('accept-organization', ' accept-organization ')));
  assert.deepEqual(read, {
    ok: false,
    errors: [{ field: 'handling', problem: 'unknown-value', value: ' accept-organization ' }],
  });
});
