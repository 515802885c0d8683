import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULT_OPTIONS } from '../../../src/core/options.js';
import { jid, MAYA, OTTO } from '../core/device.js';
import { Desk } from './fake-notifications.js';

const ANA = jid('ana@elsewhere.test');
const MINUTE = 60_000;

describe('a notification', () => {
  test('says who asks, and opens the requests when it is pressed', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO);
    assert.equal(desk.message, OTTO);
    desk.api.press();
    assert.deepEqual([desk.opened, desk.message], [1, undefined]);
  });

  test('is one for all who ask in a burst, or while it is shown', async (t) => {
    const desk = new Desk(t);
    desk.arrive(OTTO);
    desk.arrive(MAYA);
    await desk.later();
    assert.deepEqual([desk.message, desk.api.count], [`${OTTO} ${MAYA}`, 1]);
    await desk.ask(ANA);
    assert.equal(desk.message, `${OTTO} ${MAYA} ${ANA}`);
  });

  test('that the person closed is not told again with the next', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO);
    desk.api.dismiss();
    await desk.ask(MAYA);
    assert.equal(desk.message, MAYA);
  });

  test('tells nothing that was answered meanwhile, here or on another device', async (t) => {
    const desk = new Desk(t);
    desk.arrive(OTTO, MAYA);
    await desk.answered(OTTO);
    await desk.later();
    assert.equal(desk.message, MAYA);
    desk.arrive(ANA);
    await desk.answered(ANA, MAYA);
    await desk.later();
    assert.equal(desk.message, undefined);
  });

  test('goes when nobody of those it is about waits any more, though others do', async (t) => {
    const desk = new Desk(t);
    desk.waiting?.set(ANA, 'outside');
    await desk.ask(OTTO, MAYA);
    await desk.answered(OTTO);
    assert.notEqual(desk.message, undefined);
    await desk.answered(MAYA);
    assert.equal(desk.message, undefined);
  });

  test('stays while it is not known what waits', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO);
    desk.waiting = undefined;
    await desk.changed();
    assert.equal(desk.message, OTTO);
  });

  test('waits until it is known who waits, and is then about all of them', async (t) => {
    const desk = new Desk(t);
    desk.waiting = undefined;
    desk.arrive(OTTO);
    await desk.later();
    desk.arrive(MAYA);
    await desk.later(60_000);
    desk.waiting = new Map([
      [OTTO, 'outside'],
      [MAYA, 'outside'],
    ]);
    await desk.changed();
    assert.equal(desk.message, undefined);
    await desk.later();
    assert.deepEqual([desk.message, desk.api.count], [`${OTTO} ${MAYA}`, 1]);
  });
});

describe('a flood', () => {
  /** Somebody new asks every tenth of a second. */
  async function flood(desk: Desk, seconds: number): Promise<number> {
    const before = desk.api.count;
    for (let i = 0; i < seconds * 10; i++) {
      desk.arrive(jid(`p${desk.waiting?.size ?? 0}@elsewhere.test`));
      await desk.later(100);
    }
    return desk.api.count - before;
  }

  test('brings up few notifications, and ever fewer; the last to come is about all', async (t) => {
    const desk = new Desk(t);
    assert.ok((await flood(desk, 60)) <= 8);
    assert.ok((await flood(desk, 600)) <= 5);
    await desk.later(10 * 60_000);
    assert.equal(desk.message?.split(' ').length, 6600);
  });

  test('of one who asks and takes it back, again and again, brings up no more', async (t) => {
    const desk = new Desk(t);
    for (let i = 0; i < 600; i++) {
      desk.arrive(OTTO);
      await desk.later(90);
      await desk.answered(OTTO);
      await desk.later(10);
    }
    assert.ok(desk.api.count <= 8);
  });

  test('that is over leaves nothing of that behind: after a while all is as before', async (t) => {
    const desk = new Desk(t);
    await flood(desk, 60);
    await desk.later(60_000);
    await desk.later(3 * 60_000);
    const before = desk.api.count;
    await desk.ask(OTTO);
    assert.equal(desk.api.count, before + 1);
  });

  test('is nothing to whoever signs in next', async (t) => {
    const desk = new Desk(t);
    await flood(desk, 60);
    desk.phase = 'signed-out';
    desk.waiting = new Map();
    await desk.changed();
    assert.equal(desk.message, undefined);
    desk.phase = 'online';
    await desk.ask(OTTO);
    assert.equal(desk.message, OTTO);
  });
});

