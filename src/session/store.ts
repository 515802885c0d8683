/**
 * What a session keeps, and where.
 *
 * | record | store | for |
 * |---|---|---|
 * | `stream`, `requests-*`, `availability-*` | session | resuming the stream after a worker's death: its position, the requests that wait, who is there and who sees us for a while, written together (`kept-stream.ts`) |
 * | `person`, `marks-*`, `seen-*`, `log`, `policy` | local | the person's decisions that the server may not have yet, their preference and options; the decision log; the last good policy and the services that may hold it; written together (`kept-person.ts`) |
 * | `bulk` | local | one answer to many requests, while it is being carried out |
 *
 * All of it belongs to one account, and is gone when that account signs out. A stanza is
 * acknowledged to the server only once `stream` holds what it said: what a dead worker had not
 * kept, the server delivers again.
 */
import type { BulkJob } from '../core/bulk.js';
import type { BareJid } from '../core/jid.js';
import type { Policy } from '../core/policy/schema.js';
import { NOTHING_KEPT, type Kept } from '../core/kept.js';
import { unseenAnswers, type State } from '../core/state.js';
import type { ResumePoint } from '../xmpp/stream.js';
import { KeptPerson } from './kept-person.js';
import { KeptStream } from './kept-stream.js';
import type { Platform } from './platform.js';
import { isOwned, owned, type BulkRecord } from './records.js';
import { succeeds } from './succeeds.js';

/** The position of the stream that goes with the state as it is now. */
export type Position = () => { readonly resume: ResumePoint; acknowledge(): void } | undefined;

/** Milliseconds between two writes; more when there is more to look through. */
const SHORTEST_PAUSE = 150;
const PAUSE_PER_REQUEST = 0.1;

export interface StoreOptions {
  readonly platform: Platform;
  readonly state: State;
  readonly position: Position;
  /** Keeps what others keep of this session, before the server hears that we have it. */
  readonly keepMore?: () => Promise<void>;
}

interface Loaded {
  readonly kept: Kept;
  readonly resume: ResumePoint | undefined;
}

export class Store {
  readonly #platform: Platform;
  readonly #state: State;
  readonly #position: Position;
  readonly #keepMore: (() => Promise<void>) | undefined;
  readonly #stream: KeptStream;
  readonly #person: KeptPerson;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  /** A write of everything that is last in line, and has not begun. */
  #flush: Promise<boolean> | undefined;
  /** The answer to many requests as it was last written. */
  #keptBulk: BulkJob | undefined;

  constructor({ platform, state, position, keepMore }: StoreOptions) {
    this.#platform = platform;
    this.#state = state;
    this.#position = position;
    this.#keepMore = keepMore;
    this.#stream = new KeptStream(platform.sessionStore);
    this.#person = new KeptPerson(platform.localStore);
  }

  /** Services at which this account found its policy last time. */
  get knownServices(): readonly string[] {
    return this.#person.services;
  }

  /**
   * Whether a worker that starts now would learn that `jid` is being approved. What a resumed stream repeats is not
   * enough: the browser may be closed, or the server forget the stream.
   */
  remembers(jid: BareJid): boolean {
    return this.#person.unseen.has(jid);
  }

  /** What was kept for `account`, and where its last stream stood; after what was to be written, or wiped, before. */
  load(account: BareJid): Promise<Loaded> {
    const loaded = this.#writing.then(() => this.#read(account));
    this.#writing = succeeds(loaded);
    return loaded;
  }

