/** How a person signs in, what they are told when they cannot, and what a false server gets out of it. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { LinkProblem } from '../../src/core/link.js';
import type { CommandResult } from '../../src/ports/protocol.js';
import { freePort, until } from '../servers/processes.js';
import { Prosody } from '../servers/prosody.js';
import { ScriptedServer, type Script } from '../servers/scripted-server.js';
import { IS_EJABBERD, onlyProsody } from '../servers/start-server.js';
import { Device } from '../support/device.js';
import { Scene, type Person } from '../support/scene.js';

const HOME = 'home.example';
const SHA_1 = 'sha1.example';
const PLAIN = 'plain.example';
const TOKENS = 'tokens.example';

const scene = await Scene.start({
  hosts: [
    { domain: HOME, accounts: [] },
    { domain: SHA_1, accounts: [], bestMechanism: 'SCRAM-SHA-1' },
    { domain: PLAIN, accounts: [], bestMechanism: 'PLAIN' },
  ],
});
after(() => scene.end());
const { service } = scene.server;

/** A character that Unicode 3.2 did not have yet: ejabberd 23.01 takes no password with it. */
const NEWER = IS_EJABBERD ? '♔' : '🔑';

const OK: CommandResult = { ok: true };
const refusal = (problem: LinkProblem): CommandResult => ({ ok: false, problem: { kind: 'link', problem } });

async function deviceFor(t: TestContext, options?: ConstructorParameters<typeof Device>[0]): Promise<Device> {
  const device = new Device(options);
  t.after(() => device.kill());
  return device.start();
}

async function scripted(t: TestContext, script: Partial<Script>): Promise<ScriptedServer> {
  const server = await ScriptedServer.start({ domain: HOME, password: 'secret', ...script });
  t.after(() => server.stop());
  return server;
}

describe('a person signs in', () => {
  for (const [domain, mechanism] of [
    [HOME, 'SCRAM-SHA-256'],
    [SHA_1, 'SCRAM-SHA-1'],
  ] as const) {
    test(`by ${mechanism} where that is the best a server offers, and the password stays nowhere`, async (t) => {
      const { jid, password } = await scene.person(domain);
      const device = await deviceFor(t);
      assert.deepEqual(await device.signIn({ service, jid, password }), OK);
      await device.settled();
      assert.equal(device.platform.localStore.entries.get(`strength:${domain}`), mechanism);
      assert.ok(!device.storesText.includes(password));
      assert.ok(!device.storesText.includes(Buffer.from(password).toString('base64')));
    });
  }

  test('with a password in any script, in whichever form their keyboard writes it', async (t) => {
    const person: Person = { jid: `jürgen@${HOME}`, username: 'jürgen', password: `Grüße, 世界 – ${NEWER} und «Öl»` };
    await scene.server.addAccount(HOME, person);
    const device = await deviceFor(t);
    const password = person.password.normalize('NFD');
    assert.notEqual(password, person.password);
    assert.deepEqual(await device.signIn({ service, jid: person.jid, password }), OK);
    await device.settled();
  });

  test('with an address typed with capitals and spaces around it', async (t) => {
    const { jid, password } = await scene.person(HOME);
    const device = await deviceFor(t);
    assert.deepEqual(await device.signIn({ service, jid: ` ${jid.toUpperCase()} `, password }), OK);
    assert.equal(device.view?.session.account, jid);
  });

  for (const [title, document] of [
    [
      'JSON',
      (url: string) =>
        url.endsWith('.json')
          ? JSON.stringify({ links: [{ rel: 'urn:xmpp:alt-connections:websocket', href: service }] })
          : undefined,
    ],
    [
      'XML',
      (url: string) =>
        url.endsWith('.json')
          ? undefined
          : `<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="urn:xmpp:alt-connections:websocket" href="${service}"/></XRD>`,
    ],
  ] as const) {
    test(`at the service that their domain names (XEP-0156, ${title})`, async (t) => {
      const asked: string[] = [];
      const device = await deviceFor(t, {
        hostMeta: async (url) => {
          asked.push(url);
          const text = document(url);
          if (text === undefined) throw new Error('404');
          return text;
        },
      });
      const { jid, password } = await scene.person(HOME);
      assert.deepEqual(await device.signIn({ service: null, jid, password }), OK);
      assert.ok(asked.every((url) => url.startsWith(`https://${HOME}/.well-known/host-meta`)));
      await device.settled();
    });
  }

  test('by PLAIN only if that is allowed', async (t) => {
    const { jid, password } = await scene.person(PLAIN);
    const device = await deviceFor(t);
    const result = await device.signIn({ service, jid, password });
    assert.ok(!result.ok && result.problem.kind === 'link' && result.problem.problem.kind === 'no-mechanism');
    assert.deepEqual(await device.signIn({ service, jid, password, allowPlain: true }), OK);
    await device.settled();
    assert.ok(!device.storesText.includes(password));
  });

  test('as nobody else while somebody is signed in', async (t) => {
    const [person, other] = [await scene.person(HOME), await scene.person(HOME)];
    const device = await deviceFor(t);
    await device.signIn({ service, ...person });
    assert.deepEqual(await device.signIn({ service, ...other }), {
      ok: false,
      problem: { kind: 'account-mismatch', account: person.jid },
    });
    await device.signOut();
    assert.deepEqual(await device.signIn({ service, ...other }), OK);
  });
});

