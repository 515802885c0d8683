/**
 * A notification for each conversation in which somebody has written, as the person wants it; gone when it was read, here
 * or on another device.
 *
 * | option | a notification |
 * |---|---|
 * | `messages` is `preview` | says who writes, and what |
 * | `messages` is `sender` | says who writes |
 * | `messages` is `badge` or `none` | never |
 * | `strangers` is `quiet` | for contacts only |
 * | quiet hours | not now; what nobody has read is not told later: the number on the button has it |
 *
 * Strangers share one, whatever they write and however many they are: it says from which addresses, and nothing of their
 * own words. Where many write, notifications come up seldom (`pace.ts`).
 */
import type { BareJid } from '../core/jid.js';
import type { Link } from '../core/link.js';
import { isQuiet, type OptionValues } from '../core/options.js';
import type { AnnouncedMessage, Unread } from '../session/messaging/part.js';
import type { NotificationContent, NotificationsApi } from './notifications.js';
import { Pace } from './pace.js';

type Words = Pick<NotificationContent, 'title' | 'message'>;

export interface MessageTexts {
  /** Of one contact; `count` messages, of which this is the last. */
  ofContact(message: AnnouncedMessage, count: number, hasPreview: boolean): Words;
  ofStrangers(jids: readonly BareJid[], count: number): Words;
}

/** What is known of the conversations. */
export interface MessageSource {
  /** `signed-out`: nobody is there to be told. */
  readonly phase: Link['phase'];
  readonly optionValues: OptionValues;
  /** Undefined as long as it is not known. */
  readonly unread: Unread | undefined;
}

export interface MessageNotificationsOptions {
  readonly api: NotificationsApi;
  readonly texts: MessageTexts;
  readonly source: MessageSource;
  readonly iconUrl: string;
  /** Minutes since local midnight. */
  readonly minutes: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Shows a conversation; null: the list of them. */
  readonly open: (jid: BareJid | null) => void;
}

const CONTACT = 'message:';
const STRANGERS = 'messages-of-strangers';
/** Milliseconds in which changes gather. */
const PAUSE = 100;

/** What one notification is about: the messages of one conversation, or those of strangers. */
interface About {
  readonly jids: readonly BareJid[];
  readonly count: number;
}

export class MessageNotifications {
  readonly #options: MessageNotificationsOptions;
  readonly #fresh: AnnouncedMessage[] = [];
  readonly #shown = new Map<string, About>();
  readonly #pace = new Pace();
  #showing: ReturnType<typeof setTimeout> | undefined;
  #looking: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MessageNotificationsOptions) {
    this.#options = options;
    const { api } = options;
    api.onClicked.addListener((id) => {
      if (!isOurs(id)) return;
      this.#clear(id);
      options.open(id === STRANGERS ? null : jidOf(id));
    });
    api.onClosed.addListener((id, byUser) => {
      if (byUser) this.#shown.delete(id);
    });
    void this.#adopt();
  }

  /** Somebody has written. */
  announce(message: AnnouncedMessage): void {
    this.#fresh.push(message);
    this.#showing ??= setTimeout(() => this.#show(), this.#pace.pause(this.#options.now()));
  }

  /** Something may have been read, here or elsewhere, or set. */
  changed(): void {
    if (this.#options.source.phase === 'signed-out') this.#beginAnew();
    if (this.#shown.size > 0) this.#looking ??= setTimeout(() => this.#look(), PAUSE);
  }

  /** What an earlier worker has shown; of strangers it is not known who they were. */
  async #adopt(): Promise<void> {
    const shown = Object.keys(await this.#options.api.getAll()).filter(isOurs);
    for (const id of shown) {
      if (this.#shown.has(id)) continue;
      this.#shown.set(id, { jids: id === STRANGERS ? [] : [jidOf(id)], count: 0 });
    }
    this.changed();
  }

  /** Whoever signs in next has nothing to do with what is about to be told. */
  #beginAnew(): void {
    this.#pace.reset();
    this.#fresh.length = 0;
    clearTimeout(this.#showing);
    this.#showing = undefined;
  }

  #look(): void {
    this.#looking = undefined;
    const { phase, unread } = this.#options.source;
    for (const [id, { jids }] of this.#shown) {
      const isOver = phase === 'signed-out' || !this.#isWanted(id === STRANGERS);
      // Of whom it tells, nobody may know any more.
      const isRead = unread && !(jids.length > 0 ? jids.some((jid) => unread.from.has(jid)) : unread.hasStrangers);
      if (isOver || isRead) this.#clear(id);
    }
  }

  #show(): void {
    this.#showing = undefined;
    const { source, minutes, now } = this.#options;
    const fresh = this.#fresh.splice(0);
    if (isQuiet(source.optionValues['quiet-hours'], minutes())) return;
    const { unread } = source;
    // What was read meanwhile is nobody's news.
    const news = fresh.filter(({ jid, stranger }) => this.#isWanted(stranger) && (unread?.from.has(jid) ?? true));
    if (news.length > 0) this.#pace.told(now());
    for (const id of new Set(news.map(idOf))) {
      this.#create(
        id,
        news.filter((message) => idOf(message) === id),
      );
    }
  }

  #create(id: string, messages: readonly AnnouncedMessage[]): void {
    const { api, texts, iconUrl, source } = this.#options;
    const before = this.#shown.get(id);
    const jids = [...new Set([...(before?.jids ?? []), ...messages.map(({ jid }) => jid)])];
    const count = (before?.count ?? 0) + messages.length;
    const last = messages.at(-1);
    if (!last) return;
    this.#shown.set(id, { jids, count });
    const words =
      id === STRANGERS
        ? texts.ofStrangers(jids, count)
        : texts.ofContact(last, count, source.optionValues.messages === 'preview');
    void api.create(id, { type: 'basic', iconUrl, ...words });
  }

  #isWanted(stranger: boolean): boolean {
    const { messages, strangers } = this.#options.source.optionValues;
    return (messages === 'preview' || messages === 'sender') && !(stranger && strangers === 'quiet');
  }

  #clear(id: string): void {
    this.#shown.delete(id);
    void this.#options.api.clear(id);
  }
}

function idOf({ jid, stranger }: AnnouncedMessage): string {
  return stranger ? STRANGERS : CONTACT + jid;
}

function isOurs(id: string): boolean {
  return id === STRANGERS || id.startsWith(CONTACT);
}

function jidOf(id: string): BareJid {
  return id.slice(CONTACT.length) as BareJid;
}
