/** A store in IndexedDB: it stays, and it keeps CryptoKeys without ever seeing inside them. */
import { MemoryStore } from './memory-store.js';
import type { KeyValueStore } from './platform.js';

const TABLE = 'entries';

export class IndexedDbStore implements KeyValueStore {
  readonly #name: string;
  #database: Promise<IDBDatabase> | undefined;

  private constructor(name: string) {
    this.#name = name;
  }

  static async open(name: string): Promise<IndexedDbStore> {
    const store = new IndexedDbStore(name);
    await store.#opened();
    return store;
  }

  /** Where a browser keeps nothing for a site (blocked storage, some private windows), nothing stays. */
  static openOrMemory(name: string): Promise<KeyValueStore> {
    return IndexedDbStore.open(name).catch(() => new MemoryStore());
  }

  async get(key: string): Promise<unknown> {
    const table = await this.#table('readonly');
    return done<unknown>(table.get(key));
  }

  async getAll(keys: readonly string[]): Promise<Record<string, unknown>> {
    const table = await this.#table('readonly');
    // All there is, in two questions: one for each of many keys would take longer than what they ask for.
    const [names, values] = await Promise.all([done(table.getAllKeys()), done<unknown[]>(table.getAll())]);
    const all = new Map(names.map((name, index) => [name, values[index]]));
    return Object.fromEntries(keys.map((key) => [key, all.get(key)]));
  }

  async set(entries: Readonly<Record<string, unknown>>): Promise<void> {
    const table = await this.#table('readwrite');
    try {
      for (const [key, value] of Object.entries(entries)) table.put(value, key);
    } catch (error) {
      table.transaction.abort(); // what could not be cloned leaves what came before it
      throw error;
    }
    await committed(table.transaction);
  }

  async remove(keys: readonly string[]): Promise<void> {
    const table = await this.#table('readwrite');
    for (const key of keys) table.delete(key);
    await committed(table.transaction);
  }

  async #table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    return (await this.#opened()).transaction(TABLE, mode).objectStore(TABLE);
  }

  /** Opens the database, also where it has been closed since. */
  #opened(): Promise<IDBDatabase> {
    return (this.#database ??= this.#open().catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    }));
  }

  async #open(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.#name, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(TABLE));
    const database = await done(request);
    const forget = (): void => {
      database.close();
      this.#database = undefined;
    };
    // The browser closes it where the person clears what sites have stored; who deletes it waits for us to.
    database.addEventListener('close', forget);
    database.addEventListener('versionchange', forget);
    return database;
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('IndexedDB gave up')));
  });
}
