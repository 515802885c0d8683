/** A worker may die, and a network may fail, between any two of its acts: whoever asked is answered once, and rightly. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { NO_FILTER } from '../../src/core/view.js';
import type { Command, CommandResult } from '../../src/ports/protocol.js';
import { SleepingSession } from '../../src/widget/sleeping-session.js';
import type { RawClient } from '../servers/raw-client.js';
import { until } from '../servers/processes.js';
import type { Device } from '../support/device.js';
import { HOME, OUTSIDE, startHome, type Person } from '../support/scene.js';

import { WorkerLife } from '../support/worker-life.js';

const { scene } = await startHome();
after(() => scene.end());

/** More acts than any of these stories has. */
const MOMENTS = 24;

/** Calls `strike` before the act that comes `count` acts after the first one of which `begins` holds. */
function beforeAct(count: number, strike: () => void, begins: (text: string) => boolean): WorkerLife['onAct'] {
  let left = count;
  let begun = false;
  return (act, text) => {
    begun ||= begins(text);
    if (begun && left-- === 0) strike();
  };
}

/** The next worker will know that `jid` asks. */
function isKept({ platform: { sessionStore } }: Device, jid: string): boolean {
  return JSON.stringify([...sessionStore.entries]).includes(jid);
}

/** Nothing about `jid` is left to be done, nor to be written. */
function isAtRest(device: Device, jid: string): boolean {
  const holds = (record: unknown): boolean => JSON.stringify(record ?? null).includes(jid);
  const person = device.platform.localStore.entries.get('person') as
    { intents?: unknown; toComplete?: unknown } | undefined;
  const isOnline = device.view?.session.link.phase === 'online' && device.view.requests.total === 0;
  return isOnline && !isKept(device, jid) && !holds([person?.intents, person?.toComplete]);
}

const bringsRequest = (text: string): boolean => /type=.subscribe\b/.test(text) && text.includes('from=');

/** The server has them as a contact, nobody is approved in advance, and they saw one acceptance. */
async function isAcceptedOnce(person: Person, requester: RawClient): Promise<void> {
  await requester.expect(/type=.subscribed./);
  await requester.ping();
  assert.equal(requester.presences('subscribed', person.jid).length, 1);
  assert.equal(await scene.server.timesSent('subscribed', person.jid, requester.jid), 1);
  const { contacts, pending } = await scene.server.storedRoster(person.jid);
  const contact = contacts.get(requester.jid);
  assert.deepEqual([contact?.subscription, contact?.approved], ['from', false]);
  assert.equal(pending.size, 0);
}

/** Takes the acceptance back where the person uses another client, so that the next request has to be asked about. */
async function cancelElsewhere(person: Person, requester: RawClient): Promise<void> {
  const other = await scene.client(person, 'other');
  other.presence('unsubscribed', requester.jid);
  await other.ping();
  await other.close();
  await requester.expect(/type=.unsubscribed./);
}

interface Answered {
  readonly person: Person;
  readonly device: Device;
  readonly stranger: RawClient;
}

/** What may strike, and how things go on after it. */
const BLOWS: readonly (readonly [string, (device: Device) => void, (device: Device) => Promise<void>])[] = [
  ['the worker is killed', (device) => device.kill(), (device) => device.restart()],
  ['the browser is closed', (device) => device.kill(), (device) => device.restartBrowser()],
  ['the connection breaks', (device) => device.cut(), async () => undefined],
];

