/**
 * SQLite, read while the server writes. The file is opened read-only: nothing is created beside it that would then belong to
 * the wrong user. There is one writer at a time, and numbers are given out while it writes (`AUTOINCREMENT`, so never
 * twice): what can be seen cannot be overtaken.
 *
 * One connection and its statements are kept, until another file stands there: libsql 0.5.29 closes what it has opened only when
 * memory is tidied up. Between two queries it holds no lock.
 *
 * A server that was killed may have left a journal that only somebody who writes can undo: until it is back, this says so.
 */
import { statSync } from 'node:fs';
import type { Options } from 'libsql';
import { numberOf, type Database, type Row } from './database.js';
import { errorCode } from './durable-file.js';
import { failed, type Result } from './result.js';

/** Milliseconds for which somebody else may keep it locked; nothing else is done meanwhile. */
const PATIENCE = 1000;

/** The driver: `libsql`, which has the interface of better-sqlite3. */
export type SqliteDriver = new (file: string, options: Options) => SqliteConnection;

interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

interface SqliteStatement {
  all(...values: unknown[]): unknown[];
}

interface Opened {
  readonly inode: number;
  readonly connection: SqliteConnection;
  readonly statements: Map<string, SqliteStatement>;
}

export class Sqlite implements Database {
  readonly #file: string;
  readonly #driver: SqliteDriver;
  #opened: Opened | undefined;

  constructor(file: string, driver: SqliteDriver) {
    this.#file = file;
    this.#driver = driver;
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Result<readonly Row[]>> {
    const inode = statSync(this.#file, { throwIfNoEntry: false })?.ino;
    if (inode === undefined) return failed('database-missing', this.#file);
    try {
      if (this.#opened?.inode !== inode) {
        await this.close();
        this.#opened = { inode, connection: this.#connect(), statements: new Map() };
      }
      const { connection, statements } = this.#opened;
      const statement = statements.get(sql) ?? connection.prepare(sql);
      statements.set(sql, statement);
      return { ok: true, value: statement.all(...values) as Row[] };
    } catch (error) {
      return this.#fault(error);
    }
  }

  async settled(table: string, column: string): Promise<Result<number>> {
    const rows = await this.query(`SELECT max("${column}") AS top FROM "${table}"`);
    return rows.ok ? { ok: true, value: numberOf(rows.value[0]?.top) } : rows;
  }

  async issued(table: string): Promise<number | undefined> {
    const rows = await this.query('SELECT seq FROM sqlite_sequence WHERE name = ?', [table]);
    return rows.ok && rows.value[0] ? numberOf(rows.value[0].seq) : undefined;
  }

  async advice(): Promise<Result<readonly string[]>> {
    return { ok: true, value: [] };
  }

  async close(): Promise<void> {
    this.#opened?.connection.close();
    this.#opened = undefined;
    return Promise.resolve();
  }

  #connect(): SqliteConnection {
    const path = encodeURI(this.#file).replace(/[?#]/g, encodeURIComponent);
    return new this.#driver(`file:${path}?mode=ro`, { timeout: PATIENCE });
  }

  #fault(error: unknown): Result<never> {
    const code = errorCode(error);
    const text = error instanceof Error ? error.message : String(error);
    if (/BUSY|LOCKED/.test(code)) return failed('database-busy', this.#file);
    // Errors of SQLite have one code for this, and no other field that tells them apart.
    if (text.includes('no such table')) return failed('database-no-archive', this.#file);
    if (text.includes('no such column')) return failed('database-no-archive', `${this.#file}: ${text}`);
    return failed('database-unreachable', `${this.#file}: ${code || text}`);
  }
}

/** The driver is no part of this package: whoever reads SQLite installs it. */
export async function loadSqlite(): Promise<Result<SqliteDriver>> {
  try {
    const { default: driver } = (await import('libsql')) as unknown as { default: SqliteDriver };
    return { ok: true, value: driver };
  } catch {
    return failed('database-driver', 'run npm install libsql beside this package');
  }
}
