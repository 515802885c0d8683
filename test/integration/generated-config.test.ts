/** The configuration that the console writes, taken by the real servers as it is: administrators set the policy, people read it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { federationRules, type FederationRulesInput } from '../../src/admin/deployment/federation-rules.js';
import { loggingRules, type LoggingRulesInput } from '../../src/admin/deployment/logging-rules.js';
import { ejabberdConfig, prosodyConfig, type ServerConfigInput } from '../../src/admin/deployment/server-config.js';
import type { ListedDomain } from '../../src/xmpp/policy-form.js';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { ACCOUNTS, ADMIN, COMMANDS, conditionOf, execute, isExecuting, itemsOf, perform } from '../servers/ad-hoc.js';
import { BESIDE } from '../servers/ejabberd-config.js';
import { Ejabberd } from '../servers/ejabberd.js';
import { Administrator } from '../servers/organisation.js';
import { Prosody, SERVER_KIT } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD, onlyEjabberd, onlyProsody } from '../servers/start-server.js';
import { webSocketOf, wellKnown } from '../servers/well-known.js';

const HOME = 'home.example';
const PUBSUB = 'http://jabber.org/protocol/pubsub';
/** An address that would be more than a value, if it could. */
const WEBSOCKET = 'wss://chat.home.example/"];\'\\}--[[#{{@x:';
const INPUT: ServerConfigInput = {
  domain: HOME,
  listedDomains: [
    { ascii: HOME, unicode: HOME },
    { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' },
    { ascii: 'labs.example', unicode: 'labs.example"\n}; os.exit(1) --' },
  ],
  administrators: [`chief@${HOME}`, 'o\'neill"@home.example', `jürgen@${HOME}`, '"\n}]: os.exit(1)', HOME],
  websocketUrl: WEBSOCKET,
};
const hosts = [
  {
    domain: HOME,
    accounts: ['chief', 'jürgen', 'ina', 'admin'].map((username) => ({ username, password: 'secret' })),
  },
];

/** Domains that would be more than values, if they could; they are listed in vain. */
const HOSTILE: ListedDomain = {
  ascii: 'evil.example"]}',
  unicode: "evil.example'\n    im_federation: [{allow: all}] #",
};

function rules({ domain, listedDomains }: ServerConfigInput, federation: FederationRulesInput['federation']): string {
  const trusted = [{ ascii: 'partner.example', unicode: 'partner.example' }, HOSTILE];
  const refused = [{ ascii: 'xn--mnchen-3ya.example', unicode: 'münchen.example' }, HOSTILE];
  return federationRules({ domain, listedDomains, federation, trusted, refused });
}

/** With addresses that would be more than values, if they could; they are listed in vain. */
function logging(mode: LoggingRulesInput['logging']): string {
  const evil = `evil"]}\n    im_logging_preferences: {allow: all} #@${HOME}`;
  return loggingRules({ domain: HOME, logging: mode, loggingDays: 30, loggingAlways: [`jürgen@${HOME}`, evil], loggingNever: [`o'neill"@${HOME}`] }); // prettier-ignore
}

function start(input: ServerConfigInput): Promise<Prosody | Ejabberd> {
  return IS_EJABBERD
    ? Ejabberd.start({
        hosts,
        include: ejabberdConfig(input),
        rules: rules(input, 'open'),
        logging: logging('everyone'),
      })
    : Prosody.start({ hosts, include: prosodyConfig({ ...input, prosodyModules: SERVER_KIT }) });
}

describe(`the configuration that is written for ${IS_EJABBERD ? 'ejabberd' : 'Prosody'}`, () => {
  let server: Prosody | Ejabberd;
  before(async () => {
    server = await start(INPUT);
  });
  after(() => server.stop());

  const signIn = (username: string): Promise<RawClient> =>
    RawClient.connect({ service: server.service, jid: `${username}@${HOME}`, password: 'secret', resource: crypto.randomUUID() }); // prettier-ignore

  test('has an administrator make the node and publish, and people read it and hear of the next policy', async () => {
    const administrator = await Administrator.signIn(server, HOME, 'secret', 'chief');
    await administrator.createNode();
    await administrator.publish({ domains: [HOME] });
    const person = await signIn('ina');
    await person.available();
    const items = await person.iq('get', '<query xmlns="http://jabber.org/protocol/disco#items"/>', HOME);
    assert.match(items, new RegExp(`jid=["']${administrator.service}["']`));
    const read = `<pubsub xmlns="${PUBSUB}"><items node="${POLICY_NODE}"/></pubsub>`;
    assert.match(await person.iq('get', read, administrator.service), /var=["']handling["']/);
    const subscribe = `<pubsub xmlns="${PUBSUB}"><subscribe node="${POLICY_NODE}" jid="${person.jid}"/></pubsub>`;
    assert.match(await person.iq('set', subscribe, administrator.service), /subscription=["']subscribed["']/);
    const revision = await administrator.publish({ domains: [HOME] });
    await person.expect(new RegExp(`^<message.*var=["']revision["'][^>]*>\\s*<value>${revision}<`, 's'));

    const item = '<item><x xmlns="jabber:x:data" type="result"/></item>';
    for (const payload of [
      `<pubsub xmlns="${PUBSUB}"><publish node="${POLICY_NODE}">${item}</publish></pubsub>`,
      `<pubsub xmlns="${PUBSUB}"><create node="urn:another"/></pubsub>`,
      `<pubsub xmlns="${PUBSUB}#owner"><delete node="${POLICY_NODE}"/></pubsub>`,
    ]) {
      assert.equal(conditionOf(await person.iq('set', payload, administrator.service)), 'forbidden', payload);
    }
    assert.equal(await administrator.publishedRevision(), revision);
    await administrator.close();
    await person.close();
  });

  test('makes an administrator of everybody who is named, and of nobody else', async () => {
    const create = `<pubsub xmlns="${PUBSUB}"><create node="urn:of-another-administrator"/></pubsub>`;
    const jürgen = await signIn('jürgen');
    assert.match(await jürgen.iq('set', create, `pubsub.${HOME}`), /type=["']result["']/);
    const other = await signIn('admin');
    const another = create.replace('another', 'nobody');
    assert.equal(conditionOf(await other.iq('set', another, `pubsub.${HOME}`)), 'forbidden');
    const node = `${ADMIN}#add-user`;
    assert.equal(conditionOf(await execute(other, node)), 'forbidden');
    assert.ok(isExecuting(await execute(jürgen, node)));
    await jürgen.close();
    await other.close();
  });

  test('lets everybody have nodes of their own, and block', async () => {
    const person = await signIn('ina');
    const own = `<pubsub xmlns="${PUBSUB}"><publish node="urn:own"><item><x xmlns="urn:own"/></item></publish></pubsub>`;
    assert.match(await person.iq('set', own), /type=["']result["']/);
    const block = '<block xmlns="urn:xmpp:blocking"><item jid="x@y.example"/></block>';
    assert.match(await person.iq('set', block), /type=["']result["']/);
    await person.close();
  });

  test('keeps messages as the policy says, for good, and lets nobody choose otherwise', async () => {
    if (!IS_EJABBERD) {
      const administrator = await Administrator.signIn(server, HOME, 'secret', 'chief');
      await administrator.publish({ logging: { mode: 'everyone' } });
      await administrator.close();
    }
    const person = await signIn('ina');
    const wish = '<prefs xmlns="urn:xmpp:mam:2" default="never"><always/><never/></prefs>';
    const answer = await person.iq('set', wish);
    if (IS_EJABBERD) assert.equal(conditionOf(answer), 'forbidden');
    assert.match(await person.iq('get', '<prefs xmlns="urn:xmpp:mam:2"/>'), /<prefs[^>]* default=["']always["']/);
    const info = await person.iq('get', '<query xmlns="http://jabber.org/protocol/disco#info"/>', HOME);
    assert.equal(info.includes('kit:logging_policy:days'), !IS_EJABBERD);
    await person.close();
  });

  test('tells where the WebSocket is, whatever characters its address has', async () => {
    const { headers, body } = await wellKnown(server.port, HOME, 'host-meta.json');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(webSocketOf(body), WEBSOCKET);
  });

  test('brings the commands of the server kit', { skip: onlyProsody('modules of Prosody') }, async () => {
    const chief = await signIn('chief');
    const listed = await perform(chief, `${ACCOUNTS}#list`);
    assert.deepEqual(itemsOf(listed).map(({ jid }) => jid?.split('@')[0]), ['admin', 'chief', 'ina', 'jürgen']); // prettier-ignore
    const query = `<query xmlns="http://jabber.org/protocol/disco#items" node="${COMMANDS}"/>`;
    assert.match(await chief.iq('get', query, HOME), /urn:xmpp:invite#invite/);
    const info = await chief.iq('get', '<query xmlns="http://jabber.org/protocol/disco#info"/>', HOME);
    assert.match(info, /kit:roster_journal/);
    assert.match(info, /kit:federation_policy/);
    assert.match(info, /kit:logging_policy/);
    await chief.close();
  });

  test('is taken without a complaint', async () => {
    const complaints = (await server.log())
      .split('\n')
      .filter((line) => /\t(warn|error)\t|\[(warning|error|critical)\]/.test(line));
    // Nobody needs BOSH; the file says itself what Mnesia is not good for; the rest is about TLS, which loopback goes without.
    const expected =
      /Mnesia backend for mod_mam|mod_bosh is recommended|certificate|cross_domain_websocket|Private key|TLS|encrypt|plain|secure/i;
    assert.deepEqual(complaints.filter((line) => !expected.test(line)), []); // prettier-ignore
  });
});

describe('the configuration for an organisation that has named nobody yet', () => {
  test('is taken, too, and nobody makes nodes', async (t) => {
    const server = await start({ domain: HOME, listedDomains: [], administrators: [] });
    t.after(() => server.stop());
    const person = await RawClient.connect({ service: server.service, jid: `ina@${HOME}`, password: 'secret' });
    const create = `<pubsub xmlns="${PUBSUB}"><create node="${POLICY_NODE}"/></pubsub>`;
    assert.equal(conditionOf(await person.iq('set', create, `pubsub.${HOME}`)), 'forbidden');
    await person.close();
  });
});

describe('the configuration for ejabberd', { skip: onlyEjabberd('a host beside it') }, () => {
  test('has whom it federates with in a file of its own, which is replaced without a restart', async (t) => {
    const server = await Ejabberd.start({
      hosts,
      include: ejabberdConfig(INPUT),
      rules: rules(INPUT, 'open'),
      logging: logging('unset'),
    });
    t.after(() => server.stop());
    const person = await RawClient.connect({ service: server.service, jid: `ina@${HOME}`, password: 'secret' });
    for (const [federation, refused] of [
      ['open', 'x@münchen.example'],
      ['open', 'x@xn--mnchen-3ya.example.'],
      ['listed', 'x@other.example'],
      ['closed', 'x@partner.example'],
    ] as const) {
      await server.replaceRules(rules(INPUT, federation));
      const id = crypto.randomUUID();
      person.send(`<message xmlns="jabber:client" id="${id}" to="${refused}"><body>x</body></message>`);
      assert.equal(conditionOf(await person.expect(new RegExp(`id=["']${id}["']`))), 'forbidden', refused);
    }
    await person.close();
  });

  test('has what it keeps of messages in a file of its own, too', async (t) => {
    const server = await Ejabberd.start({ hosts, include: ejabberdConfig(INPUT), rules: rules(INPUT, 'open'), logging: logging('unset') }); // prettier-ignore
    t.after(() => server.stop());
    const signIn = (jid: string): Promise<RawClient> =>
      RawClient.connect({ service: server.service, jid, password: 'secret' });
    const [ina, jürgen] = [await signIn(`ina@${HOME}`), await signIn(`jürgen@${HOME}`)];
    const ask = (default_: string): string =>
      `<prefs xmlns="urn:xmpp:mam:2" default="${default_}"><always/><never/></prefs>`;
    for (const [mode, keeps] of [
      ['everyone', 'always'],
      ['contacts', 'roster'],
      ['nobody', 'never'],
    ] as const) {
      await server.replaceLogging(logging(mode));
      assert.match(await ina.iq('get', '<prefs xmlns="urn:xmpp:mam:2"/>'), new RegExp(`default=["']${keeps}["']`));
      assert.equal(conditionOf(await ina.iq('set', ask('always'))), 'forbidden');
      assert.match(await jürgen.iq('set', ask('always')), /type=["']result["']/);
    }
    await ina.close();
    await jürgen.close();
  });

  test('leaves the other hosts of its server as they are', async (t) => {
    const beside = { domain: BESIDE, accounts: [{ username: 'admin', password: 'secret' }] };
    const server = await Ejabberd.start({
      hosts: [...hosts, beside],
      include: ejabberdConfig(INPUT),
      rules: rules(INPUT, 'open'),
      logging: logging('unset'),
    });
    t.after(() => server.stop());
    const { body } = await server.command('registered_vhosts');
    assert.deepEqual(new Set(body as string[]), new Set([BESIDE, HOME, `policy.${HOME}`]));
    const signIn = (jid: string): Promise<RawClient> =>
      RawClient.connect({ service: server.service, jid, password: 'secret' });
    const [admin, chief] = [await signIn(`admin@${BESIDE}`), await signIn(`chief@${HOME}`)];
    const command = `<command xmlns="${COMMANDS}" node="${ADMIN}#add-user"/>`;
    assert.ok(isExecuting(await admin.iq('set', command, BESIDE)));
    assert.ok(isExecuting(await chief.iq('set', command, HOME)));
    assert.equal(conditionOf(await admin.iq('set', command, HOME)), 'forbidden');
    assert.equal(conditionOf(await chief.iq('set', command, BESIDE)), 'forbidden');
    await admin.close();
    await chief.close();
  });
});