describe(
  'a person signs in with a token of the site',
  {
    skip: onlyProsody('ejabberd 23.01 takes no OAUTHBEARER'),
  },
  () => {
    let server: Prosody;
    before(async () => {
      server = await Prosody.start({
        hosts: [{ domain: TOKENS, accounts: [], extraConfig: 'authentication = "site_tokens"' }],
      });
    });
    after(() => server.stop());

    test('which is asked for again at each connection and kept nowhere', async (t) => {
      let handedOut = 0;
      const fetchToken = async (): Promise<string> => {
        handedOut++;
        return 'token of robin';
      };
      const device = await deviceFor(t, { fetchToken });
      const jid = `robin@${TOKENS}`;
      const { service } = server;
      assert.deepEqual(await device.signInWithToken({ service, jid }), OK);
      await device.settled();
      assert.equal(handedOut, 1);
      await device.reconnect();
      await device.settled();
      assert.equal(handedOut, 2);
      assert.ok(!device.storesText.includes('token of robin'));
      await device.restartBrowser();
      await device.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
    });

    test('once, when another of its pages wants that meanwhile', async (t) => {
      let handedOut = 0;
      let other: Promise<CommandResult> | undefined;
      const jid = `robin@${TOKENS}`;
      const { service } = server;
      const device = await deviceFor(t, {
        fetchToken: async () => {
          handedOut++;
          other ??= device.signInWithToken({ service, jid });
          return 'token of robin';
        },
      });
      assert.deepEqual(await device.signInWithToken({ service, jid }), OK);
      assert.deepEqual(await other, OK);
      await device.settled();
      assert.equal(handedOut, 1);
    });

    test('not with one that is wrong, or that the site does not have', async (t) => {
      const jid = `robin@${TOKENS}`;
      const { service } = server;
      for (const fetchToken of [async () => 'token of somebody else', async () => undefined, undefined]) {
        const device = await deviceFor(t, fetchToken ? { fetchToken } : {});
        assert.deepEqual(await device.signInWithToken({ service, jid }), refusal({ kind: 'token-refused' }));
      }
    });
  },
);

