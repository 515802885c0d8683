import type { KeyValueStore } from './platform.js';

/** A store that lives as long as whoever holds it. */
export class MemoryStore implements KeyValueStore {
  readonly #entries = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return this.#entries.get(key);
  }

  async getAll(keys: readonly string[]): Promise<Record<string, unknown>> {
    return Object.fromEntries(keys.map((key) => [key, this.#entries.get(key)]));
  }

  async set(entries: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(entries)) this.#entries.set(key, value);
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#entries.delete(key);
  }
}
