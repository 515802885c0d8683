/** A file of people imported into a real server, which dies in the middle of it, and into a page that is closed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Accounts } from '../../src/admin/accounts/accounts.js';
import { readCsv, writeCsv } from '../../src/admin/import/csv.js';
import { ImportRun, type ImportRunOptions } from '../../src/admin/import/import-run.js';
import { readPeople, type PeopleFile } from '../../src/admin/import/people-file.js';
import { resultFile } from '../../src/admin/import/result-file.js';
import { AdminSession } from '../../src/admin/session.js';
import { signInOnce } from '../../src/admin/sign-in-once.js';
import { until } from '../servers/processes.js';
import { AccountsStage, addressOf, DOMAIN, PASSWORD } from '../support/accounts-stage.js';
import { FakePlatform, MemoryStore } from '../support/fake-platform.js';
import '../support/worker-life.js'; // Node.js 20 has no WebSocket of its own

const LINES = Number(process.env.IMPORT_LINES ?? 300);
const BAD = Math.min(50, Math.floor(LINES / 6));
const SAMPLE = 20;
const DEADLINE = 60_000 + LINES * 100;
const HEADER = ['firstName', 'lastName', 'email', 'userName', 'password', 'jobTitle', 'Room'];

let stage: AccountsStage;
const platform = new FakePlatform();
const sessions: AdminSession[] = [];

before(async () => {
  stage = await AccountsStage.open({ sasl2: true });
});
after(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await stage.close();
});

/** Ten ways to be wrong. */
const SPOILT: readonly ((cells: readonly string[]) => readonly string[])[] = [
  ([, ...rest]) => ['', ...rest],
  ([first = '', , ...rest]) => [first, '', ...rest],
  ([first = '', last = '', , ...rest]) => [first, last, '', ...rest],
  ([first = '', last = '', , ...rest]) => [first, last, 'nobody', ...rest],
  ([first = '', last = '', mail = '', , ...rest]) => [first, last, mail, '', ...rest],
  ([first = '', last = '', mail = '', , ...rest]) => [first, last, mail, 'a b', ...rest],
  ([first = '', last = '', mail = '', , ...rest]) => [first, last, mail, 'x@elsewhere.example', ...rest],
  ([first = '', last = '', mail = '', , ...rest]) => [first, last, mail, 'person-0', ...rest],
  (cells) => cells.slice(1),
  ([first = '', last = '', mail = '', name = '', , ...rest]) => [first, last, mail, name, 'a\u0000b', ...rest],
];

/** One line among so many is bad. */
const EVERY = Math.floor(LINES / BAD);

function isBad(index: number): boolean {
  return index % EVERY === EVERY - 1 && index < BAD * EVERY;
}

function cellsOf(index: number): readonly string[] {
  const password = index % 3 === 0 ? '' : `password-${index}`;
  const mail = `person-${index}@${DOMAIN}`;
  const cells = [`First "${index}"`, `Läst, ${index}`, mail, `Person-${index}`, password, '-', `${index}`];
  return isBad(index) ? (SPOILT[Math.floor(index / EVERY) % SPOILT.length]?.(cells) ?? []) : cells;
}

