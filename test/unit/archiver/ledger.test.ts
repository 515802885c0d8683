import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ledger, type OnceKey } from '../../../src/archiver/ledger.js';

const folder = mkdtempSync(join(tmpdir(), 'im-ledger-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = (): string => join(folder, `ledger-${++files}`);
const named = (key: string, side: 'out' | 'in' = 'out'): OnceKey => ({ key, side, hasId: true });
const unnamed = (key: string, side: 'out' | 'in'): OnceKey => ({ key, side, hasId: false });

test('begins where it is told, goes on where it was, and never back', async () => {
  const file = newFile();
  const ledger = await Ledger.open(file, 40);
  assert.equal(ledger.cursor, 40);
  await ledger.pass(42, named('a'));
  await ledger.pass(41);
  assert.equal(ledger.cursor, 42);
  await ledger.close();
  const again = await Ledger.open(file, 7);
  assert.deepEqual([again.cursor, again.isNew(named('a')), again.isNew(named('b'))], [42, false, true]);
  await again.close();
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('a message with an id is new once, on whichever side', async () => {
  const ledger = await Ledger.open(newFile(), 0);
  await ledger.pass(1, named('a', 'in'));
  assert.deepEqual([ledger.isNew(named('a', 'out')), ledger.isNew(named('a', 'in'))], [false, false]);
  await ledger.close();
});

test('messages without ids are counted: two that say the same are two, and their copies none', async () => {
  const ledger = await Ledger.open(newFile(), 0);
  const delivered: boolean[] = [];
  for (const [index, side] of (['out', 'in', 'out', 'out', 'in', 'in', 'in'] as const).entries()) {
    delivered.push(ledger.isNew(unnamed('ok', side)));
    await ledger.pass(index + 1, unnamed('ok', side));
  }
  // Three in one archive, and four in the other, which therefore has one that the first lacks.
  assert.deepEqual(delivered, [true, false, true, true, false, false, true]);
  await ledger.close();
});

test('a crash at any octet leaves what was whole, and it goes on from there', async () => {
  const file = newFile();
  const ledger = await Ledger.open(file, 0);
  for (let row = 1; row <= 3; row++) await ledger.pass(row, named(`key${row}`));
  await ledger.close();
  const whole = readFileSync(file);
  const ends = [...whole.toString().matchAll(/\n/g)].map(({ index }) => index + 1);
  for (let length = whole.length; length >= 0; length--) {
    const torn = newFile();
    appendFileSync(torn, whole.subarray(0, length));
    const read = await Ledger.open(torn, 0);
    const rows = Math.max(0, ends.filter((end) => end <= length).length - 1);
    assert.equal(read.cursor, rows, `${length} octets`);
    await read.pass(rows + 1, named('next'));
    await read.close();
    const again = await Ledger.open(torn, 0);
    assert.deepEqual([again.cursor, again.isNew(named('next'))], [rows + 1, false]);
    await again.close();
  }
});

test('zeros at the end, as some file systems leave them, are no lines', async () => {
  const file = newFile();
  const ledger = await Ledger.open(file, 0);
  await ledger.pass(1, named('a'));
  await ledger.close();
  truncateSync(file, statSync(file).size + 4096);
  const again = await Ledger.open(file, 0);
  assert.equal(again.cursor, 1);
  await again.pass(2, named('b'));
  await again.close();
  assert.equal((await Ledger.open(file, 0)).cursor, 2);
});

test('is written anew before it grows without end, and remembers as much as it promises', async () => {
  const file = newFile();
  const lines = Array.from({ length: 70_000 }, (_, index) => JSON.stringify([index + 1, `key${index}`, 'out']));
  appendFileSync(file, `{"cursor":0,"seen":[]}\n${lines.join('\n')}\n`);
  const ledger = await Ledger.open(file, 0);
  await ledger.pass(70_001, named('last'));
  await ledger.close();
  assert.ok(readFileSync(file, 'utf8').split('\n').length < 5);
  const again = await Ledger.open(file, 0);
  assert.equal(again.cursor, 70_001);
  assert.deepEqual(
    [again.isNew(named('key69999')), again.isNew(named('key20001')), again.isNew(named('key1'))],
    [false, false, true],
  );
});

test('says so when it cannot be written', async () => {
  await assert.rejects(Ledger.open(join(folder, 'none', 'ledger'), 0), { code: 'ENOENT' });
});
