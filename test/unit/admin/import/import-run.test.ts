import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ImportRun } from '../../../../src/admin/import/import-run.js';
import { readCsv } from '../../../../src/admin/import/csv.js';
import { readPeople, type PeopleFile } from '../../../../src/admin/import/people-file.js';
import { resultFile } from '../../../../src/admin/import/result-file.js';
import { MemoryStore } from '../../../support/fake-platform.js';
import { LossyAccounts } from '../../../support/lossy-accounts.js';

const HEADER = 'firstName,lastName,email,userName,password';

function file(...lines: readonly string[]): PeopleFile {
  const read = readPeople(new Uint8Array(Buffer.from([HEADER, ...lines].join('\n'))), 'corp.example');
  assert.ok(read.ok);
  return read.file;
}

/** Every sixth line is bad. */
function people(count: number): PeopleFile {
  return file(
    ...Array.from(
      { length: count },
      (_, i) => `First${i},Last,p${i}@corp.example,${i % 6 === 5 ? 'a b' : `p${i}`},password-${i}`,
    ),
  );
}

async function begun(accounts: LossyAccounts, what: PeopleFile, store = new MemoryStore()): Promise<ImportRun> {
  return ImportRun.begin({ accounts, wire: accounts.wire, store }, what);
}

function states(run: ImportRun): string[] {
  return run.lines().map(({ status }) => status.state);
}

test('everybody has an account, with their profile, and eight at most are asked for at once', async () => {
  const accounts = new LossyAccounts();
  const run = await begun(accounts, people(60));
  await run.start();
  assert.equal(run.phase, 'done');
  assert.equal(run.counts.created, 50);
  assert.equal(accounts.mostAtOnce, 8);
  assert.deepEqual(accounts.people.get('p7'), {
    password: 'password-7',
    profile: { firstName: 'First7', lastName: 'Last', mail: 'p7@corp.example', title: '' },
  });
});

for (const lists of [true, false]) {
  test(`an account that was there before is left as it is, where the server ${lists ? 'lists' : 'does not list'} them`, async () => {
    const accounts = new LossyAccounts({ lists });
    const before = { password: 'theirs', profile: { firstName: 'Other', lastName: '', mail: '', title: '' } };
    accounts.people.set('p1', structuredClone(before));
    const run = await begun(accounts, people(4));
    await run.start();
    assert.deepEqual(states(run), ['created', 'existed', 'created', 'created']);
    assert.deepEqual(accounts.people.get('p1'), before);
  });
}

test('whatever is lost and whenever the page is closed, each person has one account and each bad line is named', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 40, maxLength: 200 }),
      fc.array(fc.nat(60), { maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom('Other', ''),
      async (dice, closings, lists, keepsProfiles, firstName) => {
        let thrown = 0;
        const random = (): number => dice[thrown++ % dice.length] ?? 0;
        let accounts = new LossyAccounts({ random, loss: 0.25, most: 60, lists, keepsProfiles });
        const theirs = { firstName, lastName: '', mail: '', title: '' };
        accounts.people.set('p3', { password: 'theirs', profile: theirs });
        const store = new MemoryStore();
        let run = await ImportRun.begin({ accounts, wire: accounts.wire, store }, people(60));
        for (const turns of closings) {
          void run.start();
          for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
          accounts = accounts.close();
          const found = await ImportRun.find({ accounts, wire: accounts.wire, store });
          assert.ok(found);
          run = found;
        }
        for (let i = 0; i < 50 && (run.left > 0 || run.counts.failed > 0); i++) {
          run.retryFailed();
          await run.start();
        }
        assert.equal(run.phase, 'done');
        assert.equal(accounts.people.size, 50);
        assert.ok([...accounts.made.values()].every((times) => times === 1));
        for (const { username, password, profile, status } of run.lines()) {
          const account = accounts.people.get(username);
          if (username === 'p3') {
            assert.deepEqual([status.state, account?.password, account?.profile], ['existed', 'theirs', theirs]);
            continue;
          }
          assert.ok(status.state === 'created' || status.state === 'created-without-profile', status.state);
          assert.equal(account?.password, password);
          if (status.state === 'created') assert.deepEqual(account.profile, profile);
        }
        const rows = readCsv(resultFile(run, { secrets: false })).rows.slice(1);
        assert.deepEqual(
          rows.filter(({ cells }) => cells[2] === 'invalid').map(({ cells }) => cells[0]),
          Array.from({ length: 10 }, (_, i) => String(i * 6 + 7)),
        );
      },
    ),
    { numRuns: 60, includeErrorInReport: true },
  );
});

