/** Rows of an archive, and a database that holds them. */
import { bareJid } from '../../../src/core/jid.js';
import type { Database, Row } from '../../../src/archiver/database.js';
import type { ArchiveRow } from '../../../src/archiver/message.js';
import type { Result } from '../../../src/archiver/result.js';

export const AT = Date.UTC(2026, 10, 27, 12);

/** A row in somebody's archive. */
export function row(number: number, owner: string, xml: string, more: Partial<ArchiveRow> = {}): ArchiveRow {
  const jid = bareJid(owner);
  if (!jid) throw new Error(owner);
  return {
    row: number,
    owner: jid,
    isRoom: false,
    archiveId: `id${number}`,
    at: AT + number * 1000,
    peer: undefined,
    xml,
    ...more,
  };
}

export function chat(from: string, to: string, body: string, id = ''): string {
  const named = id === '' ? '' : ` id="${id}"`;
  return `<message type="chat" from="${from}" to="${to}"${named}><body>${body}</body></message>`;
}

/** Prosody's table, in memory; `fail` makes it answer with a fault. */
export class FakeDatabase implements Database {
  readonly rows: Row[] = [];
  fail: Result<never> | undefined;
  counted: number | undefined;

  /** Adds a message to the archive of its owner. */
  add(owner: string, xml: string): void {
    const [user = '', host = ''] = owner.split('@');
    const number = this.rows.length + 1;
    this.rows.push({
      sort_id: number,
      host,
      user,
      store: 'archive',
      key: `id${number}`,
      when: AT / 1000 + number,
      with: '',
      value: xml,
    });
  }

  async query(_sql: string, values: readonly unknown[] = []): Promise<Result<readonly Row[]>> {
    if (this.fail) return this.fail;
    const [after, upTo, limit] = values.slice(-3).map(Number);
    const found = this.rows.filter(({ sort_id }) => Number(sort_id) > (after ?? 0) && Number(sort_id) <= (upTo ?? 0));
    return { ok: true, value: found.slice(0, limit) };
  }

  async issued(): Promise<number | undefined> {
    return this.counted;
  }

  async settled(): Promise<Result<number>> {
    return this.fail ?? { ok: true, value: this.rows.length };
  }

  async advice(): Promise<Result<readonly string[]>> {
    return this.fail ?? { ok: true, value: [] };
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}
