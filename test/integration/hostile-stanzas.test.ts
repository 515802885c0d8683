/** Stanzas that only look like those that count, and those that come again. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { shardOf } from '../../src/core/marks.js';
import type { BareJid } from '../../src/core/jid.js';
import { marksItem, PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import { subscribeFrom } from '../servers/scripted-server.js';
import { CLIENT, goesOn, MEGABYTE, online, seen } from '../support/hostile.js';
import { HOME, OUTSIDE } from '../support/scene.js';

const LONG = 'x'.repeat(10 * MEGABYTE);
const OTHER = 'urn:example:other';
const EVENT = 'http://jabber.org/protocol/pubsub#event';
const ACCOUNT = `person@${HOME}`;
const OTTO = `otto@${OUTSIDE}`;
/** The item in which a decision about Otto stands. */
const SHARD = marksItem(shardOf(OTTO as BareJid));
const MARK = `<mark jid="${OTTO}" act="ignore" at="2027-01-01T00:00:00Z"/>`;
const PREFERENCE = `<preference xmlns="${PRIVATE_NODE}" handling="accept-all" at="2027-01-01T00:00:00Z"/>`;

function privateItem(id: string, payload: string, item = '', items = '', event = EVENT): string {
  const written = (namespace: string): string => (namespace ? ` xmlns="${namespace}"` : '');
  return (
    `<message ${CLIENT} from="${ACCOUNT}"><event xmlns="${event}"><items${written(items)} node="${PRIVATE_NODE}">` +
    `<item${written(item)} id="${id}">${payload}</item></items></event></message>`
  );
}

/** Said by our own server about somebody who waits; each would count if its namespaces were the right ones. */
const STRAYS: Readonly<Record<string, readonly [right: string, wrong: readonly string[]]>> = {
  'a roster push': [
    `<iq ${CLIENT} type="set" id="p"><query xmlns="jabber:iq:roster"><item jid="${OTTO}" subscription="from"/></query></iq>`,
    [
      `<iq xmlns="${OTHER}" type="set" id="p"><query xmlns="jabber:iq:roster"><item jid="${OTTO}" subscription="from"/></query></iq>`,
      `<iq ${CLIENT} type="set" id="p"><query xmlns="${OTHER}"><item jid="${OTTO}" subscription="from"/></query></iq>`,
      `<iq ${CLIENT} type="set" id="p"><query xmlns="jabber:iq:roster"><item xmlns="${OTHER}" jid="${OTTO}" subscription="from"/></query></iq>`,
      `<iq ${CLIENT} type="set" id="p"><x xmlns="${OTHER}"><query xmlns="jabber:iq:roster"><item jid="${OTTO}" subscription="from"/></query></x></iq>`,
    ],
  ],
  'a block': [
    `<iq ${CLIENT} type="set" id="p"><block xmlns="urn:xmpp:blocking"><item jid="${OTTO}"/></block></iq>`,
    [
      `<iq xmlns="${OTHER}" type="set" id="p"><block xmlns="urn:xmpp:blocking"><item jid="${OTTO}"/></block></iq>`,
      `<iq ${CLIENT} type="set" id="p"><block xmlns="${OTHER}"><item jid="${OTTO}"/></block></iq>`,
      `<iq ${CLIENT} type="set" id="p"><block xmlns="urn:xmpp:blocking"><item xmlns="${OTHER}" jid="${OTTO}"/></block></iq>`,
    ],
  ],
  'decisions of another device': [
    privateItem(SHARD, `<marks xmlns="${PRIVATE_NODE}">${MARK}</marks>`),
    [
      privateItem(SHARD, `<marks xmlns="${PRIVATE_NODE}">${MARK}</marks>`).replace(CLIENT, `xmlns="${OTHER}"`),
      privateItem(SHARD, `<marks xmlns="${PRIVATE_NODE}">${MARK}</marks>`, '', '', OTHER),
      privateItem(SHARD, `<marks xmlns="${PRIVATE_NODE}">${MARK}</marks>`, '', OTHER),
      privateItem(SHARD, `<marks xmlns="${PRIVATE_NODE}">${MARK}</marks>`, OTHER),
      privateItem(SHARD, `<marks xmlns="${OTHER}">${MARK}</marks>`),
      privateItem(SHARD, `<marks xmlns="${PRIVATE_NODE}">${MARK.replace('<mark', `<mark xmlns="${OTHER}"`)}</marks>`),
    ],
  ],
  'a choice on another device': [
    privateItem('preference', PREFERENCE),
    [
      privateItem('preference', PREFERENCE, OTHER),
      privateItem('preference', PREFERENCE, '', OTHER),
      privateItem('preference', PREFERENCE, '', '', OTHER),
      privateItem('preference', PREFERENCE.replace(PRIVATE_NODE, OTHER)),
    ],
  ],
  'the end of a request': [
    `<presence ${CLIENT} type="unsubscribe" from="${OTTO}"/>`,
    [`<presence xmlns="${OTHER}" type="unsubscribe" from="${OTTO}"/>`],
  ],
  'the end of the policy': [
    `<message ${CLIENT} from="pubsub.${HOME}"><event xmlns="${EVENT}"><delete node="${POLICY_NODE}"/></event></message>`,
    [
      `<message xmlns="${OTHER}" from="pubsub.${HOME}"><event xmlns="${EVENT}"><delete node="${POLICY_NODE}"/></event></message>`,
      `<message ${CLIENT} from="pubsub.${HOME}"><event xmlns="${OTHER}"><delete node="${POLICY_NODE}"/></event></message>`,
      `<message ${CLIENT} from="pubsub.${HOME}"><event xmlns="${EVENT}"><delete xmlns="${OTHER}" node="${POLICY_NODE}"/></event></message>`,
    ],
  ],
};

