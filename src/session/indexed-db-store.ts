/** A store in IndexedDB: it stays, and it keeps CryptoKeys without ever seeing inside them. */
import { MemoryStore } from './memory-store.js';
import type { KeyValueStore } from './platform.js';

const TABLE = 'entries';

export class IndexedDbStore implements KeyValueStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  static async open(name: string): Promise<IndexedDbStore> {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(TABLE));
    return new IndexedDbStore(await done(request));
  }

  /** Where a browser keeps nothing for a site (blocked storage, some private windows), nothing stays. */
  static openOrMemory(name: string): Promise<KeyValueStore> {
    return IndexedDbStore.open(name).catch(() => new MemoryStore());
  }

  async get(key: string): Promise<unknown> {
    return done<unknown>(this.#table('readonly').get(key));
  }

  async set(entries: Readonly<Record<string, unknown>>): Promise<void> {
    const table = this.#table('readwrite');
    for (const [key, value] of Object.entries(entries)) table.put(value, key);
    await committed(table.transaction);
  }

  async remove(keys: readonly string[]): Promise<void> {
    const table = this.#table('readwrite');
    for (const key of keys) table.delete(key);
    await committed(table.transaction);
  }

  #table(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(TABLE, mode).objectStore(TABLE);
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
