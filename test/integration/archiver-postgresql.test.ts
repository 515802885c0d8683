/** Rows that become visible out of the order of their numbers, on a real PostgreSQL. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Archive } from '../../src/archiver/archive.js';
import type { DatabaseConfig } from '../../src/archiver/config.js';
import { PostgreSql } from '../../src/archiver/postgresql.js';
import { ejabberdLayout } from '../../src/archiver/read-ejabberd.js';
import type { Domain } from '../../src/core/jid.js';
import { PostgreSqlServer } from '../servers/postgresql.js';
import { onlyProsody } from '../servers/start-server.js';

const skip = onlyProsody('no XMPP server takes part');
const TABLE = `CREATE TABLE archive (username text NOT NULL, timestamp bigint NOT NULL, peer text NOT NULL, bare_peer text NOT NULL,
  xml text NOT NULL, txt text, id serial, kind text, nick text)`;
const INSERT = `INSERT INTO archive (username, timestamp, peer, bare_peer, xml, kind) VALUES ('anna', 1, 'b@x', 'b@x', '<message/>', 'chat')`;

describe('PostgreSQL', { skip }, () => {
  let server: PostgreSqlServer;
  let config: Extract<DatabaseConfig, { readonly type: 'postgresql' }>;
  let database: PostgreSql;
  let archive: Archive;

  before(async () => {
    if (skip) return;
    server = await PostgreSqlServer.start();
    await server.query('postgres', TABLE);
    await server.query(
      'postgres',
      'CREATE ROLE reader LOGIN; GRANT SELECT ON archive TO reader; CREATE ROLE nobody LOGIN',
    );
    config = { type: 'postgresql', host: '127.0.0.1', port: server.port, database: 'postgres', user: 'reader', password: 'x', tls: 'none', caFile: undefined }; // prettier-ignore
    database = new PostgreSql(config);
    archive = new Archive(database, ejabberdLayout({ domain: 'example.com' as Domain, rooms: [] }));
  });

  after(async () => {
    if (skip) return;
    await database.close();
    await server.stop();
  });

  const rows = async (): Promise<number[]> => {
    const page = await archive.page(0, 1000);
    assert.ok(page.ok, JSON.stringify(page));
    return page.value.rows.map(({ row }) => row);
  };

  test('nothing is read past a row that may still appear', async () => {
    const [slow, quick] = [await server.connect('postgres'), await server.connect('postgres')];
    await quick.query(INSERT);
    await slow.query('BEGIN');
    await slow.query(INSERT);
    await quick.query(INSERT);
    // The third can be seen, and the second cannot.
    assert.deepEqual(
      (await rows()).filter((row) => row > 1),
      [],
    );
    assert.deepEqual((await rows()).filter((row) => row > 1), []); // prettier-ignore
    await quick.query(INSERT);
    await slow.query('COMMIT');
    assert.deepEqual((await rows()).slice(0, 3), [1, 2, 3]);
    assert.deepEqual(await rows(), [1, 2, 3, 4]);
    await slow.query('BEGIN');
    await slow.query(INSERT);
    await quick.query(INSERT);
    await slow.query('ROLLBACK');
    assert.deepEqual(await rows(), [1, 2, 3, 4, 6]);
    await slow.end();
    await quick.end();
  });

  test('rows of many writers at once are read in order, each once', async () => {
    const writers = await Promise.all(Array.from({ length: 6 }, () => server.connect('postgres')));
    const state = { isWriting: true };
    const writing = Promise.all(
      writers.map(async (writer, index) => {
        for (let number = 0; number < 60; number++) {
          await writer.query('BEGIN');
          await writer.query(INSERT);
          if (index < 2) await writer.query('SELECT pg_sleep(0.01)');
          await writer.query(number % 7 === index ? 'ROLLBACK' : 'COMMIT');
        }
      }),
    ).then(() => (state.isWriting = false));
    const read: number[] = [];
    for (let isLast = false; !isLast;) {
      isLast = !state.isWriting;
      const page = await archive.page(read.at(-1) ?? 0, 50);
      assert.ok(page.ok);
      read.push(...page.value.rows.map(({ row }) => row));
      if (page.value.rows.length > 0) isLast = false;
    }
    await writing;
    const there = (await server.query('postgres', 'SELECT id FROM archive ORDER BY id')).map(({ id }) => Number(id));
    assert.deepEqual(read, there);
    await Promise.all(writers.map((writer) => writer.end()));
  });

  test('an archive that is replaced by one that counts anew is noticed while it is read', async () => {
    await server.query('postgres', 'CREATE DATABASE replaced');
    const grants = 'GRANT SELECT ON archive TO reader; GRANT USAGE ON SEQUENCE archive_id_seq TO reader';
    await server.query('replaced', `${TABLE}; ${grants}; ${INSERT}; ${INSERT}; ${INSERT}`);
    const other = new PostgreSql({ ...config, database: 'replaced' });
    const read = new Archive(other, ejabberdLayout({ domain: 'example.com' as Domain, rooms: [] }));
    try {
      const before = await read.page(0, 10);
      assert.ok(before.ok && before.value.through === 3, JSON.stringify(before));
      await server.query('replaced', 'DELETE FROM archive');
      assert.deepEqual(await read.page(3, 10), { ok: true, value: { rows: [], through: 3 } });
      await server.query('replaced', `DROP TABLE archive; ${TABLE}; ${grants}; ${INSERT}`);
      const after = await read.page(3, 10);
      assert.equal(after.ok || after.fault.reason, 'archive-renumbered');
    } finally {
      await other.close();
    }
  });

  test('advises an index, and is content with one', async () => {
    const before = await archive.check();
    assert.ok(before.ok && before.value[0]?.includes('CREATE INDEX CONCURRENTLY i_archive_id ON archive (id);'));
    await server.query('postgres', 'CREATE INDEX i_archive_id ON archive (id)');
    assert.deepEqual(await archive.check(), { ok: true, value: [] });
  });

  test('what is wrong has a name', async () => {
    const reason = async (changes: Partial<typeof config>): Promise<string> => {
      const other = new PostgreSql({ ...config, ...changes });
      const settled = await other.settled('archive', 'id');
      await other.close();
      return settled.ok ? 'none' : settled.fault.reason;
    };
    assert.equal(await reason({ database: 'other' }), 'database-unknown');
    assert.equal(await reason({ user: 'stranger' }), 'database-login-refused');
    assert.equal(await reason({ user: 'nobody' }), 'database-denied');
    assert.equal(await reason({ port: 1 }), 'database-unreachable');
    assert.equal(await reason({ database: 'template1' }), 'database-no-archive');
  });

  test('a connection that breaks is made anew', async () => {
    await server.kill();
    const broken = await archive.settled();
    assert.ok(!broken.ok && broken.fault.reason === 'database-unreachable', JSON.stringify(broken));
    await server.run();
    assert.ok((await rows()).length > 5);
  });
});
