/** The checks of the first run, and the proof as an ordinary person, on real servers. */
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { Accounts } from '../../src/admin/accounts/accounts.js';
import { failed } from '../../src/admin/outcome.js';
import { PolicyNode } from '../../src/admin/policy/policy-node.js';
import { AdminSession } from '../../src/admin/session.js';
import { runChecks, type Check } from '../../src/admin/setup/checks.js';
import { serverLines } from '../../src/admin/setup/lines.js';
import {
  tryAsTemporaryPerson,
  type PersonTrial,
  type TemporaryPersonDeps,
} from '../../src/admin/setup/temporary-person.js';
import { signInOnce } from '../../src/admin/sign-in-once.js';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { createSet } from '../../src/xmpp/xep0060-pubsub.js';
import { deleteSet } from '../../src/xmpp/xep0060-pubsub-owner.js';
import { IS_EJABBERD, onlyEjabberd, startServer } from '../servers/start-server.js';
import type { PolicyDraft } from '../../src/admin/policy/revision.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { FakePlatform } from '../support/fake-platform.js';
import '../support/worker-life.js'; // Node.js 20 has no WebSocket of its own

const HOME = 'home.example';
const BARE = 'bare.example';
const SERVICE = `pubsub.${HOME}`;
const ACCOUNTS = ['admin', 'second', 'member'].map((username) => ({ username, password: username }));

let server: XmppServer;
/** Answers for the web servers of all domains. */
let web: (url: string) => Promise<string> = () => Promise.reject(new Error('404'));

before(async () => {
  server = await startServer({
    hosts: [
      { domain: HOME, accounts: ACCOUNTS, administrators: ['admin', 'second'], pubsub: true },
      { domain: BARE, accounts: ACCOUNTS.slice(0, 1) },
    ],
  });
});
after(() => server.stop());

interface Desk {
  readonly wire: AdminSession;
  readonly policy: PolicyNode;
  readonly accounts: Accounts;
}

async function desk(t: TestContext, domain = HOME, username = 'admin'): Promise<Desk> {
  const { service } = server;
  const wire = AdminSession.open(new FakePlatform(), { jid: `${username}@${domain}`, password: username, service });
  assert.ok(wire instanceof AdminSession);
  const end = new AbortController();
  const policy = new PolicyNode({ wire, now: () => Date.now(), signal: end.signal });
  t.after(async () => {
    end.abort();
    await wire.close();
  });
  await wire.online(AbortSignal.timeout(60_000));
  return { wire, policy, accounts: new Accounts({ wire }) };
}

async function checksOf({ wire, policy }: Desk): Promise<ReadonlyMap<string, Check>> {
  const found = new Map<string, Check>();
  const deps = { wire, policy, fetchText: (url: string) => web(url) };
  for await (const check of runChecks(deps, AbortSignal.timeout(60_000))) found.set(check.id, check);
  return found;
}

/** The states of some checks, by id. */
function states(checks: ReadonlyMap<string, Check>, ids: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(ids.map((id) => [id, checks.get(id)?.state]));
}

async function removeNode({ wire, policy }: Desk): Promise<void> {
  await wire.set(deleteSet(POLICY_NODE), { to: SERVICE });
  assert.equal((await policy.refresh()).kind, 'no-node');
}

