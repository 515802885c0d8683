/** What the archiver needs of a database: to read from it, and to know what in it cannot change any more. */
import type { Result } from './result.js';

export type Row = Readonly<Record<string, unknown>>;

export interface Database {
  /** Runs a query; `?` stands for a value. */
  query(sql: string, values?: readonly unknown[]): Promise<Result<readonly Row[]>>;
  /** The greatest number in `column` of `table` such that no row up to it can appear any more. */
  settled(table: string, column: string): Promise<Result<number>>;
  /** The greatest number that was ever given out in `column` of `table`; undefined where that cannot be told. */
  issued(table: string, column: string): Promise<number | undefined>;
  /** What about it keeps it from being read well: none, or lines for the administrator. */
  advice(table: string, column: string): Promise<Result<readonly string[]>>;
  close(): Promise<void>;
}

/** A number of a row; drivers give great ones as texts. */
export function numberOf(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';
}
