/**
 * Imports people, several at a time, and goes on after whatever interrupts it.
 *
 * | phase | becomes | when |
 * |---|---|---|
 * | ready | running | it is started |
 * | running | pausing, then paused | somebody pauses it; or the server refuses one after the other |
 * | running | waiting, and back | the connection is gone, and comes back |
 * | running | done | all lines are settled |
 * | any | stopped | it is stopped, or the journal cannot be kept: what is on its way is waited for |
 *
 * That an account is about to be asked for is kept before it is asked for (write ahead): so a page that is opened
 * again knows which accounts may be ours although no answer was heard (see `import-person.ts`).
 *
 * A server that is killed forgets what it has said yes to a moment before (ejabberd 23.01 writes its tables every two
 * seconds or so): after each loss of the connection, the lines of the last seconds are gone through again. A page that is
 * opened again cannot know what the server went through: it looks whether the accounts that were made last are there.
 */
import type { AccountService } from '../accounts/account.js';
import { done, type AdminProblem, type Outcome } from '../outcome.js';
import type { KeyValueStore } from '../../session/platform.js';
import type { AdminWire } from '../wire.js';
import { importLine, isSettled, OURS, WAITING, type ImportLine, type LineStatus } from './import-line.js';
import { importPerson } from './import-person.js';
import { Journal } from './journal.js';
import type { BadLine, PeopleFile } from './people-file.js';
import { userNameKey } from './user-name.js';

export interface ImportRunOptions {
  readonly accounts: AccountService;
  readonly wire: Pick<AdminWire, 'isOnline' | 'online'>;
  readonly store: KeyValueStore;
}

export type ImportPhase = 'ready' | 'running' | 'pausing' | 'paused' | 'stopped' | 'done';
export type ImportCounts = Readonly<Record<LineStatus['state'], number>>;

/** Why it has stopped by itself: what the server says of everybody, or that nothing can be kept. */
export type ImportHalt = { readonly why: 'refused'; readonly problem: AdminProblem } | { readonly why: 'store' };

/** A line that was imported, or tried to. */
export interface ImportedLine extends ImportLine {
  readonly status: LineStatus;
}

/** More at once make servers no faster. */
const AT_ONCE = 8;
/** The server had as many chances to answer, with a connection. */
const MOST_TIMEOUTS = 5;
/** Milliseconds: within this a server has written what it has done. */
const DOUBTFUL = 10_000;
/** After so many in a row it is not about these people. */
const MOST_REFUSALS = 8;

export class ImportRun {
  readonly #options: ImportRunOptions;
  readonly #journal: Journal;
  readonly #listeners = new Set<() => void>();
  readonly #counts: Record<LineStatus['state'], number>;
  #phase: ImportPhase;
  #halt: ImportHalt | undefined;
  /** Aborted when nothing more is to be begun, and no connection waited for. */
  #rest = new AbortController();
  #isStopped = false;
  #running: Promise<void> | undefined;
  #offline = 0;
  #refusals = 0;
  #next = 0;
  /** The server has told who is there. */
  #hasList = false;
  /** Lines that a page before this one has settled last. */
  #unsure: readonly number[];
  /** What was settled, with when. */
  #recent: { readonly index: number; readonly at: number }[] = [];
  /** Lines before `#next` that are not settled any more. */
  #again: number[] = [];

  private constructor(options: ImportRunOptions, journal: Journal) {
    this.#options = options;
    this.#journal = journal;
    this.#counts = countStates(journal);
    this.#phase = this.left === 0 ? 'done' : 'ready';
    this.#unsure = this.left === 0 ? [] : settledLast(journal);
  }

  /** Keeps what is to be done, in place of an earlier run. Rejects where it cannot be kept. */
  static async begin(options: ImportRunOptions, { people, bad }: PeopleFile): Promise<ImportRun> {
    const { domain } = options.accounts;
    const plan = { domain, begun: Date.now(), lines: people.map((person) => importLine(person)), bad };
    return new ImportRun(options, await Journal.begin(options.store, plan));
  }

  /** The run that was not discarded, finished or not. */
  static async find(options: ImportRunOptions): Promise<ImportRun | undefined> {
    const journal = await Journal.find(options.store, options.accounts.domain);
    return journal && new ImportRun(options, journal);
  }

  get phase(): ImportPhase {
    return this.#phase;
  }

  /** The connection is gone, and waited for. */
  get isOffline(): boolean {
    return this.#offline > 0;
  }

  get halt(): ImportHalt | undefined {
    return this.#halt;
  }

  get counts(): ImportCounts {
    return this.#counts;
  }

  get total(): number {
    return this.#journal.length;
  }

  /** How many are not settled. */
  get left(): number {
    return this.#counts.waiting + this.#counts.begun;
  }

  /** Milliseconds since 1970. */
  get begun(): number {
    return this.#journal.plan.begun;
  }

