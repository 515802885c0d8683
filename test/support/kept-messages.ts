/** What stands in a server's database of the messages of its people, read from there; and messages made older than they are. */
import { execFile } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ejabberd } from '../servers/ejabberd.js';
import { until } from '../servers/processes.js';
import type { Prosody } from '../servers/prosody.js';

const run = promisify(execFile);
const DAY = 86_400;

export interface KeptMessages {
  /** All that is kept of somebody's messages, as it is written. */
  of(jid: string): Promise<string>;
  /** Makes all that is kept for these people so many days older. */
  age(people: readonly string[], days: number): Promise<void>;
}

/** Prosody's files. */
export function inFiles(server: Prosody): KeptMessages {
  return {
    of: (jid) => server.stored('archive', jid),
    age: async (people, days) => {
      for (const jid of people) {
        const text = await server.stored('archive', jid);
        const older = text.replace(
          /(\["when"\] = )(\d+)/g,
          (_, key: string, when: string) => `${key}${Number(when) - days * DAY}`,
        );
        await writeFile(server.fileOf('archive', jid), older);
      }
    },
  };
}

/** Prosody's configuration for a SQLite database of all that has to do with archives. */
export const SQLITE =
  'storage = { archive = "sql"; archive_prefs = "sql"; logging_policy_own_prefs = "sql" }\n' +
  'sql = { driver = "SQLite3", database = "archive.sqlite" }';

/** Prosody's SQLite database, by the driver that Prosody uses. A copy of it is read, so that nobody meets the lock of somebody else. */
export function inSqlite(server: Prosody): KeptMessages {
  const database = join(server.folder, 'data/archive.sqlite');
  const script = `
    local connection = assert(require "DBI".Connect("SQLite3", arg[1]));
    connection:autocommit(true);
    local statement, found = assert(connection:prepare(arg[2])), {};
    assert(statement:execute(table.unpack(arg, 3)));
    if arg[2]:match("^SELECT") then for row in statement:rows() do found[#found + 1] = row[1]; end end
    statement:close();
    print(table.concat(found, "\\n"));`;
  const written = writeFile(join(server.folder, 'ask.lua'), script);
  const ask = async (file: string, statement: string, ...values: readonly (string | number)[]): Promise<string> => {
    await written;
    const { stdout } = await run('lua5.4', [join(server.folder, 'ask.lua'), file, statement, ...values.map(String)]);
    return stdout;
  };
  return {
    of: async (jid) => {
      const copy = join(server.folder, `copy-${crypto.randomUUID()}.sqlite`);
      let found: string | undefined;
      await until(async () => {
        await copyFile(database, copy);
        // One that was copied while it was written may not be readable.
        found = await ask(copy, 'SELECT "value" FROM "prosodyarchive" WHERE "user" = ? AND "host" = ?', ...jid.split('@')).catch(() => undefined); // prettier-ignore
        return found !== undefined;
      }, 'a copy of the database');
      await rm(copy);
      return found ?? '';
    },
    age: async (people, days) => {
      for (const jid of people) {
        const statement = 'UPDATE "prosodyarchive" SET "when" = "when" - ? WHERE "user" = ? AND "host" = ?';
        await ask(database, statement, days * DAY, ...jid.split('@'));
      }
    },
  };
}

/** Whether Prosody has a driver for SQLite. */
export async function hasSqlite(): Promise<boolean> {
  const connects = 'assert(require "DBI".Connect("SQLite3", ":memory:"))';
  return run('lua5.4', ['-e', connects]).then(
    () => true,
    () => false,
  );
}

/** ejabberd's Mnesia. */
export function inMnesia(server: Ejabberd): KeptMessages {
  const dump = async (): Promise<{
    readonly file: string;
    readonly head: string;
    readonly records: readonly string[];
  }> => {
    const file = join(server.folder, `archive-${crypto.randomUUID()}`);
    await server.command('dump_table', { file, table: 'archive_msg' });
    const [head = '', ...records] = (await readFile(file, 'latin1')).split(/^(?=\{archive_msg,)/m);
    return { file, head, records };
  };
  const isOf = (record: string, jid: string): boolean => {
    const [username, domain] = jid.split('@');
    // How it is laid out depends on what is in it.
    return record.replace(/\s/g, '').startsWith(`{archive_msg,{<<"${username}">>,<<"${domain}">>}`);
  };
  return {
    // Long texts are broken up.
    of: async (jid) =>
      (await dump()).records
        .filter((record) => isOf(record, jid))
        .join('')
        .replace(/"\n *"/g, ''),
    age: async (people, days) => {
      const { file, head, records } = await dump();
      const older = records.map((record) =>
        people.some((jid) => isOf(record, jid))
          ? // Millions of seconds, seconds, and microseconds.
            record.replace(/\{(\d+),(\d+),(\d+)\}/, (_, millions: string, seconds: string, rest: string) => {
              const at = Number(millions) * 1e6 + Number(seconds) - days * DAY;
              return `{${Math.floor(at / 1e6)},${at % 1e6},${Number(rest)}}`;
            })
          : record,
      );
      await writeFile(file, [head, ...older].join(''), 'latin1');
      for (const host of new Set(people.map((jid) => jid.slice(jid.indexOf('@') + 1)))) {
        await removeOld(server, `ejabberdctl delete_old_mam_messages_batch ${host} chat 0 1000 10000`);
      }
      await server.command('load', { file });
    },
  };
}

/** Runs the command that the console writes, as cron would, and resolves when it has gone through all. */
export async function removeOld(server: Ejabberd, line: string): Promise<void> {
  const [, command = '', host = '', type = '', ...numbers] = line.split(' ');
  const [days = 0, batch_size = 0, rate = 0] = numbers.map(Number);
  await server.command(command, { host, type, days, batch_size, rate });
  await until(async () => {
    const { body } = await server.command('delete_old_mam_messages_status', { host });
    return !JSON.stringify(body).includes('in progress');
  }, 'old messages to be removed');
}
