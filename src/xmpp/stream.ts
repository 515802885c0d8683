/**
 * One XMPP stream over one WebSocket (RFC 7395), from the first octet to the last. It is opened once
 * and never again: the next connection is another stream, which may resume this one (XEP-0198).
 *
 * Every phase has a deadline. What arrives is counted when it arrives, and acknowledged to the server
 * only once the owner says that it is safe (`acknowledge`): what a dead worker had not kept is delivered again.
 */
import { parseFrame, rootName, type FrameFault } from './frame-parser.js';
import { NS } from './ns.js';
import { createEntity, NotGenuine, SentElsewhere, type Element, type Entity, type EntityOptions } from './xmpp-js.js';

/** Where a stream stood, for the next one to resume it. `queue` is lost with the worker, and then undefined. */
export interface ResumePoint {
  readonly id: string;
  readonly jid: string;
  readonly inbound: number;
  readonly sent?: { readonly outbound: number; readonly queue: readonly unknown[] };
}

/** Why a stream did not open, or ended. `condition` is of RFC 6120 §4.9.3 or §6.5. */
export type StreamEnd =
  | { readonly why: 'unreachable' }
  | { readonly why: 'timeout' }
  | { readonly why: 'refused'; readonly condition: string }
  | { readonly why: 'no-mechanism'; readonly offered: readonly string[] }
  | { readonly why: 'not-genuine' }
  | { readonly why: 'failed'; readonly error: Error }
  | { readonly why: 'stream-error'; readonly condition: string }
  | { readonly why: 'lost' }
  | { readonly why: 'closed' };

/** Thrown by `openStream`. */
export class StreamFailure extends Error {
  override readonly name = 'StreamFailure';
  readonly end: StreamEnd;
  constructor(end: StreamEnd) {
    super(end.why);
    this.end = end;
  }
}

export interface StreamOptions extends Omit<EntityOptions, 'parse' | 'onStanza' | 'onNonza' | 'timeout'> {
  /** Milliseconds that the server has for each step of the negotiation. */
  readonly deadline: number;
  readonly resume: ResumePoint | undefined;
  readonly onStanza: (stanza: Element) => void;
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
  send(element: Element): void;
  acknowledge(received: number): void;
  /** Where this stream stands, or undefined if the server would not resume it. */
  resumePoint(): ResumePoint | undefined;
  /** Ends the stream for good; the server forgets it. */
  close(): Promise<void>;
  /** Drops the connection; the server keeps the stream for a while. */
  abandon(): void;
}

