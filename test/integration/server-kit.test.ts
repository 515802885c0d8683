/** Modules of the server kit, each alone on a Prosody: who reads the policy, and where clients find the WebSocket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { POLICY_NODE } from '../../src/core/policy/schema.js';
import { conditionOf } from '../servers/ad-hoc.js';
import type { Administrator } from '../servers/organisation.js';
import { Prosody } from '../servers/prosody.js';
import { RawClient } from '../servers/raw-client.js';
import { onlyProsody } from '../servers/start-server.js';
import { webSocketOf, wellKnown, type Document } from '../servers/well-known.js';
import { Scene } from '../support/scene.js';

const HOME = 'home.example';
const OTHER = 'other.example';
/** A service without the module. */
const BARE = `bare.${HOME}`;
const PUBSUB = 'http://jabber.org/protocol/pubsub';
const INFO = '<query xmlns="http://jabber.org/protocol/disco#info"/>';
const skip = onlyProsody('modules of Prosody');

const read = `<pubsub xmlns="${PUBSUB}"><items node="${POLICY_NODE}"/></pubsub>`;
const publish = `<pubsub xmlns="${PUBSUB}"><publish node="${POLICY_NODE}"><item><x xmlns="jabber:x:data"/></item></publish></pubsub>`;
const subscribe = (jid: string): string =>
  `<pubsub xmlns="${PUBSUB}"><subscribe node="${POLICY_NODE}" jid="${jid}"/></pubsub>`;