describe('the checks', () => {
  test('say what a server has, which one it is, and what is to be looked for where it does not tell', async (t) => {
    const admin = await desk(t);
    await admin.policy.create();
    const checks = await checksOf(admin);
    assert.match(checks.get('server')?.says ?? '', IS_EJABBERD ? /^ejabberd/ : /^Prosody/);
    assert.deepEqual(states(checks, [...checks.keys()]), {
      server: 'ok',
      pubsub: 'ok',
      'policy-node': 'ok',
      readers: IS_EJABBERD ? 'unknown' : 'ok',
      creators: IS_EJABBERD ? 'unknown' : 'ok',
      publishers: 'ok',
      pep: 'ok',
      commands: 'ok',
      'account-list': IS_EJABBERD ? 'ok' : 'warn',
      invitations: 'warn',
      directory: IS_EJABBERD ? checks.get('directory')?.state : 'warn',
      archive: 'ok',
      blocking: 'ok',
      'stream-management': 'ok',
      'host-meta': 'warn',
      'many-requests': IS_EJABBERD ? 'unknown' : 'warn',
    });
    assert.match(checks.get('publishers')?.says ?? '', /admin@home\.example \(owner\)/);
    for (const { id, state, mend } of checks.values()) {
      if (state !== 'ok') assert.ok(mend?.prosody && mend.ejabberd, id);
    }
  });

  test('say that there is no policy yet, and what is wrong with the place of one', async (t) => {
    const admin = await desk(t);
    await removeNode(admin);
    assert.match((await checksOf(admin)).get('policy-node')?.says ?? '', /no policy yet/);
    const access = IS_EJABBERD ? 'whitelist' : 'open';
    const wrong = { access_model: access, publish_model: 'open', persist_items: 'true' };
    assert.ok((await admin.wire.set(createSet(POLICY_NODE, wrong), { to: SERVICE })).ok);
    const checks = await checksOf(admin);
    assert.equal(checks.get('policy-node')?.state, 'warn');
    assert.match(checks.get('policy-node')?.says ?? '', /access_model, publish_model/);
    if (!IS_EJABBERD) assert.equal(checks.get('readers')?.state, 'warn');
    assert.ok((await admin.policy.create()).ok);
    assert.equal((await checksOf(admin)).get('policy-node')?.state, 'ok');
  });

  test('name whose the place is that is not ours', async (t) => {
    const admin = await desk(t);
    await admin.policy.create();
    const other = await desk(t, HOME, 'member');
    const check = (await checksOf(other)).get('policy-node');
    assert.equal(check?.state, 'missing');
    if (IS_EJABBERD) assert.match(check.says, /admin@home\.example/);
    assert.match(check.mend?.prosody ?? '', /Component "pubsub\.home\.example" "pubsub"/);
  });

  test('say what is missing where there is nothing', async (t) => {
    const checks = await checksOf(await desk(t, BARE));
    assert.deepEqual(states(checks, ['pubsub', 'policy-node', 'readers', 'publishers']), {
      pubsub: 'missing',
      'policy-node': 'unknown',
      readers: 'unknown',
      publishers: 'unknown',
    });
    assert.match(checks.get('pubsub')?.mend?.prosody ?? '', /Component "pubsub\.bare\.example" "pubsub"/);
  });

  test('say that an ordinary person has no commands for accounts', async (t) => {
    const checks = await checksOf(await desk(t, HOME, 'member'));
    assert.deepEqual(states(checks, ['commands', 'account-list']), { commands: 'warn', 'account-list': 'warn' });
  });

  test('read host-meta as people will, and say why they cannot', async (t) => {
    const admin = await desk(t);
    const relation = 'urn:xmpp:alt-connections:websocket';
    const says = async (answer: typeof web): Promise<string> => {
      web = answer;
      const check = (await checksOf(admin)).get('host-meta');
      return `${check?.state}: ${check?.says}`;
    };
    t.after(() => (web = () => Promise.reject(new Error('404'))));
    assert.match(await says(() => Promise.reject(new Error('404'))), /^warn: .* answers 404/);
    assert.match(await says(() => Promise.reject(new TypeError('Failed to fetch'))), /^warn: .*Access-Control/);
    const links = [{ rel: relation, href: `wss://chat.${HOME}/ws` }];
    const served = await says((url) => {
      assert.equal(url, `https://${HOME}/.well-known/host-meta.json`);
      return Promise.resolve(JSON.stringify({ links }));
    });
    assert.match(served, /^ok: .*wss:\/\/chat\.home\.example\/ws/);
  });

  test('end with their signal', async (t) => {
    const { wire, policy } = await desk(t);
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      for await (const check of runChecks({ wire, policy, fetchText: (url) => web(url) }, stop.signal)) {
        if (check.id === 'server') stop.abort();
      }
    };
    await assert.rejects(run(), { name: 'AbortError' });
  });
});