/** Chrome ends a worker after 30 seconds without traffic. */
const ACK_REQUEST_INTERVAL = 20_000;
/** A server that does not close its side of the stream has had its chance. */
const CLOSE_DEADLINE = 1000;
/** A server that has not answered for so long is gone. */
const ACK_DEADLINE = 15_000;

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
  readonly #entity: Entity;
  #phase: 'opening' | 'open' | 'ended' = 'opening';
  #connected = false;
  #offered: string[] = [];
  /** How many of our stanzas the server has had, as it said when it resumed. */
  #resumedAt = 0;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.jid = options.resume?.jid ?? '';
    this.#entity = createEntity({
      ...options,
      timeout: options.deadline,
      parse: (frame) => this.#parse(frame),
      onStanza: (stanza) => this.#receive(stanza),
      onNonza: (element) => this.#negotiate(element),
    });
    const sm = this.#entity.streamManagement;
    sm.requestAckInterval = ACK_REQUEST_INTERVAL;
    sm.timeout = ACK_DEADLINE;
    // So the library ends a stream that is not acknowledged. Who does not do that will not answer a clean
    // close either, for which it would wait twice as long again.
    const disconnect = this.#entity.disconnect.bind(this.#entity);
    this.#entity.disconnect = async () => (this.#phase === 'open' ? this.abandon() : disconnect());
    if (options.resume) this.#seed(options.resume);
  }

  start(): Promise<void> {
    const entity = this.#entity;
    entity.on('connect', () => {
      this.#connected = true;
      this.#progress();
    });
    entity.on('online', () => this.#opened(false));
    entity.streamManagement.on('resumed', () => this.#opened(true));
    entity.on('error', (error: unknown) => this.#end(this.#reasonFor(error)));
    entity.on('disconnect', () => this.#end({ why: this.#connected ? 'lost' : 'unreachable' }));
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#progress();
      // What goes wrong is also emitted as an error, with more in it.
      entity.start().catch((error: unknown) => this.#end(this.#reasonFor(error)));
    });
  }

  send(element: Element): void {
    // A stanza that cannot be written any more is not lost: what it was to bring about is derived again.
    this.#entity.send(element).catch(() => undefined);
  }

  acknowledge(received: number): void {
    if (this.#phase === 'open') this.#entity.streamManagement.inbound = received;
  }

  resumePoint(): ResumePoint | undefined {
    const { id, outbound, outbound_q: queue } = this.#entity.streamManagement;
    return id ? { id, jid: this.jid, inbound: this.received, sent: { outbound, queue } } : undefined;
  }

  async close(): Promise<void> {
    const socket = this.#entity.socket?.socket;
    this.#end({ why: 'closed' }, false);
    await Promise.race([this.#entity.stop().catch(() => undefined), pause(CLOSE_DEADLINE)]);
    socket?.close();
  }

  abandon(): void {
    this.#end({ why: this.#phase === 'open' ? 'lost' : 'closed' });
  }

  #seed(point: ResumePoint): void {
    const sm = this.#entity.streamManagement;
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

  #receive(stanza: Element): void {
    this.#count();
    this.#options.onStanza(stanza);
  }

  #count(): void {
    if (this.#entity.streamManagement.enabled) this.received++;
  }

  /** Everything that is not a stanza, and the answer to resource binding, before the library sees it. */
  #negotiate(element: Element): void {
    this.#progress();
    if (element.is('features', NS.stream)) {
      this.#offered = offeredMechanisms(element);
      this.features = new Set(element.getChildElements().map((feature) => feature.getNS() ?? ''));
    }
    const bound = element.getChild('bind', NS.bind)?.getChildText('jid');
    const authorized = element.is('success', NS.sasl2) ? element.getChildText('authorization-identifier') : null;
    if (bound) this.jid = bound;
    if (authorized?.includes('/')) this.jid = authorized;
    const resumed = element.is('resumed', NS.streamManagement)
      ? element
      : element.is('success', NS.sasl2) && element.getChild('resumed', NS.streamManagement);
    if (resumed) this.#resumedAt = Number(resumed.attrs.h) || 0;
  }

  #opened(resumed: boolean): void {
    if (this.#phase !== 'opening') return;
    this.resumed = resumed;
    if (!resumed) this.received = 0;
    const sm = this.#entity.streamManagement;
    if (resumed && !Number.isFinite(sm.outbound)) sm.outbound = this.#resumedAt;
    this.#phase = 'open';
    clearTimeout(this.#deadline);
    this.#settle?.resolve();
  }

  #progress(): void {
    if (this.#phase !== 'opening') return;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#end({ why: 'timeout' }), this.#options.deadline);
  }

  #reasonFor(error: unknown): StreamEnd {
    if (error instanceof NotGenuine || error instanceof SentElsewhere) return { why: 'not-genuine' };
    // The library's error classes cannot be imported from where it is bundled; their names are stable.
    const { name, condition, event } = error as { name?: string; condition?: string; event?: unknown };
    if (name === 'SASLError') {
      return condition ? { why: 'refused', condition } : { why: 'no-mechanism', offered: this.#offered };
    }
    if (name === 'StreamError') return { why: 'stream-error', condition: condition ?? 'undefined-condition' };
    if (name === 'TimeoutError') return { why: 'timeout' };
    if (event !== undefined) return { why: this.#connected ? 'lost' : 'unreachable' };
    return { why: 'failed', error: error instanceof Error ? error : new Error(String(error)) };
  }

  #end(end: StreamEnd, closeSocket = true): void {
    if (this.#phase === 'ended') return;
    const opening = this.#phase === 'opening';
    this.#phase = 'ended';
    clearTimeout(this.#deadline);
    if (closeSocket) this.#entity.socket?.socket?.close();
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