  async #read(account: BareJid): Promise<Loaded> {
    const [stream, person, record] = await Promise.all([
      this.#stream.load(account),
      this.#person.load(account),
      this.#platform.localStore.get('bulk'),
    ]);
    const bulk = isOwned(record, account) ? (record as BulkRecord) : undefined;
    this.#keptBulk = bulk?.bulk;
    const unseen = [...(person.unseen ?? []), ...(stream.record?.unseen ?? [])];
    return {
      kept: {
        ...NOTHING_KEPT,
        ...person,
        ...bulk,
        requests: stream.requests,
        availability: stream.availability,
        activeAt: stream.record?.activeAt,
        leases: stream.record?.leases ?? [],
        unseen,
      },
      // Whether what was on its way has arrived, or met a withdrawal, only a server shows that says again what waits.
      resume: unseen.length > 0 ? undefined : stream.resume,
    };
  }

  /** Something changed, or at least arrived (`position`): write it soon. */
  changed(what: 'state' | 'position' = 'state'): void {
    if (!this.#state.account) return;
    if (what === 'state') this.#person.changed();
    if (this.#timer !== undefined) return;
    const pause = Math.max(SHORTEST_PAUSE, this.#state.requests.size * PAUSE_PER_REQUEST);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  /**
   * Writes everything now: before what the person decided is sent or called done, and when a stream was lost. Resolves
   * with whether all of it is kept.
   */
  flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return (this.#flush ??= this.#enqueue(() => {
      this.#flush = undefined;
      return this.#writeAll();
    }));
  }

  /** At once: an older one may be more lenient. */
  keepPolicy(policy: Policy | null): void {
    this.#person.usePolicy({ policy });
    void this.flush();
  }

  keepServices(services: readonly string[]): void {
    this.#person.usePolicy({ services });
    this.changed();
  }

  /** The server was asked to resume the stream: as long as nothing more is written, nobody asks again. Not in line: it is urgent. */
  resuming(): void {
    void succeeds(this.#stream.resuming());
  }

  /** The stream has ended for good: nothing is left to resume. */
  async forgetStream(): Promise<void> {
    await this.#enqueue(() => this.#stream.forget());
  }

  /** Forgets everything about the account. */
  async wipe(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#enqueue(async () => {
      this.#keptBulk = undefined;
      await Promise.all([this.#stream.forget(), this.#person.forget(), this.#platform.localStore.remove(['bulk'])]);
    });
  }

  /**
   * One write at a time, in order. One that fails (the disk is full) keeps neither the next from being
   * tried, nor the session from going on: it is only that less survives the worker.
   */
  #enqueue(write: () => Promise<void>): Promise<boolean> {
    this.#flush = undefined;
    const written = succeeds(this.#writing.then(write));
    this.#writing = written;
    return written;
  }

  /**
   * Both records are of one moment, and the requests that wait are written first: a decision that is kept
   * without its request would be taken for one about the next request, and a request that is kept without
   * what was decided about it would be asked about again.
   */
  async #writeAll(): Promise<void> {
    const person = this.#person.take(this.#state);
    // What arrives while others write is not theirs to have kept, so the server must not hear of it yet.
    const stream = this.#takeStream();
    const isKept = await succeeds(this.#keepMore?.());
    const kept = [
      isKept,
      await succeeds(isKept ? stream?.write() : undefined),
      await succeeds(person && this.#person.write(person)),
      await succeeds(this.#writeBulk()),
    ];
    if (kept.includes(false)) throw new Error('what changed could not be kept');
  }

  /** After the person's: what came of it is kept before it is forgotten. */
  async #writeBulk(): Promise<void> {
    const { account, bulk } = this.#state;
    if (!account || bulk === this.#keptBulk) return;
    if (bulk) await this.#platform.localStore.set({ bulk: owned(account, { bulk }) });
    else await this.#platform.localStore.remove(['bulk']);
    this.#keptBulk = bulk;
  }

  /** The position of the stream, and what goes with it. */
  #takeStream(): { write(): Promise<void> } | undefined {
    const { account, requests, told, availability, activeAt, leases } = this.#state;
    const position = this.#position();
    if (!account || !position) return undefined;
    // A worker that resumes a stream takes it that the server has said what waits.
    if (!this.#platform.sessionStoreOutlivesWorker || !told) return { write: async () => position.acknowledge() };
    const waiting = [...requests].filter(([, { epoch }]) => epoch === this.#state.epoch);
    const record = owned(account, {
      // What was on its way is not kept: it is derived again (see `core/step.ts`).
      resume: { id: position.resume.id, jid: position.resume.jid, inbound: position.resume.inbound },
      count: waiting.length,
      people: availability.size,
      activeAt,
      // Kept here as well: of the requests that they answer nothing will be said again.
      unseen: [...unseenAnswers(this.#state)],
      leases: [...leases],
    });
    const waitingRequests = new Map(waiting.map(([jid, { request }]) => [jid, request]));
    const people = new Map(availability);
    return {
      write: async () => {
        await this.#stream.write(record, waitingRequests, people);
        position.acknowledge();
      },
    };
  }
}
