/** The browser's notifications, as a person sees them, and a session behind them that is told what waits. */
import type { TestContext } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { DEFAULT_OPTIONS, type OptionValues } from '../../../src/core/options.js';
import type { RequestRow } from '../../../src/core/view.js';
import {
  Notifications,
  type NotificationAnswer,
  type NotificationContent,
  type NotificationsApi,
  type NotificationSource,
} from '../../../src/extension/notifications.js';

export class FakeApi implements NotificationsApi {
  readonly shown = new Map<string, NotificationContent>();
  /** How often one was put before the person. */
  count = 0;
  /** Firefox refuses a notification that has buttons. */
  readonly hasButtons: boolean;
  #clicked: (id: string) => void = () => undefined;
  #button: (id: string, button: number) => void = () => undefined;
  #closed: (id: string, byUser?: boolean) => void = () => undefined;

  readonly onClicked: NotificationsApi['onClicked'] = {
    addListener: (listener) => void (this.#clicked = listener),
  };
  readonly onClosed: NotificationsApi['onClosed'] = {
    addListener: (listener) => void (this.#closed = listener),
  };
  readonly onButtonClicked: NotificationsApi['onButtonClicked'];

  constructor(hasButtons: boolean) {
    this.hasButtons = hasButtons;
    this.onButtonClicked = hasButtons ? { addListener: (listener) => void (this.#button = listener) } : undefined;
  }

  /** Not an async function: Firefox throws at once. */
  create(id: string, content: NotificationContent): Promise<unknown> {
    if (content.buttons && !this.hasButtons) throw new TypeError('Property "buttons" is unsupported by Firefox');
    this.shown.set(id, content);
    this.count++;
    return Promise.resolve();
  }

  async clear(id: string): Promise<unknown> {
    if (this.shown.delete(id)) this.#closed(id, false);
    return true;
  }

  async getAll(): Promise<Record<string, unknown>> {
    return Object.fromEntries(this.shown);
  }

  /** The person presses the notification. */
  press(): void {
    this.#clicked(this.#id);
  }

  pressButton(title: string): void {
    const button = this.shown.get(this.#id)?.buttons?.findIndex((candidate) => candidate.title === title) ?? -1;
    if (button < 0) throw new Error(`there is no button ${title}`);
    this.#button(this.#id, button);
  }

  dismiss(): void {
    const id = this.#id;
    this.shown.delete(id);
    this.#closed(id, true);
  }

  get #id(): string {
    const [id] = this.shown.keys();
    if (id === undefined) throw new Error('no notification is shown');
    return id;
  }
}

/** Everything around the notifications of one worker; another worker finds the browser as this one left it. */
export class Desk {
  readonly api: FakeApi;
  readonly answers: [BareJid, NotificationAnswer][] = [];
  /** The session can take an answer. */
  takesAnswers = true;
  opened = 0;
  phase: NotificationSource['phase'] = 'online';
  minutes = 12 * 60;
  options: OptionValues = DEFAULT_OPTIONS;
  /** Who waits; undefined as long as the server has not said so. */
  waiting: Map<BareJid, RequestRow['origin']> | undefined = new Map();
  readonly #context: TestContext;
  #notifications: Notifications | undefined;

  constructor(context: TestContext, { hasButtons = true }: { readonly hasButtons?: boolean } = {}) {
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    this.#context = context;
    this.api = new FakeApi(hasButtons);
    this.startWorker();
  }

  startWorker(): void {
    const waiting = (): typeof this.waiting => this.waiting;
    const options = (): OptionValues => this.options;
    const phase = (): typeof this.phase => this.phase;
    const source: NotificationSource = {
      get phase() {
        return phase();
      },
      get waiting() {
        return waiting()?.size;
      },
      get optionValues() {
        return options();
      },
      waitingFrom: (jid) => {
        const origin = waiting()?.get(jid);
        return origin && { origin };
      },
    };
    this.#notifications = new Notifications({
      api: this.api,
      texts: {
        about: (jids) => ({ title: `${jids.length}`, message: jids.join(' ') }),
        answer: (act) => (act === 'approve' ? 'Accept' : 'Decline'),
      },
      source,
      iconUrl: 'icon.png',
      minutes: () => this.minutes,
      now: () => Date.now(),
      open: () => this.opened++,
      answer: async (jid, act) => {
        this.answers.push([jid, act]);
        return this.takesAnswers;
      },
    });
  }

  /** They ask, and a moment passes. */
  async ask(...jids: readonly BareJid[]): Promise<void> {
    this.arrive(...jids);
    await this.later();
  }

  arrive(...jids: readonly BareJid[]): void {
    for (const jid of jids) this.waiting?.set(jid, jid.endsWith('@example.com') ? 'colleague' : 'outside');
    this.#notifications?.announce(jids);
    this.#notifications?.changed();
  }

  /** They wait no longer: answered here, or on another device. */
  async answered(...jids: readonly BareJid[]): Promise<void> {
    for (const jid of jids) this.waiting?.delete(jid);
    await this.changed();
  }

  async changed(): Promise<void> {
    this.#notifications?.changed();
    await settled();
  }

  async later(milliseconds = 1000): Promise<void> {
    this.#context.mock.timers.tick(milliseconds);
    await settled();
  }

  /** What the notification says that is shown; undefined if none is. */
  get message(): string | undefined {
    const [shown, ...others] = this.api.shown.values();
    if (others.length > 0) throw new Error('more than one notification is shown');
    return shown?.message;
  }
}

/** What was begun without a timer has been done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
