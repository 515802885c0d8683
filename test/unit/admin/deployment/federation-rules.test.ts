/** Whom ejabberd federates with: the organisation first, then what the mode says, whatever characters names have. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FederationMode, PolicyGroup } from '../../../../src/core/policy/schema.js';
import { federationRules } from '../../../../src/admin/deployment/federation-rules.js';

const HOME = { ascii: 'home.example', unicode: 'home.example' };
const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
const PARTNER = { ascii: 'partner.example', unicode: 'partner.example' };
const OTHER = { ascii: 'other.example', unicode: 'other.example' };
const EVIL = { ascii: 'evil.example"]}', unicode: 'evil.example\nacl: #' };
const [INA, OTTO] = ['ina@home.example', 'otto@home.example'];
const OPEN = '{deny: im_refused}, {allow: all}]';
const LISTED = 'im_trusted: {server: ["partner.example"]}';
const BASE = {
  domain: 'home.example',
  listedDomains: [HOME, BOOKS, EVIL],
  trusted: [PARTNER, EVIL],
  refused: [OTHER, EVIL],
};

describe('the rules of federation for ejabberd', () => {
  for (const [federation, rule, list] of [
    ['open', '{deny: im_refused}, {allow: all}', 'im_refused: {server: ["other.example", "other.example."]}'],
    ['listed', '{allow: im_trusted}, {deny: all}', 'im_trusted: {server: ["partner.example"]}'],
    ['closed', '{allow: im_trusted}, {deny: all}', 'im_trusted: {server: []}'],
  ] as const satisfies readonly (readonly [FederationMode, string, string])[]) {
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

  for (const [name, everyone, groups, allows] of [
    ['a group that is more open', 'closed', [{ name: 'A', members: [INA], federation: 'listed' }], LISTED],
    [
      'several groups',
      'closed',
      [
        { name: 'A', members: [INA], federation: 'listed' },
        { name: 'B', members: [OTTO], federation: 'open' },
      ],
      OPEN,
    ],
    ['a group that is stricter', 'open', [{ name: 'A', members: [INA], federation: 'closed' }], OPEN],
  ] as const satisfies readonly (readonly [string, FederationMode, readonly PolicyGroup[], string])[]) {
    // prettier-ignore
    test(`let pass what passes for anybody, and say that they do: ${name}`, () => {
      const text = federationRules({ ...BASE, federation: everyone, groups });
      assert.ok(text.includes(allows), text);
      assert.match(text, /^# .*ejabberd cannot tell them apart/m);
    });
  }

  for (const [name, groups] of [
    [
      'nobody of this server is in it',
      [{ name: 'A', members: ['x@other.example', 'x@a.home.example'], federation: 'open' }],
    ],
    [
      'its people are in an earlier one',
      [
        { name: 'A', members: [INA] },
        { name: 'B', members: [INA], federation: 'open' },
      ],
    ],
    ['it says nothing of federation', [{ name: 'A', members: [INA], logging: 'nobody' }]],
  ] as const satisfies readonly (readonly [string, readonly PolicyGroup[]])[]) {
    // prettier-ignore
    test(`are as without a group where ${name}`, () => {
      assert.equal(federationRules({ ...BASE, federation: 'closed', groups }), federationRules({ ...BASE, federation: 'closed' })); // prettier-ignore
    });
  }

  test('trust nobody who is refused', () => {
    const text = federationRules({ ...BASE, federation: 'listed', trusted: [PARTNER, OTHER] });
    assert.match(text, /im_trusted: \{server: \["partner\.example"\]\}/);
  });
});