describe('in other namespaces than its own, nothing is', () => {
  for (const [what, [right, wrong]] of Object.entries(STRAYS)) {
    test(what, async (t) => {
      const { server, device } = await online(t);
      server.send(subscribeFrom(OTTO));
      await device.prompts(OTTO);
      const before = seen(await device.upToDate());
      for (const frame of wrong) server.send(frame);
      await server.heard();
      assert.deepEqual(seen(await device.upToDate()), before);
      server.send(right);
      await server.heard();
      assert.notDeepEqual(seen(await device.upToDate()), before);
    });
  }
});

describe('whatever comes again', () => {
  test('one request from many resources, and many times: one request', async (t) => {
    const { server, device } = await online(t);
    for (let i = 0; i < 200; i++) server.send(subscribeFrom(`otto@${OUTSIDE}${i % 2 ? `/r${i}` : ''}`));
    await server.heard();
    await device.upToDate();
    assert.deepEqual(
      device.rows.map(({ jid }) => jid),
      [`otto@${OUTSIDE}`],
    );
    assert.deepEqual(device.announced, [`otto@${OUTSIDE}`]);
  });

  test('a push that comes twice is answered twice, and changes nothing more', async (t) => {
    const { server, device } = await online(t);
    const push = `<iq ${CLIENT} type="set" id="twice"><query xmlns="jabber:iq:roster"><item jid="${OTTO}" subscription="from"/></query></iq>`;
    server.send(push);
    await server.heard();
    const before = seen(await device.upToDate());
    server.send(push);
    await server.heard();
    assert.deepEqual(seen(await device.upToDate()), before);
    assert.equal(server.saw('"twice"').length, 2);
    await goesOn(server, device);
  });

  test('a request of 10 MB is a request, with a note that is cut', async (t) => {
    const { server, device } = await online(t);
    server.send(subscribeFrom(OTTO).replace('/>', `><status>${LONG}</status></presence>`));
    const { note } = await device.prompts(OTTO);
    assert.ok(note.startsWith('xxx') && note.length < 600);
    await goesOn(server, device);
  });

  test('what strangers send with the id of another stanza belongs to nobody', async (t) => {
    const { server, device } = await online(t);
    const before = seen(await device.upToDate());
    for (const who of ['a', 'b', 'c']) {
      server.send(
        `<iq ${CLIENT} type="get" id="same" from="${who}@${OUTSIDE}/x"><query xmlns="jabber:iq:roster"/></iq>`,
      );
      server.send(`<message ${CLIENT} id="same" from="${who}@${OUTSIDE}/x"><body>x</body></message>`);
    }
    await server.heard();
    assert.equal(server.saw('id="same"').length, 3);
    assert.ok(server.saw('id="same"').every((frame) => frame.includes('service-unavailable')));
    assert.deepEqual(seen(await device.upToDate()), before);
    await goesOn(server, device);
  });
});
