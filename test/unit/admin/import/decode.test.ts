import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText, type Encoding } from '../../../../src/admin/import/decode.js';

const TEXT = 'firstName;lastName\r\nZoë;Ørsted 🙂\r\n';

function utf16(text: string, bigEndian: boolean): number[] {
  return text.split('').flatMap((unit) => {
    const code = unit.charCodeAt(0);
    return bigEndian ? [code >> 8, code & 255] : [code & 255, code >> 8];
  });
}

const FILES: Readonly<Record<string, readonly [readonly number[], Encoding]>> = {
  'UTF-8': [[...Buffer.from(TEXT)], 'utf-8'],
  'UTF-8 with a byte order mark': [[0xef, 0xbb, 0xbf, ...Buffer.from(TEXT)], 'utf-8'],
  'UTF-16 LE with a byte order mark': [[0xff, 0xfe, ...utf16(TEXT, false)], 'utf-16le'],
  'UTF-16 BE with a byte order mark': [[0xfe, 0xff, ...utf16(TEXT, true)], 'utf-16be'],
  'UTF-16 LE without one': [utf16(TEXT, false), 'utf-16le'],
  'UTF-16 BE without one': [utf16(TEXT, true), 'utf-16be'],
};
for (const [title, [octets, encoding]] of Object.entries(FILES)) {
  test(`reads ${title}`, () => {
    assert.deepEqual(decodeText(new Uint8Array(octets)), { ok: true, text: TEXT, encoding });
  });
}

test('an empty file is an empty text', () => {
  assert.deepEqual(decodeText(new Uint8Array()), { ok: true, text: '', encoding: 'utf-8' });
});

const BAD: Readonly<Record<string, readonly [readonly number[], number]>> = {
  'Windows-1252': [[...Buffer.from('a,b\r\nc,d\r\n'), 0x5a, 0x6f, 0xeb, 0x0d, 0x0a], 3],
  'a character that the line cuts off': [[...Buffer.from('a\nb'), 0xc3, 0x0a, 0x62], 2],
  'a character that the file cuts off': [[...Buffer.from('a\rb\rc'), 0xe2, 0x82], 3],
  'half a surrogate pair in UTF-16': [[0xff, 0xfe, ...utf16('a\r\nb\r\n\ud83d\r\nc', false)], 3],
  'an odd octet at the end of UTF-16': [[0xfe, 0xff, ...utf16('a\nb', true), 0], 2],
};
for (const [title, [octets, line]] of Object.entries(BAD)) {
  test(`refuses ${title}, and names the line`, () => {
    const decoded = decodeText(new Uint8Array(octets));
    assert.ok(!decoded.ok);
    assert.equal(decoded.line, line);
  });
}
