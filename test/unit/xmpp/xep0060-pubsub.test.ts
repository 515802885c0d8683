import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createSet,
  itemsGet,
  parseItems,
  parsePubsubEvent,
  publishSet,
  subscribeSet,
  unsubscribeSet,
} from '../../../src/xmpp/xep0060-pubsub.js';
import { configGet, configSet, configValue } from '../../../src/xmpp/xep0060-pubsub-owner.js';
import { xml } from '../../../src/xmpp/element.js';
import vectors from '../../vectors/stanzas/pubsub-events.json' with { type: 'json' };
import { element, says } from './tree.js';

const PUBSUB = "xmlns='http://jabber.org/protocol/pubsub'";
const OWNER = "xmlns='http://jabber.org/protocol/pubsub#owner'";
const FORM = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/pubsub#node_config</value></field><field var='pubsub#access_model'><value>whitelist</value></field></x>`;

describe('an event is read:', () => {
  for (const { why, xml: text, json } of vectors) {
    test(why, () => {
      const event = parsePubsubEvent(element(text));
      const plain =
        event?.kind === 'items'
          ? { ...event, items: event.items.map(({ id, payload }) => ({ id, payload: payload?.name ?? null })) }
          : (event ?? null);
      assert.deepEqual(plain, json);
    });
  }
});

describe('the items of an answer are read', () => {
  const items = "<items node='n'><item id='1'><a/><b/></item><item/></items>";
  const read = (content: string): unknown =>
    parseItems(element(`<iq type='result'><pubsub ${PUBSUB}>${content}</pubsub></iq>`), 'n').map(({ id, payload }) => [
      id,
      payload?.name,
    ]);

  test('with the first element of each', () => {
    assert.deepEqual(read(items), [
      ['1', 'a'],
      ['', undefined],
    ]);
  });

  test('behind the paging of ejabberd 23.01', () => {
    const set = "<set xmlns='http://jabber.org/protocol/rsm'><count>1</count></set>";
    assert.deepEqual(read(set + items), read(items));
  });

  test('only if they are of the node that was asked for', () => {
    assert.deepEqual(read("<items node='other'><item id='1'><a/></item></items>"), []);
  });

  test('if there are any', () => {
    assert.deepEqual([read(''), parseItems(element("<iq type='result'/>"), 'n')], [[], []]);
  });
});

describe('one value of a configuration is read', () => {
  const iq = (content: string): ReturnType<typeof element> =>
    element(`<iq type='result'><pubsub ${OWNER}><configure node='n'>${content}</configure></pubsub></iq>`);

  test('by its name', () => assert.equal(configValue(iq(FORM), 'access_model'), 'whitelist'));
  test('if it is there', () => {
    assert.equal(configValue(iq(FORM), 'max_items'), undefined);
    assert.equal(configValue(iq(''), 'access_model'), undefined);
    assert.equal(configValue(element('<iq/>'), 'access_model'), undefined);
  });
});

const WRITTEN = [
  ['asks for items', itemsGet('n'), `<pubsub ${PUBSUB}><items node='n'/></pubsub>`],
  ['asks for the last items', itemsGet('n', 1), `<pubsub ${PUBSUB}><items node='n' max_items='1'/></pubsub>`],
  ['subscribes', subscribeSet('n', 'a@b'), `<pubsub ${PUBSUB}><subscribe node='n' jid='a@b'/></pubsub>`],
  ['unsubscribes', unsubscribeSet('n', 'a@b'), `<pubsub ${PUBSUB}><unsubscribe node='n' jid='a@b'/></pubsub>`],
  [
    'publishes',
    publishSet('n', '1', xml('a', { xmlns: 'urn:a' })),
    `<pubsub ${PUBSUB}><publish node='n'><item id='1'><a xmlns='urn:a'/></item></publish></pubsub>`,
  ],
  [
    'creates a node',
    createSet('n', { access_model: 'whitelist' }),
    `<pubsub ${PUBSUB}><create node='n'/><configure>${FORM}</configure></pubsub>`,
  ],
  ['asks for a configuration', configGet('n'), `<pubsub ${OWNER}><configure node='n'/></pubsub>`],
  [
    'writes a configuration',
    configSet('n', { access_model: 'whitelist' }),
    `<pubsub ${OWNER}><configure node='n'>${FORM}</configure></pubsub>`,
  ],
] as const;
for (const [what, written, expected] of WRITTEN)
  test(what, () => assert.ok(says(written, expected), written.toString()));
