/** Blocking (XEP-0191), and what becomes of a session whose server lacks it, or private nodes (XEP-0163). */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { ScriptedServer, subscribeFrom } from '../servers/scripted-server.js';
import { Device } from '../support/device.js';
import { Scene } from '../support/scene.js';

const HOME = 'home.example';
const OUTSIDE = 'outside.example';
const BLOCKING = 'urn:xmpp:blocking';
const hosts = [
  { domain: HOME, pubsub: true, accounts: [] },
  { domain: OUTSIDE, accounts: [] },
];

const scene = await Scene.start({ hosts });
after(() => scene.end());
const administrator = await scene.administrator(HOME);
await administrator.publish({ domains: [HOME, OUTSIDE] });

describe('a blocked sender', () => {
  for (const scope of ['an address', 'a whole domain']) {
    test(`is neither asked about nor accepted: ${scope}`, async () => {
      const person = await scene.person(HOME);
      const stranger = await scene.contact(OUTSIDE);
      const other = await scene.client(person, 'other');
      const blocked = scope === 'an address' ? stranger.jid : OUTSIDE;
      await other.iq('set', `<block xmlns="${BLOCKING}"><item jid="${blocked}"/></block>`);
      const device = await scene.signedIn(person);
      stranger.presence('subscribe', person.jid);
      await stranger.ping();
      const colleague = await scene.contact(HOME);
      colleague.presence('subscribe', person.jid);
      await device.accepts(colleague.jid);
      assert.equal((await device.upToDate()).requests.total, 0);
      assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
    });
  }

  test('is not accepted by a server that delivers the request all the same', async (t) => {
    const asks = `maya@${HOME}`;
    const server = await ScriptedServer.start({
      domain: HOME,
      password: 'secret',
      answers: { 'block-list': `<blocklist xmlns="${BLOCKING}"><item jid="${asks}"/></blocklist>` },
      waiting: [subscribeFrom(asks)],
    });
    t.after(() => server.stop());
    const device = await new Device().start();
    t.after(() => device.kill());
    await device.signIn({ service: server.service, jid: `person@${HOME}`, password: 'secret' });
    await device.settled();
    assert.equal((await device.upToDate()).requests.total, 0);
    assert.deepEqual(server.saw(asks), []);
  });

  test('is gone at once when the person blocks them elsewhere, and asks again once they are unblocked', async () => {
    await administrator.publish({ domains: [HOME] });
    const person = await scene.person(HOME);
    const [device, other, stranger] = [
      await scene.signedIn(person),
      await scene.client(person, 'other'),
      await scene.contact(OUTSIDE),
    ];
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    await other.iq('set', `<block xmlns="${BLOCKING}"><item jid="${OUTSIDE}"/></block>`);
    await device.until(({ requests }) => requests.total === 0, 'the prompt to go');
    await other.iq('set', `<unblock xmlns="${BLOCKING}"/>`);
    const again = await scene.signedIn(person);
    await again.prompts(stranger.jid);
  });
});

describe('a person who blocks from a prompt', () => {
  test('is not asked again, and whoever asked is declined and blocked', async () => {
    await administrator.publish({ domains: [HOME] });
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    assert.equal(device.view?.requests.can.block, true);
    await device.answer('block', stranger.jid);
    await device.until(({ requests }) => requests.total === 0, 'the prompt to go');
    await stranger.expect(/type=.unsubscribed./);
    const other = await scene.client(person, 'other');
    assert.match(await other.iq('get', `<blocklist xmlns="${BLOCKING}"/>`), new RegExp(`jid=.${stranger.jid}`));
    assert.equal((await scene.server.storedRoster(person.jid)).pending.size, 0);

    stranger.presence('subscribe', person.jid);
    await stranger.ping();
    const again = await scene.signedIn(person);
    assert.equal((await again.upToDate()).requests.total, 0);
    assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
  });
});

describe('a server that knows no blocking', () => {
  test('offers none; requests are decided as ever', async (t) => {
    const without = await Scene.start({ hosts, lacks: ['blocking'] });
    t.after(() => without.end());
    const admin = await without.administrator(HOME);
    await admin.publish({ domains: [HOME] });
    const person = await without.person(HOME);
    const device = await without.signedIn(person);
    const [stranger, colleague] = [await without.contact(OUTSIDE), await without.contact(HOME)];
    colleague.presence('subscribe', person.jid);
    await device.accepts(colleague.jid);
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    assert.equal(device.view?.requests.can.block, false);
    await device.answer('block', stranger.jid);
    assert.equal((await device.upToDate()).requests.rows[0]?.pending, null);
    await device.answer('deny', stranger.jid);
    await stranger.expect(/type=.unsubscribed./);
  });
});

describe('a server that keeps no private nodes', () => {
  test('where the person may choose, the setting waits and everything is asked about', async (t) => {
    const without = await Scene.start({ hosts, lacks: ['pep'] });
    t.after(() => without.end());
    const admin = await without.administrator(HOME);
    await admin.publish({ domains: [HOME], handling: 'accept-all' });
    const person = await without.person(HOME);
    const device = await without.signedIn(person);
    assert.deepEqual(device.view?.setting.setting, { kind: 'waiting', handling: 'prompt' });
    const [colleague, another] = [await without.contact(HOME), await without.contact(HOME)];
    for (const requester of [colleague, another]) {
      requester.presence('subscribe', person.jid);
      await device.prompts(requester.jid);
    }
    await device.command({ name: 'choose-handling', handling: 'accept-all' });
    assert.equal((await device.upToDate()).setting.handling, 'prompt');

    // What the person decides is theirs all the same.
    await device.answer('deny', another.jid);
    await another.expect(/type=.unsubscribed./);
    await device.until(({ requests }) => requests.total === 1, 'the decline to be done');

    await admin.publish({ domains: [HOME], allowUserOptions: false, handling: 'accept-organization' });
    await device.accepts(colleague.jid);
  });
});
