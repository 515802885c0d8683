/**
 * A page's end of its port: holds the last view it was told, asks again when a revision is missing,
 * and opens another port when the worker behind this one has died. Commands that were under way are
 * sent once more then; each of them does nothing the second time.
 */
import type { BareJid } from '../core/jid.js';
import { NO_FILTER, type View, type Window } from '../core/view.js';
import {
  PROTOCOL,
  type AnswerOf,
  type Channel,
  type Command,
  type CommandResult,
  type Expectation,
  type HostMessage,
  type PageMessage,
} from './protocol.js';
import { parseHostMessage } from './validate.js';

/** How the page stands to the host. */
export type PortState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  /** This page and the worker are of different versions. */
  | { readonly kind: 'outdated' }
  /** Somebody else is signed in on this site. */
  | { readonly kind: 'account-mismatch'; readonly account: BareJid }
  /** No port can be had. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface PortClientOptions {
  /** Opens a port to the host; rejects with a reason for people when there is none. */
  open(): Channel<PageMessage> | Promise<Channel<PageMessage>>;
  readonly expects?: Expectation;
  readonly window?: Window;
  /** Hands out a token of the site's own sign-on. */
  readonly fetchToken?: (jid: BareJid) => Promise<string | undefined>;
}

interface Open {
  readonly command: Command;
  readonly settle: (result: CommandResult) => void;
  /** How many ports it was sent over. */
  sends: number;
}

export const PAGE_SIZE = 25;
const NOBODY: Expectation = { jid: null, domain: null };
const NOT_TAKEN: CommandResult<never> = { ok: false, problem: { kind: 'not-allowed' } };
/** Over one port, and once more if that was lost. */
const MOST_SENDS = 2;
const REOPEN_DELAYS = [0, 100, 500, 2000];

export class PortClient {
  #options: PortClientOptions;
  #window: Window;
  #view: View | undefined;
  /** What the worker behind the port has told, shown or not. */
  #told: View | undefined;
  #state: PortState = { kind: 'connecting' };
  #revision = 0;
  #channel: Channel<PageMessage> | undefined;
  #failures = 0;
  #disposed = false;
  #nextId = 1;
  readonly #open = new Map<number, Open>();
  readonly #listeners = new Set<() => void>();

  constructor(options: PortClientOptions) {
    this.#options = options;
    this.#window = options.window ?? { offset: 0, limit: PAGE_SIZE, filter: NO_FILTER };
    void this.#connect();
  }

  /** The last view, or undefined before the first. */
  get view(): View | undefined {
    return this.#view;
  }

  get state(): PortState {
    return this.#state;
  }

  get window(): Window {
    return this.#window;
  }

  /** Calls `listener` after each change, until `signal` is aborted. */
  subscribe(listener: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /** Sends a command. Resolves with what became of it, and with what it was answered, if that is more than a yes. */
  command<Name extends Command['name']>(
    command: Command & { readonly name: Name },
  ): Promise<CommandResult<AnswerOf<Name>>> {
    if (this.#state.kind === 'failed') return Promise.resolve(NOT_TAKEN);
    const id = this.#nextId++;
    return new Promise((resolve) => {
      // The host answers each command with what `Answers` says.
      const settle = (result: CommandResult): void => resolve(result as CommandResult<AnswerOf<Name>>);
      const open: Open = { command, settle, sends: 0 };
      this.#open.set(id, open);
      if (this.#channel) this.#send(this.#channel, id, open);
    });
  }

  /** Shows another part of a list, or something else beside it; undefined ends that. */
  look(changes: Partial<Window>): void {
    this.#window = { ...this.#window, ...changes };
    this.#channel?.post({ type: 'look', window: this.#window });
  }

  /** Somebody is about to sign in: the worker loads meanwhile what that takes. */
  prepare(): void {
    this.#channel?.post({ type: 'prepare' });
  }

  /** Whom this page is for, or whether it can give tokens, has changed. */
  change(options: Pick<PortClientOptions, 'expects' | 'fetchToken'>): void {
    this.#options = { ...this.#options, expects: options.expects, fetchToken: options.fetchToken };
    this.#sayOpen();
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    this.#channel?.close();
    this.#channel = undefined;
  }

  async #connect(): Promise<void> {
    try {
      const channel = await this.#options.open();
      if (this.#disposed) {
        channel.close();
        return;
      }
      this.#channel = channel;
      channel.onMessage((message) => this.#receive(channel, message));
      channel.onClose(() => this.#lost(channel));
      this.#sayOpen();
      for (const [id, open] of this.#open) this.#send(channel, id, open);
    } catch (error) {
      this.#become({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
      for (const { settle } of this.#open.values()) settle(NOT_TAKEN);
      this.#open.clear();
    }
  }

  #send(channel: Channel<PageMessage>, id: number, open: Open): void {
    if (++open.sends > MOST_SENDS) {
      this.#open.delete(id);
      open.settle(NOT_TAKEN);
      return;
    }
    channel.post({ type: 'command', id, command: open.command });
  }

  #sayOpen(): void {
    this.#channel?.post({
      type: 'open',
      protocol: PROTOCOL,
      expects: this.#options.expects ?? NOBODY,
      window: this.#window,
      givesTokens: this.#options.fetchToken !== undefined,
    });
  }

  #lost(channel: Channel<PageMessage>): void {
    if (channel !== this.#channel || this.#disposed) return;
    this.#channel = undefined;
    const delay = REOPEN_DELAYS[Math.min(this.#failures++, REOPEN_DELAYS.length - 1)];
    setTimeout(() => void this.#connect(), delay);
  }

  #receive(channel: Channel<PageMessage>, raw: unknown): void {
    const message = channel === this.#channel ? parseHostMessage(raw) : undefined;
    if (!message) return;
    this.#failures = 0;
    switch (message.type) {
      case 'snapshot':
        this.#revision = message.revision;
        this.#show(message.view);
        this.#become({ kind: 'ready' });
        return;
      case 'changed':
        if (message.revision !== this.#revision + 1 || !this.#told) {
          this.#sayOpen();
          return;
        }
        this.#revision = message.revision;
        this.#show({ ...this.#told, ...message.slices });
        this.#tell();
        return;
      case 'refused':
        this.#view = this.#told = undefined;
        this.#become(
          message.reason === 'protocol' ? { kind: 'outdated' } : { kind: 'account-mismatch', account: message.account },
        );
        return;
      case 'done':
        this.#open.get(message.id)?.settle(message.result);
        this.#open.delete(message.id);
        return;
      case 'credential-wanted':
        void this.#giveToken(channel, message);
        return;
    }
  }

  async #giveToken(
    channel: Channel<PageMessage>,
    { id, jid }: HostMessage & { type: 'credential-wanted' },
  ): Promise<void> {
    // A callback that fails has no token; the host says so to whoever waits for the sign-in.
    const token = await this.#options.fetchToken?.(jid).catch(() => undefined);
    channel.post({ type: 'credential', id, token: token ?? null });
  }

  /**
   * A worker that has just started does not know yet who is signed in. What the one before has said stands until it
   * does: else whatever a person is just typing or has opened would be gone.
   */
  #show(told: View): void {
    this.#told = told;
    if (told.session.link.phase !== 'starting') this.#view = told;
    else this.#view ??= told;
  }

  #become(state: PortState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
