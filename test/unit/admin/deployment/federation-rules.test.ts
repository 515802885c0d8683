/** Whom ejabberd federates with: the organisation first, then what the mode says, whatever characters names have. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { federationRules, type FederationRulesInput } from '../../../../src/admin/deployment/federation-rules.js';

const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
const PARTNER = { ascii: 'partner.example', unicode: 'partner.example' };
const OTHER = { ascii: 'other.example', unicode: 'other.example' };
const EVIL = { ascii: 'evil.example"]}', unicode: 'evil.example\nacl: #' };
const BASE = {
  domain: 'home.example',
  listedDomains: [BOOKS, EVIL],
  trusted: [PARTNER, EVIL],
  refused: [OTHER, EVIL],
};

describe('the rules of federation for ejabberd', () => {
  for (const [federation, rule, list] of [
    ['open', '{deny: im_refused}, {allow: all}', 'im_refused: {server: ["other.example", "other.example."]}'],
    ['listed', '{allow: im_trusted}, {deny: all}', 'im_trusted: {server: ["partner.example"]}'],
    ['closed', '{allow: im_trusted}, {deny: all}', 'im_trusted: {server: []}'],
  ] as const satisfies readonly (readonly [FederationRulesInput['federation'], string, string])[]) {
    test(`let the organisation pass, in both forms, and then go by the mode: ${federation}`, () => {
      const text = federationRules({ ...BASE, federation });
      assert.ok(text.includes(`im_federation: [{allow: im_organisation}, {allow: im_below}, ${rule}]\n`), text);
      assert.ok(text.includes(list), text);
      assert.match(
        text,
        /im_organisation: \{server: \["home\.example", "xn--bcher-kva\.example", "bücher\.example"\]\}/,
      );
      assert.doesNotMatch(text, /evil/);
    });
  }

  test('trust nobody who is refused', () => {
    const text = federationRules({ ...BASE, federation: 'listed', trusted: [PARTNER, OTHER] });
    assert.match(text, /im_trusted: \{server: \["partner\.example"\]\}/);
  });
});
