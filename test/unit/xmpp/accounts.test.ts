/** What servers say of accounts, and what they are told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAccountPage } from '../../../src/xmpp/account-commands.js';
import { dataForm } from '../../../src/xmpp/xep0004-data-forms.js';
import { parsePersonCard, vcardSet } from '../../../src/xmpp/xep0054-vcard.js';
import {
  readLastLogin,
  readOnline,
  readRegistered,
  readRegisteredCount,
} from '../../../src/xmpp/xep0133-service-administration.js';
import { parseTimeOffset } from '../../../src/xmpp/xep0202-entity-time.js';
import { readInvitation } from '../../../src/xmpp/xep0401-invitations.js';
import type { Element } from '../../../src/xmpp/element.js';
import { element, says } from './tree.js';

function result(fields: Readonly<Record<string, readonly string[]>>): Element {
  return dataForm(
    'result',
    'urn:x',
    Object.entries(fields).map(([name, values]) => ({ name, values })),
  );
}

test('who is online is told by device, whatever the device is called', () => {
  const lines = [
    'ida@example.com',
    ' - phone: available(5), IP: [192.0.2.1]',
    ' - a: b(c), IP: [x]: unavailable(-), IP: [2001:db8::1]',
    'maya@example.com',
    'zoe@example.com',
    ' - laptop: dnd(-1), IP: [<unknown>]',
  ];
  assert.deepEqual(readOnline(result({ onlineuserjids: lines })), [
    'ida@example.com/phone',
    'ida@example.com/a: b(c), IP: [x]',
    'maya@example.com',
    'zoe@example.com/laptop',
  ]);
  assert.deepEqual(readOnline(undefined), []);
});

test('accounts and their number are read, and what is no number is none', () => {
  assert.deepEqual(readRegistered(result({ registereduserjids: ['a@x', '', 'b@x'] })), ['a@x', 'b@x']);
  assert.equal(readRegisteredCount(result({ registeredusersnum: ['10001'] })), 10_001);
  for (const value of ['', 'many', '-1', '1e3']) {
    assert.equal(readRegisteredCount(result({ registeredusersnum: [value] })), undefined, value);
  }
});

test('the last sign-in is a time of the clock of the server, or none', () => {
  assert.equal(readLastLogin(result({ lastlogin: ['2026-11-26 23:51:02'] })), Date.UTC(2026, 10, 26, 23, 51, 2));
  for (const value of ['Never', 'Online', '2026-13-45 99:99:99', '']) {
    assert.equal(readLastLogin(result({ lastlogin: [value] })), undefined, value);
  }
});

test('what time it is elsewhere is told by the difference', () => {
  const answer = (tzo: string): Element =>
    element(
      `<iq type='result'><time xmlns='urn:xmpp:time'><tzo>${tzo}</tzo><utc>2026-11-26T00:00:00Z</utc></time></iq>`,
    );
  assert.equal(parseTimeOffset(answer('Z')), 0);
  assert.equal(parseTimeOffset(answer('+05:30')), 19_800_000);
  assert.equal(parseTimeOffset(answer('-08:00')), -28_800_000);
  assert.equal(parseTimeOffset(answer('soon')), undefined);
  assert.equal(parseTimeOffset(element("<iq type='result'/>")), undefined);
});

describe('an invitation', () => {
  const URI = 'xmpp:example.com?register;preauth=abc';

  test('is a link, with a page and an end where there are some', () => {
    assert.deepEqual(readInvitation(result({ uri: [URI] })), {
      uri: URI,
      page: undefined,
      expires: undefined,
      username: undefined,
    });
    const full = { uri: [URI], 'landing-url': ['https://example.com/i/abc'], expire: ['2026-12-03T23:48:52Z'] };
    assert.deepEqual(readInvitation(result(full)), {
      uri: URI,
      page: 'https://example.com/i/abc',
      expires: Date.UTC(2026, 11, 3, 23, 48, 52),
      username: undefined,
    });
  });

  test('says for whom it is', () => {
    const of = (address: string): string | undefined =>
      readInvitation(result({ uri: [`xmpp:${address}?register;preauth=abc`] }))?.username;
    assert.equal(of('maya@example.com'), 'maya');
    assert.equal(of('ma%C3%AFa@example.com'), 'maïa');
    assert.equal(of('%@example.com'), '%');
  });

  test('is nothing else', () => {
    for (const uri of ['', 'javascript:alert(1)', 'https://example.com?register', 'xmpp:']) {
      assert.equal(readInvitation(result({ uri: [uri] })), undefined, uri);
    }
    const link = readInvitation(result({ uri: [URI], 'landing-url': ['javascript:alert(1)'], expire: ['soon'] }));
    assert.ok(link && link.page === undefined && link.expires === undefined);
  });
});

describe('a card', () => {
  const PERSON = { firstName: 'Zoë', lastName: 'O & N', mail: 'z@example.com', title: 'CTO' };

  test('is written, and read as it was', () => {
    const card = vcardSet(PERSON);
    assert.ok(
      says(
        card,
        "<vCard xmlns='vcard-temp'><FN>Zoë O &amp; N</FN><N><FAMILY>O &amp; N</FAMILY><GIVEN>Zoë</GIVEN></N>" +
          '<EMAIL><INTERNET/><PREF/><USERID>z@example.com</USERID></EMAIL><TITLE>CTO</TITLE></vCard>',
      ),
    );
    assert.deepEqual(parsePersonCard(element(`<iq>${card.toString()}</iq>`)), PERSON);
  });

  test('of somebody without a mail address or a title has none', () => {
    const card = vcardSet({ ...PERSON, mail: '', title: '' });
    assert.equal(card.getChild('EMAIL'), undefined);
    assert.equal(card.getChild('TITLE'), undefined);
  });

  test('has the address that is preferred, and a name that is in no parts', () => {
    const iq = element(
      "<iq><vCard xmlns='vcard-temp'><FN>Ida Ek</FN><EMAIL><USERID>old@x</USERID></EMAIL>" +
        '<EMAIL><PREF/><USERID>new@x</USERID></EMAIL></vCard></iq>',
    );
    assert.deepEqual(parsePersonCard(iq), { firstName: '', lastName: 'Ida Ek', mail: 'new@x', title: '' });
    assert.deepEqual(parsePersonCard(element('<iq/>')), { firstName: '', lastName: '', mail: '', title: '' });
  });
});

test('a page of accounts is read, with nothing that could reorder what stands around it', () => {
  const page = readAccountPage(
    element(
      "<x xmlns='jabber:x:data' type='result'><field var='more'><value>true</value></field><item>" +
        "<field var='jid'><value>a@x</value></field><field var='disabled'><value>1</value></field>" +
        "<field var='sessions'><value>2</value></field><field var='first_name'><value>\u202EIda</value></field></item></x>",
    ),
  );
  assert.deepEqual(page, {
    accounts: [
      {
        jid: 'a@x',
        isDisabled: true,
        sessions: 2,
        card: { firstName: 'Ida', lastName: '', mail: '', title: '' },
      },
    ],
    hasMore: true,
  });
});