describe('as the person wants it', () => {
  for (const notifications of ['badge', 'none']) {
    test(`${notifications}: there is none, and the one that is shown goes`, async (t) => {
      const desk = new Desk(t);
      await desk.ask(OTTO);
      desk.options = { ...DEFAULT_OPTIONS, notifications };
      await desk.changed();
      assert.equal(desk.message, undefined);
      await desk.ask(MAYA);
      assert.equal(desk.message, undefined);
    });
  }

  test('quiet about people from outside, and not about colleagues', async (t) => {
    const desk = new Desk(t);
    desk.options = { ...DEFAULT_OPTIONS, strangers: 'quiet' };
    await desk.ask(OTTO);
    assert.equal(desk.message, undefined);
    await desk.ask(ANA, MAYA);
    assert.equal(desk.message, MAYA);
  });

  test('quiet hours are kept over midnight', async (t) => {
    const desk = new Desk(t);
    desk.options = { ...DEFAULT_OPTIONS, 'quiet-hours': '22:00-07:00' };
    for (const minutes of [22 * 60, 23 * 60 + 59, 0, 7 * 60 - 1]) {
      desk.minutes = minutes;
      await desk.ask(OTTO);
      assert.equal(desk.message, undefined);
    }
    desk.minutes = 7 * 60;
    await desk.ask(MAYA);
    assert.equal(desk.message, MAYA);
  });
});

describe('the buttons of a notification', () => {
  for (const [title, act] of [
    ['Accept', 'approve'],
    ['Decline', 'deny'],
  ] as const) {
    test(`${title} answers, and closes it`, async (t) => {
      const desk = new Desk(t);
      await desk.ask(OTTO);
      desk.api.pressButton(title);
      assert.deepEqual([desk.answers, desk.message], [[[OTTO, act]], undefined]);
    });
  }

  test('are not there for several people', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO, MAYA);
    assert.throws(() => desk.api.pressButton('Accept'));
  });

  test('are left out where the browser has none', async (t) => {
    const desk = new Desk(t, { hasButtons: false });
    await desk.ask(OTTO);
    assert.equal(desk.message, OTTO);
    assert.throws(() => desk.api.pressButton('Accept'));
  });

  test('bring the notification up again where the answer was not taken, unless nobody waits any more', async (t) => {
    const desk = new Desk(t);
    desk.takesAnswers = false;
    await desk.ask(OTTO);
    desk.api.pressButton('Accept');
    assert.equal(desk.message, undefined);
    await desk.changed();
    await desk.later(MINUTE);
    assert.equal(desk.message, OTTO);
    desk.waiting?.delete(OTTO);
    desk.api.pressButton('Accept');
    await desk.changed();
    await desk.later(MINUTE);
    assert.equal(desk.message, undefined);
  });
});

describe('after the death of the worker', () => {
  test('a button is pressed, and the session is told at once: it knows how to wait, and what to keep', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO);
    desk.waiting = undefined;
    desk.startWorker();
    desk.api.pressButton('Accept');
    assert.deepEqual(desk.answers, [[OTTO, 'approve']]);
  });

  test('the notification about one person goes when they are answered', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO);
    desk.waiting?.set(MAYA, 'colleague');
    desk.startWorker();
    await desk.changed();
    assert.equal(desk.message, OTTO);
    await desk.answered(OTTO);
    assert.equal(desk.message, undefined);
  });

  test('the one about several goes when nobody waits, or gives way to the next', async (t) => {
    const desk = new Desk(t);
    await desk.ask(OTTO, MAYA);
    desk.startWorker();
    await desk.answered(OTTO);
    assert.notEqual(desk.message, undefined);
    await desk.ask(ANA);
    assert.equal(desk.message, ANA);
    desk.startWorker();
    await desk.answered(MAYA, ANA);
    assert.equal(desk.message, undefined);
  });
});
