import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FRAME_LIMITS, parseFrame, rootName } from '../../../src/xmpp/frame-parser.js';
import vectors from '../../vectors/frames.json' with { type: 'json' };
import { element, treeOf } from './tree.js';

describe('reads', () => {
  for (const { why, xml, tree } of vectors.wellFormed) {
    test(why, () => assert.deepEqual(treeOf(element(xml)), tree));
  }
});

describe('refuses', () => {
  for (const { why, xml, fault } of vectors.refused) {
    test(why, () => assert.deepEqual(parseFrame(xml), { ok: false, fault }));
  }
});

describe('what it reads, it reads again when it was written:', () => {
  // The library writes line ends and tabs as they are, and so as spaces.
  for (const { why, xml } of vectors.wellFormed.filter(({ xml }) => !/&#1[03];/.test(xml))) {
    test(why, () => {
      const first = element(xml);
      assert.deepEqual(treeOf(element(first.toString())), treeOf(first));
    });
  }
});

test('namespaces are found through the parents', () => {
  const a = element('<a xmlns="urn:a" xmlns:x="urn:x"><b><x:c/></b></a>');
  const b = a.getChild('b', 'urn:a');
  assert.ok(b);
  assert.equal(b.getChild('c', 'urn:x')?.getNS(), 'urn:x');
});

test('an attribute named __proto__ is passed over, and changes no object', () => {
  const { attrs } = element('<a __proto__="x" b="c"/>');
  assert.deepEqual(Object.entries(attrs), [['b', 'c']]);
  assert.equal(Object.getPrototypeOf(attrs), Object.prototype);
});

test('the name of the first element is read without the rest', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['<message/>', 'message'],
    [' \n<iq type="get">', 'iq'],
    ['<presence', 'presence'],
    ['<stream:error>', 'stream:error'],
    ['', ''],
    ['text<iq/>', ''],
    ['<!DOCTYPE iq>', ''],
    ['</iq>', ''],
  ];
  for (const [frame, name] of cases) assert.equal(rootName(frame), name, frame);
});

describe('gives up at its limits:', () => {
  const limits = { length: 1000, depth: 3, elements: 5, attributes: 2 };
  const cases: readonly (readonly [string, string, string])[] = [
    ['length', `<a>${'x'.repeat(993)}</a>`, `<a>${'x'.repeat(994)}</a>`],
    ['depth', '<a><b><c></c></b></a>', '<a><b><c><d></d></c></b></a>'],
    ['depth, counting an empty element', '<a><b><c/></b></a>', '<a><b><c><d/></c></b></a>'],
    ['elements', '<a><b/><b/><b/><b/></a>', '<a><b/><b/><b/><b/><b/></a>'],
    ['attributes', '<a b="" c=""/>', '<a b="" c="" d=""/>'],
  ];
  const faults = ['too-long', 'too-deep', 'too-deep', 'too-many-elements', 'too-many-attributes'];
  cases.forEach(([what, most, more], index) => {
    test(what, () => {
      assert.equal(parseFrame(most, limits).ok, true);
      assert.deepEqual(parseFrame(more, limits), { ok: false, fault: faults[index] });
    });
  });
});

describe('survives', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['20,000 elements inside one another', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`, 'too-deep'],
    ['20,000 elements that do not end', '<a>'.repeat(20_000), 'too-deep'],
    [
      'a million attributes',
      `<a ${Array.from({ length: 1e6 }, (_, i) => `a${i}=""`).join(' ')}/>`,
      'too-many-attributes',
    ],
    ['a million elements', `<a>${'<b/>'.repeat(1e6)}</a>`, 'too-many-elements'],
    ['more text than its limit', `<a>${'x'.repeat(FRAME_LIMITS.length)}</a>`, 'too-long'],
    ['a name that does not end', `<${'a'.repeat(10 * 1024 * 1024)}`, 'not-well-formed'],
    ['an attribute that does not end', `<a b="${'c'.repeat(10 * 1024 * 1024)}`, 'not-well-formed'],
    ['entities of entities', `<!DOCTYPE a [${'<!ENTITY b "&c;&c;">'.repeat(1000)}]><a>&b;</a>`, 'restricted-xml'],
    ['white space alone', ' '.repeat(10 * 1024 * 1024), 'not-well-formed'],
    ['ampersands alone', `<a>${'&'.repeat(1e6)}</a>`, 'not-well-formed'],
  ];
  for (const [what, frame, fault] of cases) {
    test(what, () => assert.deepEqual(parseFrame(frame), { ok: false, fault }));
  }
});

test('reads 10 MB of text, of references and of CDATA sections', () => {
  const size = 10 * 1024 * 1024;
  assert.equal(element(`<a>${'x'.repeat(size)}</a>`).text().length, size);
  assert.equal(element(`<a>${'&lt;'.repeat(size / 4)}</a>`).text().length, size / 4);
  assert.equal(element(`<a>${'<![CDATA[x]]>'.repeat(size / 13)}</a>`).children.length, 1);
});

test('reads a contact list of 50,000', () => {
  const items = Array.from(
    { length: 50_000 },
    (_, i) => `<item jid='p${i}@example.com' subscription='both'><group>A</group></item>`,
  );
  assert.equal(element(`<iq><query>${items.join('')}</query></iq>`).getChild('query')?.children.length, 50_000);
});
