/** Texts that would rather be markup or scripts, where a policy has a domain. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPolicyForm, writePolicyForm } from '../../../../src/xmpp/policy-form.js';
import { element } from '../../xmpp/tree.js';
import payloads from '../../../vectors/script-injections.json' with { type: 'json' };

const POLICY = {
  revision: 1,
  parent: 0,
  allowUserOptions: false,
  handling: 'accept-all',
  addBack: 'all',
  temporaryAvailability: false,
} as const;

describe('makes the whole policy unreadable:', () => {
  for (const { text, what } of payloads) {
    test(what, () => {
      const domains = ['example.com', text].map((domain) => ({ ascii: domain, unicode: domain }));
      const parsed = readPolicyForm(element(writePolicyForm(POLICY, domains).toString()));
      assert.deepEqual(parsed, {
        ok: false,
        errors: ['domains', 'domains_unicode'].map((field) => ({ field, problem: 'not-a-domain', value: text })),
      });
    });
  }
});

test('there are at least a hundred different payloads, each for something of its own', () => {
  assert.ok(payloads.length >= 100);
  assert.equal(new Set(payloads.map(({ text }) => text)).size, payloads.length);
  assert.equal(new Set(payloads.map(({ what }) => what)).size, payloads.length);
});