for (const [title, strike, recover] of BLOWS) {
  const goOn = async (device: Device): Promise<void> => {
    if (device.worker.ended) await recover(device);
  };

  /** A person answers a stranger, the blow falls before that act, and nothing is left waiting in the end. */
  const answeredDespite = async (moment: number, answer: 'approve' | 'deny'): Promise<Answered> => {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person, { stay: true });
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    device.worker.onAct = beforeAct(
      moment,
      () => strike(device),
      () => true,
    );
    const done = device.answer(answer, stranger.jid);
    await Promise.race([done, until(() => device.worker.ended, 'the end')]);
    await until(() => device.worker.ended || isAtRest(device, stranger.jid), 'the moment, or the answer');
    device.worker.onAct = () => undefined;
    await goOn(device);
    await device.settled();
    // A worker that died before it had kept the person's word never had it: they are asked again.
    await until(() => device.row(stranger.jid)?.pending === null || device.rows.length === 0, 'an end of waiting');
    if (device.row(stranger.jid)) await device.answer(answer, stranger.jid);
    await device.until(({ requests }) => requests.total === 0, 'nothing to be left');
    return { person, device, stranger };
  };

  describe(`${title} at any moment after a request that the policy accepts`, { concurrency: 12 }, () => {
    for (let moment = 0; moment < MOMENTS; moment++) {
      test(`before act ${moment}: accepted once`, async () => {
        const person = await scene.person(HOME);
        const device = await scene.signedIn(person, { stay: true });
        const colleague = await scene.contact(HOME);
        let struck = false;
        const now = (): void => {
          struck = true;
          strike(device);
        };
        device.worker.onAct = beforeAct(moment, now, bringsRequest);
        colleague.presence('subscribe', person.jid);
        await until(
          () => struck || (device.line(colleague.jid) !== undefined && isAtRest(device, colleague.jid)),
          'the moment',
        );
        device.worker.onAct = () => undefined;
        await goOn(device);
        await device.settled();
        await device.until(({ requests }) => requests.total === 0, 'nothing to be left');
        await isAcceptedOnce(person, colleague);
      });
    }
  });

  describe(`${title} at any moment after the person accepts`, { concurrency: 12 }, () => {
    for (let moment = 0; moment < MOMENTS; moment++) {
      test(`before act ${moment}: accepted once, and a request after a cancel is asked about`, async () => {
        const { person, device, stranger } = await answeredDespite(moment, 'approve');
        await isAcceptedOnce(person, stranger);

        await cancelElsewhere(person, stranger);
        stranger.presence('subscribe', person.jid);
        await device.prompts(stranger.jid);
        assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 1);
      });
    }
  });

  describe(`${title} at any moment after the person declines`, { concurrency: 12 }, () => {
    for (let moment = 0; moment < MOMENTS; moment++) {
      test(`before act ${moment}: declined, and a later request is asked about`, async () => {
        const { person, device, stranger } = await answeredDespite(moment, 'deny');
        await stranger.expect(/type=.unsubscribed./);
        assert.equal((await scene.server.storedRoster(person.jid)).pending.size, 0);

        stranger.presence('subscribe', person.jid);
        await device.prompts(stranger.jid);
        assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
      });
    }
  });

  describe(`${title} at any moment of a sign-in`, { concurrency: 12 }, () => {
    for (let moment = 0; moment < 2 * MOMENTS; moment++) {
      test(`before act ${moment}: it is complete in the end, and decides what waits`, async () => {
        const person = await scene.person(HOME);
        const device = await scene.signedIn(person, { stay: true });
        device.kill();
        const [colleague, stranger] = [await scene.contact(HOME), await scene.contact(OUTSIDE)];
        for (const requester of [colleague, stranger]) {
          requester.presence('subscribe', person.jid);
          await requester.ping();
        }
        let struck = false;
        const now = (): void => {
          struck = true;
          strike(device);
        };
        const starting = device.restartBrowser(beforeAct(moment, now, () => true));
        await Promise.race([starting, until(() => struck, 'the end')]);
        await until(() => struck || device.row(stranger.jid) !== undefined, 'the moment, or a prompt');
        device.worker.onAct = () => undefined;
        await goOn(device);
        await device.settled();
        await device.prompts(stranger.jid);
        await device.until(({ requests }) => requests.total === 1, 'the colleague to be decided');
        await colleague.expect(/type=.subscribed./);
        assert.equal(await scene.server.timesSent('subscribed', person.jid, colleague.jid), 1);
        assert.equal(await scene.server.timesSent('subscribed', person.jid, stranger.jid), 0);
      });
    }
  });
}

test('the worker is killed when the page has just heard that an answer is taken: it is given, without asking again', async () => {
  for (const [answer, heard] of [
    ['approve', /type=.subscribed./],
    ['deny', /type=.unsubscribed./],
  ] as const) {
    const person = await scene.person(HOME);
    const device = await scene.signedIn(person);
    const stranger = await scene.contact(OUTSIDE);
    stranger.presence('subscribe', person.jid);
    await device.prompts(stranger.jid);
    assert.deepEqual(await device.answer(answer, stranger.jid), { ok: true });
    await device.restart();
    await stranger.expect(heard);
  }
});

test('the worker is killed when a decline is done: nobody is asked about that request again', async () => {
  const person = await scene.person(HOME);
  const device = await scene.signedIn(person);
  const stranger = await scene.contact(OUTSIDE);
  stranger.presence('subscribe', person.jid);
  await device.prompts(stranger.jid);
  await until(() => isKept(device, stranger.jid), 'the request to be kept');
  let isDone = false;
  device.worker.onAct = (act, text) => {
    isDone ||= act === 'send' && text.includes('act="none"');
    if (isDone && act === 'write') device.kill();
  };
  void device.answer('deny', stranger.jid);
  await until(() => device.worker.ended, 'the worker to be dead');
  await device.restart();
  await device.settled();
  assert.deepEqual(device.rows, []);
});