describe('a person who cannot sign in is told why, and nothing is kept', () => {
  const cases: readonly (readonly [string, Partial<Record<'jid' | 'service' | 'password', string>>, LinkProblem])[] = [
    ['a wrong password', { password: 'wrong' }, { kind: 'wrong-password' }],
    ['an account that does not exist', { jid: `nobody@${HOME}` }, { kind: 'wrong-password' }],
    ['a password that no password may be', { password: 'a\u0007b' }, { kind: 'wrong-password' }],
    [
      'a domain that the server does not serve',
      { jid: 'x@else.example' },
      { kind: 'unknown-domain', domain: 'else.example' },
    ],
    ['an address that is none', { jid: 'not an address' }, { kind: 'invalid-address' }],
    ['an address without a name', { jid: HOME }, { kind: 'invalid-address' }],
    [
      'a service without encryption',
      { service: 'ws://192.0.2.1/xmpp' },
      { kind: 'insecure-service', service: 'ws://192.0.2.1/xmpp' },
    ],
    ['a service that is no address', { service: 'home' }, { kind: 'insecure-service', service: 'home' }],
  ];
  for (const [title, change, problem] of cases) {
    test(title, async (t) => {
      const { jid, password } = await scene.person(HOME);
      const device = await deviceFor(t);
      assert.deepEqual(await device.signIn({ service, jid, password, stay: true, ...change }), refusal(problem));
      await device.until(({ session }) => session.link.phase === 'signed-out', 'nobody to be signed in');
      assert.equal(device.view?.session.account, null);
      assert.deepEqual(
        [...device.platform.localStore.entries.keys()].filter((key) => key !== 'device'),
        [],
      );
      assert.deepEqual([...device.platform.sessionStore.entries.keys()], []);
      assert.equal(device.platform.keyFile.content, undefined);
      await device.restart();
      await device.until(({ session }) => session.link.phase === 'signed-out', 'still nobody to be signed in');
    });
  }

  test('a domain that names no service', async (t) => {
    const device = await deviceFor(t, { hostMeta: () => Promise.reject(new Error('404')) });
    const { jid, password } = await scene.person(HOME);
    const result = await device.signIn({ service: null, jid, password });
    assert.deepEqual(result, refusal({ kind: 'unknown-domain', domain: HOME }));
  });

  test('a domain that names a service without encryption', async (t) => {
    const href = 'ws://192.0.2.1/xmpp';
    const device = await deviceFor(t, {
      hostMeta: async () => JSON.stringify({ links: [{ rel: 'urn:xmpp:alt-connections:websocket', href }] }),
    });
    const { jid, password } = await scene.person(HOME);
    const result = await device.signIn({ service: null, jid, password });
    assert.deepEqual(result, refusal({ kind: 'unknown-domain', domain: HOME }));
  });

  test('a server that is not there', async (t) => {
    const nowhere = `ws://127.0.0.1:${await freePort()}/`;
    const device = await deviceFor(t);
    const { jid, password } = await scene.person(HOME);
    const result = await device.signIn({ service: nowhere, jid, password });
    assert.deepEqual(result, refusal({ kind: 'unreachable', service: nowhere }));
  });

  test('a server that says nothing, for long; what is kept of somebody else stays', async (t) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const silent = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const device = await deviceFor(t);
    const [earlier, { jid, password }] = [await scene.person(HOME), await scene.person(HOME)];
    await device.signIn({ service, ...earlier });
    await device.keeps('person', earlier.jid);
    await device.restartBrowser();
    assert.deepEqual(await device.signIn({ service: silent, jid, password }), refusal({ kind: 'timeout' }));
    await device.keeps('person', earlier.jid);
    assert.ok(!device.storesText.includes(jid));
  });
});

