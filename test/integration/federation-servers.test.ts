/**
 * Federation as the policy has it, enforced by the real servers against clients and servers that ignore it: Prosody by the
 * module of the server kit, ejabberd by the rules that the console writes.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { conditionOf, isCompleted, perform } from '../servers/ad-hoc.js';
import { Administrator, type FederationDraft, type PolicyDraft } from '../servers/organisation.js';
import { until } from '../servers/processes.js';
import type { RawClient } from '../servers/raw-client.js';
import { RawServer } from '../servers/raw-server.js';
import { IS_EJABBERD, onlyProsody } from '../servers/start-server.js';
import {
  BELOW, BESIDE, BOOKS, CONFERENCE, HOME, LABS, OTHER, PARTNER, SISTER, startFederation, type Federation,
} from '../support/federation.js'; // prettier-ignore

const NS = 'xmlns="jabber:client"';
const INFO = '<query xmlns="http://jabber.org/protocol/disco#info"/>';
const FEATURE = 'urn:im-contact-requests:kit:federation_policy';
/** How the log of Prosody has what the module complains of. */
const ERROR = `${HOME}:federation_policy\terror\t`;
/** What ejabberd logs when a server whose domain does not pass sends something. */
const REFUSED_BY_EJABBERD = 'Stream closed by local host: invalid-from';
/** Milliseconds after which a stanza is taken for lost: a server may have written it into a stream that is being closed. */
const LOST = 1500;

const OPEN: PolicyDraft = { domains: [SISTER], federation: { mode: 'open', refused: [OTHER, BOOKS] } };
const LISTED: PolicyDraft = { domains: [SISTER], federation: { mode: 'listed', trusted: [PARTNER, BOOKS] } };
const CLOSED: PolicyDraft = { domains: [SISTER], federation: { mode: 'closed', trusted: [PARTNER] } };
const MODES = [
  { name: 'open', draft: OPEN, passing: [PARTNER, SISTER, LABS], stopped: [OTHER, BOOKS] },
  { name: 'listed', draft: LISTED, passing: [PARTNER, BOOKS, SISTER, LABS], stopped: [OTHER] },
  { name: 'closed', draft: CLOSED, passing: [SISTER, LABS], stopped: [PARTNER, OTHER, BOOKS] },
];

type Kind = 'message' | 'request';
const KINDS: readonly Kind[] = ['request', 'message'];

