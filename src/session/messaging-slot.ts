/** Where contact list, directory and chat are plugged into a session: loaded once, and told from then on what happens. */
import type { BareJid } from '../core/jid.js';
import { NO_MESSAGING, type Window } from '../core/view.js';
import type { CommandResult } from '../ports/protocol.js';
import { reportMistake } from '../ports/report-mistake.js';
import type { ParseMore } from '../ports/validate.js';
import type { Element } from '../xmpp/element.js';
import type { Messaging } from './messaging/messaging.js';
import type { MessagingOptions, MessagingRequest, MessagingSlices, Unread } from './messaging/part.js';
import { refusal } from './results.js';
import type { StreamSession } from './stream-session.js';

/** What the module of the part offers. */
export interface MessagingModule {
  readonly createMessaging: (options: MessagingOptions) => Messaging;
  readonly parseMessagingCommand: ParseMore;
}
export type LoadMessaging = () => Promise<MessagingModule>;

export interface MessagingSlotOptions extends MessagingOptions {
  readonly load: LoadMessaging | undefined;
}

export class MessagingSlot {
  readonly #options: MessagingSlotOptions;
  readonly #windows = new Map<object, Window>();
  #loading: Promise<void> | undefined;
  #messaging: Messaging | undefined;
  #parse: ParseMore | undefined;
  /** Whose it is that the part has read. */
  #account: BareJid | undefined;

  constructor(options: MessagingSlotOptions) {
    this.#options = options;
  }

  /** Reads its commands, once it is loaded. */
  get parseMore(): ParseMore {
    return (command) => this.#parse?.(command);
  }

  /** Undefined as long as it is not known. */
  get unread(): Unread | undefined {
    return this.#messaging?.unread;
  }

  /** Loads it; where that fails, whoever looks next tries again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    }));
  }

  looks(port: object, window: Window | undefined): void {
    if (window) this.#windows.set(port, window);
    else this.#windows.delete(port);
    if (window && isAboutMessaging(window) && this.#options.load) this.load().catch(reportMistake);
    this.#tellWindows();
  }

  slices(window: Window): MessagingSlices {
    return this.#messaging && isAboutMessaging(window) ? this.#messaging.slices(window) : NO_MESSAGING;
  }

  execute(command: MessagingRequest): Promise<CommandResult> {
    return this.#messaging?.execute(command) ?? Promise.resolve(refusal({ kind: 'not-allowed' }));
  }

  /** Somebody signs in: reads what was kept for them. */
  async start(account: BareJid): Promise<void> {
    this.#account = account;
    await this.#messaging?.start(account);
    // Pages may have said before what they show, as they do to a worker that follows one that died.
    this.#tellWindows();
  }

  begin(stream: StreamSession, how: 'fresh' | 'resumed' | 'restored'): void {
    this.#messaging?.begin(stream, how);
  }

  end(): void {
    this.#messaging?.end();
  }

  receiveMessage(message: Element): void {
    this.#messaging?.receiveMessage(message);
  }

  acknowledged(stanza: Element): void {
    this.#messaging?.acknowledged(stanza);
  }

  stateChanged(): void {
    this.#messaging?.stateChanged();
  }

  /** Resolves when what the person asked for is sent. */
  async carriedOut(): Promise<void> {
    await this.#messaging?.carriedOut();
  }

  async flush(): Promise<void> {
    await this.#messaging?.flush();
  }

  async wipe(): Promise<void> {
    this.#account = undefined;
    await this.#messaging?.wipe();
  }

  #tellWindows(): void {
    this.#messaging?.looks([...this.#windows.values()]);
  }

  async #load(): Promise<void> {
    if (!this.#options.load) return;
    const { createMessaging, parseMessagingCommand } = await this.#options.load();
    const messaging = createMessaging(this.#options);
    while (this.#account !== undefined) {
      const account = this.#account;
      await messaging.start(account);
      if (account === this.#account) break; // else somebody else has signed in meanwhile
    }
    this.#messaging = messaging;
    this.#parse = parseMessagingCommand;
    this.#options.dispatch({ type: 'messagesTaken' });
    this.#tellWindows();
    const stream = this.#options.stream();
    // It has heard nothing of this stream so far.
    if (stream?.wire.isOpen) messaging.begin(stream, 'fresh');
    this.#options.changed();
  }
}

function isAboutMessaging({ contacts, chats, chat, people }: Window): boolean {
  return [contacts, chats, chat, people].some((part) => part !== undefined);
}
