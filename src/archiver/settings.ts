/** What administrators set up, with its secrets, in one file of the state folder that nobody else may read. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Assignments, type Assignment } from './assignments.js';
import { errorCode, writeDurably } from './durable-file.js';
import type { Endpoint } from './endpoint.js';
import { parseKept } from './file-faults.js';

/** An endpoint, with what is kept of it beside what was set. */
export interface StoredEndpoint {
  readonly endpoint: Endpoint;
  /** Names its ledger; one of the same name that is made anew has another. */
  readonly key: string;
  /** It gets what comes after this row. */
  readonly start: number;
}

interface Content {
  readonly version: 1;
  readonly endpoints: readonly StoredEndpoint[];
  readonly assignments: readonly Assignment[];
}

export class Settings {
  readonly #folder: string;
  #endpoints: ReadonlyMap<string, StoredEndpoint>;
  #assignments: Assignments;

  private constructor(folder: string, content: Content) {
    this.#folder = folder;
    this.#endpoints = new Map(content.endpoints.map((stored) => [stored.endpoint.name, stored]));
    this.#assignments = new Assignments(content.assignments);
  }

  /** Reads what is kept in a folder, which is made if it is not there. Throws what `stateFault` reads. */
  static async open(folder: string): Promise<Settings> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'settings.json');
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    const nothing: Content = { version: 1, endpoints: [], assignments: [] };
    return new Settings(folder, text === undefined ? nothing : (parseKept(text, file) as Content));
  }

  get endpoints(): ReadonlyMap<string, StoredEndpoint> {
    return this.#endpoints;
  }

  get assignments(): Assignments {
    return this.#assignments;
  }

  ledgerFile({ key }: StoredEndpoint): string {
    return join(this.#folder, `ledger-${key}.jsonl`);
  }

  /** Adds an endpoint, or changes the one of that name, which goes on where it is. */
  async save(endpoint: Endpoint, start: number): Promise<StoredEndpoint> {
    const before = this.#endpoints.get(endpoint.name);
    const stored = before ? { ...before, endpoint } : { endpoint, key: randomUUID(), start };
    await this.#write(new Map(this.#endpoints).set(endpoint.name, stored), this.#assignments);
    return stored;
  }

  async remove(name: string): Promise<void> {
    const stored = this.#endpoints.get(name);
    const endpoints = new Map(this.#endpoints);
    endpoints.delete(name);
    await this.#write(endpoints, this.#assignments);
    if (stored) await rm(this.ledgerFile(stored), { force: true });
  }

  /** Everything up to the row `done` has been delivered by all endpoints. */
  async assign(changes: readonly Assignment[], done: number): Promise<void> {
    await this.#write(this.#endpoints, this.#assignments.with(changes, done));
  }

  async #write(endpoints: ReadonlyMap<string, StoredEndpoint>, assignments: Assignments): Promise<void> {
    const content: Content = { version: 1, endpoints: [...endpoints.values()], assignments: assignments.changes };
    await writeDurably(join(this.#folder, 'settings.json'), JSON.stringify(content, null, 2));
    this.#endpoints = endpoints;
    this.#assignments = assignments;
  }
}
