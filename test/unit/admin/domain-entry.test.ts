import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseDomain } from '../../../src/core/jid.js';
import { isListableDomain } from '../../../src/core/policy/domains.js';
import { unicodeForm } from '../../../src/core/policy/lookalike.js';
import { parsePolicy } from '../../../src/core/policy/parse.js';
import { POLICY_NODE } from '../../../src/core/policy/schema.js';
import { readDomainEntry, type DomainEntry } from '../../../src/admin/policy/domain-entry.js';
import vectors from '../../vectors/domain-entries.json' with { type: 'json' };
import { MOST_DOMAINS } from '../../../src/core/policy/parse.js';

const EXAMPLE = { ascii: 'example.com', unicode: 'example.com' };
const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };

function read(typed: string, listed = [] as { ascii: string; unicode: string }[], own?: string): DomainEntry {
  return readDomainEntry(typed, { listed, ...(own === undefined ? {} : { own }) });
}

function why(entry: DomainEntry): string {
  return entry.ok ? `listed as ${entry.domain.ascii}` : entry.why;
}

describe('can be listed, in both forms:', () => {
  for (const { typed, ascii, unicode, why } of vectors.accepted) {
    test(`${why}: ${typed}`, () => {
      assert.deepEqual(read(typed), { ok: true, domain: { ascii, unicode }, warnings: [] });
    });
  }
});

describe('is refused, with its own reason and what to do:', () => {
  for (const { typed, because, why: title } of vectors.refused) {
    test(`${title}: ${JSON.stringify(typed)}`, () => {
      const entry = read(typed);
      assert.equal(why(entry), because);
      assert.ok(!entry.ok && entry.problem.endsWith('.') && entry.todo.endsWith('.'));
    });
  }
});

test('a part has 63 characters at most as it is encoded, a name 253', () => {
  assert.equal(why(read(`${'x'.repeat(63)}.com`)), `listed as ${'x'.repeat(63)}.com`);
  assert.equal(why(read(`${'x'.repeat(64)}.com`)), 'too-long-label');
  assert.equal(why(read(`${'ü'.repeat(59)}.com`)), 'too-long-label', 'fits as it is read, not as it is encoded');
  const name = `${'x.'.repeat(125)}com`;
  assert.equal(why(read(name)), `listed as ${name}`);
  assert.equal(why(read(`y${name}`)), 'too-long');
  assert.equal(why(read('x.'.repeat(50_000))), 'not-a-name');
});

test('a domain that is listed is refused in whatever form it is typed', () => {
  for (const typed of ['bücher.example', 'BÜCHER.example.', 'xn--bcher-kva.example', 'Xn--Bcher-Kva.Example']) {
    assert.equal(why(read(typed, [BOOKS])), 'listed', typed);
  }
  assert.equal(why(read('shop.bücher.example', [BOOKS])), 'listed as shop.xn--bcher-kva.example');
});

test('what looks like a listed domain, or like our own, is warned of', () => {
  const warned = (typed: string, own?: string): unknown => {
    const entry = read(typed, [EXAMPLE], own);
    return entry.ok ? entry.warnings : entry.why;
  };
  const alike = { kind: 'looks-like', domain: 'example.com' };
  assert.deepEqual(warned('examp1e.com'), [alike]);
  assert.deepEqual(warned('exаmple.com'), [alike, { kind: 'mixed-script' }], 'a Cyrillic a');
  assert.deepEqual(warned('xn--exmple-4nf.com'), [alike, { kind: 'mixed-script' }], 'a Cyrillic a, encoded');
  assert.deepEqual(warned('раypal.test'), [{ kind: 'mixed-script' }]);
  assert.deepEqual(warned('cornpany.test', 'company.test'), [{ kind: 'looks-like', domain: 'company.test' }]);
  assert.deepEqual(warned('example.org', 'company.test'), []);
});

test('nobody lists what everybody may have a domain below', () => {
  for (const suffix of ['co.uk', 'github.io', '公司.cn', 'xn--55qx5d.cn', 'kobe.jp'])
    assert.equal(why(readDomainEntry(suffix, { listed: [] })), 'public-suffix', suffix);
  for (const domain of ['example.co.uk', 'bücher.example', 'alder.github.io'])
    assert.match(why(readDomainEntry(domain, { listed: [] })), /^listed as/, domain);
});

test('the list holds as many domains as clients read', () => {
  const listed = Array.from({ length: MOST_DOMAINS }, (_, index) => `d${index}.test`);
  const forms = listed.map((ascii) => ({ ascii, unicode: ascii }));
  assert.equal(why(read('one-more.test', forms.slice(1))), 'listed as one-more.test');
  assert.equal(why(read('one-more.test', forms)), 'too-many');
  const published = (values: string[]): boolean => {
    const single = { FORM_TYPE: POLICY_NODE, revision: '1', parent: '0', allow_user_options: '1', handling: 'prompt', add_back: 'all', temporary_availability: '0' }; // prettier-ignore
    const fields = Object.entries(single).map(([name, value]) => ({ name, values: [value] }));
    return parsePolicy([...fields, { name: 'domains', values }, { name: 'domains_unicode', values }]).ok;
  };
  assert.ok(published(listed));
  assert.ok(!published([...listed, 'one-more.test']));
});

test('whatever is typed, what is listed is canonical in both forms, and each leads to the other', () => {
  const label = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('xn--', 'example', 'ü', 'ا', '.'),
  );
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), (labels) => {
      const entry = read(labels.join('.'));
      if (!entry.ok) return;
      const { ascii, unicode } = entry.domain;
      assert.ok(isListableDomain(ascii) && isListableDomain(unicode));
      assert.ok(/^\p{ASCII}+$/u.test(ascii));
      assert.equal(unicodeForm(ascii), unicode);
      assert.equal(parseDomain(unicode), unicode);
      for (const form of [ascii, unicode]) assert.deepEqual(why(read(form)), `listed as ${ascii}`);
    }),
    { numRuns: 2000 },
  );
});
