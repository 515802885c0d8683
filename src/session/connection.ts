/**
 * Keeps one account connected: at most one connect at a time, a deadline for each of its phases,
 * and a pause between attempts that grows. It knows streams and sign-ins, and nothing of what is said over them.
 */
import { backoff } from '../core/backoff.js';
import type { Domain } from '../core/jid.js';
import type { Link, LinkProblem } from '../core/link.js';
import { TOKEN_MECHANISM } from '../xmpp/sasl-mechanisms.js';
import { findServices } from '../xmpp/xep0156-host-meta.js';
import { openStream, type ResumePoint, type Stream } from '../xmpp/stream.js';
import { StreamFailure, type StreamEnd } from '../xmpp/stream-end.js';
import type { Element } from '../xmpp/element.js';
import type { Platform } from './platform.js';
import { problemOf } from './problems.js';
import { reportMistake } from '../ports/report-mistake.js';
import { MECHANISMS, type SignIn } from './sign-in.js';

export interface ConnectionOptions {
  readonly platform: Platform;
  readonly signIn: SignIn;
  readonly domain: Domain;
  readonly deviceId: string;
  /** Where an earlier worker's stream stood. */
  readonly resume: ResumePoint | undefined;
  /** The server has taken this sign-in before. */
  readonly proven: boolean;
  readonly linkChanged: (link: Link) => void;
  /** A stream is open. Stanzas that arrive from now on go to `onStanza`. */
  readonly onStream: (stream: Stream, restored: boolean) => void;
  readonly onStanza: (stanza: Element) => void;
  /** The server has this stanza of ours. */
  readonly onAcknowledged?: (stanza: Element) => void;
  /** The server was asked to resume: nobody may ask it again for the same before it has answered. */
  readonly onResuming: () => void;
  /** The stream has ended; resolves when what it had delivered is safe. */
  readonly onStreamLost: () => Promise<void>;
  /**
   * It will not connect again by itself. `expired`: what is kept to sign in with is of no more use;
   * `proven`: it had been online with it before.
   */
  readonly onOver: (problem: LinkProblem, over: { readonly expired: boolean; readonly proven: boolean }) => void;
}

const FIND_DEADLINE = 10_000;
const STEP_DEADLINE = 10_000;
const TICK = 20_000;
/** A server that is alive answers a tick within so many milliseconds, however busy it is. */
const PATIENCE = 15_000;
/** The same where there is a reason to doubt the connection: the computer slept, or the network changed. */
const DOUBT = 5000;
/** A stream that held for so long was a good one: the next failure is the first again. */
const STEADY = 60_000;
/** One that opened at all: on a train nobody is to wait for minutes because the network has gone often. */
const MOST_BEFORE_OPEN = 3;

