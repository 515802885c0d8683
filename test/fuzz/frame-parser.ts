/** The frame parser against another strict one, on generated documents, whole and damaged. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { parseFrame, rootName } from '../../src/xmpp/frame-parser.js';
import frames from '../vectors/frames.json' with { type: 'json' };
import { holds, type Property } from './property.js';
import { treeOf, type Tree } from '../unit/xmpp/tree.js';

interface Building {
  readonly name: string;
  readonly attrs: Record<string, string>;
  readonly children: (Building | string)[];
}

/** What saxes makes of a document; undefined if it is not well-formed, or not in the subset that XMPP allows. */
function reference(xml: string): Tree | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const open: Building[] = [];
  const roots: Building[] = [];
  const faults: unknown[] = [];
  const refuse = (fault: unknown): void => {
    faults.push(fault);
  };
  const addText = (text: string): void => {
    const children = open.at(-1)?.children;
    if (!children || text === '') return;
    const last = children.length - 1;
    if (typeof children[last] === 'string') children[last] += text;
    else children.push(text);
  };
  parser.on('error', refuse);
  parser.on('comment', refuse);
  parser.on('processinginstruction', refuse);
  parser.on('doctype', refuse);
  parser.on('xmldecl', refuse);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', ({ name, attributes }) => {
    const attrs = Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]));
    const element: Building = { name, attrs, children: [] };
    (open.at(-1)?.children ?? roots).push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return faults.length === 0 ? roots[0] : undefined;
}

const SPACE = fc.constantFrom('', '', ' ', '\n', '\t ', '\r\n');
const GAP = fc.constantFrom(' ', '\n', '  ', '\r');
const NAME = fc.constantFrom('a', 'b', 'iq', 'x:c', 'été', '_d-1.e');
const KEY = fc.constantFrom('id', 'to', 'xml:lang', 'x:f', 'größe', 'a.b');
const PIECES = [
  'text', ' ', '\n', '\r\n', '\r', '\t', 'ü', '🐝', '>', ']] ', '&amp;', '&lt;', '&gt;', '&quot;', '&apos;', '&#65;',
  '&#x1F41D;', '&#10;', '&#13;', '\u0085', '=',
]; // prettier-ignore
const TEXT = fc.array(fc.constantFrom(...PIECES, '"', "'", '<![CDATA[<&>]]>', '<![CDATA[]]>'), { maxLength: 4 });
const VALUE = fc.tuple(fc.constantFrom('"', "'"), fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }));
const ATTRIBUTES = fc.uniqueArray(fc.tuple(GAP, KEY, SPACE, VALUE), { selector: ([, key]) => key, maxLength: 3 });

const { document } = fc.letrec<{ document: string; content: string }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 4 },
    TEXT.map((pieces) => pieces.join('')),
    tie('document'),
  ),
  document: fc
    .tuple(NAME, ATTRIBUTES, SPACE, fc.array(tie('content'), { maxLength: 3 }), fc.boolean())
    .map(([name, attributes, space, content, short]) => {
      const written = attributes.map(([gap, key, around, [quote, value]]) => {
        return `${gap}${key}${around}=${around}${quote}${value.join('')}${quote}`;
      });
      const tag = `${name}${written.join('')}${space}`;
      return short && content.length === 0 ? `<${tag}/>` : `<${tag}>${content.join('')}</${name}${space}>`;
    }),
}));

const whole = fc.tuple(SPACE, document, SPACE).map(([before, xml, after]) => {
  // The prefix that some names have is declared at the top, or nowhere.
  return `${before}<r xmlns:x="urn:x">${xml}</r>${after}`;
});
const DAMAGE = [
  '<', '>', '&', '/', '"', "'", '=', ' ', ';', 'a', ':', '<!-- -->', '<?a?>', '<!DOCTYPE a>', '&nbsp;', '&#0;', '&#xD800;',
  ']]>', '<![CDATA[', '\u0000', '\u0001', '\uFFFF', '</a>', '<a>', '<a b="c" b="d"/>', '<y:a/>', '<a y:b="c"/>',
]; // prettier-ignore
const damaged = fc
  .tuple(
    fc.oneof(whole, document),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...DAMAGE), fc.nat(3)), { maxLength: 3 }),
  )
  .map(([xml, damages]) =>
    damages.reduce((text, [at, piece, drop]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + piece + text.slice(place + drop);
    }, xml),
  );

/**
 * A namespace that is taken back, with nothing or with white space, is an error for saxes, and none here: nobody is misled by it. Half a surrogate
 * pair is an error here, and none for saxes.
 */
function hasKnownDifference(xml: string): boolean {
  return /xmlns:[^=\s]*\s*=\s*("\s*"|'\s*')|\p{Cs}/u.test(xml);
}

function agree(xml: string): void {
  fc.pre(!hasKnownDifference(xml));
  const frame = parseFrame(xml);
  assert.deepEqual(frame.ok ? treeOf(frame.element) : undefined, reference(xml));
}

const SAMPLES = [...frames.wellFormed, ...frames.refused].map(({ xml }) => [...new TextEncoder().encode(xml)]);
const octet = fc.oneof(fc.nat(255), fc.constantFrom(...new TextEncoder().encode('<>&/"\'=;#x:![]?- \n\r\t')));
const cut = fc.record({ at: fc.nat(), drop: fc.nat(5), put: fc.array(octet, { maxLength: 4 }), copy: fc.nat(20) });

/** Frames as vectors have them, with octets changed, left out, put in and doubled. */
const mutated = fc.tuple(fc.constantFrom(...SAMPLES), fc.array(cut, { maxLength: 6 })).map(([sample, cuts]) => {
  const octets = [...sample];
  for (const { at, drop, put, copy } of cuts) {
    const place = at % (octets.length + 1);
    octets.splice(place, drop, ...put, ...octets.slice(place, place + copy));
  }
  return new TextDecoder().decode(new Uint8Array(octets));
});

const piece = fc.array(fc.oneof(fc.constantFrom(...DAMAGE, ...PIECES, '<a b="', 'x:', 'xmlns:x="u"'), document), {
  minLength: 1,
  maxLength: 3,
});
const SIZE = 300_000;
/** Milliseconds: hundreds of times as long as a pass over so many characters takes, and far less than one for each. */
const LONG = 5000;

export const frameParser: readonly Property[] = [
  holds(
    'reads every well-formed document as saxes does',
    3000,
    fc.property(whole, (xml) => {
      assert.ok(parseFrame(xml).ok, xml);
      agree(xml);
    }),
  ),
  holds('refuses what saxes refuses, and nothing else', 10_000, fc.property(damaged, agree)),
  holds(
    'reads nothing that saxes refuses, whatever octets change',
    5000,
    fc.property(mutated, (xml) => {
      fc.pre(!hasKnownDifference(xml));
      const frame = parseFrame(xml);
      if (frame.ok) assert.deepEqual(treeOf(frame.element), reference(xml));
    }),
  ),
  holds(
    'ends, whatever it is given',
    5000,
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary', maxLength: 100 })), (text) => {
      assert.equal(typeof parseFrame(text).ok, 'boolean');
      rootName(text);
    }),
  ),
  holds(
    'takes no longer for what repeats',
    20,
    fc.property(fc.constantFrom('', '<a>', '<a b="', '<a ', '<'), piece, (before, pieces) => {
      const repeated = pieces.join('');
      const text = before + repeated.repeat(Math.ceil(SIZE / Math.max(1, repeated.length)));
      const started = performance.now();
      parseFrame(text);
      assert.ok(performance.now() - started < LONG);
    }),
  ),
];