const NOBODY = { firstName: '', lastName: '', mail: '', title: '' };
const P0 = { firstName: 'First0', lastName: 'Last', mail: 'p0@corp.example', title: '' };

/** The first account that is asked for is not: the connection breaks before the server hears of it. */
function breaksAtFirst(accounts: LossyAccounts): LossyAccounts {
  const add = accounts.add.bind(accounts);
  accounts.add = async () => {
    accounts.add = add;
    accounts.isOnline = false;
    return { ok: false, problem: { kind: 'offline' } };
  };
  return accounts;
}

for (const lists of [true, false]) {
  for (const [what, profile] of [
    ['none', NOBODY],
    ['the one of the file', P0],
  ] as const) {
    test(`an account that was there is not taken for ours when a connection breaks: its profile is ${what}, and the server ${lists ? 'lists' : 'does not list'} people`, async () => {
      const accounts = breaksAtFirst(new LossyAccounts({ lists }));
      accounts.people.set('p0', { password: 'theirs', profile });
      const run = await begun(accounts, people(2));
      await run.start();
      assert.deepEqual(states(run), ['existed', 'created']);
      assert.deepEqual(accounts.people.get('p0'), { password: 'theirs', profile });
    });
  }
}

test('where the server does not tell who is there, an account that may be ours is left as it is, and that is said', async () => {
  const accounts = breaksAtFirst(new LossyAccounts({ tells: false }));
  accounts.people.set('p0', { password: 'theirs', profile: NOBODY });
  const run = await begun(accounts, people(1));
  for (let attempt = 0; attempt < 2; attempt++) {
    await run.start();
    assert.deepEqual(states(run), ['failed']);
    assert.match(resultFile(run, { secrets: false }), /not known whether it was there before/);
    run.retryFailed();
  }
  assert.equal(accounts.people.get('p0')?.password, 'theirs');
});

for (const lists of [true, false]) {
  test(`what a server forgets while no page is open is made again, where it ${lists ? 'lists people' : 'tells who is there'}`, async () => {
    const accounts = new LossyAccounts({ lists });
    const store = new MemoryStore();
    const first = await begun(accounts, people(60), store);
    const over = new AbortController();
    first.subscribe(() => first.counts.created >= 30 && void first.pause(), over.signal);
    await first.start();
    over.abort();
    const [gone = ''] = accounts.people.keys();
    accounts.people.delete(gone);
    const next = accounts.close();
    const run = await ImportRun.find({ accounts: next, wire: next.wire, store });
    assert.ok(run);
    await run.start();
    assert.equal(run.counts.created, 50);
    assert.equal(next.people.size, 50);
    assert.equal(next.made.get(gone), 2);
  });
}

test('who has no password in the file is invited, where the server does that', async () => {
  const accounts = new LossyAccounts({ invites: true });
  const run = await begun(accounts, file('A,B,a@b.example,ada,', 'A,B,a@b.example,bob,given-one'));
  await run.start();
  assert.deepEqual(states(run), ['invited', 'created']);
  assert.deepEqual(accounts.invited, ['ada']);
  assert.ok(!accounts.people.has('ada'));
});

test('where an invitation is for nobody by name, the account is made, with a password of its own', async () => {
  const accounts = new LossyAccounts({ invites: true });
  accounts.refuses.set('invite ada', { kind: 'not-offered' });
  const run = await begun(accounts, file('A,B,a@b.example,ada,', 'A,B,a@b.example,bob,given-one'));
  await run.start();
  assert.deepEqual(states(run), ['created', 'created']);
  assert.match(accounts.people.get('ada')?.password ?? '', /^([a-z0-9]{5}-){3}[a-z0-9]{5}$/);
});

test('secrets are in the result file on request only, and those of the file never', async () => {
  const accounts = new LossyAccounts();
  const run = await begun(
    accounts,
    file('A,B,a@b.example,ada,', 'A,B,a@b.example,bob,given-one', 'A,B,a@b.example,=x y,'),
  );
  await run.start();
  const made = accounts.people.get('ada')?.password ?? '';
  const without = resultFile(run, { secrets: false });
  assert.ok(made.length === 23 && !without.includes(made) && !without.includes('secret'));
  const rows = readCsv(resultFile(run, { secrets: true })).rows.map(({ cells }) => cells);
  assert.deepEqual(rows[0], ['line', 'userName', 'status', 'reason', 'secret']);
  assert.deepEqual(
    rows.slice(1).map(([line, name, status, , secret]) => [line, name, status, secret]),
    [
      ['2', 'ada', 'created', made],
      ['3', 'bob', 'created', ''],
      ['4', "'=x y", 'invalid', ''],
    ],
  );
});

