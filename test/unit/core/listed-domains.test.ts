import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJid } from '../../../src/core/jid.js';
import { isListed } from '../../../src/core/policy/domains.js';
import vectors from '../../vectors/listed-domains.json' with { type: 'json' };

const listed = new Set(vectors.listed);

for (const { from, listed: expected, why } of vectors.cases) {
  test(`${from} is ${expected ? 'in' : 'outside'} the organisation: ${why}`, () => {
    const jid = parseJid(from);
    assert.equal(jid !== undefined && isListed(jid.domain, listed), expected);
  });
}
