import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseRoster, parseRosterPush, rosterGet, rosterRemove, rosterSet } from '../../../src/xmpp/rfc6121-roster.js';
import vectors from '../../vectors/stanzas/roster.json' with { type: 'json' };
import { contact, MAYA } from '../core/device.js';
import { element, says } from './tree.js';

describe('a contact list is read:', () => {
  for (const { why, xml, json } of vectors.result)
    test(why, () => assert.deepEqual(parseRoster(element(xml)) ?? null, json));
});

describe('a push is read:', () => {
  for (const { why, xml, json } of vectors.push) {
    test(why, () => assert.deepEqual(parseRosterPush(element(xml)) ?? null, json));
  }
});

test('the contact list is asked for', () => {
  assert.ok(says(rosterGet(), "<query xmlns='jabber:iq:roster'/>"));
});

test('a contact is written with its name and groups', () => {
  const written = rosterSet(contact(MAYA, { name: 'Maya & Co', groups: ['Sales', '<b>'], subscription: 'both' }));
  const expected =
    "<query xmlns='jabber:iq:roster'><item jid='maya@example.com' name='Maya &amp; Co'><group>Sales</group><group>&lt;b></group></item></query>";
  assert.ok(says(written, expected));
});

test('a contact without a name is written without one', () => {
  assert.ok(says(rosterSet(contact(MAYA)), "<query xmlns='jabber:iq:roster'><item jid='maya@example.com'/></query>"));
});

test('a contact is removed', () => {
  const expected = "<query xmlns='jabber:iq:roster'><item jid='maya@example.com' subscription='remove'/></query>";
  assert.ok(says(rosterRemove(MAYA), expected));
});
