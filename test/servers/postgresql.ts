/** A real PostgreSQL for tests: a cluster of its own in a temporary folder, on a free port of 127.0.0.1. */
import { spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { asUser, giveTo } from './other-user.js';
import { freePort, start, stop, until } from './processes.js';

const USER = 'postgres';
const DEBIAN = '/usr/lib/postgresql';

export class PostgreSqlServer {
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  static async start(): Promise<PostgreSqlServer> {
    const folder = mkdtempSync(join(tmpdir(), 'im-postgresql-'));
    giveTo(USER, folder);
    const [command, args] = asUser(USER, program('initdb'), ['-D', join(folder, 'data'), '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C']); // prettier-ignore
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: folder });
    if (status !== 0) throw new Error(`initdb: ${stderr}`);
    const server = new PostgreSqlServer(folder, await freePort());
    await server.run();
    return server;
  }

  async run(): Promise<void> {
    const options = [
      '-D',
      join(this.#folder, 'data'),
      '-p',
      String(this.port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-k',
      this.#folder,
    ];
    await until(async () => {
      if (this.#process === undefined || this.#process.exitCode !== null || this.#process.signalCode !== null) {
        const [command, args] = asUser(USER, program('postgres'), options);
        this.#process = start(command, args);
      }
      return this.query('postgres', 'SELECT 1').then(() => true, () => false); // prettier-ignore
    }, 'PostgreSQL to answer');
  }

  /** Runs statements; resolves with the rows of the last. */
  async query(
    database: string,
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Record<string, unknown>[]> {
    const client = await this.connect(database);
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql, values.length > 0 ? [...values] : undefined);
      return rows;
    } finally {
      await client.end();
    }
  }

  /** A connection of its own, for transactions. */
  async connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: USER, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    child?.kill('SIGKILL');
    await until(() => child?.signalCode !== null, 'PostgreSQL to be gone');
  }

  async stop(): Promise<void> {
    // It waits for nobody.
    this.#process?.kill('SIGINT');
    if (this.#process) await stop(this.#process);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function program(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions.map((version) => join(DEBIAN, version, 'bin', name)).find((file) => existsSync(file)) ?? name;
}
