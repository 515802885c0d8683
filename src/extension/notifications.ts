/**
 * One notification about those who ask, as the person wants it; gone when none of them waits any more.
 *
 * | option | a notification |
 * |---|---|
 * | `notifications` is not `all` | never |
 * | `strangers` is `quiet` | for colleagues only |
 * | quiet hours | not now; what waits is not told later: the number on the button has it |
 *
 * There is one at a time: whoever asks while it is shown joins those it is about, and where many ask it comes up seldom
 * (`pace.ts`). For one person it has buttons to answer, where the browser has such, and their address in its id, so that
 * a later worker knows whom it is about.
 */
import type { BareJid } from '../core/jid.js';
import type { Link } from '../core/link.js';
import { isQuiet, type OptionValues } from '../core/options.js';
import type { RequestRow } from '../core/view.js';
import { Pace } from './pace.js';

export type NotificationAnswer = 'approve' | 'deny';

export interface NotificationContent {
  readonly type: 'basic';
  readonly iconUrl: string;
  readonly title: string;
  readonly message: string;
  /** Not in Firefox. */
  readonly buttons?: { title: string }[];
}

interface Listeners<Arguments extends readonly unknown[]> {
  addListener(listener: (...about: Arguments) => void): void;
}

/** What is used of `browser.notifications`. */
export interface NotificationsApi {
  create(id: string, content: NotificationContent): Promise<unknown>;
  clear(id: string): Promise<unknown>;
  getAll(): Promise<Record<string, unknown>>;
  readonly onClicked: Listeners<[id: string]>;
  readonly onButtonClicked?: Listeners<[id: string, button: number]>;
  readonly onClosed: Listeners<[id: string, byUser?: boolean]>;
}

export interface NotificationTexts {
  about(jids: readonly BareJid[]): Pick<NotificationContent, 'title' | 'message'>;
  answer(act: NotificationAnswer): string;
}

/** What is known of the requests. */
export interface NotificationSource {
  /** `signed-out`: nobody is there to be told. */
  readonly phase: Link['phase'];
  /** How many wait; undefined as long as the server has not said so. */
  readonly waiting: number | undefined;
  readonly optionValues: OptionValues;
  /** The request of somebody, as long as it waits. */
  waitingFrom(jid: BareJid): Pick<RequestRow, 'origin'> | undefined;
}

export interface NotificationsOptions {
  readonly api: NotificationsApi;
  readonly texts: NotificationTexts;
  readonly source: NotificationSource;
  readonly iconUrl: string;
  /** Minutes since local midnight. */
  readonly minutes: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly open: () => void;
  /** Resolves with whether the answer was taken. */
  readonly answer: (jid: BareJid, act: NotificationAnswer) => Promise<boolean>;
}

const MANY = 'requests';
const ONE = 'request:';
const ANSWERS: readonly NotificationAnswer[] = ['approve', 'deny'];

export class Notifications {
  readonly #options: NotificationsOptions;
  readonly #fresh = new Set<BareJid>();
  readonly #pace = new Pace();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is shown, and whom it is about; of an earlier worker's we may not know whom. */
  #shown: { readonly id: string; readonly about: Set<BareJid> | undefined } | undefined;

  constructor(options: NotificationsOptions) {
    this.#options = options;
    const { api } = options;
    api.onClicked.addListener((id) => {
      if (!isOurs(id)) return;
      this.#clear(id);
      options.open();
    });
    api.onButtonClicked?.addListener((id, button) => {
      const act = ANSWERS[button];
      if (!id.startsWith(ONE) || !act) return;
      this.#clear(id);
      void this.#answer(id.slice(ONE.length) as BareJid, act);
    });
    api.onClosed.addListener((id, byUser) => {
      // Where another one took its place, that is what is shown.
      if (byUser && id === this.#shown?.id) this.#shown = undefined;
    });
    void this.#adopt();
  }

  /** The person is asked about somebody new. */
  announce(jids: readonly BareJid[]): void {
    for (const jid of jids) this.#fresh.add(jid);
    this.#timer ??= setTimeout(() => void this.#show(), this.#pace.pause(this.#options.now()));
  }

  /** Something may have been answered, here or elsewhere, or set. */
  changed(): void {
    const { source } = this.#options;
    if (source.phase === 'signed-out') this.#beginAnew();
    if (source.waiting === undefined) return;
    if (this.#fresh.size > 0) this.announce([]);
    const { id, about } = this.#shown ?? {};
    if (id === undefined) return;
    if (source.optionValues.notifications === 'all') {
      if (!about && source.waiting > 0) return;
      for (const jid of about ?? []) {
        if (source.waitingFrom(jid)) return;
        about?.delete(jid);
      }
    }
    this.#clear(id);
  }

  /** What an earlier worker has shown. Of a digest we do not know whom it is about: it goes when nobody waits. */
  async #adopt(): Promise<void> {
    const shown = Object.keys(await this.#options.api.getAll()).find(isOurs);
    if (shown === undefined || this.#shown) return;
    const about = shown.startsWith(ONE) ? new Set([shown.slice(ONE.length) as BareJid]) : undefined;
    this.#shown = { id: shown, about };
    this.changed();
  }

  /** Whoever signs in next has nothing to do with what is about to be told. */
  #beginAnew(): void {
    this.#pace.reset();
    this.#fresh.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #show(): Promise<void> {
    this.#timer = undefined;
    // The server is still telling who waits: they come up together.
    if (this.#options.source.waiting === undefined) return;
    const fresh = [...this.#fresh].filter((jid) => this.#notifiesOf(jid));
    this.#fresh.clear();
    // What was answered meanwhile, here or on another device, is nobody's news.
    if (fresh.length === 0) return;
    const before = [...(this.#shown?.about ?? [])].filter((jid) => this.#options.source.waitingFrom(jid));
    const about = [...new Set([...before, ...fresh])];
    const [first, ...others] = about;
    const id = others.length === 0 && first !== undefined ? `${ONE}${first}` : MANY;
    const replaced = this.#shown?.id;
    this.#shown = { id, about: new Set(about) };
    if (replaced !== undefined && replaced !== id) void this.#options.api.clear(replaced);
    this.#pace.told(this.#options.now());
    await this.#create(id, about);
  }

  #notifiesOf(jid: BareJid): boolean {
    const { source, minutes } = this.#options;
    const { notifications, strangers, 'quiet-hours': hours } = source.optionValues;
    if (notifications !== 'all' || isQuiet(hours, minutes())) return false;
    const request = source.waitingFrom(jid);
    return request !== undefined && (strangers === 'notify' || request.origin === 'colleague');
  }

  async #create(id: string, about: readonly BareJid[]): Promise<void> {
    const { api, texts, iconUrl } = this.#options;
    const content = { type: 'basic', iconUrl, ...texts.about(about) } as const;
    if (id === MANY) {
      await api.create(id, content);
      return;
    }
    try {
      await api.create(id, { ...content, buttons: ANSWERS.map((act) => ({ title: texts.answer(act) })) });
    } catch {
      // Firefox has no buttons, and throws where it is asked for them.
      await api.create(id, content);
    }
  }

  /** Whoever could not be answered, and waits, is told about again. */
  async #answer(jid: BareJid, act: NotificationAnswer): Promise<void> {
    const taken = await this.#options.answer(jid, act).catch(() => false);
    if (!taken) this.announce([jid]);
  }

  #clear(id: string): void {
    if (id === this.#shown?.id) this.#shown = undefined;
    void this.#options.api.clear(id);
  }
}

function isOurs(id: string): boolean {
  return id === MANY || id.startsWith(ONE);
}
