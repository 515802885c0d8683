/** Many requests at once: all of them decided, each once, and the page told no more than it shows. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { NO_FILTER } from '../../src/core/view.js';
import { Component } from '../servers/component.js';
import { Scene } from '../support/scene.js';

const HOME = 'home.example';
const CROWD = 'crowd.example';
const MANY = 500;
/** Prosody writes the whole list of waiting requests at each change. */
const PATIENCE = 120_000;

const scene = await Scene.start({
  hosts: [{ domain: HOME, pubsub: true, accounts: [] }],
  components: { [CROWD]: 'secret' },
});
after(() => scene.end());
const administrator = await scene.administrator(HOME);
const crowd = await Component.connect(scene.server, CROWD, 'secret');
scene.atEnd(() => crowd.close());

describe('many requests that wait', () => {
  test('are all accepted at the next sign-in, each once', async () => {
    await administrator.publish({ domains: [CROWD], addBack: 'never' });
    const person = await scene.person(HOME);
    for (let i = 0; i < MANY; i++) crowd.presence('subscribe', `p${i}`, person.jid);
    await crowd.ping(HOME);
    const device = await scene.signedIn(person);
    await device.until(({ activity }) => activity.total === MANY, 'all to be accepted', PATIENCE);
    assert.equal((await device.upToDate()).requests.total, 0);
    await crowd.ping(HOME);
    const accepted = crowd.received('subscribed');
    assert.equal(accepted.size, MANY);
    assert.ok([...accepted.values()].every((times) => times === 1));
    const { contacts, pending } = await scene.server.storedRoster(person.jid);
    assert.equal(pending.size, 0);
    assert.ok([...contacts.values()].every(({ subscription, approved }) => subscription === 'from' && !approved));
    assert.deepEqual(device.announced, []);
  });

  test('are all shown, page by page, and accepted when the policy changes', async () => {
    await administrator.publish({ domains: [HOME], addBack: 'never' });
    const person = await scene.person(HOME);
    const few = 120;
    for (let i = 0; i < few; i++) crowd.presence('subscribe', `q${i}`, person.jid);
    await crowd.ping(HOME);
    const device = await scene.signedIn(person);
    await device.until(({ requests }) => requests.total === few, 'all to be shown');
    assert.equal(device.rows.length, 25);
    device.page.look({ offset: 100, limit: 25, filter: NO_FILTER });
    await device.until(({ requests }) => requests.offset === 100, 'the last page');
    assert.equal(device.rows.length, 20);
    assert.equal(new Set(device.announced).size, few);

    await administrator.publish({ domains: [CROWD], addBack: 'never' });
    await device.until(({ activity }) => activity.total === few, 'all to be accepted', PATIENCE);
    assert.equal((await device.upToDate()).requests.total, 0);
  });
});
