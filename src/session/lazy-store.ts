import type { KeyValueStore } from './platform.js';

/** A store that is opened when it is first needed, so that nobody waits for it before. */
export class LazyStore implements KeyValueStore {
  readonly #open: () => Promise<KeyValueStore>;
  #store: Promise<KeyValueStore> | undefined;

  constructor(open: () => Promise<KeyValueStore>) {
    this.#open = open;
  }

  async get(key: string): Promise<unknown> {
    return (await this.#opened()).get(key);
  }

  async getAll(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    return (await this.#opened()).getAll(keys);
  }

  async set(entries: Readonly<Record<string, unknown>>): Promise<void> {
    return (await this.#opened()).set(entries);
  }

  async remove(keys: readonly string[]): Promise<void> {
    return (await this.#opened()).remove(keys);
  }

  #opened(): Promise<KeyValueStore> {
    return (this.#store ??= this.#open());
  }
}
