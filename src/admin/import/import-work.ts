/**
 * Goes through the lines of an import, several at a time, until all are settled or it is paused.
 *
 * That an account is about to be asked for is kept before it is asked for (write ahead): so a page that is opened
 * again knows which accounts may be ours although no answer was heard (see `import-person.ts`).
 *
 * A server that is killed forgets what it has said yes to a moment before (ejabberd 23.01 writes its tables every two
 * seconds or so): after each loss of the connection, the lines of the last seconds are gone through again. A page that is
 * opened again cannot know what the server went through: it looks whether the accounts that were made last are there.
 */
import type { AccountService } from '../accounts/account.js';
import { done, isUnheard, type AdminProblem, type Outcome } from '../outcome.js';
import type { AdminWire } from '../wire.js';
import { isSettled, OURS, WAITING, type ImportLine, type LineStatus } from './import-line.js';
import { importPerson } from './import-person.js';
import type { Journal } from './journal.js';
import { userNameKey } from './user-name.js';

export interface WorkOptions {
  readonly accounts: AccountService;
  readonly wire: Pick<AdminWire, 'isOnline' | 'online'>;
  readonly journal: Journal;
  /** The first of this page: another one may have gone before it. */
  readonly isFirst: boolean;
  /** A line stands otherwise, or it goes on no more, or the connection is gone or back. */
  readonly changed: () => void;
}

/** Why it has stopped by itself: what the server says of everybody, or that nothing can be kept. */
export type ImportHalt = { readonly why: 'refused'; readonly problem: AdminProblem } | { readonly why: 'store' };

/** More at once make servers no faster. */
const AT_ONCE = 8;
/** The server had as many chances to answer, with a connection. */
const MOST_TIMEOUTS = 5;
/** Milliseconds: within this a server has written what it has done. */
const DOUBTFUL = 10_000;
/** After so many in a row it is not about these people. */
const MOST_REFUSALS = 8;

export class ImportWork {
  readonly #options: WorkOptions;
  readonly #journal: Journal;
  /** Aborted when nothing more is to be begun, and no connection waited for. */
  readonly #rest = new AbortController();
  #halt: ImportHalt | undefined;
  #waiting = 0;
  #refusals = 0;
  #next = 0;
  /** The server has told who is there. */
  #hasList = false;
  /** Lines that a page before this one has settled last. */
  #unsure: readonly number[];
  /** Lines before `#next` that are not settled any more. */
  readonly #again: number[] = [];

  constructor(options: WorkOptions) {
    this.#options = options;
    this.#journal = options.journal;
    const last = this.#journal.lastMade;
    this.#unsure = options.isFirst
      ? this.#journal.madeSince(last - DOUBTFUL).filter((index) => this.#isMade(index))
      : [];
  }

  /** The connection is gone, and waited for. */
  get isOffline(): boolean {
    return this.#waiting > 0 && !this.#options.wire.isOnline;
  }

  /** Nothing more is begun. */
  get isOver(): boolean {
    return this.#rest.signal.aborted;
  }

  get halt(): ImportHalt | undefined {
    return this.#halt;
  }

  pause(): void {
    this.#rest.abort();
    this.#options.changed();
  }

  /** Resolves when all lines are settled, or what was on its way has ended; what was decided is kept then. */
  async run(): Promise<void> {
    try {
      const invites = await this.#prepare();
      if (invites !== undefined) {
        const workers = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => this.#work(invites)));
        for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
      }
      await this.#keep();
    } catch (error) {
      if (this.#halt?.why !== 'store') throw error;
    }
  }

  /** Nothing is asked of the server whose answer might be forgotten. */
  async #keep(): Promise<void> {
    try {
      await this.#journal.written();
    } catch (error) {
      this.#halt = { why: 'store' };
      this.pause();
      throw error;
    }
  }

  /** Whether the server invites; and who is there already, where it tells that. Undefined if the run is not to go on. */
  async #prepare(): Promise<boolean | undefined> {
    for (let timeouts = 0; ;) {
      const prepared = await this.#look();
      if (prepared.ok) return prepared.value;
      const { problem } = prepared;
      if (!isUnheard(problem) || (problem.kind === 'timeout' && ++timeouts >= MOST_TIMEOUTS)) {
        this.#refuse(problem);
        return undefined;
      }
      if (!(await this.#online())) return undefined;
    }
  }

  async #look(): Promise<Outcome<boolean>> {
    const abilities = await this.#options.accounts.abilities();
    if (!abilities.ok) return abilities;
    const { add, invite, list } = abilities.value;
    if (add !== true) return { ok: false, problem: { kind: add.why } };
    this.#hasList = list === true;
    const listed = this.#hasList ? await this.#markThoseThere() : done(undefined);
    const looked = listed.ok ? await this.#lookAgain() : listed;
    return looked.ok ? done(invite === true) : looked;
  }