for (const [title, restart] of [
  ['the worker is killed', (device: Device) => device.restart()],
  ['the browser is closed', (device: Device) => device.restartBrowser()],
] as const) {
  describe(`${title}, and a page asks the next one before that knows anything`, () => {
    /** A device whose worker has ended before anything about `requester` was kept. */
    const endedBy = async (requester: RawClient): Promise<{ person: Person; device: Device }> => {
      const person = await scene.person(HOME);
      const device = await scene.signedIn(person, { stay: true });
      await until(() => device.platform.sessionStore.entries.has('stream'), 'a stream to resume');
      device.worker.onAct = (act, text) => {
        if (act === 'write' && text.startsWith('stream')) device.kill();
      };
      requester.presence('subscribe', person.jid);
      await until(() => device.worker.ended, 'the worker to be dead');
      return { person, device };
    };

    for (const [answer, heard] of [
      ['approve', /type=.subscribed./],
      ['deny', /type=.unsubscribed./],
    ] as const) {
      test(`to ${answer} somebody: it does, without asking again`, async () => {
        const stranger = await scene.contact(OUTSIDE);
        const { device } = await endedBy(stranger);
        const restarted = restart(device);
        assert.deepEqual(await device.answer(answer, stranger.jid), { ok: true });
        await restarted;
        await stranger.expect(heard);
        await device.until(({ requests }) => requests.loaded && requests.total === 0, 'nothing to be left');
      });
    }

    test('to block somebody: it does', async () => {
      const stranger = await scene.contact(OUTSIDE);
      const { person, device } = await endedBy(stranger);
      const restarted = restart(device);
      assert.deepEqual(await device.answer('block', stranger.jid), { ok: true });
      await restarted;
      const other = await scene.client(person, 'other');
      const isBlocked = async (): Promise<boolean> =>
        (await other.iq('get', '<blocklist xmlns="urn:xmpp:blocking"/>')).includes(stranger.jid);
      await until(isBlocked, 'the stranger to be blocked');
    });

    test('to accept somebody who has taken their request back: it approves nobody', async () => {
      const stranger = await scene.contact(OUTSIDE);
      const { person, device } = await endedBy(stranger);
      stranger.presence('unsubscribe', person.jid);
      await stranger.ping();
      const restarted = restart(device);
      assert.deepEqual(await device.answer('approve', stranger.jid), { ok: true });
      await restarted;
      await device.settled();
      stranger.presence('subscribe', person.jid);
      await device.prompts(stranger.jid);
      assert.equal((await scene.server.storedRoster(person.jid)).contacts.get(stranger.jid)?.approved ?? false, false);
    });

    test('for another handling: that is in force', async () => {
      const device = await scene.signedIn(await scene.person(HOME), { stay: true });
      const restarted = restart(device);
      assert.deepEqual(await device.command({ name: 'choose-handling', handling: 'accept-all' }), { ok: true });
      await restarted;
      await device.until(({ setting }) => setting.handling === 'accept-all' && setting.saving === 'no', 'accept-all');
    });

    test('to sign out: nobody is signed in, and nothing could sign in', async () => {
      const device = await scene.signedIn(await scene.person(HOME), { stay: true });
      const restarted = restart(device);
      await device.signOut();
      await restarted;
      assert.deepEqual(device.view?.session.link, { phase: 'signed-out' });
      const { sessionStore, localStore, keyFile } = device.platform;
      assert.deepEqual([sessionStore.entries.size, keyFile.content], [0, undefined]);
      assert.deepEqual([...localStore.entries.keys()], [`strength:${HOME}`]);
    });
  });
}

test('a site’s worker that takes over is asked before it knows who is signed in: it does as it is told', async () => {
  const device = await scene.signedIn(await scene.person(HOME));
  device.kill();
  const life = new WorkerLife();
  scene.atEnd(() => life.end());
  await life.run(async () => {
    const session = new SleepingSession(device.platform.forWorker(life));
    void session.start();
    const say = (command: Command): Promise<CommandResult> => session.execute(command, async () => undefined);
    assert.deepEqual(await say({ name: 'choose-handling', handling: 'accept-all' }), { ok: true });
    const { session: signedIn, setting } = session.view({ offset: 0, limit: 1, filter: NO_FILTER });
    assert.deepEqual([signedIn.account !== null, setting.handling], [true, 'accept-all']);
  });
});

for (const stay of [false, true]) {
  describe(
    `the worker is killed at any moment of a first sign-in, ${stay ? 'to stay' : 'for this session'}`,
    { concurrency: 12 },
    () => {
      for (let moment = 0; moment < 2 * MOMENTS; moment++) {
        test(`before act ${moment}: signed in, or asked once more, but not told that access has changed`, async () => {
          const { jid, password } = await scene.person(HOME);
          const device = await scene.device();
          device.worker.onAct = beforeAct(
            moment,
            () => device.kill(),
            () => true,
          );
          void device.signIn({ service: scene.server.service, jid, password, stay });
          const isComplete = (): boolean => device.view?.session.link.phase === 'online' && device.view.requests.loaded;
          await until(() => device.worker.ended || isComplete(), 'the moment, or the end of it');
          if (!device.worker.ended) return;
          await device.restart();
          await device.until(
            ({ session: { link } }) => link.phase === 'online' || link.phase === 'signed-out',
            'signed in, or the form',
          );
          assert.equal('problem' in (device.view?.session.link ?? {}), false);
        });
      }
    },
  );
}
