import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { barrierTo, federationInForce, type Barrier } from '../../../../src/core/policy/federation.js';
import type { Federation, Policy } from '../../../../src/core/policy/schema.js';
import { policy } from '../device.js';

const LISTS = {
  trusted: ['partner.test', 'xn--bcher-kva.example', 'bücher.example'],
  refused: ['spam.test', 'xn--mller-kva.xn--bcher-kva.test', 'müller.bücher.test'],
};
const MODES = ['open', 'listed', 'closed'] as const;

/** What each mode says: open, listed, closed. */
const TABLE: readonly (readonly [string, string, readonly (Barrier | null)[]])[] = [
  ['our own', 'home.example', [null, null, null]],
  ['a service of our own server', 'conference.home.example', [null, null, null]],
  ['a name that ends like ours', 'nothome.example', [null, 'not-trusted', 'closed']],
  ['a domain of the organisation', 'example.com', [null, null, null]],
  ['a domain below one of the organisation', 'sub.example.com', [null, 'not-trusted', 'closed']],
  ['trusted', 'partner.test', [null, null, 'closed']],
  ['trusted, by its A-label', 'xn--bcher-kva.example', [null, null, 'closed']],
  ['trusted, by its U-label', 'bücher.example', [null, null, 'closed']],
  ['below a trusted one', 'sub.partner.test', [null, 'not-trusted', 'closed']],
  ['refused', 'spam.test', ['refused', 'refused', 'closed']],
  ['below a refused one', 'sub.spam.test', [null, 'not-trusted', 'closed']],
  ['refused, written in part by A-labels', 'xn--mller-kva.bücher.test', ['refused', 'refused', 'closed']],
  ['refused, with another full stop', 'spam\u3002test', ['refused', 'refused', 'closed']],
  ['refused, in full width', '\uff53pam\uff61\uff54est', ['refused', 'refused', 'closed']],
  ['trusted, with another full stop', 'partner\u3002test', [null, 'not-trusted', 'closed']],
  ['any other', 'other.test', [null, 'not-trusted', 'closed']],
];

function published(federation: Federation): Policy {
  return policy({ domains: ['example.com'], federation });
}

describe('which domains people may have to do with:', () => {
  for (const [why, domain, barriers] of TABLE) {
    test(why, () => {
      const found = MODES.map((mode) =>
        barrierTo(federationInForce(published({ mode, ...LISTS }), 'home.example'), domain),
      );
      assert.deepEqual(found, barriers);
    });
  }

  test('where there is no policy, with all', () => {
    assert.equal(barrierTo(federationInForce(undefined, undefined), 'spam.test'), null);
  });
});
