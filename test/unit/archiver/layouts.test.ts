/** Tables as the servers make them, read from files of SQLite that somebody else has open. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import Libsql from 'libsql';
import { Archive, type ArchiveLayout } from '../../../src/archiver/archive.js';
import { ejabberdLayout } from '../../../src/archiver/read-ejabberd.js';
import { prosodyLayout } from '../../../src/archiver/read-prosody.js';
import { loadSqlite, Sqlite } from '../../../src/archiver/sqlite.js';
import type { Domain } from '../../../src/core/jid.js';

const folder = mkdtempSync(join(tmpdir(), 'im-layouts-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const domain = 'example.com' as Domain;
const rooms = ['rooms.example.com' as Domain];
const PROSODY = `CREATE TABLE "prosodyarchive" ("sort_id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "host" TEXT NOT NULL, "user" TEXT NOT NULL,
  "store" TEXT NOT NULL, "key" TEXT NOT NULL, "when" INTEGER NOT NULL, "with" TEXT NOT NULL, "type" TEXT NOT NULL, "value" TEXT NOT NULL)`;
const EJABBERD = (
  host: string,
): string => `CREATE TABLE archive (username text NOT NULL, ${host} timestamp BIGINT UNSIGNED NOT NULL,
  peer text NOT NULL, bare_peer text NOT NULL, xml text NOT NULL, txt text, id INTEGER PRIMARY KEY AUTOINCREMENT, kind text, nick text)`;

async function open(
  layout: ArchiveLayout,
  ...statements: readonly string[]
): Promise<{ readonly archive: Archive; readonly writer: Libsql.Database; readonly file: string }> {
  const file = join(mkdtempSync(join(folder, 'f-')), 'the file #1?.sqlite');
  const writer = new Libsql(file);
  for (const statement of statements) writer.exec(statement);
  const driver = await loadSqlite();
  assert.ok(driver.ok);
  return { archive: new Archive(new Sqlite(file, driver.value), layout), writer, file };
}

async function rowsOf(archive: Archive, after = 0, limit = 100): Promise<readonly unknown[]> {
  const page = await archive.page(after, limit);
  assert.ok(page.ok, JSON.stringify(page));
  return page.value.rows.map(({ row, owner, isRoom, archiveId, at, peer }) => [
    row,
    owner,
    isRoom,
    archiveId,
    at,
    peer,
  ]);
}

describe("Prosody's archive", () => {
  const insert = (host: string, user: string, store: string, key: string): string =>
    `INSERT INTO prosodyarchive ("host", "user", "store", "key", "when", "with", "type", "value")
     VALUES ('${host}', '${user}', '${store}', '${key}', 1800000000, 'bob@x.example', 'xml', '<message/>')`;

  test('is that of the people of the domain, and of its rooms', async () => {
    const { archive } = await open(
      prosodyLayout({ domain, rooms }),
      PROSODY,
      insert('example.com', 'anna', 'archive', 'k1'),
      insert('other.example', 'anna', 'archive', 'k2'),
      insert('rooms.example.com', 'hall', 'muc_log', 'k3'),
      insert('pubsub.example.com', 'node', 'pubsub_x', 'k4'),
      insert('example.com', 'bob', 'archive', 'k5'),
    );
    assert.deepEqual(await rowsOf(archive), [
      [1, 'anna@example.com', false, 'k1', 1_800_000_000_000, 'bob@x.example'],
      [3, 'hall@rooms.example.com', true, 'k3', 1_800_000_000_000, undefined],
      [5, 'bob@example.com', false, 'k5', 1_800_000_000_000, 'bob@x.example'],
    ]);
    const page = await archive.page(0, 2);
    assert.deepEqual(page.ok && [page.value.rows.length, page.value.through], [2, 3]);
  });

  test('is read while it is written, in either kind of journal, and nothing is left beside it', async () => {
    for (const journal of ['DELETE', 'WAL']) {
      const { archive, writer, file } = await open(
        prosodyLayout({ domain, rooms: [] }),
        `PRAGMA journal_mode=${journal}`,
        PROSODY,
      );
      writer.exec(insert('example.com', 'anna', 'archive', 'k1'));
      writer.exec('BEGIN IMMEDIATE');
      writer.exec(insert('example.com', 'anna', 'archive', 'k2'));
      assert.equal((await rowsOf(archive)).length, 1, journal);
      const before = readdirSync(join(file, '..'));
      writer.exec('COMMIT');
      assert.equal((await rowsOf(archive)).length, 2, journal);
      for (const name of readdirSync(join(file, '..'))) assert.ok(before.includes(name), name);
      writer.close();
    }
  });

  test('is read again and again without more files or memory', { skip: process.platform !== 'linux' }, async () => {
    const { archive, writer, file } = await open(prosodyLayout({ domain, rooms: [] }), PROSODY);
    const openFiles = (): number => readdirSync('/proc/self/fd').filter((name) => isLink(`/proc/self/fd/${name}`, file)).length; // prettier-ignore
    for (let number = 0; number < 500; number++) writer.exec(insert('example.com', 'anna', 'archive', `k${number}`));
    await rowsOf(archive);
    const [files, memory] = [openFiles(), process.memoryUsage.rss()];
    for (let time = 0; time < 1000; time++) {
      await rowsOf(archive, time % 400);
      if (time % 100 > 0) continue;
      writer.exec('BEGIN EXCLUSIVE');
      writer.exec(insert('example.com', 'anna', 'archive', `l${time}`));
      writer.exec('COMMIT');
    }
    assert.equal(openFiles(), files);
    const more = process.memoryUsage.rss() - memory;
    assert.ok(more < 100_000_000, `${more} octets`);
  });

  test('that is locked is named, and read when it is not any more', async () => {
    const file = join(mkdtempSync(join(folder, 'f-')), 'locked.sqlite');
    const writer = new Libsql(file);
    writer.exec(PROSODY);
    writer.exec(insert('example.com', 'anna', 'archive', 'k1'));
    const driver = await loadSqlite();
    assert.ok(driver.ok);
    // No patience: nobody else can give the lock back while this waits.
    const impatient = class extends Libsql {
      constructor(path: string) {
        super(path, { timeout: 0 });
      }
    };
    const archive = new Archive(new Sqlite(file, impatient), prosodyLayout({ domain, rooms: [] }));
    assert.equal((await rowsOf(archive)).length, 1);
    for (let time = 0; time < 3; time++) {
      writer.exec('BEGIN EXCLUSIVE');
      const page = await archive.page(0, 10);
      assert.equal(page.ok || page.fault.reason, 'database-busy');
      writer.exec('ROLLBACK');
      assert.equal((await rowsOf(archive)).length, 1);
    }
  });

  test('that was replaced by another file is that of the other', async () => {
    const { archive, file } = await open(
      prosodyLayout({ domain, rooms: [] }),
      PROSODY,
      insert('example.com', 'anna', 'archive', 'k1'),
    );
    assert.equal((await rowsOf(archive)).length, 1);
    rmSync(file);
    const gone = await archive.page(0, 10);
    assert.equal(gone.ok || gone.fault.reason, 'database-missing');
    const other = new Libsql(file);
    for (const statement of [
      PROSODY,
      insert('example.com', 'anna', 'archive', 'k1'),
      insert('example.com', 'anna', 'archive', 'k2'),
    ])
      other.exec(statement);
    assert.equal((await rowsOf(archive)).length, 2);
  });

  test('never gives a number twice, and tells of a table that begins anew', async () => {
    const { archive, writer } = await open(prosodyLayout({ domain, rooms: [] }), PROSODY);
    for (const key of ['k1', 'k2', 'k3']) writer.exec(insert('example.com', 'anna', 'archive', key));
    writer.exec('DELETE FROM prosodyarchive');
    assert.deepEqual(await rowsOf(archive, 3), []);
    writer.exec(insert('example.com', 'anna', 'archive', 'k4'));
    assert.equal((await rowsOf(archive, 3)).length, 1);
    writer.exec('DROP TABLE prosodyarchive');
    writer.exec(PROSODY);
    writer.exec(insert('example.com', 'anna', 'archive', 'k5'));
    const page = await archive.page(4, 10);
    assert.equal(page.ok || page.fault.reason, 'archive-renumbered');
  });

  test('that is not there is named', async () => {
    const { archive } = await open(prosodyLayout({ domain, rooms: [] }));
    const page = await archive.page(0, 10);
    assert.equal(page.ok || page.fault.reason, 'database-no-archive');
  });
});

describe("ejabberd's archive", () => {
  const insert = (host: string, user: string, kind: string): string =>
    `INSERT INTO archive (username, ${host && 'server_host, '}timestamp, peer, bare_peer, xml, kind)
     VALUES ('${user}', ${host && `'${host}', `}1800000000123456, 'bob@x.example/phone', 'bob@x.example', '<message/>', '${kind}')`;
  const anna = (row: number): unknown => [
    row,
    'anna@example.com',
    false,
    '1800000000123456',
    1_800_000_000_123,
    'bob@x.example',
  ];
  const hall = (row: number): unknown => [
    row,
    'hall@rooms.example.com',
    true,
    '1800000000123456',
    1_800_000_000_123,
    'bob@x.example',
  ];

  test('is read by its old schema', async () => {
    const { archive } = await open(
      ejabberdLayout({ domain, rooms }),
      EJABBERD(''),
      insert('', 'anna', 'chat'),
      insert('', 'hall@rooms.example.com', 'groupchat'),
      insert('', 'hall@other.example', 'groupchat'),
    );
    assert.deepEqual(await rowsOf(archive), [anna(1), hall(2)]);
    const page = await archive.page(2, 1);
    assert.deepEqual(page.ok && page.value, { rows: [], through: 3 });
  });

  test('is read by its new schema, which has the rows of all domains', async () => {
    const { archive } = await open(
      ejabberdLayout({ domain, rooms }),
      EJABBERD('server_host text NOT NULL,'),
      insert('other.example', 'anna', 'chat'),
      insert('example.com', 'anna', 'chat'),
      insert('example.com', 'hall@rooms.example.com', 'groupchat'),
    );
    assert.deepEqual(await rowsOf(archive), [anna(2), hall(3)]);
  });
});

function isLink(path: string, to: string): boolean {
  try {
    return readlinkSync(path) === to;
  } catch {
    return false;
  }
}
