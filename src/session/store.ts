/**
 * What a session keeps, and where.
 *
 * | record | store | for |
 * |---|---|---|
 * | `stream` | session | resuming the stream after a worker's death: its position and the requests that wait, written together |
 * | `person` | local | the person's decisions that the server may not have yet, their preference and options |
 * | `log` | local | the decision log |
 * | `bulk` | local | one answer to many requests, while it is being carried out |
 * | `policy` | local | the last good policy and the services that may hold it |
 *
 * All of it belongs to one account, and is gone when that account signs out. A stanza is
 * acknowledged to the server only once `stream` holds what it said: what a dead worker had not
 * kept, the server delivers again.
 */
import type { BareJid } from '../core/jid.js';
import type { Policy } from '../core/policy/schema.js';
import { NOTHING_KEPT, unseenAnswers, type Kept, type State } from '../core/state.js';
import type { ResumePoint } from '../xmpp/stream.js';
import type { Platform } from './platform.js';
import {
  FORMAT,
  owned,
  type BulkRecord,
  type LogRecord,
  type Owned,
  type PersonRecord,
  type PolicyRecord,
  type StreamRecord,
} from './records.js';

/** The position of the stream that goes with the state as it is now. */
export type Position = () => { readonly resume: ResumePoint; acknowledge(): void } | undefined;

const RECORDS = ['stream', 'person', 'log', 'bulk', 'policy'] as const;
/** Milliseconds between two writes; more when there is more to write. */
const SHORTEST_PAUSE = 150;
const PAUSE_PER_REQUEST = 0.1;
const MOST_SEEN = 2000;

export class Store {
  readonly #platform: Platform;
  readonly #state: State;
  readonly #position: Position;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** A write of everything that is last in line, and has not begun. */
  #flush: Promise<void> | undefined;
  #services: readonly string[] = [];
  #personChanged = false;
  /** What the log was like when it was last written. */
  #loggedTo = '';
  #bulkKept = true;
  /** The stream of which a position is kept, and whom the kept approvals are for. */
  #keptStream: string | undefined;
  #keptUnseen: ReadonlySet<BareJid> = new Set();

  constructor(platform: Platform, state: State, position: Position) {
    this.#platform = platform;
    this.#state = state;
    this.#position = position;
  }

  /** Services at which this account found its policy last time. */
  get knownServices(): readonly string[] {
    return this.#services;
  }

  /**
   * Whether a worker that starts now would learn that `jid` is being approved: from what is kept, or from the server,
   * which repeats on a resumed stream what was not.
   */
  remembers(jid: BareJid): boolean {
    const stream = this.#position()?.resume.id;
    return this.#keptUnseen.has(jid) || (stream !== undefined && stream === this.#keptStream);
  }

  /** What was kept for `account`, and where its last stream stood. */
  async load(account: BareJid): Promise<{ readonly kept: Kept; readonly resume: ResumePoint | undefined }> {
    const { sessionStore, localStore } = this.#platform;
    // Somebody may have signed out a moment ago.
    await this.#writing;
    const [stream, person, log, bulk, policy] = (await Promise.all([
      sessionStore.get('stream'),
      localStore.get('person'),
      localStore.get('log'),
      localStore.get('bulk'),
      localStore.get('policy'),
    ])) as [StreamRecord?, PersonRecord?, LogRecord?, BulkRecord?, PolicyRecord?];
    const mine = <T extends Owned>(record: T | undefined): T | undefined =>
      // As the types have it; a record may be of a version that they know nothing of.
      record && (record.format as number) === FORMAT && record.account === account ? record : undefined;
    this.#services = mine(policy)?.services ?? [];
    this.#loggedTo = '';
    return {
      kept: {
        ...NOTHING_KEPT,
        ...mine(person),
        ...mine(log),
        ...mine(bulk),
        policy: mine(policy)?.policy ?? undefined,
        requests: mine(stream)?.requests ?? [],
        unseen: [...(mine(person)?.unseen ?? []), ...(mine(stream)?.unseen ?? [])],
      },
      resume: mine(stream)?.resume,
    };
  }

  /** Something changed, or at least arrived (`position`): write it soon. */
  changed(what: 'state' | 'position' = 'state'): void {
    if (!this.#state.account) return;
    if (what === 'state') this.#personChanged = true;
    if (this.#timer !== undefined) return;
    const pause = Math.max(SHORTEST_PAUSE, this.#state.requests.size * PAUSE_PER_REQUEST);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  /** Writes everything now: before what the person decided is sent or called done, and when a stream was lost. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return (this.#flush ??= this.#enqueue(() => {
      this.#flush = undefined;
      return this.#writeAll();
    }));
  }

