/**
 * The server's own message archive (XEP-0313), read in the order of its rows, and only as far as nothing can come in
 * between any more. All endpoints read through one of these.
 */
import type { ServerKind } from './config.js';
import { numberOf, type Database, type Row } from './database.js';
import type { ArchiveRow } from './message.js';
import type { Fault, Result } from './result.js';

/** How a server lays out its archive. */
export interface ArchiveLayout {
  readonly server: ServerKind;
  readonly table: string;
  /** The column that numbers the rows. */
  readonly column: string;
  /** The query for rows after `?` and up to `?`, at most `?`, the first first. */
  select(database: Database): Promise<Result<{ readonly sql: string; readonly values: readonly unknown[] }>>;
  read(row: Row): ArchiveRow | undefined;
}

export interface Page {
  readonly rows: readonly ArchiveRow[];
  /** Everything up to this row has been read, though not all of it is a message. */
  readonly through: number;
}

export class Archive {
  readonly #database: Database;
  readonly #layout: ArchiveLayout;
  #settling: Promise<Result<number>> | undefined;
  /** The last row that any page may have had. */
  #highest = 0;
  /** It counts from the beginning again. That stays so when it has counted far enough to look as before. */
  #replaced: Fault | undefined;
  /** No page goes beyond this row. */
  #limit = Infinity;

  constructor(database: Database, layout: ArchiveLayout) {
    this.#database = database;
    this.#layout = layout;
  }

  /** The last row before which none can appear any more. */
  async settled(): Promise<Result<number>> {
    const { table, column } = this.#layout;
    this.#settling ??= this.#database.settled(table, column).finally(() => (this.#settling = undefined));
    const settled = await this.#settling;
    if (!settled.ok) return settled;
    const value = Math.min(settled.value, this.#limit);
    this.#highest = Math.max(this.#highest, value);
    return { ok: true, value };
  }

  /**
   * Keeps everybody from reading on while `act` changes what holds for the rows after the one that it is told: none of
   * those has been read by anybody.
   */
  async whileHeld(act: (last: number) => Promise<Result>): Promise<Result> {
    const settled = await this.settled();
    if (!settled.ok) return settled;
    this.#limit = this.#highest;
    try {
      return await act(this.#highest);
    } finally {
      this.#limit = Infinity;
    }
  }

  /** The next rows after `after`. */
  async page(after: number, limit: number): Promise<Result<Page>> {
    const settled = await this.settled();
    if (!settled.ok) return settled;
    const replaced = this.#replaced ?? (settled.value < after ? await this.#findReplaced(after) : undefined);
    if (replaced) return { ok: false, fault: replaced };
    if (settled.value <= after) return { ok: true, value: { rows: [], through: after } };
    const select = await this.#layout.select(this.#database);
    if (!select.ok) return select;
    const { sql, values } = select.value;
    const { column } = this.#layout;
    const found = await this.#database.query(sql, [...values, after, settled.value, limit]);
    if (!found.ok) return found;
    const rows = found.value.map((row) => this.#layout.read(row)).filter((row) => row !== undefined);
    const through = found.value.length < limit ? settled.value : numberOf(found.value.at(-1)?.[column]);
    return { ok: true, value: { rows, through } };
  }

  /** Rows that were deleted are nothing to worry about; fewer than were read is another table. */
  async #findReplaced(after: number): Promise<Fault | undefined> {
    const issued = await this.#database.issued(this.#layout.table, this.#layout.column);
    if (issued === undefined || issued >= after) return undefined;
    this.#replaced = { reason: 'archive-renumbered', detail: `row ${after} was read, and it counts to ${issued}` };
    return this.#replaced;
  }

  /** What keeps it from being read, and how it could be read better. */
  async check(): Promise<Result<readonly string[]>> {
    const { table, column } = this.#layout;
    const advice = await this.#database.advice(table, column);
    if (!advice.ok) return advice;
    const page = await this.page(0, 1);
    return page.ok ? advice : page;
  }
}
