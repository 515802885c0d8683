/**
 * The archive of Prosody 0.12 (`storage = { archive = "sql", muc_log = "sql" }`): the table `prosodyarchive`, in which
 * `mod_mam` keeps the store `archive` and `mod_muc_mam` the store `muc_log`. Times are seconds.
 */
import { bareJid } from '../core/jid.js';
import type { ArchiveLayout } from './archive.js';
import type { ArchiverConfig } from './config.js';
import { numberOf, textOf } from './database.js';

const STORES = { people: 'archive', rooms: 'muc_log' };

export function prosodyLayout({ domain, rooms }: Pick<ArchiverConfig, 'domain' | 'rooms'>): ArchiveLayout {
  const inRooms = rooms.length > 0 ? ` OR ("store" = ? AND "host" IN (${rooms.map(() => '?').join()}))` : '';
  const sql = `SELECT "sort_id", "host", "user", "store", "key", "when", "with", "value" FROM "prosodyarchive"
    WHERE (("store" = ? AND "host" = ?)${inRooms}) AND "sort_id" > ? AND "sort_id" <= ? ORDER BY "sort_id" LIMIT ?`;
  const values = [STORES.people, domain, ...(rooms.length > 0 ? [STORES.rooms, ...rooms] : [])];
  return {
    server: 'prosody',
    table: 'prosodyarchive',
    column: 'sort_id',
    select: async () => ({ ok: true, value: { sql, values } }),
    read: (row) => {
      const isRoom = row.store === STORES.rooms;
      const owner = bareJid(`${textOf(row.user)}@${textOf(row.host)}`);
      if (!owner) return undefined;
      return {
        row: numberOf(row.sort_id),
        owner,
        isRoom,
        archiveId: textOf(row.key),
        at: numberOf(row.when) * 1000,
        // For a room this is the kind of the stanza.
        peer: isRoom ? undefined : bareJid(textOf(row.with)),
        xml: textOf(row.value),
      };
    },
  };
}