  get bad(): readonly BadLine[] {
    return this.#journal.plan.bad;
  }

  lines(): readonly ImportedLine[] {
    return this.#journal.plan.lines.map((line, index) => ({ ...line, status: this.#journal.status(index) }));
  }

  /** Calls `changed` for each line that is settled, and whenever the phase is another one. */
  subscribe(changed: () => void, signal: AbortSignal): void {
    this.#listeners.add(changed);
    signal.addEventListener('abort', () => this.#listeners.delete(changed));
  }

  /** Begins, or goes on. Resolves when it is done, paused or stopped; what was decided is kept then. */
  start(): Promise<void> {
    if (this.#phase === 'done') return Promise.resolve();
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Begins no other line; `start` goes on. Resolves when what is on its way has ended. */
  async pause(): Promise<void> {
    if (this.#phase !== 'running') return;
    this.#pause();
    await this.#running;
  }

  /** As `pause` does, for whoever leaves. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause();
    await this.#running?.catch(() => undefined);
    if (this.#phase !== 'done') this.#become('stopped');
  }

  /** Lines that failed wait again. */
  retryFailed(): void {
    if (this.#running) return;
    for (let index = 0; index < this.total; index++) {
      const status = this.#journal.status(index);
      if (status.state !== 'failed') continue;
      this.#settle(index, status.begun ? { state: 'begun', absent: status.absent === true } : WAITING);
    }
    this.#become(this.left === 0 ? 'done' : 'ready');
  }

  /** Forgets all of it, passwords included; accounts that were made stay. */
  async discard(): Promise<void> {
    await this.stop();
    await this.#journal.discard();
  }

  async #run(): Promise<void> {
    this.#rest = new AbortController();
    this.#isStopped = false;
    this.#halt = undefined;
    this.#refusals = 0;
    this.#next = 0;
    this.#again = [];
    this.#become('running');
    try {
      const invites = await this.#prepare();
      if (invites !== undefined) {
        const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.#work(invites)));
        for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
      }
      await this.#keep();
    } catch (error) {
      if (this.halt?.why !== 'store') throw error;
    } finally {
      this.#become(this.#ended());
    }
  }

  #ended(): ImportPhase {
    if (this.#isStopped || this.#halt?.why === 'store') return 'stopped';
    return this.left === 0 ? 'done' : 'paused';
  }

  /** Nothing is asked of the server whose answer might be forgotten. */
  async #keep(): Promise<void> {
    try {
      await this.#journal.written();
    } catch (error) {
      this.#halt = { why: 'store' };
      this.#pause();
      throw error;
    }
  }

  /** Whether the server invites; and who is there already, where it tells that. Undefined if the run is not to go on. */
  async #prepare(): Promise<boolean | undefined> {
    for (;;) {
      const abilities = await this.#options.accounts.abilities();
      if (abilities.ok) {
        const { add, invite, list } = abilities.value;
        if (add !== true) {
          this.#refuse({ kind: add.why });
          return undefined;
        }
        this.#hasList = list === true;
        if ((list !== true || (await this.#markThoseThere())) && (await this.#lookAgain())) return invite === true;
      } else if (!isUnheard(abilities.problem)) {
        this.#refuse(abilities.problem);
        return undefined;
      }
      if (!(await this.#online())) return undefined;
    }
  }

  /** So nobody who was there before is ever taken for ours. False if the server was not heard. */
  async #markThoseThere(): Promise<boolean> {
    const { accounts } = this.#options;
    const listed = await accounts.list(this.#rest.signal).catch(() => undefined);
    if (!listed) return true; // paused
    if (!listed.ok) return !isUnheard(listed.problem);
    const there = new Set(listed.value.map(({ jid }) => userNameKey(jid.slice(0, jid.lastIndexOf('@')))));
    for (const [index, { username }] of this.#journal.plan.lines.entries()) {
      const isWaiting = this.#journal.status(index).state === 'waiting';
      if (isWaiting && there.has(userNameKey(username))) this.#settle(index, { state: 'existed' });
    }
    for (const index of this.#unsure) {
      const name = this.#journal.plan.lines[index]?.username ?? '';
      if (!there.has(userNameKey(name))) this.#settle(index, WAITING);
    }
    this.#unsure = [];
    return true;
  }

  /** The same for the lines that were settled last, where the server is to be asked for each. False if it was not heard. */
  async #lookAgain(): Promise<boolean> {
    for (const index of this.#unsure) {
      if (this.#rest.signal.aborted) return true;
      const there = await this.#isThere(this.#journal.plan.lines[index]?.username ?? '');
      if (!there.ok && isUnheard(there.problem)) return false;
      if (there.ok && there.value === false) this.#settle(index, WAITING);
    }
    this.#unsure = [];
    return true;
  }

  #isThere(username: string): Promise<Outcome<boolean | undefined>> {
    return this.#options.accounts.exists?.(username) ?? Promise.resolve(done(undefined));
  }

  async #work(invites: boolean): Promise<void> {
    while (!this.#rest.signal.aborted) {
      const index = this.#again.shift() ?? this.#next++;
      const line = this.#journal.plan.lines[index];
      if (!line) return;
      if (isSettled(this.#journal.status(index))) continue;
      await this.#import(index, line, invites);
    }
  }

  async #import(index: number, line: ImportLine, invites: boolean): Promise<void> {
    const begin = (absent: boolean): Promise<void> => {
      this.#settle(index, { state: 'begun', absent });
      return this.#keep();
    };
    // Those who are on the list were told apart before.
    const isThere = async (): Promise<Outcome<boolean | undefined>> =>
      this.#hasList ? done(false) : this.#isThere(line.username);
    for (let timeouts = 0; ;) {
      // What is never sent is not begun.
      if (!this.#options.wire.isOnline && !(await this.#online())) return;
      const attempt = { accounts: this.#options.accounts, invites, isThere, begin };
      const attempted = await importPerson(line, this.#journal.status(index), attempt);
      if (attempted.state !== 'unheard') return this.#conclude(index, attempted);
      const { problem } = attempted;
      if (problem.kind === 'timeout' && ++timeouts >= MOST_TIMEOUTS) {
        const status = this.#journal.status(index);
        const begun = status.state === 'begun';
        return this.#conclude(index, { state: 'failed', problem, begun, absent: begun && status.absent === true });
      }
      if (!(await this.#online())) return;
    }
  }

  #conclude(index: number, status: LineStatus): void {
    this.#settle(index, status);
    const now = performance.now();
    this.#recent.push({ index, at: now });
    while (this.#recent[0] && this.#recent[0].at < now - DOUBTFUL) this.#recent.shift();
    // It is waited for with the next line that begins, and at the end; what would be made good again goes with those.
    if (status.state !== 'created') void this.#journal.written().catch(() => undefined);
    if (status.state !== 'failed') this.#refusals = 0;
    else if (isForAll(status.problem) && ++this.#refusals >= MOST_REFUSALS) this.#refuse(status.problem);
  }

  /** What was made in the last seconds may be lost. */
  #doubt(): void {
    const since = performance.now() - DOUBTFUL;
    const doubtful = this.#recent.filter(({ at }) => at >= since);
    this.#recent = [];
    for (const { index } of doubtful) {
      const { state } = this.#journal.status(index);
      if (state !== 'created' && state !== 'created-without-profile' && state !== 'invited') continue;
      this.#settle(index, state === 'invited' ? WAITING : OURS);
      if (index < this.#next) this.#again.push(index);
    }
  }

  #refuse(problem: AdminProblem): void {
    this.#halt ??= { why: 'refused', problem };
    this.#pause();
  }

  #pause(): void {
    this.#rest.abort();
    if (this.#running) this.#become('pausing');
  }

  /** Waits for a connection; false if it is not to go on. */
  async #online(): Promise<boolean> {
    const { signal } = this.#rest;
    if (!this.#options.wire.isOnline) this.#doubt();
    this.#offline++;
    this.#tell();
    try {
      await this.#options.wire.online(signal);
    } catch {
      // The session is over, or nobody waits for it any more.
      this.#pause();
    } finally {
      this.#offline--;
      this.#tell();
    }
    return !signal.aborted;
  }

  #settle(index: number, status: LineStatus): void {
    this.#counts[this.#journal.status(index).state]--;
    this.#counts[status.state]++;
    this.#journal.set(index, status);
    this.#tell();
  }

  #become(phase: ImportPhase): void {
    this.#phase = phase;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function countStates(journal: Journal): Record<LineStatus['state'], number> {
  const counts = {
    waiting: 0,
    begun: 0,
    created: 0,
    'created-without-profile': 0,
    invited: 0,
    existed: 0,
    failed: 0,
  };
  for (let index = 0; index < journal.length; index++) counts[journal.status(index).state]++;
  return counts;
}

/** What was made in the last seconds that the journal knows of. */
function settledLast(journal: Journal): readonly number[] {
  const at = (index: number): number => {
    const status = journal.status(index);
    const isMade = status.state === 'created' || status.state === 'created-without-profile';
    return (isMade ? status.at : undefined) ?? 0;
  };
  const indices = Array.from({ length: journal.length }, (_, index) => index);
  const last = indices.reduce((latest, index) => Math.max(latest, at(index)), 0);
  return last === 0 ? [] : indices.filter((index) => at(index) >= last - DOUBTFUL);
}

function isForAll({ kind }: AdminProblem): boolean {
  return kind === 'forbidden' || kind === 'not-offered';
}

function isUnheard({ kind }: AdminProblem): boolean {
  return kind === 'offline' || kind === 'timeout';
}
