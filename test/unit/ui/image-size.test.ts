import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureSize } from '../../../src/ui/image-size.js';

// A picture of 3 by 2 pixels in each format; what follows the head does not matter.
const HEADS = {
  png: '89504e470d0a1a0a0000000d49484452000000030000000208020000',
  gif: '474946383961030002008000',
  'webp, simple': '52494646000000005745425056503820000000000000009d012a03000200',
  'webp, lossless': '5249464600000000574542505650384c000000002f02400000',
  'webp, extended': '524946460000000057454250565038580a00000000000000020000010000',
  jpeg: 'ffd8ffe000104a46494600010100000100010000ffc0001108000200030301',
};

for (const [format, head] of Object.entries(HEADS)) {
  test(`reads the size of a picture: ${format}`, () => {
    assert.deepEqual(pictureSize(Uint8Array.from(Buffer.from(head.padEnd(80, '0'), 'hex'))), { width: 3, height: 2 });
  });
}

for (const [what, head] of [
  ['nothing', ''],
  ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>').toString('hex')],
  ['a JPEG without a frame', `ffd8ffe00010${'00'.repeat(40)}`],
  ['a JPEG whose parts have no length', `ffd8${'ffe00000'.repeat(20)}`],
] as const) {
  test(`reads no size from ${what}`, () => {
    assert.equal(pictureSize(Uint8Array.from(Buffer.from(head, 'hex'))), undefined);
  });
}
