import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkify } from '../../../src/ui/linkify.js';

/** The links of a text, as they are shown. */
function links(text: string): string[] {
  return linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));
}

function hrefs(text: string): string[] {
  return linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));
}

describe('linkify', () => {
  const found: Readonly<Record<string, readonly string[]>> = {
    'see https://example.com/a?b=c#d now': ['https://example.com/a?b=c#d'],
    'HTTP://Example.com': ['HTTP://Example.com'],
    'mailto:ina@example.com, xmpp:otto@example.com?join': ['mailto:ina@example.com', 'xmpp:otto@example.com?join'],
    'Is it https://example.com/a?': ['https://example.com/a'],
    'It is https://example.com/a…': ['https://example.com/a'],
    '(see https://example.com/a).': ['https://example.com/a'],
    'https://example.com/Ruby_(language)': ['https://example.com/Ruby_(language)'],
    '(https://example.com/Ruby_(language))': ['https://example.com/Ruby_(language)'],
    '“https://example.com/a”': ['https://example.com/a'],
    '<https://example.com/a>': ['https://example.com/a'],
    '**https://example.com/a**': ['https://example.com/a'],
    'https://example.com/a\nhttps://example.org/b': ['https://example.com/a', 'https://example.org/b'],
    'http://[::1]:8080/a': ['http://[::1]:8080/a'],
    'https://münchen.example/bier': ['https://münchen.example/bier'],
    'https://пример.example/': ['https://пример.example/'],
    'https://例え.example/': ['https://例え.example/'],
  };
  for (const [text, expected] of Object.entries(found)) {
    it(`finds ${JSON.stringify(expected)} in ${JSON.stringify(text)}`, () => assert.deepEqual(links(text), expected));
  }

  const none = [
    'javascript:alert(1)',
    'data:text/html,<b>',
    'vbscript:x file:///etc/passwd ftp://example.com',
    'example.com and www.example.com',
    'xhttps://example.com',
    'https://',
    'http:///',
    'mailto:',
    'https://bank.example@elsewhere.example/',
    'https://ina:secret@example.com/',
  ];
  for (const text of none) it(`finds none in ${JSON.stringify(text)}`, () => assert.deepEqual(links(text), []));

  it('ends a link where an invisible character might turn it round', () => {
    assert.deepEqual(links('https://example.com/\u202Efdp.exe'), ['https://example.com/']);
  });

  it('shows a host that mixes alphabets, or is drawn like another one, as what it stands for', () => {
    assert.deepEqual(links('https://exаmple.com/a'), ['https://xn--exmple-4nf.com/a']);
    assert.deepEqual(links('https://аррӏе.com'), ['https://xn--80ak6aa92e.com']);
  });

  it('keeps every character of the text', () => {
    const text = 'a https://example.com/x. (b https://example.org) javascript:c';
    assert.equal(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
      text,
    );
  });

  it('leads where the text says', () => {
    assert.deepEqual(hrefs('https://example.com/a b'), ['https://example.com/a']);
    assert.deepEqual(hrefs('mailto:ina@example.com'), ['mailto:ina@example.com']);
  });

  it('is done quickly with a long text that is made to be slow', () => {
    const started = performance.now();
    for (const text of [`https://a/${')'.repeat(50_000)}`, 'https://a.b '.repeat(4000), 'http:'.repeat(10_000)]) {
      linkify(text);
    }
    assert.ok(performance.now() - started < 500);
  });

  it('makes no more than a hundred links of one text', () => {
    assert.equal(links('https://a.example '.repeat(500)).length, 100);
  });
});
