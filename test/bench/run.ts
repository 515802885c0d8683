/**
 * The benchmark: `npm run bench -- [--quick] [--rounds 5] [--sizes 100,1000,10000] [--only NAME,…]
 * [--subject ours,converse,floor,floor-with-roster] [--json FILE] [--minutes N] [--as-shipped]`; `IM_SERVER=ejabberd` for the other server.
 *
 * Ours, Converse.js and the floor take turns in one headless Chromium against one server. Requests come from a component,
 * which stamps the answers with its own clock: start and end are the same for all of them. The server is not what is
 * measured: Prosody keeps contact lists in memory as they are (`mod_storage_made_up`), where its own storages
 * write the whole list at each change; with `--as-shipped` it is as it comes. Chromium is told nothing that a person's would not be told.
 *
 * | measurement | |
 * |---|---|
 * | `sign-in` | from the address to signed in, with an empty cache and with a full one; what was fetched |
 * | `accept-all` | from signed in to the last answer, with requests waiting that the policy accepts |
 * | `prompts` | requests waiting that a person is asked about: first and all to be shown, longest task, heap, DOM, Accept |
 * | `policy` | from a policy that is published to the first, the median and the last client that has applied it |
 * | `idle` | what a minute costs in which nothing happens, the whole browser included |
 * | `tabs` | ten tabs: connections, and heap |
 * | `reconnect` | from a network that is back to a request having been accepted, resumed and fresh |
 * | `contacts` | from the address to a list of so many contacts being shown, first and all, and 200 lines of scrolling |
 * | `archive` | from the address to the newest of 100,000 archived messages being shown, and paging back by 500 |
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../support/e2e.js';
import { idle, policyNews, reconnect, tabs } from './measure-life.js';
import { archive, contacts } from './measure-messaging.js';
import { acceptAll, prompts, signIn, type Figures } from './measure.js';
import { Stage } from './stage.js';
import { SUBJECTS, type Subject } from './subject.js';
import { table, type Row } from './table.js';

interface Measurement {
  /** What is measured each time, and what the numbers count. */
  readonly sizes: readonly number[];
  readonly of?: string;
  readonly subjects: readonly Subject[];
  readonly rounds: number;
  readonly measure: (subject: Subject, size: number) => Promise<Figures>;
}

/** Milliseconds that a subject may take over all requests that wait; who takes longer is not asked for more. */
const LIMIT = 120_000;
/** Of long lists: a minute and a half goes by until Converse.js has paged back. */
const MOST_LOOKS = 3;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    sizes: { type: 'string' },
    only: { type: 'string' },
    subject: { type: 'string' },
    json: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
    'as-shipped': { type: 'boolean', default: false },
  },
});
const { quick } = values;
const rounds = Number(values.rounds ?? (quick ? 2 : 5));
const sizes = (values.sizes ?? (quick ? '100' : '100,1000,10000')).split(',').map(Number);
const subjects = among(SUBJECTS, values.subject);

const all = { sizes: [0], subjects: ['ours', 'converse', 'floor'] as const, rounds };
const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  'sign-in': { ...all, measure: (subject) => signIn(stage, subject) },
  'accept-all': {
    ...all,
    sizes,
    of: 'waiting',
    subjects: SUBJECTS,
    measure: (subject, size) => acceptAll(stage, subject, size, LIMIT),
  },
  prompts: { ...all, sizes, of: 'waiting', measure: (subject, size) => prompts(stage, subject, size, LIMIT) },
  policy: {
    ...all,
    sizes: quick ? [1, 10] : [1, 10, 100],
    of: 'clients',
    subjects: ['ours', 'floor'],
    measure: (subject, size) => policyNews(stage, subject, size),
  },
  idle: {
    ...all,
    sizes: [quick ? 10 : 120],
    of: 'seconds',
    rounds: 1,
    measure: (subject, size) => idle(stage, subject, size),
  },
  tabs: { ...all, rounds: 1, measure: (subject) => tabs(stage, subject) },
  reconnect: { ...all, subjects: ['ours'], measure: (subject) => reconnect(stage, subject) },
  contacts: {
    ...all,
    rounds: Math.min(rounds, MOST_LOOKS),
    sizes: quick ? [500] : [500, 5000],
    of: 'contacts',
    subjects: ['ours', 'converse'],
    measure: (subject, size) => contacts(stage, subject, size),
  },
  archive: {
    ...all,
    rounds: Math.min(rounds, MOST_LOOKS),
    subjects: ['ours', 'converse'],
    measure: (subject) => archive(stage, subject),
  },
};

prepare();
const stage = await Stage.open({ asShipped: values['as-shipped'] });
const rows: Row[] = [];
try {
  // Whoever comes first would wait for files to be compressed.
  for (const subject of subjects) await signIn(stage, subject);
  const end = Date.now() + Number(values.minutes) * 60_000;
  for (const name of among(Object.keys(MEASUREMENTS), values.only)) {
    if (Date.now() < end) await compare(name);
    else console.log(`\n${name}: not measured, the time is over`);
  }
} finally {
  await stage.close();
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);

/** All subjects in turn, a number of times; each round begins with another one. */
async function compare(name: string): Promise<void> {
  const measurement = MEASUREMENTS[name] as Measurement;
  let compared = measurement.subjects.filter((subject) => subjects.includes(subject));
  for (const size of measurement.sizes) {
    const figures = new Map<Subject, Figures[]>(compared.map((subject) => [subject, []]));
    for (let round = 0; round < measurement.rounds; round++) {
      const order = compared.map((_, index) => compared[(index + round) % compared.length] as Subject);
      for (const subject of order) {
        if (gaveUp(figures.get(subject) ?? [])) continue;
        figures.get(subject)?.push(await attempt(subject, () => measurement.measure(subject, size)));
      }
    }
    const title = measurement.of === undefined ? name : `${name}, ${size} ${measurement.of}`;
    const found = [...figures].map(([subject, runs]): Row => ({ title, subject, runs }));
    rows.push(...found);
    console.log(table(found));
    compared = compared.filter((subject) => !gaveUp(figures.get(subject) ?? []));
  }
}

/** A page may be so busy that it does not answer the harness any more: that is its figure. */
async function attempt(subject: Subject, measure: () => Promise<Figures>): Promise<Figures> {
  try {
    return await measure();
  } catch (error) {
    console.error(`${subject}: ${String(error)}`);
    await stage.clear();
    return { answers: null };
  }
}

/** It did not come to the end in time: once is enough. */
function gaveUp(runs: readonly Figures[]): boolean {
  return runs.some((run) => Object.values(run).includes(null));
}

function among<T extends string>(all: readonly T[], names: string | undefined): readonly T[] {
  const wanted = names?.split(',') ?? all;
  const unknown = wanted.filter((name) => !all.includes(name as T));
  if (unknown.length === 0) return all.filter((name) => wanted.includes(name));
  console.error(`There is no ${unknown.join(', ')}: choose of ${all.join(', ')}.`);
  process.exit(2);
}

/** Installs what is compared with, and builds our page. */
function prepare(): void {
  if (subjects.includes('converse') && !existsSync(join(ROOT, 'test/bench/node_modules'))) {
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', 'test/bench']);
  }
  run('npx', ['rollup', '-c', 'test/bench/rollup.config.mjs', '--silent']);
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
