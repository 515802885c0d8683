import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { parseFrame } from '../../../src/xmpp/frame-parser.js';
import { parseMessage } from '../../../src/xmpp/rfc6121-message.js';

const INA = 'ina@home.example' as BareJid;

function archiveId(...ids: readonly (readonly [by: string, id: string])[]): string | null | undefined {
  const written = ids.map(([by, id]) => `<stanza-id xmlns="urn:xmpp:sid:0" by="${by}" id="${id}"/>`).join('');
  const message = parseFrame(
    `<message xmlns="jabber:client" type="chat" from="eve@outside.example/a" to="${INA}"><body>Hi</body>${written}</message>`,
  );
  assert.ok(message.ok);
  return parseMessage(message.element, { account: INA, source: 'live', now: 0 })?.archiveId;
}

test('the id of our own server counts, and nobody else’s', () => {
  assert.equal(archiveId([INA, 'a'], ['eve@outside.example', 'b']), 'a');
  assert.equal(archiveId(['eve@outside.example', 'b']), null);
});

test('of several the last one counts, which our server has put behind what the sender wrote', () => {
  assert.equal(archiveId([INA, 'forged'], [INA, 'a']), 'a');
});

test('an id that is longer than any server makes one is none', () => {
  assert.equal(archiveId([INA, 'x'.repeat(1000)]), null);
});