  /** Keeps the answer to many requests that is being carried out, or forgets it. */
  keepBulk(): Promise<void> {
    return this.#enqueue(async () => {
      const { account, bulk } = this.#state;
      this.#bulkKept = account !== null && bulk !== undefined;
      if (account && bulk) await this.#platform.localStore.set({ bulk: owned(account, { bulk }) });
      else await this.#platform.localStore.remove(['bulk']);
    });
  }

  keepPolicy(policy: Policy | null): void {
    void this.#enqueue(() => this.#writePolicy(policy));
  }

  keepServices(services: readonly string[]): void {
    this.#services = services;
    const policy = this.#state.keptPolicy ?? null;
    void this.#enqueue(() => this.#writePolicy(policy));
  }

  /** The stream has ended for good: nothing is left to resume. */
  forgetStream(): Promise<void> {
    this.#keptStream = undefined;
    return this.#enqueue(() => this.#platform.sessionStore.remove(['stream']));
  }

  /** Forgets everything about the account. */
  wipe(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#services = [];
    return this.#enqueue(async () => {
      // Not before: a write that is under way keeps something until it is wiped.
      this.#keptStream = undefined;
      this.#keptUnseen = new Set();
      await Promise.all([this.#platform.sessionStore.remove(RECORDS), this.#platform.localStore.remove(RECORDS)]);
    });
  }

  /**
   * One write at a time, in order. One that fails (the disk is full) keeps neither the next from being
   * tried, nor the session from going on: it is only that less survives the worker.
   */
  #enqueue(write: () => Promise<void>): Promise<void> {
    this.#flush = undefined;
    this.#writing = this.#writing.then(write).catch(() => undefined);
    return this.#writing;
  }

  /**
   * Both records are of one moment, and the requests that wait are written first: a decision that is kept
   * without its request would be taken for one about the next request, and a request that is kept without
   * what was decided about it would be asked about again.
   */
  async #writeAll(): Promise<void> {
    const person = this.#personChanged ? this.#personRecord() : undefined;
    this.#personChanged = false;
    await this.#writeStream();
    if (person) {
      await this.#platform.localStore.set({ person });
      this.#keptUnseen = new Set(person.unseen.map(([jid]) => jid));
    }
    await this.#writeLog();
    // It is over; one that goes on was kept when it began.
    if (this.#bulkKept && !this.#state.bulk) {
      this.#bulkKept = false;
      await this.#platform.localStore.remove(['bulk']);
    }
  }

  async #writeLog(): Promise<void> {
    const { account, log, nextLogId } = this.#state;
    // Lines are added, and undone; nothing else happens to them.
    const now = `${nextLogId} ${log.reduce((count, { undone }) => count + Number(undone), 0)}`;
    if (!account || now === this.#loggedTo) return;
    await this.#platform.localStore.set({ log: owned(account, { log: [...log] }) });
    this.#loggedTo = now;
  }

  #personRecord(): PersonRecord | undefined {
    const { account, written, saving, marks, toComplete, intents, prompts, requests } = this.#state;
    if (!account) return undefined;
    const seen = [...prompts].slice(0, MOST_SEEN).flatMap((jid): [BareJid, number][] => {
      const since = requests.get(jid)?.request.since;
      return since === undefined ? [] : [[jid, since]];
    });
    return owned(account, {
      preference: written,
      preferenceUnsaved: saving !== 'no',
      marks: [...marks],
      toComplete: [...toComplete],
      intents: [...intents],
      unseen: [...unseenAnswers(this.#state)],
      toBlock: [...this.#state.toBlock],
      options: [...this.#state.options],
      invitations: [...this.#state.invitations.values()],
      seen,
    });
  }

  async #writeStream(): Promise<void> {
    const { account, requests, synchronised } = this.#state;
    const position = this.#position();
    if (!account || !position) return;
    // A worker that resumes a stream takes it that the server has said what waits.
    if (this.#platform.sessionStoreOutlivesWorker && synchronised) {
      const waiting = [...requests.values()].filter(({ epoch }) => epoch === this.#state.epoch);
      const record: StreamRecord = owned(account, {
        // What was on its way is not kept: it is derived again (see `core/step.ts`).
        resume: { id: position.resume.id, jid: position.resume.jid, inbound: position.resume.inbound },
        requests: waiting.map(({ request }) => request),
        // Kept here as well: of the requests that they answer nothing will be said again.
        unseen: [...unseenAnswers(this.#state)],
      });
      try {
        await this.#platform.sessionStore.set({ stream: record });
        this.#keptStream = record.resume.id;
      } catch {
        this.#keptStream = undefined;
        // It does not fit. A worker that dies now starts a fresh stream, which the server fills again.
        await this.#platform.sessionStore.remove(['stream']);
      }
    }
    position.acknowledge();
  }

  async #writePolicy(policy: Policy | null): Promise<void> {
    const { account } = this.#state;
    if (!account) return;
    const record: PolicyRecord = owned(account, { policy, services: this.#services });
    await this.#platform.localStore.set({ policy: record });
  }
}
