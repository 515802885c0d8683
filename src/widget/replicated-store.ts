/**
 * The session store of a site without a SharedWorker: in the memory of every tab's worker, so that
 * another can continue when the leader's tab is closed, and gone when the last one is.
 */
import type { KeyValueStore } from '../session/platform.js';
import type { Bus } from './bus.js';

export class ReplicatedStore implements KeyValueStore {
  readonly #bus: Bus;
  readonly #entries = new Map<string, unknown>();
  #leads = false;

  constructor(bus: Bus) {
    this.#bus = bus;
    bus.listen((message) => {
      if (message.type === 'store' && !this.#leads) this.#adopt(message.entries);
      if (message.type === 'store-wanted' && this.#leads)
        bus.post({ to: 'all', type: 'store', entries: this.#entries });
    });
    bus.post({ to: 'leader', type: 'store-wanted' });
  }

  /** From now on this copy is the one that counts. */
  lead(): void {
    this.#leads = true;
  }

  async get(key: string): Promise<unknown> {
    return this.#entries.get(key);
  }

  async getAll(keys: readonly string[]): Promise<Record<string, unknown>> {
    return Object.fromEntries(keys.map((key) => [key, this.#entries.get(key)]));
  }

  async set(entries: Readonly<Record<string, unknown>>): Promise<void> {
    this.#write(new Map(Object.entries(entries)));
  }

  async remove(keys: readonly string[]): Promise<void> {
    this.#write(new Map(keys.map((key) => [key, undefined])));
  }

  #write(entries: ReadonlyMap<string, unknown>): void {
    this.#adopt(entries);
    this.#bus.post({ to: 'all', type: 'store', entries });
  }

  #adopt(entries: ReadonlyMap<string, unknown>): void {
    for (const [key, value] of entries) {
      if (value === undefined) this.#entries.delete(key);
      else this.#entries.set(key, value);
    }
  }
}
