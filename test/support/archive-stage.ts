/** A server with its archive in SQL, its people, and an archiver beside it. */
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import type { MessageRecord } from '../../src/archiver/record.js';
import { ArchiverProcess, COMPONENT_SECRET } from '../servers/archiver-process.js';
import { PostgreSqlServer } from '../servers/postgresql.js';
import { until } from '../servers/processes.js';
import { RawClient } from '../servers/raw-client.js';
import { IS_EJABBERD, startServer } from '../servers/start-server.js';
import type { SqlArchive, XmppServer } from '../servers/xmpp-server.js';

export const DOMAIN = 'home.example';
export const ROOMS = `rooms.${DOMAIN}`;
export const COMPONENT = `archiver.${DOMAIN}`;
const PASSWORD = 'secret';
const PEOPLE = ['admin', 'anna', 'bob', 'carla', 'dora'] as const;
export type PersonName = (typeof PEOPLE)[number];
const SCHEMAS = ['/usr/share/ejabberd/sql', '/usr/local/share/ejabberd/sql', '/opt/homebrew/share/ejabberd/sql'];

export class ArchiveStage {
  readonly server: XmppServer;
  readonly archiver: ArchiverProcess;
  readonly postgresql: PostgreSqlServer | undefined;
  readonly #folder: string;
  #lock: Sqlite.Database | undefined;

  private constructor(folder: string, server: XmppServer, archiver: ArchiverProcess, postgresql?: PostgreSqlServer) {
    this.#folder = folder;
    this.server = server;
    this.archiver = archiver;
    this.postgresql = postgresql;
  }

  static async start(type: SqlArchive['type']): Promise<ArchiveStage> {
    const folder = mkdtempSync(join(tmpdir(), 'im-archive-'));
    const file = join(folder, 'archive.sqlite');
    const postgresql = type === 'postgresql' ? await PostgreSqlServer.start() : undefined;
    if (postgresql) {
      await postgresql.query('postgres', 'CREATE DATABASE xmpp');
      await postgresql.query(
        'xmpp',
        'CREATE ROLE reader LOGIN; ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT SELECT ON TABLES TO reader',
      );
      if (IS_EJABBERD) await postgresql.query('xmpp', schema('pg.sql'));
    } else if (IS_EJABBERD) {
      const database = new Sqlite(file);
      database.exec(schema('lite.sql'));
      database.close();
    }
    const server = await startServer({
      hosts: [{ domain: DOMAIN, accounts: PEOPLE.map((username) => ({ username, password: PASSWORD })) }],
      rooms: ROOMS,
      components: { [COMPONENT]: COMPONENT_SECRET },
      archive: postgresql
        ? { type: 'postgresql', port: postgresql.port, database: 'xmpp', user: 'postgres' }
        : { type: 'sqlite', file },
    });
    const archiver = new ArchiverProcess({
      domain: DOMAIN,
      rooms: [ROOMS],
      server: IS_EJABBERD ? 'ejabberd' : 'prosody',
      database: postgresql
        ? {
            type: 'postgresql',
            host: '127.0.0.1',
            port: postgresql.port,
            database: 'xmpp',
            user: 'reader',
            password: 'none',
          }
        : { type: 'sqlite', file },
      component: { name: COMPONENT, port: server.componentPort, secret: COMPONENT_SECRET },
      administrators: [`admin@${DOMAIN}`],
    });
    return new ArchiveStage(folder, server, archiver, postgresql);
  }

  signIn(username: PersonName, resource = 'raw'): Promise<RawClient> {
    return RawClient.connect({
      service: this.server.service,
      jid: `${username}@${DOMAIN}`,
      password: PASSWORD,
      resource,
    });
  }

  /** What lies in the folder of the archiver, day by day. */
  get records(): readonly MessageRecord[] {
    return this.archiver.records;
  }

  /** Nobody reads or writes the file of SQLite. */
  async lock(): Promise<void> {
    const database = new Sqlite(join(this.#folder, 'archive.sqlite'), { timeout: 1000 });
    // Whoever meets a journal that was left behind is refused at once, whatever the patience.
    await until(() => {
      try {
        database.exec('BEGIN EXCLUSIVE');
        return true;
      } catch {
        return false;
      }
    }, 'the file to be locked');
    this.#lock = database;
  }

  unlock(): void {
    this.#lock?.exec('ROLLBACK');
    this.#lock?.close();
  }

  async end(): Promise<void> {
    await this.archiver.stop();
    await this.server.stop();
    await this.postgresql?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A message as a client sends it. */
export function chatTo(to: PersonName, body: string, id = ''): string {
  const named = id === '' ? '' : ` id="${id}"`;
  return `<message xmlns="jabber:client" type="chat" to="${to}@${DOMAIN}"${named}><body>${body}</body></message>`;
}

/** The tables of ejabberd, which its package brings and does not make. */
function schema(name: string): string {
  for (const folder of SCHEMAS) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      // It may be in the next.
    }
  }
  throw new Error(`${name} of ejabberd is nowhere`);
}
