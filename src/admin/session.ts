/**
 * The session of one administrator, in the page itself: it is nobody else's, and ends with the page. What signs in
 * is kept in memory, so that a connection that broke comes back without asking; a page that is loaded again asks.
 */
import { typedJid, type BareJid, type Domain, type Jid } from '../core/jid.js';
import type { Link, LinkProblem } from '../core/link.js';
import { reportMistake } from '../ports/report-mistake.js';
import { Connection } from '../session/connection.js';
import type { Platform } from '../session/platform.js';
import { SignIn } from '../session/sign-in.js';
import { IqTable, type IqAnswer, type IqOptions } from '../xmpp/iq.js';
import { serviceUrl } from '../xmpp/service-url.js';
import type { Stream } from '../xmpp/stream.js';
import type { Element } from '../xmpp/element.js';
import type { PubsubEvent } from '../xmpp/xep0060-pubsub.js';
import { hear } from './hear.js';
import type { AdminWire } from './wire.js';

/** Who signs in, as they typed it. `service` is found by XEP-0156 if it is null. */
export interface Applicant {
  readonly jid: string;
  readonly password: string;
  readonly service: string | null;
}

type PubsubListener = Parameters<AdminWire['onPubsubEvent']>[0];

const DISCONNECTED: IqAnswer = { ok: false, condition: 'disconnected' };

export class AdminSession implements AdminWire {
  readonly account: BareJid;
  readonly domain: Domain;
  readonly #connection: Connection;
  readonly #signIn: SignIn;
  #isClosed = false;
  readonly #listeners = new Set<PubsubListener>();
  readonly #watchers = new Set<() => void>();
  #link: Link = { phase: 'connecting' };
  #stream: { readonly stream: Stream; readonly iq: IqTable } | undefined;

  private constructor(platform: Platform, jid: Jid, { password }: Applicant, service: string | null) {
    this.account = jid.bare;
    this.domain = jid.domain;
    const record = { jid: jid.bare, username: jid.local, service, stay: false, bearer: false };
    this.#signIn = new SignIn(platform, record, { kind: 'password', password, allowPlain: false });
    this.#connection = new Connection({
      platform,
      signIn: this.#signIn,
      domain: jid.domain,
      deviceId: crypto.randomUUID(),
      resume: undefined,
      proven: false,
      linkChanged: (link) => this.#changed(link),
      onStream: (stream) => this.#use(stream),
      onStanza: (stanza) => this.#take(stanza),
      onResuming: () => undefined,
      onStreamLost: () => this.#lose(),
      onOver: (problem, { proven }) => {
        this.#changed(proven ? { phase: 'offline', problem, retryAt: null } : { phase: 'signed-out', problem });
      },
    });
  }

  /** Begins to sign in, or says what is wrong with what was typed. `link` tells what becomes of it. */
  static open(platform: Platform, applicant: Applicant): AdminSession | LinkProblem {
    const jid = typedJid(applicant.jid);
    if (!jid) return { kind: 'invalid-address' };
    const service = applicant.service === null ? null : serviceUrl(applicant.service);
    if (service === undefined) return { kind: 'insecure-service', service: applicant.service ?? '' };
    const session = new AdminSession(platform, jid, applicant, service);
    platform.onOnline(() => {
      if (!session.#isClosed) session.#connection.wake();
    });
    void session.#connection.run();
    return session;
  }

  get link(): Link {
    return this.#link;
  }

  get jid(): string {
    return this.#stream?.stream.jid ?? '';
  }

  get features(): ReadonlySet<string> | undefined {
    return this.#stream?.stream.features;
  }

  get isOnline(): boolean {
    return this.#stream !== undefined;
  }

  get(payload: Element, options?: IqOptions): Promise<IqAnswer> {
    return this.#stream?.iq.get(payload, options) ?? Promise.resolve(DISCONNECTED);
  }

  set(payload: Element, options?: IqOptions): Promise<IqAnswer> {
    return this.#stream?.iq.set(payload, options) ?? Promise.resolve(DISCONNECTED);
  }

  onPubsubEvent(heard: PubsubListener, signal: AbortSignal): void {
    this.#listeners.add(heard);
    signal.addEventListener('abort', () => this.#listeners.delete(heard));
  }

  /** Calls `changed` whenever `link` is another one. */
  subscribe(changed: () => void, signal: AbortSignal): void {
    this.#watchers.add(changed);
    signal.addEventListener('abort', () => this.#watchers.delete(changed));
  }

  async online(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.isOnline) return;
    await new Promise<void>((resolve, reject) => {
      const over = new AbortController();
      const end = (settle: () => void): void => {
        over.abort();
        settle();
      };
      signal.addEventListener('abort', () => end(() => reject(signal.reason as Error)), { signal: over.signal });
      this.subscribe(() => this.isOnline && end(resolve), over.signal);
    });
  }

  /** Tries at once if it is waiting to try again. */
  reconnect(): void {
    this.#connection.wake();
  }

  /** Ends for good. */
  async close(): Promise<void> {
    await this.#lose();
    this.#watchers.clear();
    this.#isClosed = true;
    await Promise.all([this.#connection.stop(), this.#signIn.forget()]);
  }

  #use(stream: Stream): void {
    this.#stream = { stream, iq: new IqTable(this.account, (stanza) => stream.send(stanza)) };
  }

  async #lose(): Promise<void> {
    this.#stream?.iq.rejectAll();
    this.#stream = undefined;
  }

  #take(stanza: Element): void {
    if (!this.#stream) return;
    const { stream, iq } = this.#stream;
    // Nothing is kept of what arrives: what was asked and not answered is asked again.
    stream.acknowledge(stream.received);
    hear(stanza, { iq, send: (answer) => stream.send(answer), pubsubEvent: (from, event) => this.#tell(from, event) });
  }

  #tell(from: string | undefined, event: PubsubEvent): void {
    for (const heard of this.#listeners) {
      try {
        heard(from, event);
      } catch (error) {
        reportMistake(error);
      }
    }
  }

  #changed(link: Link): void {
    this.#link = link;
    for (const changed of this.#watchers) changed();
  }
}
