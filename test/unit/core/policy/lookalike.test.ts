import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDomain } from '../../../../src/core/jid.js';
import { domainWarning, lookalikeIndex, unicodeForm } from '../../../../src/core/policy/lookalike.js';
import vectors from '../../../vectors/lookalikes.json' with { type: 'json' };

const index = lookalikeIndex(vectors.listed);

function warning(text: string): ReturnType<typeof domainWarning> {
  const domain = parseDomain(text);
  if (!domain) throw new Error(`"${text}" is no domain`);
  return domainWarning(domain, index);
}

describe('looks like a listed domain:', () => {
  for (const { domain, like, why } of vectors.looksLike) {
    test(why, () => assert.deepEqual(warning(domain), { kind: 'looks-like', domain: like }));
  }
});

describe('mixes scripts:', () => {
  for (const { domain, why } of vectors.mixedScript) {
    test(why, () => assert.deepEqual(warning(domain), { kind: 'mixed-script' }));
  }
});

describe('deserves no second look:', () => {
  for (const { domain, why } of vectors.plain) test(why, () => assert.equal(warning(domain), undefined));
});

test('without listed domains nothing looks like one', () => {
  const domain = parseDomain('examp1e.com');
  assert.equal(domain && domainWarning(domain, lookalikeIndex([])), undefined);
});

test('an A-label is shown as what it decodes to, as far as it does', () => {
  assert.equal(unicodeForm('xn--bcher-kva.example'), 'bücher.example');
  assert.equal(unicodeForm('www.xn--bcher-kva.example'), 'www.bücher.example');
  // No Punycode: it stays, and nothing throws.
  assert.equal(unicodeForm('xn--\u00fc.example'), 'xn--\u00fc.example');
  assert.equal(unicodeForm('xn--99999999.example'), 'xn--99999999.example');
});

test('a listed domain is compared as it is shown; what may not be listed is not compared', () => {
  assert.deepEqual(
    lookalikeIndex(['xn--bcher-kva.example', 'localhost']).map(({ shown }) => shown),
    ['bücher.example'],
  );
});
