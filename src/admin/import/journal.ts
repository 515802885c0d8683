/**
 * What is kept of an import, so that it goes on after the page was closed: the lines once, and how each of them stands
 * in shards of 200, so that little is written each time. Passwords are among it until it is discarded.
 */
import type { KeyValueStore } from '../../session/platform.js';
import { madeAt, WAITING, type ImportCounts, type ImportLine, type LineStatus } from './import-line.js';
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
  /** Names this run: what another one has left behind is not taken for its own. */
  readonly run: string;
}

interface StoredShard {
  readonly run: string;
  readonly statuses: readonly LineStatus[];
}

const SHARD_SIZE = 200;

export class Journal {
  readonly plan: ImportPlan;
  readonly #run: string;
  readonly #store: KeyValueStore;
  readonly #statuses: LineStatus[];
  readonly #counts: Record<LineStatus['state'], number>;
  readonly #changed = new Set<number>();
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  private constructor(store: KeyValueStore, { run, ...plan }: StoredPlan, statuses: LineStatus[]) {
    this.#store = store;
    this.#run = run;
    this.plan = plan;
    this.#statuses = statuses;
    this.#counts = countStates(statuses);
  }

  /** Begins one, in place of what is there for this domain. Rejects where it cannot be kept. */
  static async begin(store: KeyValueStore, plan: ImportPlan): Promise<Journal> {
    await Journal.#erase(store, plan.domain);
    const stored: StoredPlan = { version: 1, run: crypto.randomUUID(), ...plan };
    await store.set({ [planKey(plan.domain)]: stored });
    return new Journal(
      store,
      stored,
      plan.lines.map(() => WAITING),
    );
  }

  /** The one that is kept for this domain. */
  static async find(store: KeyValueStore, domain: string): Promise<Journal | undefined> {
    const plan = await storedPlan(store, domain);
    if (!plan) return undefined;
    const keys = shardKeys(plan);
    const shards = await store.getAll(keys);
    const statuses = plan.lines.map((_, index): LineStatus => {
      const shard = shards[shardKey(domain, index)] as StoredShard | undefined;
      return (shard?.run === plan.run ? shard.statuses[index % SHARD_SIZE] : undefined) ?? WAITING;
    });
    return new Journal(store, plan, statuses);
  }

  get length(): number {
    return this.#statuses.length;
  }

  get counts(): ImportCounts {
    return this.#counts;
  }

  /** How many lines are not settled. */
  get left(): number {
    return this.#counts.waiting + this.#counts.begun;
  }

  /** When the server last said that it made something, in milliseconds since 1970. */
  get lastMade(): number {
    return this.#statuses.reduce((latest, status) => Math.max(latest, madeAt(status)), 0);
  }

  /** The lines for which it did since `at`. */
  madeSince(at: number): readonly number[] {
    return this.#statuses.flatMap((status, index) => (madeAt(status) > 0 && madeAt(status) >= at ? [index] : []));
  }

  status(index: number): LineStatus {
    return this.#statuses[index] ?? WAITING;
  }

  /** Holds from now on; `written` says when it is kept. */
  set(index: number, status: LineStatus): void {
    this.#counts[this.status(index).state]--;
    this.#counts[status.state]++;
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
    await Journal.#erase(this.#store, this.plan.domain);
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

  #shard(shard: number): readonly [string, StoredShard] {
    const start = shard * SHARD_SIZE;
    const statuses = this.#statuses.slice(start, start + SHARD_SIZE);
    return [shardKey(this.plan.domain, start), { run: this.#run, statuses }];
  }

  static async #erase(store: KeyValueStore, domain: string): Promise<void> {
    const plan = await storedPlan(store, domain);
    await store.remove([planKey(domain), ...(plan ? shardKeys(plan) : [])]);
  }
}

function countStates(statuses: readonly LineStatus[]): Record<LineStatus['state'], number> {
  const counts = {
    waiting: 0,
    begun: 0,
    created: 0,
    'created-without-profile': 0,
    invited: 0,
    existed: 0,
    failed: 0,
  };
  for (const { state } of statuses) counts[state]++;
  return counts;
}

async function storedPlan(store: KeyValueStore, domain: string): Promise<StoredPlan | undefined> {
  const stored = (await store.get(planKey(domain))) as StoredPlan | undefined;
  // A later version of this page may have kept something else.
  return stored?.version === 1 ? stored : undefined;
}

function planKey(domain: string): string {
  return `import.plan.${domain}`;
}

function shardKeys({ lines, domain }: ImportPlan): string[] {
  const shards = Math.ceil(lines.length / SHARD_SIZE);
  return Array.from({ length: shards }, (_, shard) => shardKey(domain, shard * SHARD_SIZE));
}

function shardKey(domain: string, index: number): string {
  return `import.status.${domain}.${Math.floor(index / SHARD_SIZE)}`;
}
