import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { displayText, isValidXmlText, validXmlText } from '../../../src/xmpp/characters.js';

/** XML 1.0 §2.2, as it is written there. */
function mayStandInXml(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000
  );
}

test('a character may stand in XML exactly if the standard says so', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    if (isValidXmlText(character) !== mayStandInXml(code)) assert.fail(code.toString(16));
  }
});

test('what may not stand in XML is replaced, everything else stays', () => {
  assert.equal(validXmlText('a\u0000b\u000cc\ud800d\udc00e\uffff'), 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffd');
  assert.equal(validXmlText('tab\tline\nbee🐝'), 'tab\tline\nbee🐝');
});

test('whatever is replaced, the result may stand in XML, and is as long as before', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      (text) => {
        const valid = validXmlText(text);
        assert.ok(isValidXmlText(valid));
        assert.equal(valid.length, text.length);
      },
    ),
  );
});

describe('text of others is made fit to be shown:', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a short text stays', 'Maya from sales', 'Maya from sales'],
    ['spaces at its ends go', '  Maya ', 'Maya'],
    ['line breaks and tabs are spaces', 'one\ntwo\r\n\tthree\u2028four\u2029five', 'one two three four five'],
    ['control characters are spaces', 'a\u0000\u0007b\u0085c', 'a b c'],
    ['direction overrides go', '\u202Eevil\u202C \u202Aa\u202Bb\u202Dc', 'evil abc'],
    ['direction isolates go', '\u2066a\u2067b\u2068c\u2069', 'abc'],
    ['private-use characters and halves of pairs go', 'a\ue000b\ud800c', 'abc'],
    ['right-to-left text stays', 'שלום', 'שלום'],
    ['joined emoji stay joined', '👩‍💻', '👩‍💻'],
    ['markup is text', '<b>hi</b>', '<b>hi</b>'],
    ['what is nothing but controls is nothing', '\u0000\n\u202e', ''],
  ];
  for (const [why, text, shown] of cases) test(why, () => assert.equal(displayText(text, 50), shown));

  test('a long text is cut, and says so', () => {
    assert.equal(displayText('x'.repeat(11), 10), `${'x'.repeat(10)}…`);
    assert.equal(displayText('x'.repeat(10), 10), 'x'.repeat(10));
  });

  test('it is not cut in the middle of what people see as one character', () => {
    assert.equal(displayText('abc👩‍💻def', 5), 'abc…');
    assert.equal(displayText('abce\u0301f', 4), 'abc…');
    assert.equal(displayText('ab🇩🇪cd', 5), 'ab…');
    assert.equal(displayText('abc🐝d', 4), 'abc…');
  });

  test('it does not end in a space before the ellipsis', () => {
    assert.equal(displayText('abc def ghi', 4), 'abc…');
  });

  test('one character that is built of a thousand is left out', () => {
    assert.equal(displayText(`a${'\u0301'.repeat(1000)}`, 10), '…');
  });

  test('whatever it was, it is no longer than asked for, and may stand in XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (text, longest) => {
        const shown = displayText(text, longest);
        assert.ok(shown.length <= longest + 1, shown);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
      { numRuns: 1000 },
    );
  });
});
