/**
 * What is kept of an import, so that it goes on after the page was closed: the lines once, and how each of them stands
 * in shards of 200, so that little is written each time. Passwords are among it until it is discarded.
 */
import type { KeyValueStore } from '../../session/platform.js';
import { WAITING, type ImportLine, type LineStatus } from './import-line.js';
import type { BadLine } from './people-file.js';

/** What is written once. */
export interface ImportPlan {
  readonly domain: string;
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly lines: readonly ImportLine[];
  readonly bad: readonly BadLine[];
}

interface StoredPlan extends ImportPlan {
  readonly version: 1;
}

const PLAN = 'import.plan';
const SHARD = 'import.status.';
const SHARD_SIZE = 200;

export class Journal {
  readonly plan: ImportPlan;
  readonly #store: KeyValueStore;
  readonly #statuses: LineStatus[];
  readonly #changed = new Set<number>();
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  private constructor(store: KeyValueStore, plan: ImportPlan, statuses: LineStatus[]) {
    this.#store = store;
    this.plan = plan;
    this.#statuses = statuses;
  }

  /** Begins one, in place of whatever is there. Rejects where it cannot be kept. */
  static async begin(store: KeyValueStore, plan: ImportPlan): Promise<Journal> {
    await Journal.#erase(store);
    const stored: StoredPlan = { version: 1, ...plan };
    await store.set({ [PLAN]: stored });
    return new Journal(
      store,
      plan,
      plan.lines.map(() => WAITING),
    );
  }

  /** The one that is kept, if it is of this domain. */
  static async find(store: KeyValueStore, domain: string): Promise<Journal | undefined> {
    const plan = await storedPlan(store);
    if (plan?.domain !== domain) return undefined;
    const keys = shardKeys(plan);
    const shards = await store.getAll(keys);
    const statuses = plan.lines.map((_, index): LineStatus => {
      const shard = shards[shardKey(index)];
      return (Array.isArray(shard) ? (shard[index % SHARD_SIZE] as LineStatus | undefined) : undefined) ?? WAITING;
    });
    return new Journal(store, plan, statuses);
  }

  get length(): number {
    return this.#statuses.length;
  }

  status(index: number): LineStatus {
    return this.#statuses[index] ?? WAITING;
  }

  /** Holds from now on; `written` says when it is kept. */
  set(index: number, status: LineStatus): void {
    this.#statuses[index] = status;
    this.#changed.add(Math.floor(index / SHARD_SIZE));
  }

  /** Resolves when all that was set is kept; what comes while a write is on its way goes into the next one together. */
  written(): Promise<void> {
    if (this.#next) return this.#next;
    if (!this.#writing) {
      if (this.#changed.size === 0) return Promise.resolve();
      this.#writing = this.#write();
      return this.#writing;
    }
    this.#next = this.#writing
      // Whoever waited for it has heard.
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#writing = this.#write();
        return this.#writing;
      });
    return this.#next;
  }

  /** Nothing of it is left. */
  async discard(): Promise<void> {
    await this.#next?.catch(() => undefined);
    await this.#writing?.catch(() => undefined);
    await Journal.#erase(this.#store);
  }

  async #write(): Promise<void> {
    const shards = [...this.#changed];
    this.#changed.clear();
    try {
      if (shards.length > 0) await this.#store.set(Object.fromEntries(shards.map((shard) => this.#shard(shard))));
    } catch (error) {
      for (const shard of shards) this.#changed.add(shard);
      throw error;
    } finally {
      this.#writing = undefined;
    }
  }

  #shard(shard: number): readonly [string, readonly LineStatus[]] {
    const start = shard * SHARD_SIZE;
    return [`${SHARD}${shard}`, this.#statuses.slice(start, start + SHARD_SIZE)];
  }

  static async #erase(store: KeyValueStore): Promise<void> {
    const plan = await storedPlan(store);
    // The plan goes with them: what has none is nobody's.
    await store.remove([PLAN, ...(plan ? shardKeys(plan) : [])]);
  }
}

async function storedPlan(store: KeyValueStore): Promise<ImportPlan | undefined> {
  const stored = (await store.get(PLAN)) as StoredPlan | undefined;
  // A later version of this page may have kept something else.
  return stored?.version === 1 ? stored : undefined;
}

function shardKeys({ lines }: ImportPlan): string[] {
  return Array.from({ length: Math.ceil(lines.length / SHARD_SIZE) }, (_, shard) => `${SHARD}${shard}`);
}

function shardKey(index: number): string {
  return `${SHARD}${Math.floor(index / SHARD_SIZE)}`;
}
