import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { nextTask } from './next-task.js';

/** New entries that are made in one go: together they stay well below what a person notices as a pause. */
const PART = 3;

/**
 * Makes the entries of a long list a few at a time, so that the page answers keys and clicks between them. Those
 * that are there already stay where they are.
 */
export class InParts implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #made: ReadonlySet<string> = new Set();
  #isPartial = false;
  #isComing = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Of all entries those to render now. */
  part<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly Entry[] {
    let room = PART;
    const part = entries.filter((entry) => this.#made.has(keyOf(entry)) || room-- > 0);
    this.#made = new Set(part.map(keyOf));
    this.#isPartial = part.length < entries.length;
    return part;
  }

  /** Resolves when all entries are there. */
  async complete(): Promise<void> {
    while (this.#isPartial) await nextTask();
  }

  hostUpdated(): void {
    if (this.#isPartial && !this.#isComing) void this.#next();
  }

  async #next(): Promise<void> {
    this.#isComing = true;
    await nextTask();
    this.#isComing = false;
    this.#host.requestUpdate();
  }
}
