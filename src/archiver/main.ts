#!/usr/bin/env node
/**
 * The program: `im-archiver --config FILE`, until it is told to end (SIGTERM, SIGINT). `--check` looks whether the
 * configuration, the state folder, the database and the folders of endpoints can be used, says what cannot, and ends: 0 if
 * they can, 1 if not. That everybody may read a secret is said, too, and keeps nothing from being used.
 *
 * What it writes to its standard output is for the log: when something begins, fails and succeeds again; no message, no
 * password.
 */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Archive } from './archive.js';
import { Archiver } from './archiver.js';
import { readCa } from './ca-file.js';
import { folderFaults, readableByAll } from './check-files.js';
import { CommandService } from './command-service.js';
import { Commands } from './commands.js';
import { readConfigFile, type ArchiverConfig } from './config.js';
import type { Database } from './database.js';
import { oneLine } from './deliver/mail.js';
import { stateFault } from './file-faults.js';
import { onlyOne } from './only-one.js';
import { PostgreSql } from './postgresql.js';
import { ejabberdLayout } from './read-ejabberd.js';
import { prosodyLayout } from './read-prosody.js';
import { failed, faultText, type Result } from './result.js';
import { Settings } from './settings.js';
import { loadSqlite, Sqlite } from './sqlite.js';
import { VERSION } from './version.js';
import { watchStates } from './watch-states.js';
import { Component } from './xep0114-component.js';

const USAGE = `Usage: im-archiver --config FILE [--check]
  --config FILE  the configuration, in JSON
  --check        look whether it can be used, and end
  --version      say which version this is`;

/** Milliseconds between two looks at an archive in which nothing is new. */
const INTERVAL = 1000;
/** Milliseconds in which it ends when it is told to. What hangs for longer, a database for one, is left as a crash would leave it. */
const TO_END = 8000;

async function main(): Promise<number> {
  const options = readArguments();
  if (!options) return say(USAGE, 2);
  if (options.version) return say(VERSION, 0);
  if (options.config === undefined) return say(USAGE, 2);
  const read = readConfigFile(options.config);
  if (!read.ok) return say(read.mistakes.join('\n'), 1);
  const { config, secretFiles } = read;
  const database = await openDatabase(config);
  if (!database.ok) return say(faultText(database.fault), 1);
  const layout = config.server === 'prosody' ? prosodyLayout(config) : ejabberdLayout(config);
  const archive = new Archive(database.value, layout);
  try {
    return await (options.check ? check(config, archive, secretFiles) : serve(config, archive));
  } finally {
    await database.value.close();
  }
}

async function check(config: ArchiverConfig, archive: Archive, secretFiles: readonly string[]): Promise<number> {
  const kept = await reading(() => Settings.open(config.state));
  if (!kept.ok) return say(faultText(kept.fault), 1);
  const used = [...kept.value.endpoints.values()].flatMap(({ endpoint }) => ('path' in endpoint ? endpoint.path : []));
  const checked = await archive.check();
  const faults = [...(checked.ok ? [] : [checked.fault]), ...(await folderFaults([...config.folders, ...used]))];
  const advice = [...(checked.ok ? checked.value : []), ...(await readableByAll([...secretFiles, config.state]))];
  for (const fault of faults) say(faultText(fault), 1);
  for (const line of advice) say(line, 0);
  return faults.length > 0 ? 1 : say('The configuration can be used.', 0);
}

async function serve(config: ArchiverConfig, archive: Archive): Promise<number> {
  const state = await takeState(config.state);
  if (!state.ok) return say(faultText(state.fault), 1);
  const { lock, settings } = state.value;
  const stop = new AbortController();
  const { signal } = stop;
  const told = new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve());
  });
  void told.then(() => {
    setTimeout(
      () => process.exit(say('Ended. What did not answer is done again at the next start.', 0)),
      TO_END,
    ).unref();
  });
  const { domain, rooms, component, administrators, folders, server } = config;
  const now = (): number => Date.now();
  const random = (): number => Math.random(); // spreads attempts; nothing that has to be a secret
  const archiver = new Archiver({
    archive, settings, domain, rooms, folders, interval: INTERVAL, random, now, report: log,
  }); // prettier-ignore
  const { all } = new Commands({ archiver, version: VERSION, domain, server, folders, now, random: randomUUID });
  const service = new CommandService({ commands: all, administrators, random: randomUUID, report: log });
  const link = new Component({
    ...component,
    answer: (iq) => service.answer(iq),
    changed: (state) => log(state.connected ? `${component.name} is connected.` : faultText(state.fault)),
    random,
  });
  const checked = await archive.check();
  if (!checked.ok) log(faultText(checked.fault));
  else for (const advice of checked.value) log(advice);
  archiver.start();
  log(`Archiving ${domain}, with ${settings.endpoints.size} endpoints.`);
  const watching = watchStates(archiver, log, signal);
  const linked = link.run(signal);
  await told;
  stop.abort();
  await Promise.all([archiver.stop(), watching, linked]);
  lock.close();
  return say('Ended.', 0);
}

async function openDatabase({ database }: ArchiverConfig): Promise<Result<Database>> {
  if (database.type === 'postgresql') {
    const ca = await readCa(database.caFile ?? '');
    return ca.ok ? { ok: true, value: new PostgreSql(database, ca.value) } : ca;
  }
  const driver = await loadSqlite();
  return driver.ok ? { ok: true, value: new Sqlite(database.file, driver.value) } : driver;
}

/** Nobody else writes into the state folder from here on, so what is in it is read then. */
async function takeState(folder: string): Promise<Result<{ readonly lock: Server; readonly settings: Settings }>> {
  const taken = await reading(async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return onlyOne(join(folder, 'running'));
  });
  if (!taken.ok) return taken;
  const lock = taken.value;
  if (!lock) return failed('state-in-use', folder);
  const settings = await reading(() => Settings.open(folder));
  return settings.ok ? { ok: true, value: { lock, settings: settings.value } } : settings;
}

async function reading<T>(act: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    return { ok: false, fault: stateFault(error) };
  }
}

interface Options {
  readonly config?: string | undefined;
  readonly check?: boolean | undefined;
  readonly version?: boolean | undefined;
}

function readArguments(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: { config: { type: 'string' }, check: { type: 'boolean' }, version: { type: 'boolean' } },
    });
    return values;
  } catch {
    return undefined;
  }
}

function say(text: string, code: number): number {
  process[code === 0 ? 'stdout' : 'stderr'].write(`${text}\n`);
  return code;
}

function log(what: unknown): void {
  const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
  process.stdout.write(`${text.split('\n').map(oneLine).join('\n')}\n`);
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    log(error);
    process.exitCode = 1;
  },
);