describe('local readers', { skip }, () => {
  let scene: Scene<Prosody>;
  let administrator: Administrator;
  before(async () => {
    const server = await Prosody.start({
      hosts: [
        { domain: HOME, pubsub: true, accounts: [] },
        { domain: OTHER, accounts: [] },
      ],
      extraConfig: `Component "${BARE}" "pubsub"\n  admins = { "admin@${HOME}" }`,
    });
    scene = Scene.on(server);
    administrator = await scene.administrator(HOME);
    await administrator.publish({ domains: [HOME] });
    await administrator.createNode(BARE);
    await administrator.publish({ domains: [HOME] }, BARE);
  });
  after(() => scene.end());

  test('are announced by the service that has them', async () => {
    const person = await scene.contact(HOME);
    const feature = 'urn:im-contact-requests:kit:local_readers';
    assert.ok((await person.iq('get', INFO, administrator.service)).includes(feature));
    assert.ok(!(await person.iq('get', INFO, BARE)).includes(feature));
  });

  test('read the policy and hear of the next one, and without the module they do not', async () => {
    const person = await scene.contact(HOME);
    assert.match(await person.iq('get', read, administrator.service), /<field[^>]* var=["']handling["']/);
    const subscribed = await person.iq('set', subscribe(person.jid), administrator.service);
    assert.match(subscribed, /subscription=["']subscribed["']/);
    const revision = await administrator.publish({ domains: [HOME] });
    await person.expect(new RegExp(`^<message.*<field[^>]* var=["']revision["'][^>]*><value>${revision}<`, 's'));
    assert.equal(conditionOf(await person.iq('get', read, BARE)), 'forbidden');
  });

  test('neither publish, nor delete, nor make themselves more than readers', async () => {
    const person = await scene.contact(HOME);
    const ask = async (payload: string): Promise<string | undefined> =>
      conditionOf(await person.iq('set', payload, administrator.service));
    const affiliation = `<affiliation jid="${person.jid}" affiliation="owner"/>`;
    assert.equal(await ask(publish), 'forbidden');
    assert.equal(await ask(`<pubsub xmlns="${PUBSUB}#owner"><delete node="${POLICY_NODE}"/></pubsub>`), 'forbidden');
    assert.equal(await ask(`<pubsub xmlns="${PUBSUB}#owner"><purge node="${POLICY_NODE}"/></pubsub>`), 'forbidden');
    assert.equal(await ask(`<pubsub xmlns="${PUBSUB}"><create node="another"/></pubsub>`), 'forbidden');
    const promote = `<affiliations node="${POLICY_NODE}">${affiliation}</affiliations>`;
    assert.equal(await ask(`<pubsub xmlns="${PUBSUB}#owner">${promote}</pubsub>`), 'forbidden');
    assert.match(await person.iq('get', read, administrator.service), /<field[^>]* var=["']handling["']/);
  });

  test('are the people of one domain, and not those of another on the same server', async () => {
    const stranger = await scene.contact(OTHER);
    assert.equal(conditionOf(await stranger.iq('get', read, administrator.service)), 'forbidden');
    assert.equal(conditionOf(await stranger.iq('set', subscribe(stranger.jid), administrator.service)), 'forbidden');
    const revision = await administrator.publish({ domains: [HOME] });
    const person = await scene.contact(HOME);
    assert.ok((await person.iq('get', read, administrator.service)).includes(`<value>${revision}</value>`));
    await stranger.ping();
    assert.ok(!stranger.frames.some((frame) => frame.startsWith('<message')));
  });
});

describe('host-meta', { skip }, () => {
  const PROXIED = 'proxied.example';
  const ADDRESS = 'wss://chat.proxied.example/socket?a=1&b=2';
  let server: Prosody;
  before(async () => {
    server = await Prosody.start({
      hosts: [
        { domain: HOME, accounts: [{ username: 'ina', password: 'ina' }] },
        { domain: OTHER, accounts: [] },
        { domain: PROXIED, accounts: [], extraConfig: `host_meta_websocket_url = "${ADDRESS}"` },
      ],
      extraModules: ['host_meta'],
    });
  });
  after(() => server.stop());

  async function get(domain: string, path: string, method?: string): Promise<Document> {
    const document = await wellKnown(server.port, domain, path, method);
    assert.equal(document.status, 200);
    return document;
  }

  async function address(domain: string): Promise<string> {
    const { headers, body } = await get(domain, 'host-meta.json');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['content-type'], 'application/json');
    return webSocketOf(body) ?? '';
  }

  test('names a WebSocket of the domain, which opens', async () => {
    const service = await address(HOME);
    assert.equal(service, `ws://${HOME}:${server.port}/xmpp-websocket`);
    const resolve = (_: string, options: { all?: boolean }, done: (...answer: never[]) => void): void =>
      options.all
        ? (done as (e: null, all: object[]) => void)(null, [{ address: '127.0.0.1', family: 4 }])
        : (done as (e: null, address: string, family: number) => void)(null, '127.0.0.1', 4);
    const socket = new WebSocket(service, ['xmpp'], { lookup: resolve });
    await once(socket, 'open');
    socket.send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${HOME}" version="1.0"/>`);
    const [frame] = (await once(socket, 'message')) as [Buffer];
    assert.match(frame.toString(), new RegExp(`^<open[^>]* from=["']${HOME}`));
    socket.terminate();
  });

  test('names the one of the domain that is asked for, or the one that is configured', async () => {
    assert.equal(await address(OTHER), `ws://${OTHER}:${server.port}/xmpp-websocket`);
    assert.equal(await address(PROXIED), ADDRESS);
    assert.match(await server.log(), /home\.example:host_meta\twarn\tws:.* is not encrypted/);
    assert.doesNotMatch(await server.log(), /proxied\.example:host_meta\twarn/);
  });

  test('comes as XML, too', async () => {
    const { headers, body } = await get(PROXIED, 'host-meta');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['content-type'], 'application/xrd+xml');
    assert.match(body, /^<\?xml [^>]*\?>\s*<XRD xmlns=['"]http:\/\/docs\.oasis-open\.org\/ns\/xri\/xrd-1\.0['"]>/);
    assert.match(body, /rel=['"]urn:xmpp:alt-connections:websocket['"]/);
    assert.ok(body.includes(ADDRESS.replace('&', '&amp;')));
  });

  test('may be asked for by pages of other sites', async () => {
    const { headers } = await get(HOME, 'host-meta.json', 'OPTIONS');
    assert.equal(headers['access-control-allow-origin'], 'https://site.example');
  });

  test('is announced', async () => {
    const client = await RawClient.connect({ service: server.service, jid: `ina@${HOME}`, password: 'ina' });
    assert.match(await client.iq('get', INFO, HOME), /urn:im-contact-requests:kit:host_meta/);
    await client.close();
  });
});

describe('the whole kit', { skip }, () => {
  test('is there together, and announces each of its parts', async (t) => {
    const hosts = [{ domain: HOME, pubsub: true, accounts: [{ username: 'ina', password: 'ina' }] }];
    const server = await Prosody.start({ hosts, kit: true });
    t.after(() => server.stop());
    const client = await RawClient.connect({ service: server.service, jid: `ina@${HOME}`, password: 'ina' });
    const features = await client.iq('get', INFO, HOME);
    for (const part of [
      'account_commands',
      'federation_policy',
      'host_meta',
      'logging_policy',
      'roster_journal',
      'user_directory',
    ]) {
      assert.ok(features.includes(`urn:im-contact-requests:kit:${part}`), part);
    }
    const items = '<query xmlns="http://jabber.org/protocol/disco#items" node="http://jabber.org/protocol/commands"/>';
    assert.match(await client.iq('get', items, HOME), /urn:xmpp:invite#invite/);
    await client.close();
  });
});
