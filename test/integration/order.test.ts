/** Nothing is decided before everything that a decision depends on is known, in whatever order a server tells it. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { formatPreference, PREFERENCE_ITEM, PRIVATE_NODE } from '../../src/xmpp/private-node.js';
import { until } from '../servers/processes.js';
import { QUESTIONS, ScriptedServer, subscribeFrom, type Question, type Script } from '../servers/scripted-server.js';
import { Device } from '../support/device.js';

const DOMAIN = 'home.example';
const ASKS = `maya@${DOMAIN}`;
const script: Script = { domain: DOMAIN, password: 'secret', waiting: [subscribeFrom(ASKS)] };

/** What each answer may say so that a request which the policy accepts is not accepted. */
const OBJECTIONS: Readonly<Record<(typeof QUESTIONS)[number], string>> = {
  policy: `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:im-contact-requests:policy:1"/></pubsub>`,
  private:
    `<pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${PRIVATE_NODE}"><item id="${PREFERENCE_ITEM}">` +
    `${formatPreference({ handling: 'prompt', at: 1_000_000 }).toString()}</item></items></pubsub>`,
  'block-list': `<blocklist xmlns="urn:xmpp:blocking"><item jid="${ASKS}"/></blocklist>`,
  roster: `<query xmlns="jabber:iq:roster"><item jid="${ASKS}" subscription="from"/></query>`,
};

describe('a request that the policy accepts', () => {
  for (const order of permutations(QUESTIONS)) {
    test(`is accepted with the last answer, once, when they come as ${order.join(', ')}`, async (t) => {
      const { server, device } = await signingIn(t, script, QUESTIONS);
      for (const question of order) {
        assert.equal(server.saw('subscribed').length, 0, `before ${question}`);
        assert.equal((await device.upToDate()).requests.total, 0, `before ${question}`);
        server.answer(question);
        await server.heard();
      }
      await until(() => server.saw('subscribed').length > 0, 'the approval');
      await server.heard();
      assert.equal(server.saw('subscribed').length, 1);
    });
  }
});

describe('an answer that speaks against it counts, however late it comes', () => {
  for (const objection of QUESTIONS) {
    test(`${objection} comes last`, async (t) => {
      const answers = { [objection]: OBJECTIONS[objection] };
      const { server, device } = await signingIn(t, { ...script, answers }, [objection]);
      const { requests } = await device.upToDate();
      assert.deepEqual([requests.loaded, requests.total], [false, 0]);
      server.answer(objection);
      await device.settled();
      await server.heard();
      await device.upToDate();
      assert.equal(server.saw('subscribed').length, 0);
      const shows = objection === 'policy' || objection === 'private';
      assert.deepEqual(
        device.rows.map(({ jid }) => jid),
        shows ? [ASKS] : [],
      );
    });
  }
});

describe('a server that leaves one thing unanswered', { concurrency: true }, () => {
  for (const question of [...QUESTIONS, 'services', 'service-info'] as const) {
    test(`the person is asked in the end when it is ${question}, and a late answer still counts`, async (t) => {
      const { server, device } = await signingIn(t, script, [question]);
      await device.until(({ requests }) => requests.rows.some(({ jid }) => jid === ASKS), 'a prompt', 15_000);
      assert.equal(server.saw('subscribed').length, 0);
      server.answer(question);
      await device.until(({ requests }) => requests.total === 0, 'the request to be decided');
      assert.equal(server.saw('subscribed').length, 1);
    });
  }
});

async function signingIn(
  t: TestContext,
  what: Script,
  held: readonly Question[],
): Promise<{ readonly server: ScriptedServer; readonly device: Device }> {
  const server = await ScriptedServer.start(what);
  t.after(() => server.stop());
  server.hold(...held);
  const device = await new Device().start();
  t.after(() => device.kill());
  const result = await device.signIn({ service: server.service, jid: `person@${DOMAIN}`, password: what.password });
  assert.deepEqual(result, { ok: true });
  for (const question of held) await server.asked(question);
  await server.heard();
  return { server, device };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
