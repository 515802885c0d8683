/** What comes from the other side of a connection: the server's stream, and a mail server's answers. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { smtpFault } from '../../../src/archiver/deliver/smtp.js';
import type { SmtpSettings } from '../../../src/archiver/endpoint.js';
import { faultText } from '../../../src/archiver/result.js';
import { StanzaSplitter, type StreamPart } from '../../../src/archiver/stanza-splitter.js';

describe('a stream', () => {
  const OPEN = `<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' id='s1' xmlns:stream='http://etherx.jabber.org/streams'>`;
  const STANZAS = [
    '<handshake/>',
    `<iq type="set" a='x > y' b="'"><command xmlns="c"><x><value>1 &gt; 0</value><y/></x></command></iq>`,
    '<message><body>ü😀</body></message>',
  ];
  const whole = `${OPEN}${STANZAS.join('\n ')}</stream:stream>`;
  const expected: StreamPart[] = [
    { part: 'opened', id: 's1' },
    ...STANZAS.map((text): StreamPart => ({ part: 'stanza', text })),
    { part: 'closed', reason: 'closed' },
  ];

  test('is cut into its stanzas, whole or a character at a time', () => {
    assert.deepEqual(new StanzaSplitter().push(whole), expected);
    const splitter = new StanzaSplitter();
    assert.deepEqual(Array.from(whole).flatMap((character) => splitter.push(character)), expected); // prettier-ignore
  });

  test('says why it ends', () => {
    const error = `${OPEN}<stream:error><not-authorized xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error></stream:stream>`;
    assert.deepEqual(new StanzaSplitter().push(error)[1], { part: 'closed', reason: 'not-authorized' });
  });

  test('that never ends a stanza is given up', () => {
    const splitter = new StanzaSplitter();
    splitter.push(OPEN);
    let parts: readonly StreamPart[] = [];
    for (let megabyte = 0; megabyte < 20 && parts.length === 0; megabyte++)
      parts = splitter.push(`<iq>${'x'.repeat(100_000)}`);
    assert.deepEqual(parts, [{ part: 'closed', reason: 'too-long' }]);
  });

  test('is cut in no time, however long the beginning of a tag that has come', () => {
    const splitter = new StanzaSplitter();
    splitter.push(OPEN);
    const began = performance.now();
    // Anybody may send the archiver such a stanza; it took a minute once, and nothing was archived meanwhile.
    for (const tag of [`<${'a'.repeat(250_000)}`, ` b='${'c'.repeat(250_000)}`, `' ${'d'.repeat(250_000)}`])
      assert.deepEqual(splitter.push(tag), []);
    assert.ok(performance.now() - began < 1000);
    assert.equal(splitter.push(`='e'/>`).length, 1);
  });
});

describe('an answer of a mail server', () => {
  const settings: SmtpSettings = {
    type: 'smtp', host: 'mail.example.com', port: 587, security: 'starttls', sender: 'a@example.com', recipient: 'b@example.com', username: 'u',
    password: 'swordfish', caFile: '',
  }; // prettier-ignore

  for (const [error, reason] of [
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'connection-refused'],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'certificate-expired'],
    [{ code: 'EAUTH', responseCode: 535, response: '535 no', command: 'AUTH PLAIN' }, 'login-refused'],
    [{ code: 'EAUTH', responseCode: 454, response: '454 later', command: 'AUTH PLAIN' }, 'temporarily-refused'],
    [{ code: 'EAUTH', command: 'API' }, 'login-not-offered'],
    [{ code: 'ETLS', responseCode: 502, response: '502 what?', command: 'STARTTLS' }, 'starttls-not-offered'],
    [{ code: 'EENVELOPE', responseCode: 530, response: '530 log in', command: 'MAIL FROM' }, 'login-required'],
    [{ code: 'EENVELOPE', responseCode: 550, response: '550 no', command: 'MAIL FROM' }, 'sender-refused'],
    [{ code: 'EENVELOPE', responseCode: 550, response: '550 no', command: 'RCPT TO' }, 'recipient-refused'],
    [{ code: 'EENVELOPE', responseCode: 451, response: '451 greylisted', command: 'RCPT TO' }, 'temporarily-refused'],
    [{ code: 'EMESSAGE', responseCode: 552, response: '552 too large', command: 'DATA' }, 'message-too-large'],
    [{ code: 'EMESSAGE', responseCode: 554, response: '554 spam', command: 'DATA' }, 'message-refused'],
    [{ code: 'EMESSAGE', responseCode: 452, response: '452 disk full', command: 'DATA' }, 'temporarily-refused'],
    [{ code: 'ECONNECTION', command: 'CONN' }, 'connection-lost'],
    [new Error('what nobody has thought of'), 'connection-lost'],
  ] as const) {
    test(`is named: ${reason} (${'code' in error ? error.code : 'no code'})`, () => {
      const result = smtpFault(error, settings);
      assert.ok(!result.ok);
      assert.equal(result.fault.reason, reason);
      assert.doesNotMatch(faultText(result.fault), /swordfish|%/);
    });
  }

  test('is one line, however the server writes', () => {
    const result = smtpFault(
      { code: 'EMESSAGE', responseCode: 554, response: `554-a\r\n554 \u202e${'x'.repeat(5000)}`, command: 'DATA' },
      settings,
    );
    assert.ok(!result.ok && result.fault.detail.length <= 200 && !/[\r\n\u202e]/.test(result.fault.detail));
  });
});