describe('a server that is not the one it should be', () => {
  const jid = `person@${HOME}`;

  test('learns nothing by offering less than it did', async (t) => {
    const server = await scripted(t, {});
    const device = await deviceFor(t);
    assert.deepEqual(await device.signIn({ service: server.service, jid, password: 'secret' }), OK);
    await device.signOut();
    for (const mechanisms of [['SCRAM-SHA-1'], ['PLAIN'], ['SCRAM-SHA-1', 'PLAIN']]) {
      server.script = { ...server.script, mechanisms };
      server.received.length = 0;
      const result = await device.signIn({ service: server.service, jid, password: 'secret', allowPlain: true });
      assert.ok(!result.ok && result.problem.kind === 'link' && result.problem.problem.kind === 'no-mechanism');
      assert.deepEqual(server.saw('<auth'), []);
    }
  });

  test('is not believed without a proof that it knows the password', async (t) => {
    for (const forgedProof of ['', 'v=', `v=${Buffer.alloc(32).toString('base64')}`, 'e=other-error']) {
      const server = await scripted(t, { forgedProof });
      const device = await deviceFor(t);
      const result = await device.signIn({ service: server.service, jid, password: 'secret' });
      assert.deepEqual(result, refusal({ kind: 'not-genuine' }));
      assert.equal(server.streams, 0);
    }
  });

  test('is not believed by SASL2 either, whatever it says has come of it', async (t) => {
    const server = await scripted(t, {
      insteadOfFeatures:
        '<stream:features xmlns:stream="http://etherx.jabber.org/streams"><authentication xmlns="urn:xmpp:sasl:2">' +
        '<mechanism>SCRAM-SHA-256</mechanism><inline><bind xmlns="urn:xmpp:bind:0"/></inline></authentication></stream:features>',
    });
    const device = await deviceFor(t);
    const outcome = device.signIn({ service: server.service, jid, password: 'secret' });
    await until(() => server.saw('<authenticate').length > 0, 'the client to begin');
    server.send(
      `<success xmlns="urn:xmpp:sasl:2"><authorization-identifier>${jid}/x</authorization-identifier>` +
        '<bound xmlns="urn:xmpp:bind:0"/></success>',
    );
    assert.deepEqual(await outcome, refusal({ kind: 'not-genuine' }));
  });

  test('is not believed if it asks for no proof of who we are, and so gives none of its own', async (t) => {
    for (const feature of ['<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>', '<sm xmlns="urn:xmpp:sm:3"/>', '']) {
      const server = await scripted(t, {
        insteadOfFeatures: `<stream:features xmlns:stream="http://etherx.jabber.org/streams">${feature}</stream:features>`,
      });
      const device = await deviceFor(t);
      const result = await device.signIn({ service: server.service, jid, password: 'secret' });
      assert.deepEqual(result, refusal({ kind: 'no-mechanism', offered: [] }));
      assert.equal(server.streams, 0);
    }
  });

  test('sends nobody elsewhere', async (t) => {
    const elsewhere = await scripted(t, {});
    const host = new URL(elsewhere.service).host;
    const server = await scripted(t, {
      insteadOfFeatures:
        '<stream:error xmlns:stream="http://etherx.jabber.org/streams">' +
        `<see-other-host xmlns="urn:ietf:params:xml:ns:xmpp-streams">${host}</see-other-host></stream:error>`,
    });
    const device = await deviceFor(t);
    const result = await device.signIn({ service: server.service, jid, password: 'secret' });
    assert.deepEqual(result, refusal({ kind: 'not-genuine' }));
    assert.deepEqual(elsewhere.received, []);
  });

  test('does not keep a sign-in busy with challenges for ever', async (t) => {
    const server = await scripted(t, { endlessChallenges: true });
    const device = await deviceFor(t);
    const result = await device.signIn({ service: server.service, jid, password: 'secret' });
    assert.deepEqual(result, refusal({ kind: 'not-genuine' }));
  });
});

describe('a session that the server ends', () => {
  test('because the same device came from elsewhere: it is said, and not fought over', async (t) => {
    const person = await scene.person(HOME);
    const device = await deviceFor(t);
    await device.signIn({ service, ...person });
    await device.settled();
    const id = device.platform.localStore.entries.get('device') as string;
    await scene.client(person, `im-contact-requests.${id.slice(0, 8)}`);
    const { session } = await device.until(({ session }) => session.link.phase === 'offline', 'the conflict');
    assert.deepEqual(session.link, { phase: 'offline', problem: { kind: 'replaced' }, retryAt: null });
    await device.command({ name: 'reconnect' });
    await device.settled();
  });

  test('because the worker before it was still signing in: it comes back by itself, once', async (t) => {
    const person = await scene.person(HOME);
    const device = await deviceFor(t);
    await device.signIn({ service, ...person });
    await device.settled();
    await device.restart();
    await device.settled();
    const id = device.platform.localStore.entries.get('device') as string;
    const resource = `im-contact-requests.${id.slice(0, 8)}`;
    const predecessor = await scene.client(person, resource);
    await until(() => predecessor.frames.some((frame) => frame.includes('conflict')), 'the other to be replaced');
    await device.upToDate();
    await device.settled();
    await scene.client(person, resource);
    const { session } = await device.until(({ session }) => session.link.phase === 'offline', 'the conflict');
    assert.deepEqual(session.link, { phase: 'offline', problem: { kind: 'replaced' }, retryAt: null });
  });
});
