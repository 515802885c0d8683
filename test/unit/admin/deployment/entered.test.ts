import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEntered, type Entered } from '../../../../src/admin/deployment/entered.js';
import { CHROME_EXTENSION_ID, FIREFOX_EXTENSION_ID } from '../../../../src/admin/deployment/extension-ids.js';

const NOTHING: Entered = {
  service: '',
  chromeUpdateUrl: '',
  firefoxInstallUrl: '',
  chromeExtensionId: CHROME_EXTENSION_ID,
  firefoxExtensionId: FIREFOX_EXTENSION_ID,
};
const REST = { draft: null, domain: 'acme.example', pin: false };

test('nothing needs to be entered', () => {
  assert.deepEqual(readEntered(NOTHING, REST), {
    ok: true,
    input: {
      ...REST,
      service: undefined,
      chromeUpdateUrl: undefined,
      firefoxInstallUrl: undefined,
      chromeExtensionId: CHROME_EXTENSION_ID,
      firefoxExtensionId: FIREFOX_EXTENSION_ID,
    },
  });
});

test('what is entered is taken as browsers and the extension will read it', () => {
  const read = readEntered(
    {
      service: ' wss://Chat.acme.example/ws ',
      chromeUpdateUrl: 'https://acme.example/updates.xml',
      firefoxInstallUrl: 'https://acme.example/im.xpi',
      chromeExtensionId: ` ${'abcdefghijklmnop'.repeat(2)}`,
      firefoxExtensionId: '{01234567-89ab-cdef-0123-456789ABCDEF}',
    },
    REST,
  );
  assert.ok(read.ok);
  assert.equal(read.input.service, 'wss://chat.acme.example/ws');
  assert.equal(read.input.chromeExtensionId, 'abcdefghijklmnop'.repeat(2));
});

for (const [field, text] of [
  ['service', 'https://chat.acme.example'],
  ['service', 'ws://chat.acme.example/ws'],
  ['service', 'chat.acme.example'],
  ['chromeUpdateUrl', 'http://acme.example/updates.xml'],
  ['firefoxInstallUrl', 'acme.example/im.xpi'],
  ['chromeExtensionId', ''],
  ['chromeExtensionId', 'q'.repeat(32)],
  ['chromeExtensionId', 'a'.repeat(31)],
  ['firefoxExtensionId', ''],
  ['firefoxExtensionId', 'im-contact-requests'],
  ['firefoxExtensionId', 'im@acme.example\\x'],
] as const) {
  test(`“${text}” is refused as ${field}, with a reason, and nothing else is`, () => {
    const read = readEntered({ ...NOTHING, [field]: text }, REST);
    assert.ok(!read.ok);
    assert.deepEqual(Object.keys(read.errors), [field]);
    assert.match(read.errors[field] ?? '', /\.$|https:\/\/$/);
  });
}
