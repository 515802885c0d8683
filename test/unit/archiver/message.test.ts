import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { composeMail, mailOf, oneLine } from '../../../src/archiver/deliver/mail.js';
import { readMessage, type Message } from '../../../src/archiver/message.js';
import { recordOf } from '../../../src/archiver/record.js';
import { AT, chat, row } from './rows.js';

const ANNA = 'anna@example.com';
const BOB = 'bob@example.com';

function message(xml: string, owner = ANNA): Message {
  const read = readMessage(row(1, owner, xml));
  assert.ok(read);
  return read.message;
}

describe('a row of the archive', () => {
  test('is a message of one to another, with all that was said', () => {
    const xml = `<message from="${ANNA}/desk" to="${BOB}" id="m1" type="chat"><subject>Lunch</subject><body>At &lt;noon&gt;?</body><thread>t</thread></message>`;
    const read = readMessage(row(7, ANNA, xml));
    assert.deepEqual(read && recordOf(read.message), {
      id: read?.message.id,
      at: new Date(AT + 7000).toISOString(),
      type: 'chat',
      from: `${ANNA}/desk`,
      to: BOB,
      conversation: [ANNA, BOB],
      subject: 'Lunch',
      body: 'At <noon>?',
      thread: 't',
      stanzaId: 'm1',
      xml,
    });
    assert.match(read?.message.id ?? '', /^id7\.[0-9a-f]{12}@example\.com$/);
  });

  test('has an id that mail and HTTP can have, whatever the domain', () => {
    const idOf = (owner: string): string => message(`<message from="${owner}" to="${BOB}"><body>x</body></message>`, owner).id; // prettier-ignore
    assert.match(idOf('anna@bücher.example'), /@xn--bcher-kva\.example$/);
    assert.match(idOf('anna@例え.example'), /@xn--r8jz45g\.example$/);
    assert.match(idOf('anna@a‧b.example'), /^[\x21-\x7e]+$/);
  });

  test('is delivered if it says anything at all, and not if it is a signal', () => {
    const inside = (children: string): unknown =>
      readMessage(row(1, ANNA, `<message from="${ANNA}/a" to="${BOB}">${children}</message>`));
    for (const said of [
      '<body>x</body>',
      '<subject>x</subject>',
      '<encrypted xmlns="eu.siacs.conversations.axolotl"/>',
      '<reactions xmlns="urn:xmpp:reactions:0" id="1"/>',
      '<x xmlns="jabber:x:conference" jid="room@example.com"/>',
    ]) {
      assert.ok(inside(said), said);
    }
    for (const signal of [
      '',
      '<received xmlns="urn:xmpp:receipts" id="1"/>',
      '<displayed xmlns="urn:xmpp:chat-markers:0" id="1"/><store xmlns="urn:xmpp:hints"/>',
      '<composing xmlns="http://jabber.org/protocol/chatstates"/><thread>t</thread>',
    ]) {
      assert.equal(inside(signal), undefined, signal);
    }
  });

  test('that cannot be read is delivered as it is', () => {
    for (const xml of [
      '',
      'x',
      '<message><body>',
      '<presence/>',
      '<message><body>\u0000</body></message>',
      '<!DOCTYPE x>',
    ]) {
      const read = readMessage(row(1, ANNA, xml, { peer: row(1, BOB, '').owner }));
      assert.equal(read?.message.isUnreadable, true, xml);
      assert.deepEqual(read.message.participants, [ANNA, BOB]);
      assert.equal(recordOf(read.message).xml, xml);
    }
  });

  test('of a room names the room, and who spoke where the server says so', () => {
    const xml = '<message from="hall@rooms.example.com/Anna" type="groupchat"><body>x</body></message>';
    const [hall, anna] = [row(1, 'hall@rooms.example.com', '').owner, row(1, ANNA, '').owner];
    const known = readMessage(row(1, hall, xml, { isRoom: true, peer: anna }));
    assert.deepEqual(known?.message.participants, [hall, anna]);
    assert.deepEqual(known.message.conversation, [hall]);
    const told = xml.replace(
      '<body>',
      `<x xmlns="http://jabber.org/protocol/muc#user"><item jid="${ANNA}/x"/></x><body>`,
    );
    assert.deepEqual(readMessage(row(1, hall, told, { isRoom: true }))?.message.participants, [hall, anna]);
    assert.deepEqual(readMessage(row(1, hall, xml, { isRoom: true }))?.message.participants, [hall]);
  });
});

