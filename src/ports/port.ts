/** One page at the host's end: what it may know, what it has been told, what it asks for. */
import { parseDomain, typedJid, type BareJid } from '../core/jid.js';
import { NO_FILTER, type View, type Window } from '../core/view.js';
import { mayCommand, type Privilege } from './privileges.js';
import {
  PROTOCOL,
  type Channel,
  type Command,
  type CommandResult,
  type Expectation,
  type HostMessage,
  type PageMessage,
} from './protocol.js';
import { reportMistake } from './report-mistake.js';
import type { AskToken, Session } from './session.js';
import { parsePageMessage } from './validate.js';

const TOKEN_DEADLINE = 30_000;

export interface PortOptions {
  readonly channel: Channel<HostMessage>;
  readonly privilege: Privilege;
  readonly session: Session;
  /** Asks any page for a token, this one first. */
  readonly askToken: (first: Port) => AskToken;
}

export class Port {
  readonly #options: PortOptions;
  #opened: (PageMessage & { readonly type: 'open' }) | undefined;
  #window: Window = { offset: 0, limit: 1, filter: NO_FILTER };
  #revision = 0;
  /** Each slice as it was last sent; undefined before the first snapshot, and after a refusal. */
  #sent: Map<keyof View, string> | undefined;
  #refusedFor: string | undefined;
  #nextWanted = 1;
  readonly #wanted = new Map<number, (token: string | undefined) => void>();

  constructor(options: PortOptions) {
    this.#options = options;
    options.channel.onMessage((message) => this.#receive(message));
  }

  get givesTokens(): boolean {
    return this.#opened?.givesTokens ?? false;
  }

  /** Tells the page what has changed since it was last told. */
  update(): void {
    if (!this.#opened || this.#refuse(this.#opened.expects)) return;
    const view = this.#options.session.view(this.#window);
    if (this.#sent) this.#sendChanges(view, this.#sent);
    else this.#sendSnapshot(view);
  }

  /** Asks the page for a token. */
  fetchToken(jid: BareJid): Promise<string | undefined> {
    const id = this.#nextWanted++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wanted.get(id)?.(undefined), TOKEN_DEADLINE);
      this.#wanted.set(id, (token) => {
        clearTimeout(timer);
        this.#wanted.delete(id);
        resolve(token);
      });
      this.#options.channel.post({ type: 'credential-wanted', id, jid });
    });
  }

  /** The page is gone. */
  closed(): void {
    this.#opened = undefined;
    this.#options.session.looks?.(this, undefined);
    for (const give of [...this.#wanted.values()]) give(undefined);
  }

  #receive(raw: unknown): void {
    const { session } = this.#options;
    const message = parsePageMessage(raw, session.parseMore);
    if (message) this.#take(message);
    else if (session.loadMore) void this.#takeLater(raw, session.loadMore());
  }

  /** Whose worker has died says to the next one what was not answered, before all of that one is loaded. */
  async #takeLater(raw: unknown, loading: Promise<void>): Promise<void> {
    await loading.catch(reportMistake);
    const message = parsePageMessage(raw, this.#options.session.parseMore);
    if (message) this.#take(message);
  }

  #take(message: PageMessage): void {
    switch (message.type) {
      case 'open':
        if (message.protocol !== PROTOCOL) {
          this.#options.channel.post({ type: 'refused', reason: 'protocol' });
          return;
        }
        this.#opened = message;
        this.#look(message.window);
        this.#sent = undefined;
        this.#refusedFor = undefined;
        this.update();
        if (message.givesTokens) this.#prepare();
        return;
      case 'look':
        this.#look(message.window);
        this.update();
        return;
      case 'prepare':
        this.#prepare();
        return;
      case 'command':
        void this.#execute(message);
        return;
      case 'credential':
        this.#wanted.get(message.id)?.(message.token ?? undefined);
        return;
    }
  }

  #look(window: Window): void {
    this.#window = window;
    this.#options.session.looks?.(this, window);
  }

  /** A site with a sign-on of its own signs in as soon as it hears that nobody is. */
  #prepare(): void {
    if (this.#opened && this.#refusedFor === undefined) this.#options.session.prepare?.();
  }

  async #execute({ id, command }: PageMessage & { readonly type: 'command' }): Promise<void> {
    const { channel, privilege, session, askToken } = this.#options;
    const allowed = this.#opened !== undefined && this.#refusedFor === undefined && mayCommand(privilege);
    const result = allowed
      ? await execute(session, command, askToken(this))
      : ({ ok: false, problem: { kind: 'not-allowed' } } as const);
    // What the command changed is told first: a page that hears `done` sees it done.
    this.update();
    channel.post({ type: 'done', id, result });
  }

  /** A page that is for somebody else learns who is signed in, and nothing more. */
  #refuse({ jid, domain }: Expectation): boolean {
    const { account } = this.#options.session;
    const fits =
      (jid === null || typedJid(jid)?.bare === account?.jid) &&
      (domain === null || parseDomain(domain) === account?.domain);
    if (!account || fits) {
      this.#refusedFor = undefined;
      return false;
    }
    if (this.#refusedFor !== account.jid) {
      this.#refusedFor = account.jid;
      this.#sent = undefined;
      this.#options.channel.post({ type: 'refused', reason: 'account-mismatch', account: account.jid });
    }
    return true;
  }

  #sendSnapshot(view: View): void {
    this.#sent = new Map(slicesOf(view).map((slice) => [slice, JSON.stringify(view[slice])]));
    this.#options.channel.post({ type: 'snapshot', revision: ++this.#revision, view });
  }

  #sendChanges(view: View, sent: Map<keyof View, string>): void {
    const slices: Partial<View> = {};
    const copy = (slice: keyof View): void => {
      const text = JSON.stringify(view[slice]);
      if (sent.get(slice) === text) return;
      sent.set(slice, text);
      Object.assign(slices, { [slice]: view[slice] });
    };
    slicesOf(view).forEach(copy);
    if (Object.keys(slices).length > 0) {
      this.#options.channel.post({ type: 'changed', revision: ++this.#revision, slices });
    }
  }
}

/** Where we fail, the page is answered all the same. */
async function execute(session: Session, command: Command, askToken: AskToken): Promise<CommandResult> {
  try {
    return await session.execute(command, askToken);
  } catch (error) {
    reportMistake(error);
    return { ok: false, problem: { kind: 'failed' } };
  }
}

function slicesOf(view: View): (keyof View)[] {
  return Object.keys(view) as (keyof View)[];
}
