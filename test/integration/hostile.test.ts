/** Whatever strangers send, and whatever arrives: nothing changes, and the next honest request is handled. */
import assert from 'node:assert/strict';
import { after, describe, test, type TestContext } from 'node:test';
import type { View } from '../../src/core/view.js';
import { formatMarks, formatPreference, PREFERENCE_ITEM, PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import type { BareJid } from '../../src/core/jid.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { ScriptedServer, subscribeFrom, type Question } from '../servers/scripted-server.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

const CLIENT = 'xmlns="jabber:client"';
const EVENT = 'http://jabber.org/protocol/pubsub#event';
/** Deeper than a parser that recurses can go. */
const DEEP = 20_000;
/** As deep as servers relay: ejabberd 23.01 dies of 5,000 levels. */
const DEEP_RELAYED = IS_EJABBERD ? 1000 : DEEP;

function privateEvent(items: string): string {
  return `<event xmlns="${EVENT}"><items node="${PRIVATE_NODE}">${items}</items></event>`;
}

function nested(depth: number): string {
  return '<x>'.repeat(depth) + '</x>'.repeat(depth);
}

/** What a person sees, without the times. */
function seen({ setting, requests, activity }: View): unknown {
  return { setting, requests, activity };
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
    await until(() => JSON.stringify([...device.platform.sessionStore.entries]).includes('resume'), 'a position');
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

describe('frames that no server should send', () => {
  const ASKS = `maya@${HOME}`;
  const frames: Readonly<Record<string, string>> = {
    'a document type': `<!DOCTYPE a [<!ENTITY e "${'e'.repeat(100)}">]>${subscribeFrom(ASKS)}`,
    'an entity of its own': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>&e;</status></presence>`,
    'a comment': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><!-- no --></presence>`,
    'a processing instruction': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><?no no?></presence>`,
    'two elements': subscribeFrom(ASKS) + subscribeFrom(`otto@${HOME}`),
    'half an element': `<presence ${CLIENT} type="subscribe" from="${ASKS}">`,
    'the end of an element': '</presence>',
    'tags that do not match': `<presence ${CLIENT} type="subscribe" from="${ASKS}"></iq>`,
    'an attribute twice': `<presence ${CLIENT} type="subscribe" type="subscribe" from="${ASKS}"/>`,
    'a prefix that nobody declared': `<x:presence ${CLIENT} type="subscribe" from="${ASKS}"/>`,
    'another namespace': `<presence xmlns="urn:example:other" type="subscribe" from="${ASKS}"/>`,
    'a character that XML forbids': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>\u0001</status></presence>`,
    'a reference to one': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>&#1;</status></presence>`,
    nothing: '',
    'white space': ' \n ',
    text: 'subscribe',
    'an element that nobody knows': '<subscribe xmlns="urn:example:other"/>',
    'a request without a sender': `<presence ${CLIENT} type="subscribe"/>`,
    'a request from no address': `<presence ${CLIENT} type="subscribe" from="@@/"/>`,
    'a request from ourselves': subscribeFrom(`person@${HOME}`),
    'great depth': `<presence ${CLIENT} type="subscribe" from="${ASKS}">${nested(DEEP)}</presence>`,
    'many elements': `<presence ${CLIENT} type="subscribe" from="${ASKS}">${'<y/>'.repeat(300_000)}</presence>`,
    'many attributes': `<presence ${CLIENT} type="subscribe" from="${ASKS}" ${Array.from({ length: 100 }, (_, i) => `a${i}=""`).join(' ')}/>`,
    'great length': `<presence ${CLIENT} type="subscribe" from="${ASKS}"><status>${'x'.repeat(17 * 1024 * 1024)}</status></presence>`,
    'a roster push of two items': `<iq ${CLIENT} type="set" id="p"><query xmlns="jabber:iq:roster"><item jid="${ASKS}"/><item jid="${ASKS}"/></query></iq>`,
    'an answer to nothing': `<iq ${CLIENT} type="result" id="unknown"><query xmlns="jabber:iq:roster"/></iq>`,
    'an answer without an id': `<iq ${CLIENT} type="result"/>`,
  };

  for (const [title, frame] of Object.entries(frames)) {
    test(`${title}: nothing changes, the count stays in step, and the next request is handled`, async (t) => {
      const { server, device } = await online(t);
      const before = seen(await device.upToDate());
      server.send(frame);
      await server.heard();
      assert.deepEqual(seen(await device.upToDate()), before);
      assert.equal(server.saw('"subscribed"').length, 0);

      server.send(subscribeFrom(`honest@${HOME}`));
      await until(() => server.saw('"subscribed"').length === 1, 'the honest request to be accepted');
      await until(async () => (await server.acknowledgement()) === server.counts.sent, 'all to be acknowledged');
      await device.reconnect();
      await until(() => server.resumptions === 1, 'the stream to be resumed');
      await server.heard();
    });
  }

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
});

describe('an answer that comes from somebody else', () => {
  const answers: Readonly<Record<'policy' | 'private' | 'block-list' | 'roster', string>> = {
    policy:
      '<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:im-contact-requests:policy:1"/></pubsub>',
    private: `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${PRIVATE_NODE}"/></pubsub>`,
    'block-list': '<blocklist xmlns="urn:xmpp:blocking"/>',
    roster: '<query xmlns="jabber:iq:roster"/>',
  };
  for (const [question, payload] of Object.entries(answers)) {
    test(`is no answer: ${question}`, async (t) => {
      const server = await ScriptedServer.start({ domain: HOME, password: 'secret' });
      t.after(() => server.stop());
      server.hold(question as Question);
      const device = await new Device().start();
      t.after(() => device.kill());
      await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
      await server.asked(question as Question);
      const ids = server.saw('<iq ').map((frame) => / id="([^"]*)"/.exec(frame)?.[1] ?? '');
      for (const id of ids) {
        for (const from of [`mallory@${OUTSIDE}`, OUTSIDE, HOME, `news.${HOME}`, `person@${HOME}/other`]) {
          server.send(`<iq ${CLIENT} type="result" id="${id}" from="${from}">${payload}</iq>`);
        }
      }
      await server.heard();
      await device.upToDate();
      assert.equal(device.handling, question === 'policy' || question === 'private' ? null : 'accept-organization');
      server.send(subscribeFrom(`maya@${HOME}`));
      await server.heard();
      assert.equal(server.saw('"subscribed"').length, 0);
      server.answer(question as Question);
      await until(() => server.saw('"subscribed"').length === 1, 'the true answer to count');
    });
  }
});

async function online(t: TestContext): Promise<{ readonly server: ScriptedServer; readonly device: Device }> {
  const server = await ScriptedServer.start({ domain: HOME, password: 'secret' });
  t.after(() => server.stop());
  const device = await new Device().start();
  t.after(() => device.kill());
  await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
  await device.settled();
  return { server, device };
}