describe('two rows are one message', () => {
  const key = (owner: string, xml: string): string => readMessage(row(1, owner, xml))?.once.key ?? '';
  const sent = chat(`${ANNA}/desk`, BOB, 'hello', 'm1');

  test('where they are the copies of its two people, whatever the server added', () => {
    const received = sent
      .replace('<message', '<message xml:lang="en" xmlns="jabber:client"')
      .replace(
        '</message>',
        '<stanza-id xmlns="urn:xmpp:sid:0" id="9" by="bob@example.com"/><delay xmlns="urn:xmpp:delay" stamp="2026-11-27T12:00:00Z"/></message>',
      );
    assert.equal(key(ANNA, sent), key(BOB, received));
    assert.equal(readMessage(row(1, ANNA, sent))?.once.side, 'out');
    assert.equal(readMessage(row(1, BOB, received))?.once.side, 'in');
  });

  test('where a client has sent it again from another connection, and not where anything else differs', () => {
    assert.equal(key(ANNA, sent), key(ANNA, chat(`${ANNA}/phone`, `${BOB}/x`, 'hello', 'm1')));
    for (const other of [
      chat(`${ANNA}/desk`, BOB, 'hello', 'm2'),
      chat(`${ANNA}/desk`, BOB, 'Hello', 'm1'),
      chat(`${BOB}/desk`, ANNA, 'hello', 'm1'),
      chat(`${ANNA}/desk`, 'eve@example.com', 'hello', 'm1'),
      sent.replace('</message>', '<x xmlns="urn:other" a="1"/></message>'),
    ]) {
      assert.notEqual(key(ANNA, sent), key(ANNA, other), other);
    }
  });

  test('never in rooms, where each stands once', () => {
    const xml = '<message from="hall@rooms.example.com/Anna" type="groupchat" id="1"><body>x</body></message>';
    const of = (archiveId: string): unknown =>
      readMessage(row(1, 'hall@rooms.example.com', xml, { isRoom: true, archiveId }))?.once.key;
    assert.notEqual(of('a'), of('b'));
  });
});

describe('a mail', () => {
  const HOSTILE = [
    'x\r\nBcc: eve@example.org', 'x\nSubject: other', '\u202emoc.elpmaxe', 'a'.repeat(100_000), '\u0000\u0007', '=?utf-8?q?x?=', '"><script>',
    'ünï\u2028cödé', '😀'.repeat(500),
  ]; // prettier-ignore

  /** The header of a mail, as lines that were folded for their length alone. */
  async function header(of: Message): Promise<readonly string[]> {
    const mail = (await composeMail(mailOf(of, 'archive@example.com'))).toString('latin1');
    return mail.slice(0, mail.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
  }

  const FIELDS = [
    'Auto-Submitted', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'References', 'Sender', 'Subject', 'To',
    'X-Xmpp-Conversation', 'X-Xmpp-From', 'X-Xmpp-To',
  ]; // prettier-ignore

  for (const text of HOSTILE) {
    test(`has the fields that it is to have, whoever writes ${JSON.stringify(text.slice(0, 20))}`, async () => {
      const plain = message(chat(ANNA, BOB, 'x', 'm'));
      for (const of of [
        { ...plain, subject: text },
        { ...plain, body: text },
        { ...plain, from: text, to: text, conversation: [text, text] },
      ]) {
        const lines = await header(of);
        assert.deepEqual(lines.map((line) => line.slice(0, line.indexOf(':'))).sort(), FIELDS);
        for (const line of lines.flatMap((one) => one.split('\r\n'))) {
          assert.ok(line.length <= 998, `${line.length}: ${line.slice(0, 100)}`);
          assert.match(line, /^[\t\x20-\x7e]*$/);
        }
      }
    });
  }

  test('has the addresses of people where mail can have them, and the message as text and as it was', async () => {
    const mail = (
      await composeMail(mailOf(message(chat(`${ANNA}/desk`, BOB, 'Grüße', 'm')), 'archive@example.com'))
    ).toString();
    assert.match(mail, /^From: "?anna@example\.com\/desk"? <anna@example\.com>/m);
    assert.match(mail, /^To: "?bob@example\.com"? <bob@example\.com>/m);
    assert.match(mail, /^Message-ID: <id1\.[0-9a-f]{12}@example\.com>/m);
    assert.match(mail, /Gr=C3=BC=C3=9Fe/);
    assert.match(mail, /filename=stanza\.xml/);
    const odd = mailOf(message(chat('jö;rg@evil.example/x', ANNA, 'x')), 'archive@example.com');
    assert.match(JSON.stringify(odd?.from), /@jid\.invalid/);
  });

  test('has the line ends of mail alone, whatever somebody has written', async () => {
    for (const body of [
      'a&#xD;b',
      'a&#xA;.&#xA;b',
      'a&#xD;.&#xD;b',
      'a&#xD;&#xA;b',
      '&#xD;',
      '&#xA;',
      `ü&#xD;${'x'.repeat(200)}`,
    ]) {
      const raw = (await composeMail(mailOf(message(chat(ANNA, BOB, body)), 'a@example.com'))).toString('latin1');
      assert.doesNotMatch(raw, /[^\r]\n|\r(?!\n)/, body);
    }
  });

  test('is the same to the octet each time', async () => {
    const of = message(chat(ANNA, BOB, 'x'.repeat(5000)));
    assert.deepEqual(await composeMail(mailOf(of, 'a@example.com')), await composeMail(mailOf(of, 'a@example.com')));
  });
});

test('a line for a log is one line, of what can be seen', () => {
  assert.equal(oneLine('a\r\nb\u202e\tc\u0000d'), 'a b c d');
  assert.equal(oneLine('x'.repeat(1000)).length, 301);
});
