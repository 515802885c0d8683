/**
 * Imports people, and goes on after whatever interrupts it. How the lines are gone through is in `import-work.ts`.
 *
 * | phase | becomes | when |
 * |---|---|---|
 * | ready | running | it is started |
 * | running | pausing, then paused | somebody pauses it; or the server refuses one after the other |
 * | running | waiting, and back | the connection is gone, and comes back |
 * | running | done | all lines are settled |
 * | any | stopped | it is stopped, or the journal cannot be kept: what is on its way is waited for |
 */
import type { KeyValueStore } from '../../session/platform.js';
import { importLine, WAITING, type ImportCounts, type ImportLine, type LineStatus } from './import-line.js';
import { ImportWork, type ImportHalt, type WorkOptions } from './import-work.js';
import { Journal } from './journal.js';
import type { BadLine, PeopleFile } from './people-file.js';

export interface ImportRunOptions extends Pick<WorkOptions, 'accounts' | 'wire'> {
  readonly store: KeyValueStore;
}

export type ImportPhase = 'ready' | 'running' | 'pausing' | 'paused' | 'stopped' | 'done';

/** A line that was imported, or tried to. */
export interface ImportedLine extends ImportLine {
  readonly status: LineStatus;
}

export class ImportRun {
  readonly #options: ImportRunOptions;
  readonly #journal: Journal;
  readonly #listeners = new Set<() => void>();
  #phase: ImportPhase;
  /** The lines being gone through, or how that ended. */
  #work: ImportWork | undefined;
  #isStopped = false;
  #running: Promise<void> | undefined;

  private constructor(options: ImportRunOptions, journal: Journal) {
    this.#options = options;
    this.#journal = journal;
    this.#phase = this.left === 0 ? 'done' : 'ready';
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
    return this.#work?.isOffline === true;
  }

  get halt(): ImportHalt | undefined {
    return this.#work?.halt;
  }

  get counts(): ImportCounts {
    return this.#journal.counts;
  }

  get total(): number {
    return this.#journal.length;
  }

  /** How many are not settled. */
  get left(): number {
    return this.#journal.left;
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
    this.#work?.pause();
    await this.#running;
  }

  /** As `pause` does, for whoever leaves. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#work?.pause();
    await this.#running?.catch(() => undefined);
    if (this.#phase !== 'done') this.#become('stopped');
  }

  /** Lines that failed wait again. */
  retryFailed(): void {
    if (this.#running) return;
    for (let index = 0; index < this.total; index++) {
      const status = this.#journal.status(index);
      if (status.state !== 'failed') continue;
      this.#journal.set(index, status.begun ? { state: 'begun', absent: status.absent === true } : WAITING);
    }
    this.#become(this.left === 0 ? 'done' : 'ready');
  }

  /** Forgets all of it, passwords included; accounts that were made stay. */
  async discard(): Promise<void> {
    await this.stop();
    await this.#journal.discard();
  }

  async #run(): Promise<void> {
    this.#isStopped = false;
    const { accounts, wire } = this.#options;
    const work = (this.#work = new ImportWork({
      accounts,
      wire,
      journal: this.#journal,
      isFirst: this.#work === undefined,
      changed: () => (work.isOver ? this.#become('pausing') : this.#tell()),
    }));
    this.#become('running');
    try {
      await work.run();
    } finally {
      this.#become(this.#ended());
    }
  }

  #ended(): ImportPhase {
    if (this.#isStopped || this.halt?.why === 'store') return 'stopped';
    return this.left === 0 ? 'done' : 'paused';
  }

  #become(phase: ImportPhase): void {
    this.#phase = phase;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
