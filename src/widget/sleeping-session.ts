/**
 * The session of a site's worker, asleep until somebody signs in: what visitors download who never do is this
 * file and the ports. Where a sign-in was kept, it wakes at once.
 */
import { DEFAULT_OPTIONS } from '../core/options.js';
import { AVAILABLE } from '../core/availability.js';
import { NO_MESSAGING, type View, type Window } from '../core/view.js';
import type { Command, CommandResult } from '../ports/protocol.js';
import { PortServer } from '../ports/server.js';
import type { AskToken, Session } from '../ports/session.js';
import type { SessionHost } from '../session/host.js';
import type { Platform } from '../session/platform.js';
import { keptSignIn } from '../session/sign-in-record.js';

/** In the session store, so that another tab's worker that takes over knows it. */
const LEFT = 'left';

export class SleepingSession implements Session {
  readonly ports = new PortServer(this);
  readonly #platform: Platform;
  #started: Promise<void> | undefined;
  readonly #windows = new Map<object, Window>();
  #looked = false;
  #watched = false;
  /** The person signed out, and nobody has signed in since. */
  #left = false;
  #waking: Promise<SessionHost | undefined> | undefined;
  #host: SessionHost | undefined;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Looks whether a sign-in was kept, and continues it. */
  start(): Promise<void> {
    return (this.#started ??= this.#look().catch((error: unknown) => {
      this.#started = undefined; // what could not be read once may be read the next time
      throw error;
    }));
  }

  get account(): Session['account'] {
    return this.#host?.account ?? null;
  }

  view(window: Window): View {
    const view = (this.#looked ? this.#host?.view(window) : undefined) ?? asleep(this.#looked);
    const { link } = view.session;
    if (!this.#left || link.phase !== 'signed-out') return view;
    return { ...view, session: { ...view.session, link: { ...link, left: true } } };
  }

  watch(watched: boolean): void {
    this.#watched = watched;
    this.#host?.watch(watched);
  }

  /** Reads commands of the host, once it is there. */
  get parseMore(): Session['parseMore'] {
    return this.#host?.parseMore;
  }

  async loadMore(): Promise<void> {
    await this.#started;
    await (await this.#waking)?.loadMore();
  }

  looks(port: object, window: Window | undefined): void {
    if (window) this.#windows.set(port, window);
    else this.#windows.delete(port);
    this.#host?.looks(port, window);
  }

  /** What it takes to sign in is fetched, and read, while the person types, or the site is asked for a token. */
  prepare(): void {
    void this.#awake().catch(() => undefined); // whoever signs in is told
  }

  async execute(command: Command, askToken: AskToken): Promise<CommandResult> {
    await this.#started; // what pages said to the worker before this one they say at once
    const wakes = command.name === 'sign-in' || command.name === 'sign-in-with-token';
    if (wakes || command.name === 'sign-out') await this.#leave(!wakes);
    if (!wakes && !this.#waking) return { ok: false, problem: { kind: 'not-signed-in' } };
    const host = await this.#awake();
    return host ? host.execute(command, askToken) : { ok: false, problem: { kind: 'not-loaded' } };
  }

  async #look(): Promise<void> {
    if (await keptSignIn(this.#platform)) await this.#awake();
    this.#left = (await this.#platform.sessionStore.get(LEFT)) === true;
    this.#looked = true;
    this.ports.changed();
  }

  async #leave(left: boolean): Promise<void> {
    this.#left = left;
    await this.#platform.sessionStore.set({ [LEFT]: left });
  }

  /** The host, or undefined where its code could not be fetched: whoever signs in next tries that again. */
  async #awake(): Promise<SessionHost | undefined> {
    this.#waking ??= this.#wake();
    const host = await this.#waking.catch((error: unknown) => {
      this.#waking = undefined;
      throw error;
    });
    if (!host) this.#waking = undefined;
    return host;
  }

  async #wake(): Promise<SessionHost | undefined> {
    const Host = await loadHost();
    if (!Host) return undefined;
    const host = new Host({
      platform: this.#platform,
      changed: () => this.ports.changed(),
      loadMessaging: () => import('../session/messaging/messaging.js'),
    });
    const watched = this.#watched;
    host.watch(watched);
    await host.start();
    this.#host = host;
    for (const [port, window] of this.#windows) host.looks(port, window);
    if (this.#watched !== watched) host.watch(this.#watched);
    return host;
  }
}

/** Undefined where it could not be fetched. */
async function loadHost(): Promise<typeof SessionHost | undefined> {
  const module = await import('../session/host.js').catch(() => undefined);
  return module?.SessionHost;
}

/** What there is to see while nobody is signed in. */
function asleep(looked: boolean): View {
  return {
    session: {
      link: { phase: looked ? 'signed-out' : 'starting' },
      account: null,
      stay: 'no',
      preset: { domain: null, service: null },
    },
    setting: { setting: { kind: 'absent', why: 'not-yet-known' }, handling: null, saving: 'no', notice: null },
    requests: {
      loaded: false,
      total: 0,
      counts: { colleague: 0, outside: 0, repeat: 0, lookalike: 0 },
      matching: 0,
      offset: 0,
      rows: [],
      domains: [],
      can: { block: false, report: false },
      contactGroups: [],
      ignored: 0,
      bulk: null,
      held: null,
    },
    activity: { total: 0, lines: [] },
    options: {
      values: DEFAULT_OPTIONS,
      saving: 'no',
      invitations: [],
      blocked: 0,
      ignored: 0,
      allowed: 0,
      logging: { mode: 'unset', days: 0 },
    },
    own: { chosen: AVAILABLE, isIdle: false },
    ...NO_MESSAGING,
  };
}
