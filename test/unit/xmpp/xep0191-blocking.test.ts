import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blockListGet, blockSet, parseBlockList, parseBlockPush } from '../../../src/xmpp/xep0191-blocking.js';
import vectors from '../../vectors/stanzas/blocking.json' with { type: 'json' };
import { MAYA } from '../core/device.js';
import { element, says } from './tree.js';

describe('a block list is read:', () => {
  for (const { why, xml, json } of vectors.list) {
    test(why, () => {
      const jids = parseBlockList(element(xml));
      assert.deepEqual(jids ? [...jids] : null, json);
    });
  }
});

describe('a push is read:', () => {
  for (const { why, xml, json } of vectors.push) {
    test(why, () => {
      const push = parseBlockPush(element(xml));
      assert.deepEqual(push ? { ...push, jids: [...push.jids] } : null, json);
    });
  }
});

test('the block list is asked for', () => {
  assert.ok(says(blockListGet(), "<blocklist xmlns='urn:xmpp:blocking'/>"));
});

test('somebody is blocked by their bare address', () => {
  assert.ok(says(blockSet(MAYA, null), "<block xmlns='urn:xmpp:blocking'><item jid='maya@example.com'/></block>"));
});
