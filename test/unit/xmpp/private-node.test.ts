import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { SHARDS, type Mark, type Preference } from '../../../src/core/marks.js';
import {
  formatMarks,
  formatPreference,
  marksItem,
  parseMarks,
  parsePreference,
  formatInvitations,
  formatOptions,
  parseInvitations,
  parseOptions,
  parsePrivateItems,
  PRIVATE_NODE_CONFIG,
  shardOfItem,
} from '../../../src/xmpp/private-node.js';
import vectors from '../../vectors/stanzas/private-node.json' with { type: 'json' };
import { element, says } from './tree.js';

describe('a preference is read and written:', () => {
  for (const { why, xml, json } of vectors.preference as readonly { why: string; xml: string; json: Preference }[]) {
    test(why, () => {
      assert.deepEqual(parsePreference(element(xml)), json);
      assert.ok(says(formatPreference(json), xml));
    });
  }
});

describe('a preference cannot be read:', () => {
  for (const { why, xml } of vectors.unreadablePreference) {
    test(why, () => assert.equal(parsePreference(element(xml)), undefined));
  }
  test('nothing at all', () => assert.equal(parsePreference(undefined), undefined));
});

type Entries = readonly (readonly [BareJid, Mark])[];

describe('marks are read and written:', () => {
  for (const { why, xml, json } of vectors.marks) {
    test(why, () => {
      assert.deepEqual(parseMarks(element(xml)), json);
      assert.ok(says(formatMarks(json as unknown as Entries), xml));
    });
  }
});

describe('marks are read:', () => {
  for (const { why, xml, json } of vectors.readMarks) test(why, () => assert.deepEqual(parseMarks(element(xml)), json));
  test('nothing at all', () => assert.deepEqual(parseMarks(undefined), []));
});

test('a thousand marks are written within the limits of common servers', () => {
  const marks = Array.from({ length: 1000 }, (_, i): [BareJid, Mark] => [
    `somebody-with-a-long-name-${i}@department.example.com` as BareJid,
    { act: 'ignore', at: Date.UTC(2026, 0), done: true, takeBack: false },
  ]);
  // Prosody 0.12 takes 256 kB from a client, ejabberd 23.01 as Debian configures it the same.
  assert.ok(formatMarks(marks).toString().length < 256 * 1024);
});

test('each shard has an item, and the node holds all of them', () => {
  for (let shard = 0; shard < SHARDS; shard++) assert.equal(shardOfItem(marksItem(shard)), shard);
  assert.ok(Number(PRIVATE_NODE_CONFIG.max_items) > SHARDS);
  assert.equal(PRIVATE_NODE_CONFIG.access_model, 'whitelist');
});

for (const id of [
  '',
  'preference',
  'marks-',
  'marks-16',
  'marks-99',
  'marks-100',
  'marks--1',
  'marks-1x',
  'xmarks-1',
  'marks-1.5',
]) {
  test(`item "${id}" holds no marks`, () => assert.equal(shardOfItem(id), undefined));
}

test('everything on the node is read from one answer, in whatever order', () => {
  const [preference] = vectors.preference;
  const [marks] = vectors.marks;
  const items = [
    { id: 'marks-3', payload: element(marks?.xml ?? '') },
    { id: 'later', payload: element('<later/>') },
    { id: 'preference', payload: element(preference?.xml ?? '') },
    { id: 'marks-4', payload: undefined },
  ];
  assert.deepEqual(parsePrivateItems(items), {
    preference: preference?.json,
    marks: marks?.json,
    options: [],
    invitations: [],
  });
  assert.deepEqual(parsePrivateItems([]), { preference: null, marks: [], options: [], invitations: [] });
});

test('options are read and written, and what no option may be is passed over', () => {
  const options = [['theme', { value: 'dark', at: Date.UTC(2026, 10, 24) }]] as const;
  const xml =
    "<options xmlns='urn:im-contact-requests:private:1'><option name='theme' value='dark' at='2026-11-24T00:00:00.000Z'/></options>";
  assert.ok(says(formatOptions(options), xml));
  assert.deepEqual(parseOptions(element(xml)), options);
  assert.deepEqual(parseOptions(element(xml.replace("'dark'", "'pink'"))), []);
});

test('invitations are read and written', () => {
  const at = Date.UTC(2026, 10, 24);
  const invitation = {
    token: 't1',
    label: 'Fair <1>',
    created: at,
    expires: at + 1000,
    once: true,
    revoked: false,
    usedBy: ['maya@example.com'] as BareJid[],
    at,
  };
  const written = formatInvitations([invitation]);
  assert.deepEqual(parseInvitations(element(written.toString())), [invitation]);
});
