/** Whatever strangers send through a real server: nothing changes, and the next honest request is handled. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { writePolicyForm } from '../../src/xmpp/policy-form.js';
import { formatMarks, formatPreference, PREFERENCE_ITEM, PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import type { BareJid } from '../../src/core/jid.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import type { Device } from '../support/device.js';
import { CLIENT, DEEP, nested, seen } from '../support/hostile.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

/** As deep as servers relay: ejabberd 23.01 dies of 5,000 levels. */
const DEEP_RELAYED = IS_EJABBERD ? 1000 : DEEP;
const EVENT = 'http://jabber.org/protocol/pubsub#event';

/** A policy under which everybody is accepted. */
const ACCEPT_ALL = writePolicyForm(
  {
    revision: 1_000_000,
    parent: 0,
    allowUserOptions: false,
    handling: 'accept-all',
    addBack: 'all',
    temporaryAvailability: false,
  },
  [{ ascii: OUTSIDE, unicode: OUTSIDE }],
).toString();

function privateEvent(items: string): string {
  return `<event xmlns="${EVENT}"><items node="${PRIVATE_NODE}">${items}</items></event>`;
}

/** An event of a private node that ignores somebody from now on. */
function ignoring(jid: string): string {
  const mark = { act: 'ignore', at: Date.now() + 60_000, done: true, takeBack: false } as const;
  const marks = formatMarks([[jid as BareJid, mark]]).toString();
  return privateEvent(Array.from({ length: 16 }, (_, shard) => `<item id="marks-${shard}">${marks}</item>`).join(''));
}