test('a line that the server refuses is told, and the others go on', async () => {
  const accounts = new LossyAccounts();
  accounts.refuses.set('p1', { kind: 'refused', condition: 'not-acceptable' });
  const run = await begun(accounts, people(4));
  await run.start();
  assert.deepEqual(states(run), ['created', 'failed', 'created', 'created']);
  assert.match(resultFile(run, { secrets: false }), /3,p1,failed,.*not-acceptable/);
  accounts.refuses.clear();
  run.retryFailed();
  await run.start();
  assert.equal(run.counts.created, 4);
});

test('it pauses where the server refuses one after the other, and goes on when it is started again', async () => {
  const accounts = new LossyAccounts();
  for (let i = 0; i < 60; i++) accounts.refuses.set(`p${i}`, { kind: 'forbidden' });
  const run = await begun(accounts, people(60));
  await run.start();
  assert.equal(run.phase, 'paused');
  assert.deepEqual(run.halt, { why: 'refused', problem: { kind: 'forbidden' } });
  assert.ok(run.counts.failed < 20 && run.counts.waiting > 30);
  accounts.refuses.clear();
  run.retryFailed();
  await run.start();
  assert.equal(run.counts.created, 50);
});

test('a pause begins no other line, and loses none', async () => {
  const accounts = new LossyAccounts();
  const run = await begun(accounts, people(60));
  const running = run.start();
  const stop = new AbortController();
  await new Promise<void>((resolve) => run.subscribe(() => run.counts.created > 5 && resolve(), stop.signal));
  await run.pause();
  await running;
  assert.equal(run.phase, 'paused');
  const { size } = accounts.people;
  assert.ok(size > 5 && size < 30);
  assert.equal(run.counts.created, size);
  await run.start();
  assert.equal(run.counts.created, 50);
});

test('it can be paused while there is no connection', async () => {
  const accounts = new LossyAccounts();
  const wire = {
    isOnline: false,
    online: (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  };
  const run = await ImportRun.begin({ accounts, wire, store: new MemoryStore() }, people(12));
  const running = run.start();
  const stop = new AbortController();
  await new Promise<void>((resolve) => run.subscribe(() => run.isOffline && resolve(), stop.signal));
  await run.pause();
  await running;
  assert.deepEqual([run.phase, run.isOffline, run.counts.waiting], ['paused', false, 10]);
});

test('nothing is asked for that cannot be kept', async () => {
  const accounts = new LossyAccounts();
  const store = new MemoryStore();
  const run = await begun(accounts, people(12), store);
  store.full = true;
  await run.start();
  assert.deepEqual([run.phase, run.halt, accounts.people.size], ['stopped', { why: 'store' }, 0]);
  store.full = false;
  await run.start();
  assert.deepEqual([run.phase, accounts.people.size], ['done', 10]);
});

test('a write per batch is small: it holds the lines that are near, and never those of the file', async () => {
  const accounts = new LossyAccounts();
  const store = new MemoryStore();
  const run = await begun(accounts, people(1200), store);
  let writes = 0;
  let largest = 0;
  const set = store.set.bind(store);
  store.set = async (entries) => {
    // As one that writes to a disk.
    await new Promise((resolve) => setImmediate(resolve));
    writes++;
    largest = Math.max(largest, JSON.stringify(entries).length);
    return set(entries);
  };
  await run.start();
  assert.equal(run.counts.created, 1000);
  assert.ok(writes < 700, `${writes} writes`);
  assert.ok(largest < 20_000, `${largest} characters`);
});

test('nothing is left of a run that is discarded, and one of another domain is not found', async () => {
  const accounts = new LossyAccounts();
  const store = new MemoryStore();
  const run = await begun(accounts, people(500), store);
  await run.start();
  assert.ok(store.entries.size > 2);
  const other = Object.defineProperty(new LossyAccounts(), 'domain', { value: 'elsewhere.example' });
  assert.equal(await ImportRun.find({ accounts: other, wire: other.wire, store }), undefined);
  await run.discard();
  assert.equal(store.entries.size, 0);
  assert.equal(await ImportRun.find({ accounts, wire: accounts.wire, store }), undefined);
});