  /** So nobody who was there before is ever taken for ours. */
  async #markThoseThere(): Promise<Outcome> {
    const { accounts } = this.#options;
    const listed = await accounts.list(this.#rest.signal).catch(() => undefined);
    if (!listed) return done(undefined); // paused
    // Where the list is refused, each of them is asked about.
    if (!listed.ok) return isUnheard(listed.problem) ? listed : done(undefined);
    const there = new Set(listed.value.map(({ jid }) => userNameKey(jid.slice(0, jid.lastIndexOf('@')))));
    for (const [index, { username }] of this.#journal.plan.lines.entries()) {
      const isWaiting = this.#journal.status(index).state === 'waiting';
      if (isWaiting && there.has(userNameKey(username))) this.#settle(index, { state: 'existed' });
    }
    for (const index of this.#unsure) {
      if (!there.has(userNameKey(this.#userName(index)))) this.#settle(index, WAITING);
    }
    this.#unsure = [];
    return done(undefined);
  }

  /** The same for the lines that were settled last, where the server is to be asked for each. */
  async #lookAgain(): Promise<Outcome> {
    for (const index of this.#unsure) {
      if (this.isOver) return done(undefined);
      const there = await this.#isThere(this.#userName(index));
      if (!there.ok && isUnheard(there.problem)) return there;
      if (there.ok && there.value === false) this.#settle(index, WAITING);
    }
    this.#unsure = [];
    return done(undefined);
  }

  #isThere(username: string): Promise<Outcome<boolean | undefined>> {
    return this.#options.accounts.exists?.(username) ?? Promise.resolve(done(undefined));
  }

  async #work(invites: boolean): Promise<void> {
    while (!this.isOver) {
      const index = this.#again.shift() ?? this.#next++;
      const line = this.#journal.plan.lines[index];
      if (!line) return;
      if (!isSettled(this.#journal.status(index))) await this.#import(index, line, invites);
    }
  }

  async #import(index: number, line: ImportLine, invites: boolean): Promise<void> {
    const { accounts, wire } = this.#options;
    const begin = (absent: boolean): Promise<void> => {
      this.#settle(index, { state: 'begun', absent });
      return this.#keep();
    };
    // Those who are on the list were told apart before.
    const isThere = async (): Promise<Outcome<boolean | undefined>> =>
      this.#hasList ? done(false) : this.#isThere(line.username);
    for (let timeouts = 0; ;) {
      // What is never sent is not begun.
      if (!wire.isOnline && !(await this.#online())) return;
      const attempted = await importPerson(line, this.#journal.status(index), { accounts, invites, isThere, begin });
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
    // It is waited for with the next line that begins, and at the end; what would be made good again goes with those.
    if (status.state !== 'created') void this.#journal.written().catch(() => undefined);
    if (status.state !== 'failed') this.#refusals = 0;
    else if (isForAll(status.problem) && ++this.#refusals >= MOST_REFUSALS) this.#refuse(status.problem);
  }

  /** What was made in the last seconds may be lost. */
  #doubt(): void {
    for (const index of this.#journal.madeSince(Date.now() - DOUBTFUL)) {
      this.#settle(index, this.#isMade(index) ? OURS : WAITING);
      if (index < this.#next) this.#again.push(index);
    }
  }

  #refuse(problem: AdminProblem): void {
    this.#halt ??= { why: 'refused', problem };
    this.pause();
  }

  /** Waits for a connection; false if it is not to go on. */
  async #online(): Promise<boolean> {
    const { signal } = this.#rest;
    if (!this.#options.wire.isOnline) this.#doubt();
    this.#waiting++;
    this.#options.changed();
    try {
      await this.#options.wire.online(signal);
    } catch {
      // The session is over, or nobody waits for it any more.
      this.pause();
    } finally {
      this.#waiting--;
      this.#options.changed();
    }
    return !this.isOver;
  }

  #settle(index: number, status: LineStatus): void {
    this.#journal.set(index, status);
    this.#options.changed();
  }

  #userName(index: number): string {
    return this.#journal.plan.lines[index]?.username ?? '';
  }

  /** There is an account, and not only an invitation to make one. */
  #isMade(index: number): boolean {
    return this.#journal.status(index).state !== 'invited';
  }
}

function isForAll({ kind }: AdminProblem): boolean {
  return kind === 'forbidden' || kind === 'not-offered';
}
