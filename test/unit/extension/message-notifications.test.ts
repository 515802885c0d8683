import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { DEFAULT_OPTIONS, type OptionValues } from '../../../src/core/options.js';
import { MessageNotifications, type MessageSource } from '../../../src/extension/message-notifications.js';
import { jid, MAYA, OTTO } from '../core/device.js';
import { FakeApi } from './fake-notifications.js';

const ANA = jid('ana@elsewhere.test');
const EVE = jid('eve@elsewhere.test');

/** A browser, and conversations behind it. */
class Desk {
  readonly api = new FakeApi(true);
  readonly opened: (BareJid | null)[] = [];
  options: OptionValues = DEFAULT_OPTIONS;
  minutes = 12 * 60;
  phase: MessageSource['phase'] = 'online';
  /** Who has written what nobody has read; undefined as long as that is not known. */
  unread: Set<BareJid> | undefined = new Set();
  readonly #context: TestContext;
  #notifications: MessageNotifications;

  constructor(context: TestContext) {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    this.#context = context;
    this.#notifications = this.#start();
  }

  #start(): MessageNotifications {
    const phase = (): typeof this.phase => this.phase;
    const options = (): OptionValues => this.options;
    const unread = (): MessageSource['unread'] =>
      this.unread && { count: 0, from: this.unread, hasStrangers: this.unread.has(ANA) || this.unread.has(EVE) };
    return new MessageNotifications({
      api: this.api,
      texts: {
        ofContact: ({ name, text }, count, preview) => ({ title: name, message: preview ? text : `${count} new` }),
        ofStrangers: (jids, count) => ({ title: `${count} of strangers`, message: jids.join(' ') }),
      },
      source: {
        get phase() {
          return phase();
        },
        get optionValues() {
          return options();
        },
        get unread() {
          return unread();
        },
      },
      iconUrl: 'icon.png',
      minutes: () => this.minutes,
      now: () => Date.now(),
      open: (jid) => this.opened.push(jid),
    });
  }

  /** Another worker finds the browser as this one left it. */
  async startWorker(): Promise<void> {
    this.#notifications = this.#start();
    await this.later();
  }

  async hears(from: BareJid, text: string, stranger = false): Promise<void> {
    this.unread?.add(from);
    this.#notifications.announce({ jid: from, name: from.split('@')[0] ?? '', text, stranger });
    await this.later();
  }

  async read(...from: readonly BareJid[]): Promise<void> {
    for (const jid of from) this.unread?.delete(jid);
    await this.changed();
  }

  async changed(): Promise<void> {
    this.#notifications.changed();
    await this.later();
  }

  async later(milliseconds = 1000): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    this.#context.mock.timers.tick(milliseconds);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  get shown(): string[] {
    return [...this.api.shown.values()].map(({ title, message }) => `${title}: ${message}`);
  }
}

describe('a notification of a message', () => {
  test('says who writes, and what; pressed, it opens the conversation', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    assert.deepEqual(desk.shown, ['otto: Lunch?']);
    desk.api.press();
    assert.deepEqual([desk.opened, desk.shown], [[OTTO], []]);
  });

  test('is one for each conversation, with the last of what was written', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    await desk.hears(MAYA, 'Hello');
    await desk.hears(OTTO, 'Or later?');
    assert.deepEqual(desk.shown.sort(), ['maya: Hello', 'otto: Or later?']);
  });

  test('says nothing of the text where the person wants the sender alone', async (t) => {
    const desk = new Desk(t);
    desk.options = { ...DEFAULT_OPTIONS, messages: 'sender' };
    await desk.hears(OTTO, 'Lunch?');
    await desk.hears(OTTO, 'Or later?');
    assert.deepEqual(desk.shown, ['otto: 2 new']);
  });

  for (const messages of ['badge', 'none']) {
    test(`is not shown where the person wants: ${messages}`, async (t) => {
      const desk = new Desk(t);
      desk.options = { ...DEFAULT_OPTIONS, messages };
      await desk.hears(OTTO, 'Lunch?');
      assert.deepEqual([desk.shown, desk.api.count], [[], 0]);
    });
  }

  test('goes when the person comes to want none', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    desk.options = { ...DEFAULT_OPTIONS, messages: 'badge' };
    await desk.changed();
    assert.deepEqual(desk.shown, []);
  });

  test('is not shown in quiet hours, nor afterwards', async (t) => {
    const desk = new Desk(t);
    desk.options = { ...DEFAULT_OPTIONS, 'quiet-hours': '22:00-07:00' };
    desk.minutes = 23 * 60;
    await desk.hears(OTTO, 'Still there?');
    desk.minutes = 8 * 60;
    await desk.changed();
    assert.deepEqual(desk.shown, []);
    await desk.hears(OTTO, 'Good morning');
    assert.deepEqual(desk.shown, ['otto: Good morning']);
  });

  test('is not shown of what is read while it comes', async (t) => {
    const desk = new Desk(t);
    const heard = desk.hears(OTTO, 'Lunch?');
    desk.unread?.delete(OTTO);
    await heard;
    assert.equal(desk.api.count, 0);
  });

  test('goes when its conversation was read, here or elsewhere; those of others stay', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    await desk.hears(MAYA, 'Hello');
    await desk.read(OTTO);
    assert.deepEqual(desk.shown, ['maya: Hello']);
  });

  test('stays as long as it is not known what was read, a new worker included', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    desk.unread = undefined;
    await desk.startWorker();
    assert.deepEqual(desk.shown, ['otto: Lunch?']);
    desk.unread = new Set();
    await desk.changed();
    assert.deepEqual(desk.shown, []);
  });

  test('goes with the person', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    desk.phase = 'signed-out';
    await desk.changed();
    assert.deepEqual(desk.shown, []);
  });

  test('comes up seldom where many write', async (t) => {
    const desk = new Desk(t);
    for (let count = 0; count < 30; count++) await desk.hears(OTTO, `${count}`);
    assert.ok(desk.api.count < 10, `${desk.api.count} times in half a minute`);
  });
});

describe('strangers', () => {
  test('share one notification, which says who they are and not what they write', async (t) => {
    const desk = new Desk(t);
    await desk.hears(ANA, 'Click here', true);
    await desk.hears(EVE, 'You have won', true);
    assert.deepEqual(desk.shown, [`2 of strangers: ${ANA} ${EVE}`]);
    desk.api.press();
    assert.deepEqual(desk.opened, [null]);
  });

  test('are told of until all of them were read', async (t) => {
    const desk = new Desk(t);
    await desk.hears(ANA, 'Click here', true);
    await desk.hears(EVE, 'You have won', true);
    await desk.read(ANA);
    assert.equal(desk.shown.length, 1);
    await desk.read(EVE);
    assert.equal(desk.shown.length, 0);
  });

  test('are told of until all of them were read, though another worker has shown it', async (t) => {
    const desk = new Desk(t);
    await desk.hears(OTTO, 'Lunch?');
    await desk.hears(ANA, 'Click here', true);
    await desk.startWorker();
    await desk.changed();
    assert.equal(desk.shown.length, 2);
    await desk.read(ANA);
    assert.deepEqual(desk.shown, ['otto: Lunch?']);
  });

  test('notify nobody who wants them to be quiet', async (t) => {
    const desk = new Desk(t);
    desk.options = { ...DEFAULT_OPTIONS, strangers: 'quiet' };
    await desk.hears(ANA, 'Click here', true);
    await desk.hears(OTTO, 'Lunch?');
    assert.deepEqual(desk.shown, ['otto: Lunch?']);
  });
});