describe('the proof as an ordinary person', () => {
  const trialOf = (
    { accounts, wire }: Desk,
    deps: Partial<TemporaryPersonDeps> = {},
    signal = AbortSignal.timeout(60_000),
  ): Promise<PersonTrial> =>
    tryAsTemporaryPerson(
      {
        accounts,
        signInAs: (jid, password) => signInOnce(new FakePlatform(), server.service, jid, password),
        service: SERVICE,
        lines: serverLines(HOME, SERVICE, wire.account),
        ...deps,
      },
      signal,
    );
  const verdicts = ({ checks }: PersonTrial): string[] => checks.map(({ id, state }) => `${id} ${state}`);
  /** Deletes as it should, and notes whom. */
  const watching = (accounts: Accounts): { deleted: string[]; accounts: TemporaryPersonDeps['accounts'] } => {
    const deleted: string[] = [];
    return {
      deleted,
      accounts: {
        domain: accounts.domain,
        add: (account) => accounts.add(account),
        delete: (jid) => {
          deleted.push(jid);
          return accounts.delete(jid);
        },
      },
    };
  };

  const DRAFT: PolicyDraft = {
    allowUserOptions: false,
    handling: 'prompt',
    domains: [],
    addBack: 'never',
    temporaryAvailability: false,
    federation: 'open',
    trusted: [],
    refused: [],
    logging: 'unset',
    loggingDays: 0,
    loggingAlways: [],
    loggingNever: [],
    groups: [],
  };

  test('is that they read the policy, and do nothing else; nothing of it is left', async (t) => {
    const admin = await desk(t);
    await admin.policy.create();
    const nothing = await trialOf(admin);
    assert.deepEqual(verdicts(nothing), ['person-creates ok', 'person-reads ok', 'person-publishes unknown']);
    assert.equal((await admin.policy.publish(DRAFT, null)).kind, 'saved');
    const before = await admin.policy.refresh();
    let person = { jid: '', password: '' };
    const trial = await trialOf(admin, {
      signInAs: (jid, password) => {
        person = { jid, password };
        return signInOnce(new FakePlatform(), server.service, jid, password);
      },
    });
    assert.deepEqual(verdicts(trial), ['person-creates ok', 'person-reads ok', 'person-publishes ok']);
    assert.deepEqual([trial.obstacle, trial.leftBehind], [undefined, undefined]);
    assert.deepEqual(await admin.policy.refresh(), before);
    assert.match(person.jid, /^check-[0-9a-f]{10}@home\.example$/);
    assert.equal(await signInOnce(new FakePlatform(), server.service, person.jid, person.password), undefined);
  });

  test('finds a node on which anybody may publish, and changes nothing there', async (t) => {
    const admin = await desk(t);
    await removeNode(admin);
    const open = { access_model: 'open', publish_model: 'open', persist_items: 'true' };
    assert.ok((await admin.wire.set(createSet(POLICY_NODE, open), { to: SERVICE })).ok);
    assert.equal((await admin.policy.publish(DRAFT, null)).kind, 'saved');
    const before = await admin.policy.refresh();
    const trial = await trialOf(admin);
    assert.equal(verdicts(trial)[2], 'person-publishes missing');
    const after = await admin.policy.refresh();
    const contents = [before, after].map((state) =>
      state.kind === 'ready' ? state.revisions.map(({ id, revision, draft }) => ({ id, revision, draft })) : state,
    );
    assert.deepEqual(contents[1], contents[0]);
    await removeNode(admin);
  });

  test(
    'finds a node that they cannot read',
    { skip: onlyEjabberd('on Prosody the members of a whitelist are all own people') },
    async (t) => {
      const admin = await desk(t);
      await removeNode(admin);
      assert.ok((await admin.wire.set(createSet(POLICY_NODE, { access_model: 'whitelist' }), { to: SERVICE })).ok);
      assert.deepEqual(verdicts(await trialOf(admin))[1], 'person-reads missing');
      await removeNode(admin);
    },
  );

  test('deletes the account also where nobody could sign in with it, and where it is given up', async (t) => {
    const admin = await desk(t);
    const first = watching(admin.accounts);
    const refused = await trialOf(admin, {
      accounts: first.accounts,
      signInAs: () => Promise.reject(new Error('away')),
    });
    assert.deepEqual([refused.checks, refused.obstacle, refused.leftBehind], [[], { kind: 'no-sign-in' }, undefined]);
    assert.equal(first.deleted.length, 1);
    const second = watching(admin.accounts);
    const stop = new AbortController();
    const given = await trialOf(
      admin,
      {
        accounts: second.accounts,
        signInAs: (jid, password) => {
          stop.abort();
          return signInOnce(new FakePlatform(), server.service, jid, password);
        },
      },
      stop.signal,
    );
    assert.deepEqual([given.checks, given.leftBehind], [[], undefined]);
    assert.equal(second.deleted.length, 1);
  });

  test('names the account that it could not delete, and says so where it could make none', async (t) => {
    const admin = await desk(t);
    const watched = watching(admin.accounts);
    const left = await trialOf(admin, {
      accounts: { ...watched.accounts, delete: () => Promise.resolve(failed({ kind: 'timeout' })) },
    });
    assert.match(left.leftBehind ?? '', /^check-[0-9a-f]{10}@home\.example$/);
    assert.ok((await admin.accounts.delete(left.leftBehind ?? '')).ok);
    const member = await desk(t, HOME, 'member');
    const none = await trialOf(member);
    assert.equal(none.obstacle?.kind, 'no-account', JSON.stringify(none));
    assert.equal(none.leftBehind, undefined);
  });
});
