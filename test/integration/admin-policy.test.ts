/** The policy as administrators work on it, on real servers: from the first run to two of them at the same moment. */
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { PolicyNode } from '../../src/admin/policy/policy-node.js';
import type { PolicyDraft, PolicyState, Revision } from '../../src/admin/policy/revision.js';
import { REFUSALS } from '../../src/admin/policy/administrators.js';
import { AdminSession } from '../../src/admin/session.js';
import type { AdminWire } from '../../src/admin/wire.js';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { xml, type Element } from '../../src/xmpp/element.js';
import type { IqOptions } from '../../src/xmpp/iq.js';
import { configGet, configValue } from '../../src/xmpp/xep0060-pubsub-owner.js';
import { createSet, publishSet } from '../../src/xmpp/xep0060-pubsub.js';
import { until } from '../servers/processes.js';
import { Proxy } from '../servers/proxy.js';
import { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD, onlyEjabberd, startServer } from '../servers/start-server.js';
import type { XmppServer } from '../servers/xmpp-server.js';
import { FakePlatform } from '../support/fake-platform.js';
import '../support/worker-life.js'; // Node.js 20 has no WebSocket of its own

const PUBSUB = 'http://jabber.org/protocol/pubsub';
const ACCOUNTS = ['admin', 'second', 'member'].map((username) => ({ username, password: username }));
const HOME = 'home.example';
/** It has two pubsub services. */
const TWO = 'two.example';
const BARE = 'bare.example';