/** What becomes of a stanza: it arrives, or an error comes back; undefined if neither is seen. */
async function send(kind: Kind, from: RawClient, to: string, heard: RawClient): Promise<string | undefined> {
  const id = crypto.randomUUID();
  from.send(
    kind === 'message'
      ? `<message ${NS} type="chat" id="${id}" to="${to}"><body>${id}</body></message>`
      : `<presence ${NS} type="subscribe" id="${id}" to="${to}"/>`,
  );
  const isError = (frame: string): boolean => /type=["']error["']/.test(frame);
  const isAbout = (frame: string, jid: string): boolean =>
    kind === 'message' ? frame.includes(id) : frame.startsWith('<presence') && frame.includes(jid);
  let outcome: string | undefined;
  const seen = until(
    () => {
      if (heard.frames.some((frame) => isAbout(frame, from.jid) && !isError(frame))) outcome = 'arrived';
      outcome ??= conditionOf(from.frames.find((frame) => isAbout(frame, to) && isError(frame)) ?? '');
      return outcome !== undefined;
    },
    'a stanza',
    LOST,
  );
  await seen.catch(() => undefined);
  return outcome;
}

/** Servers that could not reach another one wait for a second before they try again. */
async function passes(kind: Kind, from: RawClient, to: RawClient): Promise<void> {
  await until(async () => (await send(kind, from, to.jid, to)) === 'arrived', `${from.jid} to reach ${to.jid}`);
}

/** The condition that the sender is told. */
async function stops(kind: Kind, from: RawClient, to: RawClient, address = to.jid): Promise<string> {
  let outcome: string | undefined;
  await until(
    async () => (outcome = await send(kind, from, address, to)) !== undefined,
    `an error for what ${from.jid} sends to ${address}`,
  );
  assert.notEqual(outcome, 'arrived', `${kind}: ${from.jid} reached ${address}`);
  return outcome ?? '';
}

describe(`federation by the policy on ${IS_EJABBERD ? 'ejabberd' : 'Prosody'}`, () => {
  let federation: Federation;
  before(async () => {
    federation = await startFederation(IS_EJABBERD ? 'ejabberd' : 'prosody');
  });
  after(() => federation.end());

  const contact = (domain: string): Promise<RawClient> => federation.at(domain).contact(domain);
  const log = (domain: string): Promise<string> => federation.at(domain).server.log();
  const count = async (domain: string, text: string): Promise<number> => (await log(domain)).split(text).length - 1;
  const featureOf = async (client: RawClient): Promise<boolean> =>
    (await client.iq('get', INFO, HOME)).includes(FEATURE);

  /** Nobody of `other` reaches `own`: their server is refused, or, by ejabberd, not listened to, which their people do not hear of. */
  async function stopsIncoming(kind: Kind, other: RawClient, own: RawClient): Promise<void> {
    if (!IS_EJABBERD) {
      await stops(kind, other, own);
      return;
    }
    const refused = await count(HOME, REFUSED_BY_EJABBERD);
    await until(async () => {
      const outcome = await send(kind, other, own.jid, own);
      assert.notEqual(outcome, 'arrived', `${kind}: ${other.jid} reached ${own.jid}`);
      return (await count(HOME, REFUSED_BY_EJABBERD)) > refused;
    }, `the server of ${other.jid} to be refused`);
  }

  test('lets everybody pass while there is no policy', async () => {
    const [own, other] = [await contact(HOME), await contact(OTHER)];
    await passes('request', own, other);
    await passes('message', other, own);
  });

  for (const { name, draft, passing, stopped } of MODES) {
    test(`lets requests and messages pass or stop in both directions, without a restart: ${name}`, async () => {
      await federation.decide(draft);
      const own = await contact(HOME);
      for (const domain of stopped) {
        const other = await contact(domain);
        for (const kind of KINDS) {
          assert.equal(await stops(kind, own, other), IS_EJABBERD ? 'forbidden' : 'not-allowed');
          await stopsIncoming(kind, other, own);
        }
      }
      for (const domain of passing) {
        const other = await contact(domain);
        for (const kind of KINDS) {
          await passes(kind, own, other);
          await passes(kind, other, own);
        }
      }
    });
  }

  test('stops what is refused though it stands among the trusted, too', async () => {
    await federation.decide({ federation: { mode: 'listed', trusted: [PARTNER, OTHER], refused: [OTHER] } });
    const [own, partner, other] = [await contact(HOME), await contact(PARTNER), await contact(OTHER)];
    await passes('message', own, partner);
    await stops('message', own, other);
    await stopsIncoming('message', other, own);
  });

  test('closes connections that are there with a domain that does not pass any more', async () => {
    await federation.decide(OPEN);
    const [own, other] = [await contact(HOME), await contact(SISTER)];
    await passes('message', own, other);
    await passes('message', other, own);
    await federation.decide({ domains: [], federation: { mode: 'closed' } });
    await stops('message', own, other);
    await stopsIncoming('message', other, own);
    if (!IS_EJABBERD) assert.match(await log(SISTER), /Session closed by remote with error: policy-violation/);
  });

  test('goes by the whole name, in whichever form, and knows no sub-domains', async () => {
    const own = await contact(HOME);
    const [refused, below] = [await contact(BOOKS), await contact(BELOW)];
    await federation.decide(OPEN);
    for (const domain of ['xn--bcher-kva.example', 'XN--BCHER-KVA.example', 'BÜCHER.example', 'bücher.example.']) {
      const address = refused.jid.replace(BOOKS, domain);
      assert.equal(await stops('message', own, refused, address), IS_EJABBERD ? 'forbidden' : 'not-allowed', domain);
    }
    await passes('message', own, below);
    await federation.decide({ federation: { mode: 'listed', trusted: [OTHER] } });
    await stops('message', own, below);
    await stopsIncoming('message', below, own);
  });

  test('holds for the services of the organisation, too', async () => {
    await federation.decide(OPEN);
    const [partner, other] = [await contact(PARTNER), await contact(OTHER)];
    await until(
      async () => /type=["']result["']/.test(await partner.iq('get', INFO, CONFERENCE)),
      'a service to answer a domain that passes',
    );
    if (IS_EJABBERD) {
      const refused = await count(HOME, REFUSED_BY_EJABBERD);
      await until(async () => {
        other.send(`<iq ${NS} type="get" id="service" to="${CONFERENCE}">${INFO}</iq>`);
        return (await count(HOME, REFUSED_BY_EJABBERD)) > refused;
      }, 'the server to be refused');
      assert.ok(!other.frames.some((frame) => /id=["']service["']/.test(frame) && /type=["']result["']/.test(frame)));
    } else {
      assert.equal(conditionOf(await other.iq('get', INFO, CONFERENCE)), 'remote-server-timeout');
    }
  });

  test('has a room say nothing more to somebody who was let in before', async () => {
    await federation.decide({ domains: [SISTER] });
    const [own, other] = [await contact(HOME), await contact(OTHER)];
    const room = `room-${crypto.randomUUID()}@${CONFERENCE}`;
    const say = (text: string): void =>
      own.send(`<message ${NS} type="groupchat" to="${room}"><body>${text}</body></message>`);
    own.send(`<presence ${NS} to="${room}/own"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
    await own.expect(/code=["']201["']/);
    await own.iq('set', '<query xmlns="http://jabber.org/protocol/muc#owner"><x xmlns="jabber:x:data" type="submit"/></query>', room); // prettier-ignore
    other.send(`<presence ${NS} to="${room}/other"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
    await other.expect(/code=["']110["']/);
    say('before');
    await other.expect(/>before</);
    await federation.decide(CLOSED);
    say('after');
    await own.expect(/>after</);
    await federation.decide({ domains: [SISTER] });
    await passes('message', own, other);
    assert.ok(!other.frames.some((frame) => frame.includes('>after<')));
  });

  test('closes what a server of a refused domain opens, or does not listen to it', async () => {
    await federation.decide(OPEN);
    const { places } = federation;
    const own = await contact(HOME);
    const raw = await RawServer.connect(places[HOME].port, OTHER, HOME, places[OTHER]);
    if (!raw.isClosed) raw.send(`<message from="x@${OTHER}" to="${own.jid}"><body>raw</body></message>`);
    await until(() => raw.isClosed, 'the stream to be closed');
    assert.match(raw.text, IS_EJABBERD ? /<invalid-from/ : /<policy-violation/);
    await own.ping();
    assert.ok(!own.frames.some((frame) => frame.includes('raw</body>')));
    raw.end();
  });

  test(
    'looks at each stanza: a stream to another host of the server is no way in',
    { skip: onlyProsody('ejabberd asks when a server authenticates itself') },
    async () => {
      await federation.decide(OPEN);
      const { places } = federation;
      const own = await contact(HOME);
      const raw = await RawServer.connect(places[HOME].port, OTHER, BESIDE, places[OTHER]);
      assert.ok(!raw.isClosed);
      for (const to of [own.jid, `${own.jid}/raw`, CONFERENCE]) {
        raw.send(`<message from="x@${OTHER}" to="${to}"><body>by another way</body></message>`);
        raw.send(`<iq type="get" id="way" from="x@${OTHER}" to="${to}">${INFO}</iq>`);
      }
      raw.send(`<iq type="get" id="last" from="x@${OTHER}" to="${BESIDE}"><ping xmlns="urn:xmpp:ping"/></iq>`);
      const beside = federation.at(OTHER);
      await until(async () => raw.isClosed || (await beside.server.log()).includes("id='last'"), 'all to be taken');
      await own.ping();
      assert.ok(!own.frames.some((frame) => frame.includes('by another way')));
      raw.end();
    },
  );

  test(
    'refuses one domain of a stream by dialback, and leaves the stream to the other',
    { skip: onlyProsody('ejabberd asks back first') },
    async () => {
      await federation.decide(OPEN);
      const { places } = federation;
      const own = await contact(HOME);
      const raw = await RawServer.connect(places[HOME].port, PARTNER, HOME, places[PARTNER]);
      raw.send(`<db:result from="${OTHER}" to="${HOME}">key</db:result>`);
      await until(() => raw.text.includes('<db:result'), 'an answer');
      assert.match(raw.text, /<db:result(?=[^>]* type=["']error["']).*<not-allowed/s);
      raw.send(`<message from="x@${PARTNER}" to="${own.jid}"><body>of the other</body></message>`);
      await own.expect(/of the other<\/body>/);
      raw.end();
    },
  );

  test('has no answer for an error, and sends it nowhere', { skip: onlyProsody('answers of the module') }, async () => {
    await federation.decide(CLOSED);
    const [own, beside] = [await contact(HOME), await contact(BESIDE)];
    const opened = await count(HOME, 'opening a new outgoing connection');
    own.frames.length = 0;
    for (const to of [`x@${OTHER}`, beside.jid]) {
      own.send(`<message ${NS} type="error" id="e" to="${to}"><error type="cancel"><gone/></error></message>`);
      own.send(`<iq ${NS} type="result" id="r" to="${to}"/>`);
      own.presence('unsubscribed', to);
      own.presence('unavailable', to);
    }
    await own.ping();
    assert.deepEqual(own.frames.filter((frame) => /type=["']error["']/.test(frame)), []); // prettier-ignore
    assert.equal(await count(HOME, 'opening a new outgoing connection'), opened);
  });

  test(
    'holds between hosts of one Prosody',
    { skip: onlyProsody('ejabberd asks about other servers alone') },
    async () => {
      const [own, beside] = [await contact(HOME), await contact(BESIDE)];
      await federation.decide(CLOSED);
      for (const kind of KINDS) {
        assert.equal(await stops(kind, own, beside), 'not-allowed');
        assert.equal(await stops(kind, beside, own), 'not-allowed');
      }
      await federation.decide({ domains: [BESIDE], federation: { mode: 'closed' } });
      for (const kind of KINDS) {
        await passes(kind, own, beside);
        await passes(kind, beside, own);
      }
    },
  );

  test(
    'leaves nothing of a refused request in the contact list',
    { skip: onlyProsody('done before the list') },
    async () => {
      await federation.decide(CLOSED);
      const [own, other] = [await contact(HOME), await contact(OTHER)];
      await stops('request', own, other);
      assert.ok(!(await own.iq('get', '<query xmlns="jabber:iq:roster"/>')).includes(other.jid));
    },
  );

  test('logs a refused domain once, not each stanza', { skip: onlyProsody('the log of the module') }, async () => {
    await federation.decide(CLOSED);
    const line = `Nothing passes from or to ${OTHER}`;
    const [own, other, before] = [await contact(HOME), await contact(OTHER), await count(HOME, line)];
    for (let i = 0; i < 5; i++) await stops('message', own, other);
    assert.equal(await count(HOME, line), before + 1);
  });

  describe('for groups of people', { skip: onlyProsody('ejabberd cannot tell people apart') }, () => {
    const STREAMS_CLOSED = 'Session closed by remote with error: policy-violation';
    type Mode = FederationDraft['mode'];

    /** A policy in which `members` have another mode than everyone. */
    const decide = (everyone: Mode, mode: Mode, members: readonly RawClient[], lists: object = {}): Promise<void> =>
      federation.decide({
        federation: { mode: everyone, ...lists },
        groups: [{ name: 'Group', members: members.map(({ jid }) => jid), federation: mode }],
      });

    async function passesBothWays(own: RawClient, other: RawClient, kinds = KINDS): Promise<void> {
      for (const kind of kinds) {
        await passes(kind, own, other);
        await passes(kind, other, own);
      }
    }

    async function stopsBothWays(own: RawClient, other: RawClient, kinds = KINDS): Promise<void> {
      for (const kind of kinds) {
        assert.equal(await stops(kind, own, other), 'not-allowed');
        assert.equal(await stops(kind, other, own), 'not-allowed');
      }
    }

    test('stops whoever is in a stricter one, in both directions, and not a colleague', async () => {
      const [ina, colleague] = [await contact(HOME), await contact(HOME)];
      const others = [await contact(PARTNER), await contact(OTHER)];
      await decide('open', 'closed', [ina]);
      for (const other of others) {
        await passesBothWays(colleague, other);
        await stopsBothWays(ina, other);
      }
    });

    test('lets whoever is in a more open one pass, and no colleague', async () => {
      const [ina, colleague] = [await contact(HOME), await contact(HOME)];
      const others = [await contact(PARTNER), await contact(OTHER)];
      await decide('closed', 'open', [ina]);
      for (const other of others) {
        await passesBothWays(ina, other);
        await stopsBothWays(colleague, other);
      }
    });

    test('goes by the lists that all have', async () => {
      const [ina, colleague] = [await contact(HOME), await contact(HOME)];
      const [partner, other] = [await contact(PARTNER), await contact(OTHER)];
      await decide('open', 'listed', [ina], { trusted: [PARTNER], refused: [SISTER] });
      await passesBothWays(ina, partner);
      await stopsBothWays(ina, other);
      await passesBothWays(colleague, other);
      const sister = await contact(SISTER);
      await stops('message', colleague, sister);
      await decide('listed', 'open', [ina], { refused: [SISTER] });
      assert.equal(await stops('message', ina, sister), 'not-allowed');
    });

    test('counts whoever is in several to the first, though it says nothing of federation', async () => {
      const [ina, colleague, other] = [await contact(HOME), await contact(HOME), await contact(OTHER)];
      await federation.decide({
        federation: { mode: 'open' },
        groups: [
          { name: 'First', members: [ina.jid], handling: 'prompt' },
          { name: 'Second', members: [ina.jid, colleague.jid], federation: 'closed' },
        ],
      });
      await passesBothWays(ina, other);
      await stopsBothWays(colleague, other);
    });

    test('a change counts at once, and leaves streams that others of the domain use', async () => {
      const [ina, colleague, other] = [await contact(HOME), await contact(HOME), await contact(OTHER)];
      await federation.decide({ federation: { mode: 'open' } });
      await passesBothWays(ina, other, ['message']);
      await passesBothWays(colleague, other, ['message']);
      const closed = await count(OTHER, STREAMS_CLOSED);
      await decide('open', 'closed', [ina]);
      await stopsBothWays(ina, other, ['message']);
      await passesBothWays(colleague, other, ['message']);
      await decide('closed', 'open', [ina]);
      await passesBothWays(ina, other, ['message']);
      await stopsBothWays(colleague, other, ['message']);
      assert.equal(await count(OTHER, STREAMS_CLOSED), closed);
      await decide('closed', 'listed', [ina], { trusted: [PARTNER] });
      await until(async () => (await count(OTHER, STREAMS_CLOSED)) > closed, 'the streams to be closed');
      await stops('message', other, ina);
    });

    test('holds for what the server sends in the name of people', async () => {
      const [ina, colleague, other] = [await contact(HOME), await contact(HOME), await contact(OTHER)];
      await federation.decide({ federation: { mode: 'open' } });
      for (const own of [ina, colleague]) {
        await passes('request', other, own);
        own.presence('subscribed', other.jid);
        await until(() => other.presences('subscribed', own.jid).length > 0, 'an answer');
      }
      const shows = (own: RawClient, text: string): void =>
        own.send(`<presence ${NS}><status>${text}</status></presence>`);
      const sees = (text: string): Promise<string> => other.expect(new RegExp(`>${text}<`));
      shows(ina, 'ina before');
      await sees('ina before');
      await decide('open', 'closed', [ina]);
      shows(ina, 'ina after');
      await ina.ping();
      shows(colleague, 'colleague after');
      await sees('colleague after');
      assert.ok(!other.frames.some((frame) => frame.includes('ina after')));
      // Done in their own contact list, and told to the other side by the server.
      for (const own of [ina, colleague]) {
        own.presence('unsubscribed', other.jid);
        await own.ping();
      }
      await until(() => other.presences('unsubscribed', colleague.jid).length > 0, 'to be told');
      assert.equal(other.presences('unsubscribed', ina.jid).length, 0);
    });

    test('leaves nothing in the contact list of a request that is refused', async () => {
      const [ina, other] = [await contact(HOME), await contact(OTHER)];
      await decide('open', 'closed', [ina]);
      await stops('request', ina, other);
      assert.ok(!(await ina.iq('get', '<query xmlns="jabber:iq:roster"/>')).includes(other.jid));
    });

    test('are not asked about the host and its services: these are as everyone', async () => {
      const [ina, other] = [await contact(HOME), await contact(OTHER)];
      for (const [everyone, mode, expected] of [
        ['open', 'closed', undefined],
        ['closed', 'open', 'not-allowed'],
      ] as const) {
        await decide(everyone, mode, [ina]);
        for (const address of [HOME, CONFERENCE]) {
          let answer: string | undefined;
          await until(async () => {
            answer = conditionOf(await other.iq('get', INFO, address));
            return answer !== 'remote-server-not-found' && answer !== 'remote-server-timeout';
          }, `an answer of ${address}`);
          assert.equal(answer, expected, `${everyone}: ${address}`);
        }
      }
    });

    test('a server may prove its name by dialback where its domain passes for a group alone', async () => {
      const { places } = federation;
      const ina = await contact(HOME);
      await decide('closed', 'open', [ina]);
      const raw = await RawServer.connect(places[HOME].port, PARTNER, HOME, places[PARTNER]);
      raw.send(`<db:result from="${OTHER}" to="${HOME}">not their key</db:result>`);
      await until(() => raw.text.includes('<db:result') || raw.isClosed, 'the other server to be asked');
      assert.match(raw.text, /<db:result(?=[^>]* type=["']invalid["'])/);
      raw.end();
    });

    test('an error that answers nobody is not answered, and what is refused reaches no client', async () => {
      const [ina, other] = [await contact(HOME), await contact(OTHER)];
      await decide('closed', 'closed', []);
      await decide('open', 'closed', [ina]);
      other.send(`<message ${NS} type="error" id="e" to="${ina.jid}"><error type="cancel"><gone/></error></message>`);
      other.send(`<iq ${NS} type="result" id="r" to="${ina.jid}"/>`);
      other.presence('unsubscribed', ina.jid);
      assert.equal(await stops('message', other, ina), 'not-allowed');
      assert.equal(other.frames.filter((frame) => /type=["']error["']/.test(frame)).length, 1);
      assert.ok(!ina.frames.some((frame) => frame.includes(other.jid)));
    });

    test('are compared in the form that addresses have on the server', async () => {
      const [ina, other] = [await contact(HOME), await contact(OTHER)];
      await federation.decide({
        federation: { mode: 'open' },
        groups: [{ name: 'Group', members: [ina.jid.toUpperCase()], federation: 'closed' }],
      });
      await stopsBothWays(ina, other);
    });

    test('are announced with the rest', async () => {
      await decide('open', 'closed', []);
      assert.ok((await (await contact(HOME)).iq('get', INFO, HOME)).includes(`${FEATURE}:groups`));
    });
  });

  describe('where the policy goes', { skip: onlyProsody('the module follows the node') }, () => {
    const field = (name: string, ...values: readonly string[]): string =>
      `<field var="${name}">${values.map((value) => `<value>${value}</value>`).join('')}</field>`;
    const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, place) => String(place));
    const people = (count: number): readonly string[] => numbers(count).map((place) => `p${place}@${HOME}`);
    const { mode, trusted } = { mode: 'federation', trusted: 'federation_trusted' };
    for (const [what, broken] of [
      ['an unknown mode', `<field var="${mode}"><value>ajar</value></field>`],
      [
        'a field twice',
        `<field var="${mode}"><value>open</value></field><field var="${mode}"><value>open</value></field>`,
      ],
      ['one form of a list', `<field var="${trusted}"><value>${OTHER}</value></field>`],
      [
        'two names for one',
        `<field var="${trusted}"><value>${OTHER}</value></field><field var="${trusted}_unicode"><value>a.example</value></field>`,
      ],
      ['a group of nobody knows whom', field('groups', 'A')],
      ['a group twice', `${field('groups', 'A', 'A')}${field('group_0_members')}${field('group_1_members')}`],
      ['a group without a name', `${field('groups', ' ')}${field('group_0_members')}`],
      ['a device in a group', `${field('groups', 'A')}${field('group_0_members', `a@${HOME}/b`)}`],
      ['a domain in a group', `${field('groups', 'A')}${field('group_0_members', HOME)}`],
      ...(['federation', 'logging', 'handling', 'allow_user_options'] as const).map(
        (name) =>
          [
            `an unknown ${name} of a group`,
            `${field('groups', 'A')}${field('group_0_members')}${field(`group_0_${name}`, 'ajar')}`,
          ] as const,
      ),
      [
        'too many groups',
        field('groups', ...numbers(51)) +
          numbers(51)
            .map((place) => field(`group_${place}_members`))
            .join(''),
      ],
      [
        'too many people in groups',
        field('groups', 'A', 'B', 'C') +
          ['0', '1', '2'].map((place) => field(`group_${place}_members`, ...people(400))).join(''),
      ],
    ] as const) {
      test(`keeps what was in force where the item has ${what}, logs it, and is not announced`, async () => {
        await federation.decide(CLOSED);
        const [own, other] = [await contact(HOME), await contact(OTHER)];
        assert.ok(await featureOf(own));
        const errors = await count(HOME, ERROR);
        await federation.administrator.publishPayload(
          '<x xmlns="jabber:x:data" type="result"><field var="FORM_TYPE"><value>urn:im-contact-requests:policy:1</value></field>' +
            `<field var="domains"/><field var="domains_unicode"/>${broken}</x>`,
        );
        assert.ok(!(await featureOf(own)));
        assert.equal(await count(HOME, ERROR), errors + 1);
        assert.equal(await stops('message', own, other), 'not-allowed');
        await federation.decide(OPEN);
        assert.ok(await featureOf(own));
      });
    }

    test('takes a policy of an older publisher for an open one', async () => {
      await federation.decide(CLOSED);
      const [own, other] = [await contact(HOME), await contact(OTHER)];
      await stops('message', own, other);
      await federation.decide({ domains: [SISTER] });
      await passes('message', own, other);
    });

    test('goes on where the service or the module is reloaded', async () => {
      await federation.decide(CLOSED);
      const { client } = federation.administrator;
      for (const [command, fields] of [
        ['global-reload', { module: 'pubsub' }],
        ['reload', { modules: 'federation_policy' }],
      ] as const) {
        const reloaded = await perform(client, `http://prosody.im/protocol/modules#${command}`, fields);
        assert.ok(isCompleted(reloaded), reloaded);
        const [own, other] = [await contact(HOME), await contact(OTHER)];
        assert.equal(await stops('message', own, other), 'not-allowed');
        await federation.decide({ domains: [SISTER] });
        await passes('message', own, other);
        await federation.decide(CLOSED);
        await stops('message', own, other);
        assert.ok(await featureOf(own));
      }
    });

    test('keeps it over a restart', async () => {
      await federation.decide(CLOSED);
      const { server } = federation.at(HOME);
      await server.quit();
      await server.run();
      const [own, other] = [await contact(HOME), await contact(OTHER)];
      assert.equal(await stops('message', own, other), 'not-allowed');
      assert.ok(await featureOf(own));
    });

    test('lets everybody pass once the node is deleted', async () => {
      const administrator = await Administrator.signIn(federation.at(HOME).server, HOME, 'admin-secret');
      await administrator.publish(CLOSED);
      const [own, other] = [await contact(HOME), await contact(OTHER)];
      await stops('message', own, other);
      await administrator.deleteNode();
      await passes('message', own, other);
      await passes('message', other, own);
      assert.ok(await featureOf(own));
      await administrator.createNode();
      await administrator.publish(CLOSED);
      await stops('message', own, other);
      await administrator.close();
    });
  });
});
