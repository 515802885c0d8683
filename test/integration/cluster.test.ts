/** One of two ejabberd nodes dies: whoever was signed in through it is back on the other one, and nothing is lost. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Ejabberd } from '../servers/ejabberd.js';
import { EjabberdCluster } from '../servers/ejabberd-cluster.js';
import { Proxy } from '../servers/proxy.js';
import { RawClient } from '../servers/raw-client.js';
import { onlyEjabberd } from '../servers/start-server.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, Scene, type Person } from '../support/scene.js';

describe('a cluster of two nodes', { skip: onlyEjabberd('Prosody has no clusters') }, () => {
  let cluster: EjabberdCluster;
  /** On the node that stays. */
  let scene: Scene<Ejabberd>;
  let proxy: Proxy;

  before(async () => {
    cluster = await EjabberdCluster.start({
      hosts: [
        { domain: HOME, pubsub: true, accounts: [] },
        { domain: OUTSIDE, accounts: [] },
      ],
    });
    const [mortal, survivor] = cluster.nodes;
    scene = Scene.on(survivor);
    proxy = await Proxy.start(mortal);
    const administrator = await scene.administrator(HOME);
    await administrator.publish({ domains: [HOME] });
  });
  after(async () => {
    await proxy.stop();
    await scene.end();
    await cluster.stop();
  });

  /** Somebody who asks through the node that will die. */
  async function askAtMortal(person: Person): Promise<RawClient> {
    const { jid, password } = await scene.person(OUTSIDE);
    const client = await RawClient.connect({ service: cluster.nodes[0].service, jid, password });
    await client.available();
    client.presence('subscribe', person.jid);
    await client.ping();
    return client;
  }

  async function timesAccepted(person: Person, { jid }: RawClient): Promise<number> {
    const times = await Promise.all(cluster.nodes.map((node) => node.timesSent('subscribed', person.jid, jid)));
    return times.reduce((sum, count) => sum + count, 0);
  }

  const waiting = (device: Device): string[] => device.rows.map(({ jid }) => jid).sort();

  test('one is killed, and comes back: roster, policy, decisions and requests are there', async (t) => {
    const [mortal, survivor] = cluster.nodes;
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { service: proxy.through(mortal) });
    const [colleague, ignored, declined] = [
      await scene.contact(HOME), await scene.contact(OUTSIDE), await scene.contact(OUTSIDE),
    ]; // prettier-ignore
    for (const requester of [colleague, ignored, declined]) requester.presence('subscribe', person.jid);
    await device.accepts(colleague.jid);
    for (const [requester, answer] of [
      [ignored, 'ignore'],
      [declined, 'deny'],
    ] as const) {
      await device.prompts(requester.jid);
      await device.answer(answer, requester.jid);
    }
    await declined.expect(/type=.unsubscribed./);
    const early = await askAtMortal(person);
    await device.prompts(early.jid);
    await device.command({ name: 'set-option', option: 'theme', value: 'dark' });
    await device.until(({ options }) => options.saving === 'no', 'the option to be saved');

    const killedAt = Date.now();
    await mortal.kill();
    proxy.leadTo(survivor);
    const [late, newColleague] = [await scene.contact(OUTSIDE), await scene.contact(HOME)];
    for (const requester of [late, newColleague]) requester.presence('subscribe', person.jid);
    const atLast = await device.until(
      ({ session, requests }) => session.link.phase === 'online' && requests.loaded && requests.total === 2,
      'the person to be back, with both requests',
    );
    t.diagnostic(`usable again ${Date.now() - killedAt} ms after the kill`);
    await device.accepts(newColleague.jid);
    assert.deepEqual(waiting(device), [early.jid, late.jid].sort());
    assert.deepEqual([atLast.requests.ignored, atLast.setting.notice], [1, null]);
    assert.equal(device.handling, 'accept-organization');

    await device.answer('approve', early.jid);
    await device.until(({ requests }) => requests.total === 1, 'it to be answered');
    const contacts = async (node: Ejabberd): Promise<object> => {
      const roster = await node.storedRoster(person.jid);
      return { seeUs: [...roster.contacts.keys()].sort(), wait: [...roster.pending].sort() };
    };
    const expected = {
      seeUs: [colleague.jid, newColleague.jid, early.jid].sort(),
      wait: [ignored.jid, late.jid].sort(),
    };
    assert.deepEqual(await contacts(survivor), expected);
    for (const accepted of [colleague, newColleague, early]) assert.equal(await timesAccepted(person, accepted), 1);
    assert.deepEqual(new Set(device.announced).size, device.announced.length);

    await mortal.run();
    assert.deepEqual(await contacts(mortal), expected);
    const elsewhere = await scene.signedIn(person, { service: mortal.service });
    await elsewhere.until(({ options }) => options.values.theme === 'dark', 'what the person chose');
    assert.deepEqual([waiting(elsewhere), elsewhere.view?.requests.ignored], [[late.jid], 1]);
  });
});
