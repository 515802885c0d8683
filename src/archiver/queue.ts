/**
 * One endpoint's way through the archive: row after row, in their order. What cannot be delivered is tried again, with
 * growing pauses, until it can; nothing goes past it. Each endpoint has a queue, so that none waits for another.
 *
 * | step | if it fails | after a crash |
 * |---|---|---|
 * | read a page | again, later | from the ledger's cursor |
 * | deliver | again, later | again: the endpoint is told the same id |
 * | write it into the ledger | again, later; it is not delivered again | as if it had not been delivered |
 */
import { backoff } from '../core/backoff.js';
import type { Archive, Page } from './archive.js';
import type { Deliverer } from './deliver/deliverer.js';
import { errorCode } from './durable-file.js';
import { stateFault } from './file-faults.js';
import type { Ledger } from './ledger.js';
import { readMessage, type ArchiveRow, type Message } from './message.js';
import { DONE, type Fault, type Result } from './result.js';
import { wait } from './wait.js';

export interface QueueParts {
  readonly archive: Archive;
  readonly ledger: Ledger;
  readonly deliverer: Deliverer;
  /** Whether a message is for this endpoint. */
  readonly isFor: (message: Message) => boolean;
  /** Whether anybody is on this endpoint, or was: before that it stands where it begins. */
  readonly hasBegun?: () => boolean;
  /** Milliseconds between two looks at an archive in which nothing is new. */
  readonly interval: number;
  /** Milliseconds for which a delivery may go on once it was told to stop. */
  readonly grace?: number;
  /** From [0, 1). */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What keeps a queue from going on. */
export interface Obstacle {
  readonly fault: Fault;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly attempts: number;
  readonly nextTry: number;
}

export interface QueueState {
  /** The last row that is done. */
  readonly cursor: number;
  /** Messages since the program was started. */
  readonly delivered: number;
  readonly lastDelivered: number | undefined;
  readonly obstacle: Obstacle | undefined;
}

const GRACE = 3000;
const PAGE = 100;
/** Rows that may be read again after a crash because nothing in them was for this endpoint. */
const UNWRITTEN = 1000;

export class Queue {
  readonly #parts: QueueParts;
  #cursor: number;
  #delivered = 0;
  #lastDelivered: number | undefined;
  #obstacle: Obstacle | undefined;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#cursor = parts.ledger.cursor;
  }

  get state(): QueueState {
    return {
      cursor: this.#cursor,
      delivered: this.#delivered,
      lastDelivered: this.#lastDelivered,
      obstacle: this.#obstacle,
    };
  }

  /** Goes on until told to stop; then everything that it has done is written down. */
  async run(signal: AbortSignal): Promise<void> {
    const { ledger, deliverer, interval, grace = GRACE, hasBegun = () => true } = this.#parts;
    let late: NodeJS.Timeout | undefined;
    const endSoon = (): void => {
      late = setTimeout(() => void deliverer.close().catch(() => undefined), grace);
    };
    signal.addEventListener('abort', endSoon, { once: true });
    try {
      while (!signal.aborted) {
        if (!hasBegun()) {
          await wait(interval, signal);
          continue;
        }
        const isEnd = await this.#takePage(signal);
        if (this.#cursor - ledger.cursor >= UNWRITTEN) await this.#pass(this.#cursor, signal);
        if (isEnd) await wait(interval, signal);
      }
      await ledger.pass(this.#cursor).catch(() => undefined);
    } finally {
      signal.removeEventListener('abort', endSoon);
      clearTimeout(late);
      await Promise.allSettled([ledger.close(), deliverer.close()]);
    }
  }

  /** Resolves with whether it was the last page for now. */
  async #takePage(signal: AbortSignal): Promise<boolean> {
    let page: Page = { rows: [], through: this.#cursor };
    const isRead = await this.#untilDone(signal, async () => {
      const read = await this.#parts.archive.page(this.#cursor, PAGE);
      if (!read.ok) return read;
      page = read.value;
      return DONE;
    });
    if (!isRead) return true;
    for (const row of page.rows) {
      if (!(await this.#take(row, signal))) return true;
      this.#cursor = row.row;
    }
    this.#cursor = page.through;
    return page.rows.length < PAGE;
  }

  /** Resolves with whether the row is done; it is not when told to stop meanwhile. */
  async #take(row: ArchiveRow, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const { ledger, deliverer, isFor } = this.#parts;
    const read = readMessage(row);
    if (!read || !isFor(read.message)) return true;
    const { message, once } = read;
    if (ledger.isNew(once)) {
      if (!(await this.#untilDone(signal, () => deliverer.deliver(message)))) return false;
      this.#delivered++;
      this.#lastDelivered = this.#parts.now();
    }
    return this.#pass(row.row, signal, once);
  }

  #pass(row: number, signal: AbortSignal, once?: Parameters<Ledger['pass']>[1]): Promise<boolean> {
    return this.#untilDone(signal, async () => {
      try {
        await this.#parts.ledger.pass(row, once);
        return DONE;
      } catch (error) {
        if (errorCode(error) === '') throw error; // no fault of the disk, but a mistake of ours
        return { ok: false, fault: stateFault(error) };
      }
    });
  }

  /** Tries until it succeeds; resolves with whether it has, which it has not when told to stop. */
  async #untilDone(signal: AbortSignal, act: () => Promise<Result>): Promise<boolean> {
    const { random, now } = this.#parts;
    for (let attempts = 1; ; attempts++) {
      const result = await act();
      if (result.ok) {
        this.#obstacle = undefined;
        return true;
      }
      const pause = backoff(attempts, random());
      const since = attempts > 1 ? (this.#obstacle?.since ?? now()) : now();
      this.#obstacle = { fault: result.fault, since, attempts, nextTry: now() + pause };
      await wait(pause, signal);
      if (signal.aborted) return false;
    }
  }
}
