/** Our elements against those of xmpp.js, which take their place in the bundles, on generated trees. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { xml, type Element } from '../../../src/xmpp/element.js';
import { xml as theirs } from '../../../src/xmpp/xmpp-js.js';
import { element, treeOf } from './tree.js';

interface Sketch {
  readonly name: string;
  readonly attrs: Record<string, string | number | null | undefined>;
  readonly children: readonly (Sketch | string | null | undefined | false)[];
}

const NAMES = ['a', 'b', 'x:a', 'x:b'];
const NAMESPACES = ['urn:1', 'urn:2'];
const TEXT = fc.string({ unit: fc.constantFrom('a', ' ', '<', '>', '&', '"', "'", 'ü', '🐝', '\n', ']') });
const ATTRS = fc.record(
  {
    xmlns: fc.constantFrom(...NAMESPACES, null, undefined),
    'xmlns:x': fc.constantFrom(...NAMESPACES),
    id: fc.oneof(TEXT, fc.integer(), fc.constantFrom(null, undefined)),
  },
  { requiredKeys: ['xmlns:x'] },
);
const { sketch } = fc.letrec<{ sketch: Sketch }>((tie) => ({
  sketch: fc.record({
    name: fc.constantFrom(...NAMES),
    attrs: ATTRS,
    children: fc.array(
      fc.oneof({ maxDepth: 4 }, TEXT, fc.constantFrom(null, undefined, false as const), tie('sketch')),
      {
        maxLength: 4,
      },
    ),
  }),
}));

function build({ name, attrs, children }: Sketch, make: typeof xml): Element {
  return make(name, { ...attrs }, ...children.map((child) => (isSketch(child) ? build(child, make) : child)));
}

function isSketch(child: Sketch['children'][number]): child is Sketch {
  return typeof child === 'object' && child !== null;
}

/** Whatever can be asked about an element and those inside of it. */
function answers(of: Element): unknown {
  const questions = NAMES.concat('none').flatMap((name) => [[name], ...NAMESPACES.map((xmlns) => [name, xmlns])]);
  return {
    name: of.getName(),
    namespace: of.getNS(),
    text: of.text(),
    asked: questions.map(([name = '', xmlns]) => ({
      is: of.is(name, xmlns),
      child: of.getChild(name, xmlns)?.attrs,
      children: of.getChildren(name, xmlns).length,
      childText: of.getChildText(name, xmlns),
    })),
    inside: of.getChildElements().map(answers),
  };
}

test('elements answer as those of xmpp.js do', () => {
  fc.assert(
    fc.property(sketch, (drawn) => assert.deepEqual(answers(build(drawn, xml)), answers(build(drawn, theirs)))),
  );
});

test('elements are written so that they say the same', () => {
  fc.assert(
    fc.property(sketch, (drawn) => {
      const [our, their] = [build(drawn, xml), build(drawn, theirs)].map((built) => treeOf(element(built.toString())));
      assert.deepEqual(our, their);
    }),
  );
});

test('an element can stand in several places of one text, and text never becomes markup', () => {
  const inner = xml('b', { id: '"\'<>&' }, '"\'<>&');
  assert.equal(xml('a', {}, inner, inner).toString().split('<b ').length, 3);
  assert.deepEqual(treeOf(element(inner.toString())), { name: 'b', attrs: { id: '"\'<>&' }, children: ['"\'<>&'] });
});
