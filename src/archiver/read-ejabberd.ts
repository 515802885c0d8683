/**
 * The archive of ejabberd 23.01 (`mod_mam: { db_type: sql }`): the table `archive`, of either of its schemas. In the old
 * one a database is of one domain, in the new one (`new_sql_schema`) rows name it as `server_host`. Rooms are of kind `groupchat`, and have
 * their whole address as `username`. The archive's id is a time in microseconds.
 */
import { bareJid, parseJid } from '../core/jid.js';
import type { ArchiveLayout } from './archive.js';
import type { ArchiverConfig } from './config.js';
import { numberOf, textOf } from './database.js';

const COLUMNS = '"id", "username", "timestamp", "peer", "kind", "nick", "xml"';

export function ejabberdLayout({ domain, rooms }: Pick<ArchiverConfig, 'domain' | 'rooms'>): ArchiveLayout {
  /** Whether rows name their domain; it is found out by the first reading. */
  let isNewSchema: boolean | undefined;
  return {
    server: 'ejabberd',
    table: 'archive',
    column: 'id',
    select: async (database) => {
      if (isNewSchema === undefined) {
        const named = await database.query('SELECT a.server_host FROM archive a WHERE 1 = 0');
        if (!named.ok && named.fault.reason !== 'database-no-archive') return named;
        isNewSchema = named.ok;
      }
      const host = isNewSchema ? '"server_host" = ? AND ' : '';
      const sql = `SELECT ${COLUMNS} FROM "archive" WHERE ${host}"id" > ? AND "id" <= ? ORDER BY "id" LIMIT ?`;
      return { ok: true, value: { sql, values: isNewSchema ? [domain] : [] } };
    },
    read: (row) => {
      const isRoom = row.kind === 'groupchat';
      const username = textOf(row.username);
      const owner = bareJid(isRoom ? username : `${username}@${domain}`);
      if (!owner) return undefined;
      const room = isRoom ? parseJid(owner)?.domain : undefined;
      if (room !== undefined && !rooms.includes(room)) return undefined;
      return {
        row: numberOf(row.id),
        owner,
        isRoom,
        archiveId: textOf(row.timestamp),
        at: Math.floor(numberOf(row.timestamp) / 1000),
        peer: bareJid(textOf(row.peer)),
        nick: isRoom ? textOf(row.nick) : '',
        xml: textOf(row.xml),
      };
    },
  };
}
