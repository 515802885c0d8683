/**
 * One XMPP stream over one WebSocket (RFC 7395), from the first octet to the last. It is opened once
 * and never again: the next connection is another stream, which may resume this one (XEP-0198).
 *
 * Every phase has a deadline. What arrives is counted when it arrives, and acknowledged to the server
 * only once the owner says that it is safe (`acknowledge`): what a dead worker had not kept is delivered again.
 */
import type { Element } from './element.js';
import { parseFrame, rootName, type FrameFault } from './frame-parser.js';
import { NS } from './ns.js';
import { Negotiation, type NegotiationOptions } from './negotiation.js';
import { Connection } from './rfc7395-connection.js';
import { Silence } from './silence.js';
import { endOf, StreamFailure, type StreamEnd } from './stream-end.js';

/** Where a stream stood, for the next one to resume it. `queue` is lost with the worker, and then undefined. */
export interface ResumePoint {
  readonly id: string;
  readonly jid: string;
  readonly inbound: number;
  readonly sent?: { readonly outbound: number; readonly queue: readonly unknown[] };
}

export interface StreamOptions extends NegotiationOptions {
  readonly service: string;
  readonly domain: string;
  readonly username: string;
  /** Milliseconds that the server has for each step of the negotiation. */
  readonly deadline: number;
  readonly resume: ResumePoint | undefined;
  /** The server has been asked to resume the stream; its answer may get lost. */
  readonly onResuming: () => void;
  /** A stanza, once a resource is bound. Must not throw. */
  readonly onStanza: (stanza: Element) => void;
  /** The server has this stanza of ours (XEP-0198); told of each once, on this stream or on the one that resumes it. */
  readonly onAcknowledged?: (stanza: Element) => void;
  /** A frame broke a limit or a rule, and was passed over. */
  readonly onFault: (fault: FrameFault) => void;
  /** The stream that was open has ended. Called once. */
  readonly onEnd: (end: StreamEnd) => void;
}

/** An open stream. */
export interface Stream {
  /** Our full JID, as the server said. */
  readonly jid: string;
  readonly resumed: boolean;
  /** The namespaces of what the server offered last: what it can do for whoever is signed in (RFC 6120 §4.3.2). */
  readonly features: ReadonlySet<string>;
  /** Stanzas received so far, to be passed to `acknowledge` once what they said is safe. */
  readonly received: number;
  /** What is sent reaches the server, on this stream or on the one that resumes it; else nobody would learn of it. */
  readonly isOpen: boolean;
  /** The server acknowledges what it has (XEP-0198). */
  readonly isManaged: boolean;
  send(element: Element): void;
  acknowledge(received: number): void;
  /** Where this stream stands, or undefined if the server would not resume it. */
  resumePoint(): ResumePoint | undefined;
  /** Ends the stream for good; the server forgets it. */
  close(): Promise<void>;
  /** Asks whether the server is there, and drops the connection if it is silent for `patience` milliseconds before it answers. */
  check(patience: number): void;
  /** Drops the connection; the server keeps the stream for a while. */
  abandon(): void;
}

/** Chrome ends a worker after 30 seconds without traffic. */
const ACK_REQUEST_INTERVAL = 20_000;
/** Milliseconds that all steps may take together, whatever a server says meanwhile. */
const OPEN_DEADLINE = 60_000;
/** A server that does not close its side of the stream has had its chance. */
const CLOSE_DEADLINE = 1000;
/** A server that has not answered for so long, nor said anything else, is gone. */
const ACK_DEADLINE = 15_000;
/**
 * Milliseconds that the server has to resume a stream. ejabberd 23.01 asks the connection that was lost, which may take
 * 15 seconds to find that out; a client that gives up before is thrown out by its own first attempt.
 */
const RESUME_DEADLINE = 20_000;

