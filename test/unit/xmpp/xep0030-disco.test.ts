import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  Capabilities,
  discoInfoGet,
  discoItemsGet,
  hasIdentity,
  parseDiscoItems,
} from '../../../src/xmpp/xep0030-disco.js';
import vectors from '../../vectors/stanzas/disco-items.json' with { type: 'json' };
import { element, says } from './tree.js';

describe('services are read:', () => {
  for (const { why, xml, json } of vectors) test(why, () => assert.deepEqual(parseDiscoItems(element(xml)), json));
});

test('a service is known by its identity, whatever else it is', () => {
  const iq = element(
    "<iq><query xmlns='http://jabber.org/protocol/disco#info'><identity category='server' type='im'/><identity category='pubsub' type='service'/><feature var='x'/></query></iq>",
  );
  assert.equal(hasIdentity(iq, 'pubsub', 'service'), true);
  assert.equal(hasIdentity(iq, 'pubsub', 'pep'), false);
  assert.equal(hasIdentity(iq, 'server', 'service'), false);
  assert.equal(hasIdentity(element('<iq/>'), 'pubsub', 'service'), false);
});

test('asks for items and for information', () => {
  assert.ok(says(discoItemsGet(), "<query xmlns='http://jabber.org/protocol/disco#items'/>"));
  assert.ok(says(discoInfoGet(), "<query xmlns='http://jabber.org/protocol/disco#info'/>"));
});

/** XEP-0115 §5.1, done anew for what an answer says. */
function hashOf(answer: ReturnType<typeof element>): string {
  const query = answer.getChild('query');
  const identities = query?.getChildren('identity') ?? [];
  const features = query?.getChildren('feature') ?? [];
  const lines = [
    ...identities
      .map(({ attrs }) => `${attrs.category}/${attrs.type}/${attrs['xml:lang'] ?? ''}/${attrs.name ?? ''}`)
      .sort(),
    ...features.map(({ attrs }) => attrs.var ?? '').sort(),
  ];
  return createHash('sha1')
    .update(lines.map((line) => `${line}<`).join(''))
    .digest('base64');
}

const REQUEST = element(
  "<iq type='get' id='7' from='maya@example.com/x'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
);

test('the hash in our presence is the hash of what we answer', async () => {
  for (const nodes of [[], ['urn:b', 'urn:a'], ['http://zzz', 'urn:a']]) {
    const capabilities = new Capabilities(nodes);
    const { attrs } = await capabilities.element();
    assert.equal(attrs.ver, hashOf(capabilities.info(REQUEST)));
    assert.deepEqual([attrs.xmlns, attrs.hash], ['http://jabber.org/protocol/caps', 'sha-1']);
  }
});

test('we want to hear of the nodes that we name, in an order that does not depend on ours', async () => {
  const info = new Capabilities(['urn:a']).info(REQUEST).toString();
  assert.match(info, /urn:a\+notify/);
  const [one, other] = [new Capabilities(['urn:a', 'urn:b']), new Capabilities(['urn:b', 'urn:a'])];
  assert.equal((await one.element()).attrs.ver, (await other.element()).attrs.ver);
});

test('information is answered to who asked, for the node that they asked for', () => {
  const node =
    "<iq type='get' id='8' from='maya@example.com/x'><query xmlns='http://jabber.org/protocol/disco#info' node='n#1'/></iq>";
  const answer = new Capabilities([]).info(element(node));
  assert.deepEqual([answer.attrs.type, answer.attrs.id, answer.attrs.to], ['result', '8', 'maya@example.com/x']);
  assert.equal(answer.getChild('query')?.attrs.node, 'n#1');
  assert.equal(new Capabilities([]).info(REQUEST).getChild('query')?.attrs.node, undefined);
});
