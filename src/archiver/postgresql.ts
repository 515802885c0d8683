/**
 * PostgreSQL, where several write at once: a row may become visible after one with a greater number. Whoever inserts takes
 * the lock `RowExclusiveLock` on the table before a number is given out, and gives it back after all can see the row. So
 * what is settled is found in two steps: look at the greatest number, then see who holds that lock. Once each of those has
 * ended, no row up to that number can appear any more. It needs no right but to read the table.
 *
 * A long transaction that writes into the table, a clean-up of old messages for one, holds it up for as long. A replica
 * does not show who writes, and is refused.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseConfig } from './config.js';
import { numberOf, textOf, type Database, type Row } from './database.js';
import { errorCode } from './durable-file.js';
import { failed, type FaultReason, type Result } from './result.js';
import { CERTIFICATE_FAULTS } from './tls-faults.js';

type Configured = Extract<DatabaseConfig, { readonly type: 'postgresql' }>;

const PATIENCE = 10_000;
/** How often, and how many milliseconds apart, it is looked whether those who write have ended; then with the next reading. */
const LOOKS = 20;
const BETWEEN_LOOKS = 10;

/** SQLSTATE (PostgreSQL's Appendix A), or what the network said. */
const FAULTS: Readonly<Record<string, FaultReason>> = {
  '28P01': 'database-login-refused',
  '28000': 'database-login-refused',
  '3D000': 'database-unknown',
  '42501': 'database-denied',
  '42P01': 'database-no-archive',
  '42703': 'database-no-archive',
  ECONNREFUSED: 'database-unreachable',
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
};

const WRITERS = `
  SELECT l.virtualtransaction AS writer FROM pg_locks l
  WHERE l.locktype = 'relation' AND l.mode = 'RowExclusiveLock' AND l.granted AND l.relation = to_regclass(?)
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

export class PostgreSql implements Database {
  readonly #pool: pg.Pool;
  readonly #place: string;
  #settled = 0;
  #awaited: { readonly top: number; readonly writers: ReadonlySet<string> } | undefined;

  /** `ca`: the certificates of an authority of one's own. */
  constructor(config: Configured, ca?: string) {
    this.#place = `${config.host}:${config.port}`;
    this.#pool = new pg.Pool({
      host: config.host,
      port: config.port,
      database: config.database,
      user: config.user,
      password: config.password,
      ssl: config.tls === 'verify' ? { ca } : false,
      max: 2,
      connectionTimeoutMillis: PATIENCE,
      query_timeout: 6 * PATIENCE,
      keepAlive: true,
      application_name: 'im-archiver',
      options: '-c default_transaction_read_only=on',
    });
    // A connection that breaks while nobody waits for it is opened anew by the next query.
    this.#pool.on('error', () => undefined);
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Result<readonly Row[]>> {
    let place = 0;
    try {
      const { rows } = await this.#pool.query<Row>(
        sql.replace(/\?/g, () => `$${++place}`),
        [...values],
      );
      return { ok: true, value: rows };
    } catch (error) {
      const code = errorCode(error);
      const reason = CERTIFICATE_FAULTS[code] ?? FAULTS[code] ?? (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57') ? 'database-fault' : 'database-unreachable'); // prettier-ignore
      return failed(reason, code ? `${this.#place} (${code})` : this.#place);
    }
  }

  async settled(table: string, column: string): Promise<Result<number>> {
    if (!this.#awaited) {
      const top = await this.query(`SELECT max("${column}") AS top FROM "${table}"`);
      if (!top.ok) return top;
      const number = numberOf(top.value[0]?.top);
      // It may be less than it was: rows were deleted, or it is another table.
      if (number <= this.#settled) return { ok: true, value: number };
      const writers = await this.#writers(table);
      if (!writers.ok) return writers;
      this.#awaited = { top: number, writers: writers.value };
    }
    for (let look = 0; this.#awaited.writers.size > 0 && look < LOOKS; look++) {
      if (look > 0) await pause(BETWEEN_LOOKS);
      const writers = await this.#writers(table);
      if (!writers.ok) return writers;
      const left: string[] = [...this.#awaited.writers].filter((writer) => writers.value.has(writer));
      this.#awaited = { top: this.#awaited.top, writers: new Set(left) };
    }
    if (this.#awaited.writers.size === 0) {
      this.#settled = this.#awaited.top;
      this.#awaited = undefined;
    }
    return { ok: true, value: this.#settled };
  }

  async issued(table: string, column: string): Promise<number | undefined> {
    // Null for whoever may not use the sequence.
    const rows = await this.query('SELECT pg_sequence_last_value(pg_get_serial_sequence(?, ?)::regclass) AS last', [
      table,
      column,
    ]);
    const last = rows.ok ? rows.value[0]?.last : undefined;
    return last === undefined || last === null ? undefined : numberOf(last);
  }

  async advice(table: string, column: string): Promise<Result<readonly string[]>> {
    const replica = await this.query('SELECT pg_is_in_recovery() AS replica');
    if (!replica.ok) return replica;
    if (replica.value[0]?.replica === true) return failed('database-replica', this.#place);
    const indexes = await this.query(
      `SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
       WHERE i.indrelid = to_regclass(?) AND a.attname = ?`,
      [table, column],
    );
    if (!indexes.ok) return indexes;
    const create = `CREATE INDEX CONCURRENTLY i_${table}_${column} ON ${table} (${column});`;
    return {
      ok: true,
      value:
        indexes.value.length > 0
          ? []
          : [`Each reading goes through the whole table, for it has no index. Run ${create}`],
    };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #writers(table: string): Promise<Result<ReadonlySet<string>>> {
    const rows = await this.query(WRITERS, [table]);
    return rows.ok ? { ok: true, value: new Set(rows.value.map(({ writer }) => textOf(writer))) } : rows;
  }
}