/** The service that a domain names for itself (XEP-0156), or undefined. */
export async function findService(
  domain: Domain,
  platform: Platform,
  signal: AbortSignal,
): Promise<string | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(FIND_DEADLINE)]);
  const found = await findServices(domain, (url, aborted) => platform.fetchText(url, aborted), limit).catch(() => []);
  return found[0];
}

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #stop = new AbortController();
  #resume: ResumePoint | undefined;
  #restored: boolean;
  #stream: Stream | undefined;
  #wake: (() => void) | undefined;
  /** The service that the domain named last. */
  #found: string | undefined;
  #attempts = 0;
  /** A sign-in that has never succeeded is not tried again: its person is waiting at a form. */
  #proven: boolean;
  #hasPredecessor: boolean;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#resume = options.resume;
    this.#restored = options.resume !== undefined;
    this.#proven = options.proven;
    this.#hasPredecessor = options.proven;
  }

  /** Connects, and connects again, until `stop` or until it is over. */
  async run(): Promise<void> {
    const { signal } = this.#stop;
    const over = (): boolean => signal.aborted;
    while (!over()) {
      this.#options.linkChanged({ phase: 'connecting' });
      const end = await this.#once(signal);
      if (over()) return;
      const { problem, retry, expired } = problemOf(end, this.#options.signIn);
      if (!(retry || this.#isPredecessor(problem)) || !this.#proven) {
        this.#options.onOver(problem, { expired, proven: this.#proven });
        return;
      }
      await this.#pause(problem, signal);
    }
  }

  /** An attempt before this one, or the worker before, may still be signing in; the server knows it by the same name. */
  #isPredecessor({ kind }: LinkProblem): boolean {
    if (kind !== 'replaced') return false;
    const may = this.#hasPredecessor;
    this.#hasPredecessor = false;
    return may;
  }

  /** Tries at once if it is waiting to try again; drops a connection that turns out to be dead. */
  wake(): void {
    this.#wake?.();
    this.#stream?.check(DOUBT);
  }

  /** Ends for good; the server forgets the stream. */
  async stop(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    this.#stop.abort();
    this.#wake?.();
    await stream?.close();
  }

  async #once(signal: AbortSignal): Promise<StreamEnd | LinkProblem> {
    const service = await this.#service(signal);
    if (typeof service !== 'string') return service;
    let ended: (end: StreamEnd) => void = () => undefined;
    const end = new Promise<StreamEnd>((resolve) => (ended = resolve));
    try {
      const stream = await this.#open(service, ended, signal);
      const openedAt = this.#options.platform.now();
      await this.#use(stream);
      const stopTicking = this.#tick(stream);
      const reason = await end;
      stopTicking();
      this.#stream = undefined;
      if (signal.aborted) return reason;
      this.#resume = stream.resumePoint();
      const wasSteady = this.#options.platform.now() - openedAt > STEADY;
      this.#attempts = wasSteady ? 0 : Math.min(this.#attempts, MOST_BEFORE_OPEN);
      await this.#options.onStreamLost();
      return reason;
    } catch (error) {
      if (error instanceof StreamFailure) {
        // What we gave up, the server may still be about to open.
        this.#hasPredecessor ||= error.end.why === 'timeout' || error.end.why === 'lost';
        return error.end;
      }
      if (signal.aborted) return { why: 'closed' };
      // A mistake of ours is no reason to stay offline for ever.
      reportMistake(error);
      return { why: 'lost' };
    }
  }

  async #open(service: string, onEnd: (end: StreamEnd) => void, signal: AbortSignal): Promise<Stream> {
    const { signIn, domain, deviceId, onStanza, onAcknowledged, onResuming } = this.#options;
    const resume = this.#resume;
    const stream = await openStream(
      {
        service,
        domain,
        username: signIn.record.username,
        resource: `im-contact-requests.${deviceId.slice(0, 8)}`,
        deviceId,
        deadline: STEP_DEADLINE,
        resume,
        onResuming: () => {
          // What an attempt that is not heard of any more has taken over, another would not get whole from ejabberd.
          this.#resume = undefined;
          onResuming();
        },
        mechanisms: MECHANISMS,
        tokenMechanism: TOKEN_MECHANISM,
        choose: (offered) => signIn.choose(offered),
        onTokenSaved: (token) => signIn.tokenSaved(token),
        onTokenRefused: () => signIn.tokenRefused(),
        onStanza,
        ...(onAcknowledged ? { onAcknowledged } : {}),
        onFault: () => undefined,
        onEnd,
      },
      signal,
    );
    if (!signal.aborted) return stream;
    // Stopped in the moment in which it was opened: nobody would ever close it.
    await stream.close();
    throw new StreamFailure({ why: 'closed' });
  }

  async #use(stream: Stream): Promise<void> {
    this.#stream = stream;
    this.#proven = true;
    const restored = this.#restored;
    this.#restored = false;
    this.#options.onStream(stream, restored);
    this.#options.linkChanged({ phase: 'online' });
    // What cannot be kept (the disk is full) is asked for next time.
    await this.#options.signIn.succeeded().catch(() => undefined);
    // Only now is it true that somebody stays signed in.
    if (this.#stream === stream) this.#options.linkChanged({ phase: 'online' });
  }

  /** Keeps the worker and its connection alive; returns what ends that. */
  #tick(stream: Stream): () => void {
    const { platform } = this.#options;
    let last = platform.now();
    const timer = setInterval(() => {
      const slept = platform.now() - last > 2 * TICK;
      last = platform.now();
      platform.stayAwake();
      // Stream management looks after its connections by itself, but not at once after a sleep.
      if (slept || !stream.resumePoint()) stream.check(slept ? DOUBT : PATIENCE);
    }, TICK);
    return () => clearInterval(timer);
  }

  async #service(signal: AbortSignal): Promise<string | LinkProblem> {
    const { domain, platform, signIn } = this.#options;
    if (signIn.record.service !== null) return signIn.record.service;
    // Where the web server is down, the XMPP server may not be.
    this.#found = (await findService(domain, platform, signal)) ?? this.#found;
    return this.#found ?? { kind: 'unknown-domain', domain };
  }

  async #pause(problem: LinkProblem, signal: AbortSignal): Promise<void> {
    const { platform, linkChanged } = this.#options;
    const delay = backoff(++this.#attempts, platform.random());
    const retryAt = platform.now() + delay;
    linkChanged({ phase: 'offline', problem, retryAt });
    platform.wakeAt(retryAt);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (signal.aborted) this.#wake();
    });
    this.#wake = undefined;
  }
}
