import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Archive } from '../../../src/archiver/archive.js';
import type { Deliverer } from '../../../src/archiver/deliver/deliverer.js';
import { Ledger } from '../../../src/archiver/ledger.js';
import type { Message } from '../../../src/archiver/message.js';
import { Queue } from '../../../src/archiver/queue.js';
import { prosodyLayout } from '../../../src/archiver/read-prosody.js';
import { DONE, failed, type Result } from '../../../src/archiver/result.js';
import type { Domain } from '../../../src/core/jid.js';
import { until } from '../../servers/processes.js';
import { chat, FakeDatabase } from './rows.js';

const folder = mkdtempSync(join(tmpdir(), 'im-queue-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const ANNA = 'anna@example.com';
const BOB = 'bob@example.com';

/** What an endpoint got, and what it is to do with what comes next. */
class Place implements Deliverer {
  readonly got: Message[] = [];
  next: (message: Message) => Promise<Result> = async () => DONE;

  async deliver(message: Message): Promise<Result> {
    const result = await this.next(message);
    if (result.ok) this.got.push(message);
    return result;
  }

  ended: () => void = () => undefined;

  async close(): Promise<void> {
    this.ended();
    return Promise.resolve();
  }

  get bodies(): readonly string[] {
    return this.got.map(({ body }) => body);
  }
}

let files = 0;

class Stage {
  readonly database = new FakeDatabase();
  readonly archive = new Archive(this.database, prosodyLayout({ domain: 'example.com' as Domain, rooms: [] }));
  readonly file = join(folder, String(++files));
  isFor: (message: Message) => boolean = () => true;

  /** Both archives get a message of Anna's, as the server writes it. */
  say(body: string, id = body): void {
    for (const owner of [ANNA, BOB]) this.database.add(owner, chat(`${ANNA}/desk`, BOB, body, id));
  }

  async run(deliverer: Deliverer): Promise<{ readonly queue: Queue; stop: () => Promise<void> }> {
    const ledger = await Ledger.open(this.file, 0);
    const { archive } = this;
    const isFor = (message: Message): boolean => this.isFor(message);
    const queue = new Queue({
      archive,
      ledger,
      deliverer,
      isFor,
      interval: 1,
      grace: 1,
      random: () => 0,
      now: () => 5,
    });
    const end = new AbortController();
    const running = queue.run(end.signal);
    return {
      queue,
      stop: () => {
        end.abort();
        return running;
      },
    };
  }
}

describe('a queue', () => {
  test('delivers in order what stands in two archives, once', async () => {
    const stage = new Stage();
    const place = new Place();
    for (let number = 0; number < 250; number++) stage.say(String(number));
    const { queue, stop } = await stage.run(place);
    await until(() => queue.state.cursor === 500, 'all of it');
    stage.say('later');
    await until(() => queue.state.cursor === 502, 'what came later');
    await stop();
    assert.deepEqual(place.bodies, [...Array.from({ length: 250 }, (_, number) => String(number)), 'later']);
    assert.equal(queue.state.delivered, 251);
  });

  test('goes on after it was stopped, with what came meanwhile', async () => {
    const stage = new Stage();
    const place = new Place();
    stage.say('one');
    const first = await stage.run(place);
    await until(() => first.queue.state.cursor === 2, 'the first');
    await first.stop();
    stage.say('two');
    const second = await stage.run(place);
    await until(() => second.queue.state.cursor === 4, 'the second');
    await second.stop();
    assert.deepEqual(place.bodies, ['one', 'two']);
  });

  test('passes nothing that cannot be delivered, says what it is, and goes on when it can', async () => {
    const stage = new Stage();
    const place = new Place();
    stage.say('one');
    stage.say('two');
    let isFull = true;
    place.next = async () => (isFull ? failed('disk-full', '/srv') : DONE);
    const { queue, stop } = await stage.run(place);
    await until(() => queue.state.obstacle !== undefined, 'an obstacle');
    const { fault, attempts, since, nextTry } = queue.state.obstacle ?? {};
    assert.deepEqual([fault, attempts, since, nextTry], [{ reason: 'disk-full', detail: '/srv' }, 1, 5, 505]);
    assert.deepEqual(place.bodies, []);
    isFull = false;
    await until(() => queue.state.cursor === 4, 'all of it');
    assert.equal(queue.state.obstacle, undefined);
    await stop();
    assert.deepEqual(place.bodies, ['one', 'two']);
  });

  test('does not wait for a delivery that hangs when it is told to stop, and makes it again later', async () => {
    const stage = new Stage();
    const place = new Place();
    stage.say('one');
    stage.say('two');
    let isHanging = false;
    place.next = ({ body }) =>
      body === 'one'
        ? Promise.resolve(DONE)
        : new Promise((resolve) => {
            isHanging = true;
            place.ended = () => resolve(failed('connection-lost'));
          });
    const first = await stage.run(place);
    await until(() => isHanging, 'the second to hang');
    await first.stop();
    const other = new Place();
    const second = await stage.run(other);
    await until(() => second.queue.state.cursor === 4, 'all of it');
    await second.stop();
    assert.deepEqual([place.bodies, other.bodies], [['one'], ['two']]);
  });

  test('that a mistake has ended is not closed once more when it would have been told to stop', async () => {
    const stage = new Stage();
    stage.say('one');
    const ledger = await Ledger.open(stage.file, 0);
    let closed = 0;
    const deliverer = new Place();
    deliverer.ended = () => closed++;
    stage.database.query = () => Promise.reject(new TypeError());
    const { archive, isFor } = stage;
    const queue = new Queue({ archive, ledger, deliverer, isFor, interval: 1, random: () => 0, now: () => 5 });
    const { signal } = new AbortController();
    await assert.rejects(queue.run(signal), TypeError);
    assert.deepEqual([closed, getEventListeners(signal, 'abort')], [1, []]);
  });

  test('says that the database cannot be read, and goes on when it can', async () => {
    const stage = new Stage();
    const place = new Place();
    stage.say('one');
    stage.database.fail = failed('database-unreachable', 'here');
    const { queue, stop } = await stage.run(place);
    await until(() => queue.state.obstacle?.fault.reason === 'database-unreachable', 'an obstacle');
    stage.database.fail = undefined;
    await until(() => queue.state.cursor === 2, 'the message');
    await stop();
    assert.deepEqual(place.bodies, ['one']);
  });

  test('a crash between the delivery and the ledger brings the same message again, by the same id, and no other', async () => {
    const stage = new Stage();
    const place = new Place();
    for (const body of ['one', 'two', 'three']) stage.say(body);
    place.next = async ({ body }) => {
      // It has arrived, and nobody lives to hear of it.
      if (body === 'two') return new Promise<Result>(() => undefined);
      return DONE;
    };
    const { queue } = await stage.run(place);
    await until(() => queue.state.delivered === 1 && queue.state.cursor === 2, 'the first');
    const other = new Place();
    const again = await stage.run(other);
    await until(() => again.queue.state.cursor === 6, 'all of it');
    await again.stop();
    assert.deepEqual([place.bodies, other.bodies], [['one'], ['two', 'three']]);
  });

  test('two that say the same without ids are two', async () => {
    const stage = new Stage();
    const place = new Place();
    for (let time = 0; time < 3; time++) stage.say('ok', '');
    const { queue, stop } = await stage.run(place);
    await until(() => queue.state.cursor === 6, 'all of it');
    await stop();
    assert.deepEqual(place.bodies, ['ok', 'ok', 'ok']);
  });

  test('reads on where old rows were deleted, and nothing where the table was replaced', async () => {
    const stage = new Stage();
    const place = new Place();
    for (const body of ['one', 'two']) stage.say(body);
    const { queue, stop } = await stage.run(place);
    await until(() => queue.state.cursor === 4, 'all of it');
    stage.database.rows.length = 0;
    stage.database.counted = 4;
    await stage.archive.page(4, 1);
    assert.equal(queue.state.obstacle, undefined);
    stage.database.counted = 2;
    await until(() => queue.state.obstacle?.fault.reason === 'archive-renumbered', 'an obstacle');
    for (const body of ['three', 'four', 'five']) stage.say(body);
    stage.database.counted = 6;
    const page = await stage.archive.page(4, 1);
    assert.equal(page.ok, false);
    await stop();
    assert.deepEqual(place.bodies, ['one', 'two']);
  });

  test('passes by what is for somebody else, and remembers that', async () => {
    const stage = new Stage();
    const place = new Place();
    stage.isFor = ({ body }) => body === 'mine';
    for (let number = 0; number < 100; number++) stage.say(String(number));
    stage.say('mine');
    const { queue, stop } = await stage.run(place);
    await until(() => queue.state.cursor === 202, 'all of it');
    await stop();
    assert.deepEqual(place.bodies, ['mine']);
    assert.equal((await Ledger.open(stage.file, 0)).cursor, 202);
  });
});
