/** Thousands who wait: as quick to look through as ten, answered in one go, and that survives whatever happens. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { NO_FILTER, type Filter } from '../../src/core/view.js';
import { Component } from '../servers/component.js';
import { IS_EJABBERD } from '../servers/start-server.js';
import { Scene } from '../support/scene.js';

const HOME = 'home.example';
const CROWD = 'crowd.example';
const OTHERS = 'others.example';
/** On ejabberd 23.01 with Mnesia, an answer takes the longer the more wait: 50 ms where ten thousand do. */
const MANY = IS_EJABBERD ? 2_000 : 10_000;
const FEW = 50;
const PATIENCE = 100_000;

const scene = await Scene.start({
  hosts: [{ domain: HOME, pubsub: true, accounts: [] }],
  components: { [CROWD]: 'secret', [OTHERS]: 'secret' },
  crowded: true,
});
after(() => scene.end());
const administrator = await scene.administrator(HOME);
await administrator.publish({ domains: [HOME], handling: 'prompt', addBack: 'never' });
const crowd = await Component.connect(scene.server, CROWD, 'secret');
const others = await Component.connect(scene.server, OTHERS, 'secret');
scene.atEnd(async () => {
  crowd.close();
  others.close();
});

test(`${MANY} of one domain are declined in one go, though the worker dies half-way; the others still wait`, async () => {
  const person = await scene.person(HOME);
  for (let i = 0; i < MANY; i++) crowd.presence('subscribe', `p${i}`, person.jid);
  for (let i = 0; i < FEW; i++) others.presence('subscribe', `q${i}`, person.jid);
  await Promise.all([crowd.ping(HOME), others.ping(HOME)]);
  const device = await scene.signedIn(person);
  const look = async (filter: Partial<Filter>): Promise<number> => {
    device.page.look({ offset: 0, limit: 25, filter: { ...NO_FILTER, ...filter } });
    return (await device.upToDate()).requests.matching;
  };
  await device.until(({ requests }) => requests.total === MANY + FEW, 'all to be shown', PATIENCE);
  assert.equal(device.rows.length, 25);
  const alike = Array.from({ length: MANY }, (_, i) => `p${i}`).filter((name) => name.startsWith('p999'));
  assert.equal(await look({ text: 'P999' }), alike.length);
  assert.equal(await look({ domain: OTHERS }), FEW);
  assert.deepEqual(device.view?.requests.domains, [
    { domain: CROWD, count: MANY },
    { domain: OTHERS, count: FEW },
  ]);

  const selection = { filter: { ...NO_FILTER, domain: CROWD } };
  await device.command({ name: 'bulk', act: 'deny', selection, addBack: false, report: null });
  await device.until(({ requests }) => (requests.bulk?.done ?? 0) > MANY / 4, 'some to be through', PATIENCE);
  await device.restart();
  await device.until(
    ({ requests, session }) =>
      session.link.phase === 'online' && requests.loaded && requests.total === FEW && !requests.bulk,
    'it to be over',
    PATIENCE,
  );
  await crowd.ping(HOME);
  const declined = crowd.received('unsubscribed');
  assert.equal(declined.size, MANY);
  assert.equal(crowd.received('subscribed').size + others.received('unsubscribed').size, 0);
  const later = await scene.signedIn(person);
  assert.equal((await later.upToDate()).requests.total, FEW);
});
