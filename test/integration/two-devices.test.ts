/** Devices of one person agree, whichever of them decided, and whether the others were there or not. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { RawClient } from '../servers/raw-client.js';
import { until } from '../servers/processes.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

const { scene } = await startHome();
after(() => scene.end());

interface Situation {
  readonly person: Person;
  readonly here: Device;
  readonly there: Device;
  readonly stranger: RawClient;
}

/** A person at two devices, and a stranger who has asked. */
async function asked(): Promise<Situation> {
  const person = await scene.person(HOME);
  const [here, there] = await Promise.all([scene.signedIn(person), scene.signedIn(person)]);
  const stranger = await scene.contact(OUTSIDE);
  stranger.presence('subscribe', person.jid);
  await Promise.all([here, there].map((device) => device.prompts(stranger.jid)));
  return { person, here, there, stranger };
}

async function askAgain({ person, stranger }: Situation): Promise<void> {
  stranger.presence('unsubscribe', person.jid);
  stranger.presence('subscribe', person.jid);
  await stranger.ping();
}

function isGone(device: Device): Promise<unknown> {
  return device.until(({ requests }) => requests.total === 0, 'no prompt to be left');
}

const sent = (type: string, { person, stranger }: Situation): Promise<number> =>
  scene.server.timesSent(type, person.jid, stranger.jid);

describe('what a person decides on one device', () => {
  test('accepted: gone on the other, which accepts nothing of its own', async () => {
    const situation = await asked();
    await situation.here.answer('approve', situation.stranger.jid);
    await Promise.all([isGone(situation.here), isGone(situation.there)]);
    await situation.stranger.expect(/type=.subscribed./);
    assert.equal(await sent('subscribed', situation), 1);
    assert.deepEqual(situation.there.line(situation.stranger.jid)?.by, { who: 'other-device' });
  });

  test('declined: gone on the other, and for a device that comes later', async () => {
    const situation = await asked();
    await situation.here.answer('deny', situation.stranger.jid);
    await Promise.all([isGone(situation.here), isGone(situation.there)]);
    await situation.stranger.expect(/type=.unsubscribed./);
    assert.equal(await sent('unsubscribed', situation), 1);
    const later = await scene.signedIn(situation.person);
    assert.equal(later.rows.length, 0);
  });

  test('declined: spent once the server has it, so that a later request is a new one on both', async () => {
    const situation = await asked();
    await situation.here.answer('deny', situation.stranger.jid);
    await Promise.all([isGone(situation.here), isGone(situation.there)]);
    await situation.stranger.expect(/type=.unsubscribed./);
    await askAgain(situation);
    await situation.here.prompts(situation.stranger.jid);
    await situation.there.prompts(situation.stranger.jid);
  });

  test('declined while the other was away: the other does not ask', async () => {
    const situation = await asked();
    situation.there.kill();
    await situation.here.answer('deny', situation.stranger.jid);
    await situation.stranger.expect(/type=.unsubscribed./);
    await isGone(situation.here);
    await situation.there.restart();
    await situation.there.settled();
    await isGone(situation.there);
  });

  test('ignored: hidden on the other and on a later one, without a word to whoever asked', async () => {
    const situation = await asked();
    const { here, there, stranger, person } = situation;
    await here.answer('ignore', stranger.jid);
    await Promise.all([isGone(here), isGone(there)]);
    assert.equal(there.view?.requests.ignored, 1);
    await here.signOut();
    const later = await scene.signedIn(person);
    assert.deepEqual(later.rows, []);
    assert.equal(later.view?.requests.ignored, 1);
    assert.equal((await scene.server.storedRoster(person.jid)).pending.has(stranger.jid), true);
    assert.equal((await sent('subscribed', situation)) + (await sent('unsubscribed', situation)), 0);

    await later.answer('restore', stranger.jid);
    await Promise.all([later, there].map((device) => device.prompts(stranger.jid)));
  });

  test('blocked: gone on the other', async () => {
    const situation = await asked();
    await situation.here.answer('block', situation.stranger.jid);
    await Promise.all([isGone(situation.here), isGone(situation.there)]);
    const later = await scene.signedIn(situation.person);
    assert.equal(later.rows.length, 0);
  });

  test('undone: cancelled, and not accepted by itself again on either, until the person accepts', async () => {
    const person = await scene.person(HOME);
    const [here, there] = await Promise.all([scene.signedIn(person), scene.signedIn(person)]);
    const colleague = await scene.contact(HOME);
    colleague.presence('subscribe', person.jid);
    const { id } = await here.accepts(colleague.jid);
    await here.command({ name: 'undo', entry: id });
    await colleague.expect(/type=.unsubscribed./);
    await until(
      async () => !(await scene.server.storedRoster(person.jid)).contacts.has(colleague.jid),
      'the end of it',
    );

    colleague.presence('subscribe', person.jid);
    await Promise.all([here, there].map((device) => device.prompts(colleague.jid)));
    await there.answer('approve', colleague.jid);
    await Promise.all([isGone(here), isGone(there)]);

    colleague.presence('unsubscribe', person.jid);
    colleague.presence('subscribe', person.jid);
    await until(
      async () => (await scene.server.timesSent('subscribed', person.jid, colleague.jid)) > 2,
      'a third time',
    );
  });

  test('chosen in the options: in force on the other', async () => {
    const situation = await asked();
    const { here, there, stranger } = situation;
    await here.command({ name: 'choose-handling', handling: 'accept-all' });
    await there.until(({ setting }) => setting.handling === 'accept-all', 'the choice to arrive');
    await Promise.all([isGone(here), isGone(there)]);
    await stranger.expect(/type=.subscribed./);
  });

  test('chosen in the options of both at once: the later choice wins on both', async () => {
    const { here, there } = await asked();
    await Promise.all([
      here.command({ name: 'choose-handling', handling: 'accept-all' }),
      there.command({ name: 'choose-handling', handling: 'prompt' }),
    ]);
    await until(() => here.view?.setting.saving === 'no' && there.view?.setting.saving === 'no', 'both to be saved');
    await until(() => here.handling === there.handling, 'them to agree');
  });
});

test('two devices that accept by themselves at once: whoever asked sees one acceptance', async () => {
  const person = await scene.person(HOME);
  const devices = await Promise.all([scene.signedIn(person), scene.signedIn(person)]);
  const colleagues = await Promise.all(Array.from({ length: 10 }, () => scene.contact(HOME)));
  for (const colleague of colleagues) colleague.presence('subscribe', person.jid);
  for (const colleague of colleagues) await colleague.expect(/type=.subscribed./);
  await Promise.all(devices.map((device) => isGone(device)));
  const { contacts, pending } = await scene.server.storedRoster(person.jid);
  assert.equal(pending.size, 0);
  for (const colleague of colleagues) {
    await colleague.ping();
    assert.equal(colleague.presences('subscribed', person.jid).length, 1);
    const contact = contacts.get(colleague.jid);
    assert.deepEqual([contact?.subscription, contact?.approved], ['from', false]);
  }
});