/** Opens a stream. Rejects with StreamFailure. */
export async function openStream(options: StreamOptions, signal: AbortSignal): Promise<Stream> {
  signal.throwIfAborted();
  const stream = new OpenStream(options);
  const abort = (): void => stream.abandon();
  signal.addEventListener('abort', abort);
  try {
    await stream.start();
    return stream;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

class OpenStream implements Stream {
  jid: string;
  resumed = false;
  features: ReadonlySet<string> = new Set();
  received = 0;
  readonly #options: StreamOptions;
  readonly #connection: Connection;
  readonly #negotiation: Negotiation;
  readonly #management: Negotiation['streamManagement'];
  #phase: 'opening' | 'open' | 'ended' = 'opening';
  #connected = false;
  #offered: string[] = [];
  /** The server has all that it takes to resume the stream. */
  #mayResume = false;
  /** How many of our stanzas the server has had, as it said when it resumed. */
  #resumedAt = 0;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #openDeadline: ReturnType<typeof setTimeout> | undefined;
  readonly #silence = new Silence({
    send: (element) => this.send(element),
    isManaged: () => this.#management.enabled,
    onDead: () => this.abandon(),
  });

  constructor(options: StreamOptions) {
    this.#options = options;
    this.jid = options.resume?.jid ?? '';
    this.#connection = new Connection({
      service: options.service,
      domain: options.domain,
      username: options.username,
      parse: (frame) => this.#parse(frame),
      onElement: (element) => this.#take(element),
    });
    this.#negotiation = new Negotiation(this.#connection, options);
    this.#management = this.#negotiation.streamManagement;
    this.#management.requestAckInterval = ACK_REQUEST_INTERVAL;
    // The library's own would not hear what does not pass through it: a long answer is not silence.
    this.#management.timeout = 0;
    this.#management.on('ack', (stanza: Element) => options.onAcknowledged?.(stanza));
    this.#connection.on('send', (element: Element) => {
      if (element.is('r', NS.streamManagement)) this.#silence.expect(ACK_DEADLINE);
      // With SASL2 it is asked together with the first proof.
      if ([element, ...element.getChildElements()].some((part) => part.is('resume', NS.streamManagement))) {
        options.onResuming();
      }
    });
    if (options.resume) this.#seed(options.resume);
  }

  start(): Promise<void> {
    const connection = this.#connection;
    connection.on('connect', () => {
      this.#connected = true;
      this.#progress();
    });
    connection.on('online', () => this.#opened(false));
    this.#management.on('resumed', () => this.#opened(true));
    connection.on('error', (error: unknown) => this.#end(endOf(error, this.#offered)));
    connection.on('disconnect', () => this.#end({ why: this.#connected ? 'lost' : 'unreachable' }));
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#openDeadline = setTimeout(() => this.#end({ why: 'timeout' }), OPEN_DEADLINE);
      this.#progress();
      try {
        connection.connect();
      } catch (error) {
        this.#end(endOf(error, this.#offered));
      }
    });
  }

  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  get isManaged(): boolean {
    return this.#management.enabled;
  }

  send(element: Element): void {
    // A stanza that cannot be written any more is not lost: what it was to bring about is derived again.
    this.#connection.send(element).catch(() => undefined);
  }

  acknowledge(received: number): void {
    if (this.#phase === 'open') this.#management.inbound = received;
  }

  resumePoint(): ResumePoint | undefined {
    const { id, outbound, outbound_q: queue } = this.#management;
    return id ? { id, jid: this.jid, inbound: this.received, sent: { outbound, queue } } : undefined;
  }

  async close(): Promise<void> {
    this.#end({ why: 'closed' }, false);
    await Promise.race([this.#connection.stop().catch(() => undefined), pause(CLOSE_DEADLINE)]);
    await this.#connection.disconnect();
  }

  check(patience: number): void {
    this.#silence.ask(patience);
  }

  abandon(): void {
    this.#end({ why: this.#phase === 'open' ? 'lost' : 'closed' });
  }

  #seed(point: ResumePoint): void {
    const sm = this.#management;
    sm.id = point.id;
    sm.inbound = this.received = point.inbound;
    // Without the queue nothing can be sent again, and the library must not look for it: the count that
    // the server reports is adopted in `#opened`, and what was lost is derived again.
    sm.outbound = point.sent?.outbound ?? Number.POSITIVE_INFINITY;
    sm.outbound_q = [...(point.sent?.queue ?? [])];
  }

  #parse(frame: string): Element | undefined {
    const parsed = parseFrame(frame);
    if (parsed.ok) return parsed.element;
    // The server counted it, so we do, too: else it would be delivered again for ever.
    if (/^(message|presence|iq)$/.test(rootName(frame))) this.#count();
    this.#options.onFault(parsed.fault);
    return undefined;
  }

  #count(): void {
    if (this.#management.enabled) this.received++;
  }

  #take(element: Element): void {
    this.#silence.heard(element);
    const isStanza = /^(message|presence|iq)$/.test(element.name);
    // RFC 7395 §3.3.3: what only has the name of a stanza is none, and nothing that should be counted.
    if (isStanza && element.getNS() !== NS.client) return;
    if (isStanza && (this.#connection.isOnline || element.name !== 'iq')) {
      this.#count();
      this.#options.onStanza(element);
      return;
    }
    if (element.is('features', NS.stream)) {
      this.#offered = offeredMechanisms(element);
      this.features = new Set(element.getChildElements().map((feature) => feature.getNS() ?? ''));
      this.#mayResume ||= this.#offered.length === 0 || this.features.has(NS.sasl2);
    }
    this.#progress();
    const resumed = element.is('resumed', NS.streamManagement)
      ? element
      : element.is('success', NS.sasl2) && element.getChild('resumed', NS.streamManagement);
    if (resumed) this.#resumedAt = Number(resumed.attrs.h) || 0;
    this.#negotiation.take(element);
  }

  #opened(resumed: boolean): void {
    if (this.#phase !== 'opening') return;
    this.resumed = resumed;
    if (this.#connection.jid.includes('/')) this.jid = this.#connection.jid;
    if (!resumed) this.received = 0;
    const sm = this.#management;
    if (resumed && !Number.isFinite(sm.outbound)) sm.outbound = this.#resumedAt;
    this.#phase = 'open';
    this.#clearDeadlines();
    this.#settle?.resolve();
  }

  #progress(): void {
    if (this.#phase !== 'opening') return;
    clearTimeout(this.#deadline);
    const { deadline, resume } = this.#options;
    const patience = resume && this.#mayResume ? RESUME_DEADLINE : deadline;
    this.#deadline = setTimeout(() => this.#end({ why: 'timeout' }), patience);
  }

  #clearDeadlines(): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#openDeadline);
  }

  #end(end: StreamEnd, closeSocket = true): void {
    if (this.#phase === 'ended') return;
    const opening = this.#phase === 'opening';
    this.#phase = 'ended';
    this.#clearDeadlines();
    this.#silence.stop();
    if (closeSocket) void this.#connection.disconnect();
    if (opening) this.#settle?.reject(new StreamFailure(end));
    else this.#options.onEnd(end);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function offeredMechanisms(features: Element): string[] {
  const lists = [features.getChild('mechanisms', NS.sasl), features.getChild('authentication', NS.sasl2)];
  return lists.flatMap((list) => list?.getChildren('mechanism').map((mechanism) => mechanism.text()) ?? []);
}
