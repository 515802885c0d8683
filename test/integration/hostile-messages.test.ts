/** Messages of somebody who means harm, through a real server. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BareJid } from '../../src/core/jid.js';
import { parseFrame } from '../../src/xmpp/frame-parser.js';
import { parseMessage } from '../../src/xmpp/rfc6121-message.js';
import { CLIENT } from '../support/hostile.js';
import { HOME, OUTSIDE, startHome } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

test('an id in our archive that the sender has made up is not taken for one', async () => {
  const person = await scene.person(HOME);
  const client = await scene.client(person);
  await client.available();
  const stranger = await scene.contact(OUTSIDE);
  const forged = `<stanza-id xmlns="urn:xmpp:sid:0" by="${person.jid}" id="9999999999999999"/>`;
  stranger.send(`<message ${CLIENT} type="chat" to="${person.jid}" id="m"><body>Hello</body>${forged}</message>`);
  const message = parseFrame(await client.expect(/<body>Hello/));
  assert.ok(message.ok);
  const heard = parseMessage(message.element, { account: person.jid as BareJid, source: 'live', now: Date.now() });
  await client.iq('set', '<query xmlns="urn:xmpp:mam:2" queryid="q"/>');
  const archived = await client.expect(/<result/);
  assert.ok(heard?.archiveId);
  assert.match(archived, new RegExp(`<result[^>]* id=["']${heard.archiveId}["']`));
});