const DRAFT: PolicyDraft = {
  allowUserOptions: true,
  handling: 'accept-organization',
  domains: [
    { ascii: 'home.example', unicode: 'home.example' },
    { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' },
  ],
  addBack: 'listed',
  temporaryAvailability: true,
  federation: 'open',
  trusted: [],
  refused: [],
  logging: 'unset',
  loggingDays: 0,
  loggingAlways: [],
  loggingNever: [],
  groups: [],
};

let server: XmppServer;

before(async () => {
  const common = { accounts: ACCOUNTS, administrators: ['admin', 'second'] };
  server = await startServer({
    hosts: [
      { ...common, domain: HOME, pubsub: true },
      { ...common, domain: TWO, accounts: ACCOUNTS.slice(0, 1), pubsub: true, otherPubsub: [`news.${TWO}`] },
      { ...common, domain: BARE, accounts: ACCOUNTS.slice(0, 1) },
    ],
  });
});
after(() => server.stop());

interface Desk {
  readonly wire: AdminSession;
  readonly node: PolicyNode;
  readonly service: string;
}

/** Somebody at the console. */
async function desk(
  t: TestContext,
  domain: string,
  username = 'admin',
  { service = server.service, tap = (session: AdminSession): AdminWire => session } = {},
): Promise<Desk> {
  const wire = AdminSession.open(new FakePlatform(), { jid: `${username}@${domain}`, password: username, service });
  assert.ok(wire instanceof AdminSession);
  const end = new AbortController();
  const node = new PolicyNode({ wire: tap(wire), now: () => Date.now(), signal: end.signal });
  t.after(async () => {
    end.abort();
    await wire.close();
  });
  await wire.online(AbortSignal.timeout(60_000));
  await node.refresh();
  return { wire, node, service: `pubsub.${domain}` };
}

/** The same wire, of which `before` hears what is about to be sent. */
function tapped(session: AdminSession, before: (payload: Element) => void): AdminWire {
  return new globalThis.Proxy(session, {
    get: (target, name): unknown => {
      if (name === 'set') {
        return (payload: Element, options?: IqOptions): unknown => {
          before(payload);
          return target.set(payload, options);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function member(t: TestContext, domain: string): Promise<RawClient> {
  const jid = `member@${domain}`;
  const client = await RawClient.connect({ service: server.service, jid, password: 'member' });
  t.after(() => client.close());
  return client;
}

/** The same desk, once there is no node any more. */
async function fresh(desk: Promise<Desk>): Promise<Desk> {
  const found = await desk;
  const gone = xml('pubsub', { xmlns: `${PUBSUB}#owner` }, xml('delete', { node: POLICY_NODE }));
  await found.wire.set(gone, { to: found.service });
  await found.node.refresh();
  return found;
}

function ready(state: PolicyState): readonly Revision[] {
  return state.kind === 'ready' ? state.revisions : assert.fail(JSON.stringify(state));
}

/** Publishes and expects no trouble. */
async function save(node: PolicyNode, draft: PolicyDraft, base: Revision | null): Promise<Revision> {
  const published = await node.publish(draft, base);
  return published.kind === 'saved' ? published.mine : assert.fail(JSON.stringify(published));
}

async function config(wire: AdminWire, service: string, name: string): Promise<string | undefined> {
  const answer = await wire.get(configGet(POLICY_NODE), { to: service });
  assert.ok(answer.ok);
  return configValue(answer.stanza, name);
}

describe('the first run', () => {
  test('leads from no node to a published policy, which people read', async (t) => {
    const { node, wire, service } = await fresh(desk(t, HOME));
    assert.deepEqual(node.state, { kind: 'no-node', service });
    assert.deepEqual(await node.publish(DRAFT, null), { kind: 'failed', problem: { kind: 'not-found' } });
    assert.deepEqual(await node.create(), { ok: true, value: undefined });
    assert.deepEqual(node.state, { kind: 'ready', service, revisions: [] });
    assert.equal(await config(wire, service, 'access_model'), IS_EJABBERD ? 'open' : 'whitelist');
    assert.equal(await config(wire, service, 'publish_model'), 'publishers');
    const earliest = Date.now();
    const mine = await save(node, DRAFT, null);
    assert.deepEqual(mine.draft, DRAFT);
    assert.deepEqual([mine.revision, mine.parent], [1, 0]);
    assert.ok((mine.at ?? 0) >= earliest && (mine.at ?? 0) <= Date.now());
    assert.deepEqual(mine.publisher, { jid: `admin@${HOME}`, isProven: !IS_EJABBERD });
    const items = `<pubsub xmlns="${PUBSUB}"><items node="${POLICY_NODE}" max_items="1"/></pubsub>`;
    assert.match(await (await member(t, HOME)).iq('get', items, service), new RegExp(mine.id));
  });

  test('says so where there is no pubsub service', async (t) => {
    const { node } = await desk(t, BARE);
    assert.deepEqual(node.state, { kind: 'no-service' });
    assert.deepEqual(await node.create(), { ok: false, problem: { kind: 'not-offered' } });
  });

  test('mends a node of ours that is not as it should be, and keeps what lies there', async (t) => {
    const { node, wire, service } = await fresh(desk(t, HOME));
    const wrong = { access_model: IS_EJABBERD ? 'whitelist' : 'open', publish_model: 'open', persist_items: 'true' };
    assert.ok((await wire.set(createSet(POLICY_NODE, { ...wrong, max_items: '2' }), { to: service })).ok);
    const mine = await save(node, DRAFT, null);
    assert.deepEqual(await node.create(), { ok: true, value: undefined });
    assert.equal(await config(wire, service, 'access_model'), IS_EJABBERD ? 'open' : 'whitelist');
    assert.equal(await config(wire, service, 'publish_model'), 'publishers');
    assert.deepEqual(ready(node.state), [mine]);
    let last: Revision | null = mine;
    for (let count = 0; count < 3; count++) last = await save(node, DRAFT, last);
    assert.equal(ready(node.state).length, 4);
  });

  test('refuses a node of that name on which this account may do nothing', async (t) => {
    const owner = await fresh(desk(t, HOME));
    await owner.node.create();
    const saved = await save(owner.node, DRAFT, null);
    const other = await desk(t, HOME, 'member');
    const owners = IS_EJABBERD ? [`admin@${HOME}`] : [];
    assert.deepEqual(other.node.state, { kind: 'foreign', service: other.service, owners, revisions: [saved] });
    assert.deepEqual(await other.node.create(), { ok: false, problem: { kind: 'exists' } });
    const published = await other.node.publish(DRAFT, null);
    assert.deepEqual(published, { kind: 'failed', problem: { kind: 'exists' } });
    assert.equal(ready(await owner.node.refresh()).length, 1);
  });

  test(
    'refuses the node of another administrator, who has not let this one in',
    { skip: onlyEjabberd('on Prosody whoever administers the service owns each node') },
    async (t) => {
      const { node } = await desk(t, HOME, 'second');
      assert.equal(node.state.kind, 'foreign');
    },
  );

  test('says so where two services have a policy', async (t) => {
    const { node, wire } = await desk(t, TWO);
    await node.create();
    const mine = await save(node, DRAFT, null);
    const home = node.state.kind === 'ready' ? node.state.service : '';
    const services = [`news.${TWO}`, `pubsub.${TWO}`];
    const other = services.find((service) => service !== home) ?? '';
    assert.ok((await wire.set(createSet(POLICY_NODE, { persist_items: 'true' }), { to: other })).ok);
    assert.deepEqual(ready(await node.refresh()), [mine]);
    const publication = xml('x', { xmlns: 'jabber:x:data', type: 'result' });
    assert.ok((await wire.set(publishSet(POLICY_NODE, '1', publication), { to: other })).ok);
    const state = await node.refresh();
    assert.deepEqual(state.kind === 'several' && [...state.services].sort(), services);
  });
});

describe('the history', () => {
  test('keeps what a later version of this console has published beside what this one knows', async (t) => {
    const { node } = await fresh(desk(t, HOME));
    await node.create();
    const others = [{ name: 'a_later_field', values: ['one', '<two>'] }];
    const first = await save(node, { ...DRAFT, others }, null);
    assert.deepEqual(first.draft?.others, others);
    const next = await save(node, { ...DRAFT, ...first.draft, handling: 'prompt' }, first);
    assert.deepEqual(next.draft?.others, others);
  });

  test('has who published what and when, the newest first; an old draft can be published again', async (t) => {
    const { node, wire, service } = await fresh(desk(t, HOME));
    await node.create();
    assert.ok((await node.setAdministrator(`second@${HOME}`, 'publisher')).ok);
    const first = await save(node, DRAFT, null);
    const second = await desk(t, HOME, 'second');
    const next = await save(second.node, { ...DRAFT, handling: 'prompt', domains: [] }, first);
    const revisions = ready(await node.refresh());
    assert.deepEqual(revisions, [next, first]);
    assert.deepEqual(
      revisions.map(({ publisher }) => publisher?.jid),
      [`second@${HOME}`, `admin@${HOME}`],
    );
    assert.ok(first.draft);
    const restored = await save(node, first.draft, next);
    assert.deepEqual(restored.draft, first.draft);
    assert.deepEqual([restored.revision, restored.parent], [3, 2]);
    const client = await RawClient.connect({ service: server.service, jid: `admin@${HOME}`, password: 'admin' });
    t.after(() => client.close());
    const item =
      '<item id="broken"><x xmlns="jabber:x:data" type="result"><field var="revision"><value>9</value></field></x></item>';
    await client.iq(
      'set',
      `<pubsub xmlns="${PUBSUB}"><publish node="${POLICY_NODE}">${item}</publish></pubsub>`,
      service,
    );
    const [broken] = ready(await node.refresh());
    assert.deepEqual([broken?.id, broken?.revision, broken?.draft], ['broken', 9, undefined]);
    assert.ok(broken?.errors.some(({ field, problem }) => field === 'handling' && problem === 'missing'));
    const again = await save(node, DRAFT, broken ?? null);
    assert.deepEqual([again.revision, again.parent], [10, 9]);
    assert.ok(wire.isOnline);
  });
});

describe('two administrators', () => {
  test('the one who comes later is told what was published meanwhile, and publishes nothing', async (t) => {
    const [one, two] = [await fresh(desk(t, HOME)), await desk(t, HOME, 'second')];
    await one.node.create();
    await one.node.setAdministrator(`second@${HOME}`, 'owner');
    const base = await save(one.node, DRAFT, null);
    const theirs = await save(two.node, { ...DRAFT, handling: 'prompt' }, base);
    const published = await one.node.publish({ ...DRAFT, addBack: 'all' }, base);
    assert.deepEqual(published, { kind: 'behind', theirs: [theirs] });
    assert.deepEqual(ready(await two.node.refresh()), [theirs, base]);
    assert.deepEqual(await two.node.publish(DRAFT, null), { kind: 'behind', theirs: [theirs, base] });
  });

  test('at the same moment: each publication is kept, and at least one of them is told', async (t) => {
    const [one, two] = [await fresh(desk(t, HOME)), await desk(t, HOME, 'second')];
    await one.node.create();
    await one.node.setAdministrator(`second@${HOME}`, 'owner');
    let base = await save(one.node, DRAFT, null);
    let crossings = 0;
    for (let round = 1; round <= 10; round++) {
      const before = ready(await one.node.refresh());
      const outcomes = await Promise.all([
        one.node.publish({ ...DRAFT, addBack: 'all' }, base),
        two.node.publish({ ...DRAFT, addBack: 'never' }, base),
      ]);
      const present = ready(await one.node.refresh());
      const added = present.slice(0, present.length - before.length);
      assert.deepEqual(present.slice(added.length), before);
      const kinds = outcomes.map(({ kind }) => kind).sort();
      assert.ok(!kinds.includes('failed') && kinds.join() !== 'saved,saved', JSON.stringify(outcomes));
      // Whoever was told that theirs is there finds it there; whoever was behind published nothing.
      const mine = outcomes.flatMap((outcome) => ('mine' in outcome ? [outcome.mine.id] : []));
      assert.deepEqual(added.map(({ id }) => id).sort(), [...mine].sort());
      for (const outcome of outcomes) {
        if (outcome.kind !== 'crossed') continue;
        crossings++;
        assert.deepEqual(
          outcome.theirs.map(({ id }) => id),
          mine.filter((id) => id !== outcome.mine.id),
        );
        assert.equal(outcome.inForce, present[0]?.id);
      }
      base = present[0] ?? base;
    }
    assert.ok(crossings > 0, 'in none of ten rounds did they cross');
  });
});

describe('an ordinary person', () => {
  test('is refused by the server whatever they try at the node', async (t) => {
    const { node, service } = await fresh(desk(t, HOME));
    await node.create();
    const mine = await save(node, DRAFT, null);
    const client = await member(t, HOME);
    const item = '<item id="evil"><x xmlns="jabber:x:data" type="result"/></item>';
    const form =
      '<x xmlns="jabber:x:data" type="submit"><field var="FORM_TYPE" type="hidden"><value>http://jabber.org/protocol/pubsub#node_config</value></field>' +
      '<field var="pubsub#publish_model"><value>open</value></field></x>';
    const affiliation = `<affiliation jid="member@${HOME}" affiliation="owner"/>`;
    for (const [what, payload] of [
      ['publish', `<pubsub xmlns="${PUBSUB}"><publish node="${POLICY_NODE}">${item}</publish></pubsub>`],
      [
        'retract',
        `<pubsub xmlns="${PUBSUB}"><retract node="${POLICY_NODE}"><item id="${mine.id}"/></retract></pubsub>`,
      ],
      ['create', `<pubsub xmlns="${PUBSUB}"><create node="urn:another"/></pubsub>`],
      ['configure', `<pubsub xmlns="${PUBSUB}#owner"><configure node="${POLICY_NODE}">${form}</configure></pubsub>`],
      [
        'affiliate',
        `<pubsub xmlns="${PUBSUB}#owner"><affiliations node="${POLICY_NODE}">${affiliation}</affiliations></pubsub>`,
      ],
      ['purge', `<pubsub xmlns="${PUBSUB}#owner"><purge node="${POLICY_NODE}"/></pubsub>`],
      ['delete', `<pubsub xmlns="${PUBSUB}#owner"><delete node="${POLICY_NODE}"/></pubsub>`],
    ] as const) {
      assert.match(await client.iq('set', payload, service), /<(forbidden|not-allowed) /, what);
    }
    assert.deepEqual(ready(await node.refresh()), [mine]);
    const console = await desk(t, HOME, 'member');
    assert.deepEqual(await console.node.setAdministrator(`member@${HOME}`, 'owner'), {
      ok: false,
      problem: { kind: 'exists' },
    });
  });
});

describe('a connection that breaks', () => {
  test('in the middle of a publication costs nothing, and publishes nothing twice', async (t) => {
    const proxy = await Proxy.start(server);
    t.after(() => proxy.stop());
    let isCutting = false;
    const lossy = desk(t, HOME, 'admin', {
      service: proxy.through(server),
      // The server takes the publication; its answer comes nowhere.
      tap: (session) =>
        tapped(session, (payload) => {
          if (isCutting && payload.getChild('publish')) proxy.swallow('answers');
        }),
    });
    const { node, wire } = await fresh(lossy);
    const watcher = await desk(t, HOME, 'second');
    await node.create();
    await node.setAdministrator(`second@${HOME}`, 'owner');
    const base = await save(node, DRAFT, null);
    await watcher.node.refresh();
    isCutting = true;
    const published = node.publish({ ...DRAFT, handling: 'prompt' }, base);
    await until(() => ready(watcher.node.state).length === 2, 'the publication to be taken');
    isCutting = false;
    proxy.cut();
    await until(() => !wire.isOnline, 'the connection to be gone');
    wire.reconnect();
    const outcome = await published;
    assert.equal(outcome.kind, 'saved', JSON.stringify(outcome));
    const revisions = ready(await watcher.node.refresh());
    assert.deepEqual(
      revisions.map(({ revision }) => revision),
      [2, 1],
    );
    assert.equal(outcome.mine.id, revisions[0]?.id);
  });

  test('before anything was sent is told at once', async (t) => {
    const { node, wire } = await desk(t, HOME);
    const revisions = ready(node.state);
    await wire.close();
    assert.deepEqual(await node.publish(DRAFT, revisions[0] ?? null), { kind: 'failed', problem: { kind: 'offline' } });
    assert.deepEqual(ready(node.state), revisions);
  });
});

describe('the node, live', () => {
  test('shows what others publish, also what they published while the connection was gone, its end, and its return', async (t) => {
    const proxy = await Proxy.start(server);
    t.after(() => proxy.stop());
    const { node, wire } = await fresh(desk(t, HOME, 'admin', { service: proxy.through(server) }));
    await node.create();
    await node.setAdministrator(`second@${HOME}`, 'owner');
    const other = await desk(t, HOME, 'second');
    const count = (): number => (node.state.kind === 'ready' ? node.state.revisions.length : -1);
    const first = await save(other.node, DRAFT, null);
    await until(() => count() === 1, 'the push');
    proxy.cut();
    await until(() => !wire.isOnline, 'the connection to be gone');
    await save(other.node, DRAFT, first);
    wire.reconnect();
    await until(() => count() === 2, 'what was missed');
    const client = await RawClient.connect({ service: server.service, jid: `second@${HOME}`, password: 'second' });
    t.after(() => client.close());
    const gone = `<pubsub xmlns="${PUBSUB}#owner"><delete node="${POLICY_NODE}"/></pubsub>`;
    assert.match(await client.iq('set', gone, other.service), /type=.result/);
    await until(() => node.state.kind === 'no-node', 'the node to be gone');
    // Of this nobody tells: it is looked for.
    assert.ok((await other.node.create()).ok);
    await until(() => node.state.kind === (IS_EJABBERD ? 'foreign' : 'ready'), 'the node to be back');
    await fresh(Promise.resolve(other));
  });

  test('is not read again because somebody says so who is not the service', async (t) => {
    const { node, wire } = await fresh(desk(t, HOME));
    await node.create();
    let readings = 0;
    node.subscribe(() => readings++, new AbortController().signal);
    const client = await member(t, HOME);
    const event = `<event xmlns="${PUBSUB}#event"><delete node="${POLICY_NODE}"/></event>`;
    client.send(`<message xmlns="jabber:client" type="headline" to="${wire.jid}">${event}</message>`);
    await client.heardBy(wire.jid);
    assert.equal(readings, 0);
    assert.equal(node.state.kind, 'ready');
  });
});

describe('who may publish', () => {
  test('is said by an owner, who shuts out neither the last one nor themselves by accident', async (t) => {
    const [admin, second] = [`admin@${HOME}`, `second@${HOME}`];
    const { node } = await fresh(desk(t, HOME));
    await node.create();
    const administrators = async (): Promise<[string, string][]> => {
      const outcome = await node.administrators();
      return outcome.ok ? [...outcome.value].sort() : assert.fail(JSON.stringify(outcome));
    };
    const refusal = (condition: string): object => ({ ok: false, problem: { kind: 'refused', condition } });
    assert.deepEqual(await administrators(), [[admin, 'owner']]);
    assert.deepEqual(await node.setAdministrator(admin, 'none'), refusal(REFUSALS.lastOwner));
    assert.deepEqual(await node.setAdministrator('nobody', 'owner'), refusal(REFUSALS.malformed));
    assert.ok((await node.setAdministrator(second, 'publisher')).ok);
    assert.deepEqual(await administrators(), [
      [admin, 'owner'],
      [second, 'publisher'],
    ]);
    assert.deepEqual(await node.setAdministrator(admin, 'publisher'), refusal(REFUSALS.lastOwner));
    assert.ok((await node.setAdministrator(second, 'owner')).ok);
    assert.deepEqual(await node.setAdministrator(admin, 'publisher'), refusal(REFUSALS.ownAccount));
    assert.ok((await node.setAdministrator(second, 'none')).ok);
    assert.deepEqual(await administrators(), [[admin, 'owner']]);
  });
});
