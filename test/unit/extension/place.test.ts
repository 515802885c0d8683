import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPlace, parsePlace } from '../../../src/extension/place.js';
import { jid, OTTO } from '../core/device.js';

for (const place of [
  { tab: 'requests', jid: null },
  { tab: 'chats', jid: null },
  { tab: 'chats', jid: OTTO },
  { tab: 'chats', jid: jid('a\\20b+%#?=é@example.org') },
] as const) {
  test(`the place ${formatPlace(place)} is read as it was written`, () => {
    assert.deepEqual(parsePlace(formatPlace(place)), place);
  });
}

test('what names no place is none, and who is nobody is not talked to', () => {
  for (const hash of ['', '#', '#nowhere', '#Chats']) assert.equal(parsePlace(hash), undefined);
  for (const hash of ['#chats/', '#chats/%', '#chats/@', '#chats/%20', '#chats/<img>@']) {
    assert.deepEqual(parsePlace(hash), { tab: 'chats', jid: null });
  }
  assert.deepEqual(parsePlace('#contacts/otto@example.org'), { tab: 'contacts', jid: null });
});