function peopleFile(): PeopleFile {
  const text = writeCsv([HEADER, ...Array.from({ length: LINES }, (_, index) => cellsOf(index))], ';');
  // As Excel writes it.
  const read = readPeople(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')), DOMAIN);
  assert.ok(read.ok);
  return read.file;
}

/** A page that an administrator has signed in to. */
async function page(store: MemoryStore): Promise<ImportRunOptions & { readonly session: AdminSession }> {
  const { service } = stage.server;
  const session = AdminSession.open(platform, { jid: addressOf('admin'), password: PASSWORD, service });
  assert.ok(session instanceof AdminSession);
  sessions.push(session);
  await session.online(AbortSignal.timeout(10_000)).catch(() => assert.fail(JSON.stringify(session.link)));
  const signInAs = (jid: string, password: string): ReturnType<typeof signInOnce> =>
    signInOnce(platform, service, jid, password);
  return { session, accounts: new Accounts({ wire: session, signInAs }), wire: session, store };
}

/** Resolves when so many are settled. */
function settled(run: ImportRun, count: number): Promise<void> {
  const over = new AbortController();
  return new Promise((resolve) => {
    run.subscribe(() => {
      if (run.total - run.left < count) return;
      over.abort();
      resolve();
    }, over.signal);
  });
}

test(
  'an import ends with everybody once, though the server dies and the page is closed',
  { timeout: DEADLINE },
  async (t) => {
    const started = performance.now();
    const store = new MemoryStore();
    const file = peopleFile();
    assert.deepEqual([file.people.length, file.bad.length, file.skipped], [LINES - BAD, BAD, ['Room']]);
    assert.equal(new Set(file.bad.flatMap(({ problems }) => problems.map(({ kind }) => kind))).size, 10);

    const first = await page(store);
    const begun = await ImportRun.begin(first, file);
    const running = begun.start();
    await settled(begun, Math.floor(begun.total / 3));
    await stage.server.kill();
    await stage.server.run();
    platform.networkBack();
    await settled(begun, Math.floor((begun.total * 2) / 3));
    assert.ok(begun.left > 0);
    await first.session.close();
    assert.notEqual(begun.phase, 'done');

    const second = await page(store);
    const run = await ImportRun.find(second);
    assert.ok(run);
    assert.ok(run.left > 0 && run.left < run.total);
    await run.start();
    assert.equal(run.phase, 'done', JSON.stringify([run.halt, run.counts]));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    t.diagnostic(`${LINES} lines, ${run.total} people: ${seconds} s, ${JSON.stringify(run.counts)}`);
    t.diagnostic(`${Math.round(process.memoryUsage().rss / 1e6)} MB of memory`);
    await begun.stop();
    await running;

    const made = run.lines().filter(({ status }) => status.state.startsWith('created'));
    assert.equal(made.length, LINES - BAD, JSON.stringify(run.counts));
    const rows = readCsv(resultFile(run, { secrets: true })).rows.slice(1);
    assert.equal(rows.length, LINES);
    for (let index = 0; index < LINES; index++) {
      const [line, name, status, reason = ''] = rows[index]?.cells ?? [];
      assert.equal(line, String(index + 2));
      if (isBad(index)) assert.ok(status === 'invalid' && reason.length > 20, `line ${line}`);
      else assert.ok(name === `person-${index}` && status?.startsWith('created'), `line ${line}: ${status}`);
    }

    const step = Math.ceil(made.length / SAMPLE);
    for (const { username, password } of made.filter((_, index) => index % step === 0)) {
      assert.ok(await stage.accepts(username, password), username);
    }
    const { accounts } = second;
    const statistics = await accounts.statistics();
    assert.ok(statistics.ok);
    const listed = await accounts.list(AbortSignal.timeout(30_000));
    const there = listed.ok ? listed.value.filter(({ jid }) => jid.startsWith('person-')).length : undefined;
    t.diagnostic(`the server counts ${statistics.value.registered}, and lists ${there}`);
    if (there !== undefined) assert.equal(there, made.length);
    await run.discard();
    assert.equal(store.entries.size, 0);
  },
);

test('whoever was there before keeps their password', { timeout: 60_000 }, async () => {
  const { accounts, ...rest } = await page(new MemoryStore());
  const text = writeCsv([
    HEADER,
    ['Maya', 'M', 'maya@corp.example', 'maya', 'another one', '', ''],
    ['New', 'N', 'new@corp.example', 'newcomer', '', '', ''],
  ]);
  const read = readPeople(new Uint8Array(Buffer.from(text)), DOMAIN);
  assert.ok(read.ok);
  const run = await ImportRun.begin({ accounts, ...rest }, read.file);
  await run.start();
  assert.deepEqual(
    run.lines().map(({ status }) => status.state),
    ['existed', 'created'],
  );
  assert.ok(await stage.accepts('maya'));
  const profile = await accounts.profile(addressOf('newcomer'));
  assert.ok(profile.ok && profile.value.firstName === 'New');
  await until(async () => stage.accepts('newcomer', run.lines()[1]?.password), 'the newcomer to sign in');
});
