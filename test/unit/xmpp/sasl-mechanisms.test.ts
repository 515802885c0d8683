import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { oauthMechanism, plainMechanism, tokenMechanism } from '../../../src/xmpp/sasl-mechanisms.js';
import { text, utf8 } from './octets.js';

const TOKEN = { mechanism: 'HT-SHA-256-NONE', token: 'secret-token:fast-Oeie4nmlUoLHXca_YgkjwexX8kUmdwdf', expiry: '' };

function hmac(word: string): Buffer {
  return createHmac('sha256', TOKEN.token).update(word).digest();
}

test('PLAIN sends name and password in UTF-8, without an authorisation identity', async () => {
  const mechanism = plainMechanism('maya', 'пароль');
  assert.equal(mechanism.name, 'PLAIN');
  assert.equal(text(await mechanism.start()), '\0maya\0пароль');
});

test('OAUTHBEARER sends the address and the token as RFC 7628 §3.1 has it', async () => {
  const mechanism = oauthMechanism('maya@example.com', 'vF9dft4qmT');
  assert.equal(mechanism.name, 'OAUTHBEARER');
  assert.equal(text(await mechanism.start()), 'n,a=maya@example.com,\u0001auth=Bearer vF9dft4qmT\u0001\u0001');
});

test('OAUTHBEARER answers what is wrong as RFC 7628 §3.2.3 has it, so that the server can fail', async () => {
  const mechanism = oauthMechanism('maya@example.com', 'old');
  assert.equal(text(await mechanism.respond(utf8('{"status":"invalid_token"}'))), '\u0001');
  await assert.rejects(async () => mechanism.respond(utf8('{"status":"invalid_token"}')));
});

test('a token is proved, not sent', async () => {
  const mechanism = await tokenMechanism('maya', TOKEN);
  assert.equal(mechanism.name, 'HT-SHA-256-NONE');
  const sent = Buffer.from(await mechanism.start());
  assert.deepEqual(sent, Buffer.concat([Buffer.from('maya\0'), hmac('Initiator')]));
});

test('with a token the server has to prove that it knows it, too', async () => {
  const mechanism = await tokenMechanism('maya', TOKEN);
  assert.equal(mechanism.isGenuine(hmac('Responder')), true);
  for (const final of [
    undefined,
    new Uint8Array(),
    hmac('Initiator'),
    hmac('Responder').subarray(1),
    Buffer.concat([hmac('Responder'), Buffer.from([0])]),
  ]) {
    assert.equal(mechanism.isGenuine(final), false);
  }
});

test('neither PLAIN nor a token answers a challenge: there is none', async () => {
  for (const mechanism of [plainMechanism('maya', 'x'), await tokenMechanism('maya', TOKEN)]) {
    await assert.rejects(async () => mechanism.respond(utf8('more')));
  }
});
