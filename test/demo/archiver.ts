/** The archiver of the demo: the one that `npm run build` makes, beside a Prosody that keeps its archive in SQLite for it. */
import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultText } from '../../src/archiver/result.js';
import { loadSqlite } from '../../src/archiver/sqlite.js';
import { start, stop } from '../servers/processes.js';
import type { Prosody } from '../servers/prosody.js';
import type { ServerConfig } from '../servers/xmpp-server.js';
import { hasLuaDriver } from '../setup.mjs';
import { ORGANISATION } from './organisation.js';

/** What it needs of the server; or why the demo goes without it, and what to do. */
export type Archiving =
  | {
      readonly ok: true;
      readonly server: Pick<ServerConfig, 'archive' | 'components'>;
      /** The folder that endpoints may write to. */
      readonly place: string;
    }
  | { readonly ok: false; readonly why: string };

const COMPONENT = `archiver.${ORGANISATION}`;
const NO_DRIVER =
  'Prosody has no driver for SQLite. Install lua-dbi-sqlite3 (Debian, Ubuntu) or lua-dbi (Fedora), or on macOS run luarocks install luadbi-sqlite3.';

/** Looks whether this machine and the data in `folder` allow it; `isNew`: there are none yet. */
export async function findArchiving(folder: string, isNew: boolean): Promise<Archiving> {
  const file = join(folder, 'archive.sqlite');
  if (!hasLuaDriver('sqlite3')) return { ok: false, why: NO_DRIVER };
  const driver = await loadSqlite();
  if (!driver.ok) return { ok: false, why: faultText(driver.fault) };
  // What was written before is in Prosody's files, and would not be found any more.
  if (!isNew && !existsSync(file)) return { ok: false, why: 'What was written before is not in SQLite.' };
  return {
    ok: true,
    place: join(folder, 'archive'),
    server: { archive: { type: 'sqlite', file }, components: { [COMPONENT]: randomUUID() } },
  };
}

/** Starts it, and does not wait for it: the console says how it is doing. Resolves with what ends it. */
export async function startArchiver(
  root: string,
  folder: string,
  place: string,
  { config, componentPort }: Prosody,
): Promise<() => Promise<void>> {
  const log = join(folder, 'archiver.log');
  await mkdir(place, { recursive: true });
  await writeFile(
    join(folder, 'archiver.json'),
    JSON.stringify({
      domain: ORGANISATION,
      server: 'prosody',
      database: config.archive,
      component: { name: COMPONENT, port: componentPort, secret: config.components?.[COMPONENT] },
      administrators: [`admin@${ORGANISATION}`],
      state: join(folder, 'archiver'),
      folders: [place],
    }),
    { mode: 0o600 },
  );
  const program = join(root, 'dist/archiver/im-archiver.js');
  const child = start(process.execPath, [program, '--config', join(folder, 'archiver.json')]);
  const lines = createWriteStream(log);
  child.stdout?.pipe(lines, { end: false });
  child.stderr?.pipe(lines, { end: false });
  child.once('close', (code) => {
    lines.end();
    // Ctrl-C in a terminal reaches it, too.
    if (code) console.log(`\nThe archiver has ended. Why is in ${log}`);
  });
  return () => stop(child);
}