describe('a stranger who pretends to be our server', () => {
  let person: Person;
  let device: Device;
  let stranger: RawClient;
  let colleague: RawClient;
  let full: string;

  test('(a person with a colleague, and a stranger who asks)', async () => {
    person = await scene.person(HOME);
    device = await scene.signedIn(person);
    [stranger, colleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    colleague.presence('subscribe', person.jid);
    await device.accepts(colleague.jid);
    full = await colleague.deviceOf(person.jid);
  });

  const forgeries: readonly (readonly [string, (stranger: string) => string])[] = [
    [
      'a roster push that says they are a contact already',
      (jid) => `<query xmlns="jabber:iq:roster"><item jid="${jid}" subscription="both"/></query>`,
    ],
    [
      'a roster push that removes a contact',
      () => `<query xmlns="jabber:iq:roster"><item jid="${colleague.jid}" subscription="remove"/></query>`,
    ],
    ['a block of somebody', () => `<block xmlns="urn:xmpp:blocking"><item jid="${HOME}"/></block>`],
    ['an end of all blocks', () => '<unblock xmlns="urn:xmpp:blocking"/>'],
  ];
  for (const [title, payload] of forgeries) {
    test(`${title}: refused, and nothing changes`, async () => {
      const before = seen(await device.upToDate());
      const answer = await stranger.iq('set', payload(stranger.jid), full);
      assert.match(answer, /type=.error./);
      assert.deepEqual(seen(await device.upToDate()), before);
    });
  }

  test('events of a private node that ignore them, or accept everybody: nothing changes', async () => {
    const before = seen(await device.upToDate());
    const later = Date.now() + 60_000;
    const mark = { act: 'ignore', at: later, done: true, takeBack: false } as const;
    const marks = formatMarks([[stranger.jid as BareJid, mark]]).toString();
    const preference = formatPreference({ handling: 'accept-all', at: later }).toString();
    for (const forger of [stranger, colleague]) {
      for (let shard = 0; shard < 16; shard++) {
        forger.send(
          `<message ${CLIENT} type="headline" to="${full}">${privateEvent(`<item id="marks-${shard}">${marks}</item>`)}</message>`,
        );
      }
      forger.send(
        `<message ${CLIENT} type="headline" to="${full}">${privateEvent(`<item id="${PREFERENCE_ITEM}">${preference}</item>`)}</message>`,
      );
      await forger.heardBy(full);
    }
    assert.deepEqual(seen(await device.upToDate()), before);
  });

  const messages: Readonly<Record<string, (account: string, asker: string) => string>> = {
    'a policy that accepts everybody': () =>
      `<event xmlns="${EVENT}"><items node="${POLICY_NODE}"><item id="1">${ACCEPT_ALL}</item></items></event>`,
    'the end of the policy': () => `<event xmlns="${EVENT}"><delete node="${POLICY_NODE}"/></event>`,
    'a carbon of a request': (account) =>
      `<received xmlns="urn:xmpp:carbons:2"><forwarded xmlns="urn:xmpp:forward:0"><presence ${CLIENT} type="subscribe" from="boss@${HOME}" to="${account}"/></forwarded></received>`,
    'a carbon of an event of our own node': (account, asker) =>
      `<sent xmlns="urn:xmpp:carbons:2"><forwarded xmlns="urn:xmpp:forward:0"><message ${CLIENT} from="${account}">${ignoring(asker)}</message></forwarded></sent>`,
    'a result of an archive with a request': (account) =>
      `<result xmlns="urn:xmpp:mam:2" id="1"><forwarded xmlns="urn:xmpp:forward:0"><delay xmlns="urn:xmpp:delay" stamp="2026-01-01T00:00:00Z"/><presence ${CLIENT} type="subscribe" from="boss@${HOME}" to="${account}"/></forwarded></result>`,
    'a result of an archive with an event of our own node': (account, asker) =>
      `<result xmlns="urn:xmpp:mam:2" id="1"><forwarded xmlns="urn:xmpp:forward:0"><message ${CLIENT} from="${account}">${ignoring(asker)}</message></forwarded></result>`,
  };
  for (const [title, content] of Object.entries(messages)) {
    test(`${title}: nothing changes`, async () => {
      const before = seen(await device.upToDate());
      for (const type of ['headline', 'normal', 'error']) {
        const inside = content(person.jid, stranger.jid);
        stranger.send(`<message ${CLIENT} type="${type}" to="${full}">${inside}</message>`);
      }
      await stranger.heardBy(full);
      assert.deepEqual(seen(await device.upToDate()), before);
    });
  }

  test('answers to questions whose ids they guess, and to requests that nobody made: nothing changes', async () => {
    const before = seen(await device.upToDate());
    for (const id of ['1', 'roster', 'bind_1', crypto.randomUUID()]) {
      const list = '<query xmlns="jabber:iq:roster"/>';
      const error = '<error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>';
      stranger.send(`<iq ${CLIENT} type="result" id="${id}" to="${full}">${list}</iq>`);
      stranger.send(`<iq ${CLIENT} type="error" id="${id}" to="${full}">${error}</iq>`);
    }
    for (const type of ['subscribed', 'unsubscribed']) {
      for (const to of [person.jid, full]) stranger.presence(type, to);
    }
    await stranger.heardBy(full);
    assert.deepEqual(seen(await device.upToDate()), before);
    assert.deepEqual((await scene.server.storedRoster(person.jid)).contacts.get(stranger.jid), undefined);
  });

  test('questions that nobody serves are answered with an error that repeats nothing', async () => {
    const answer = await stranger.iq('get', '<secret xmlns="urn:example:echo"><a>b</a></secret>', full);
    assert.match(answer, /service-unavailable/);
    assert.doesNotMatch(answer, /urn:example:echo/);
  });

  test('stanzas that are deep, wide or long: passed over, the next request is handled, the stream goes on', async () => {
    const before = seen(await device.upToDate());
    const long = 'x'.repeat(200_000);
    const wide = '<y/>'.repeat(40_000);
    for (const inner of [nested(DEEP_RELAYED), wide, `<body>${long}</body>`]) {
      stranger.send(`<message ${CLIENT} type="headline" to="${full}">${inner}</message>`);
      stranger.send(`<iq ${CLIENT} type="set" id="hostile" to="${full}"><q xmlns="urn:example:q">${inner}</q></iq>`);
    }
    await stranger.heardBy(full);
    assert.deepEqual(seen(await device.upToDate()), before);

    const honest = await scene.contact(HOME);
    honest.presence('subscribe', person.jid);
    await device.accepts(honest.jid);
    await device.outcomesKept();
    const resumed = await scene.server.resumptions();
    await device.restart();
    await device.settled();
    await until(async () => (await scene.server.resumptions()) === resumed + 1, 'the stream to be resumed');
    assert.ok(device.row(stranger.jid));
  });

  test('a request with whatever comes with it: shown as text, cut to length', async () => {
    const another = await scene.contact(OUTSIDE);
    const nick = `<b>${'N'.repeat(5000)}</b>\u202E`;
    const children =
      `<nick xmlns="http://jabber.org/protocol/nick">${nick.replace(/</g, '&lt;')}</nick>` +
      `<status>${'note '.repeat(5000)}</status>`;
    another.presence('subscribe', person.jid, children);
    const row = await device.prompts(another.jid);
    assert.ok(row.nick.startsWith('<b>NN') && row.nick.length < 100 && !row.nick.includes('\u202E'));
    assert.ok(row.note.startsWith('note note') && row.note.length < 600);
  });
});
