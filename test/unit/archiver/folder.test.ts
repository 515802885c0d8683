import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { FolderDeliverer, mailFile } from '../../../src/archiver/deliver/folder.js';
import type { FolderSettings } from '../../../src/archiver/endpoint.js';
import { readMessage, type Message } from '../../../src/archiver/message.js';
import { testEndpoint } from '../../../src/archiver/test-endpoint.js';
import { chat, row } from './rows.js';

const parent = mkdtempSync(join(tmpdir(), 'im-folder-'));
after(() => rmSync(parent, { recursive: true, force: true }));

const settings = (format: 'eml' | 'jsonl'): FolderSettings => ({
  type: 'folder',
  path: mkdtempSync(join(parent, 'f-')),
  format,
});

function message(number: number, body: string, archiveId = `id${number}`): Message {
  const read = readMessage(
    row(number, 'anna@example.com', chat('anna@example.com/a', 'bob@example.com', body, `m${number}`), { archiveId }),
  );
  assert.ok(read);
  return read.message;
}

async function deliver(to: FolderSettings, ...messages: readonly Message[]): Promise<void> {
  const deliverer = new FolderDeliverer(to, [parent]);
  for (const one of messages) assert.deepEqual(await deliverer.deliver(one), { ok: true, value: undefined });
  await deliverer.close();
}

const DAY = 'messages-2026-11-27.jsonl';
const bodies = (to: FolderSettings): unknown[] =>
  readFileSync(join(to.path, DAY), 'utf8').split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { body: string }).body); // prettier-ignore

test('keeps a line for each message in a file for each day', async () => {
  const to = settings('jsonl');
  await deliver(to, message(1, 'one'), message(2, 'two\nlines'));
  await deliver(to, message(3, 'three'));
  assert.deepEqual(bodies(to), ['one', 'two\nlines', 'three']);
});

test('a line that was there before the crash is not written twice', async () => {
  const to = settings('jsonl');
  await deliver(to, message(1, 'one'), message(2, 'two'));
  await deliver(to, message(2, 'two'), message(3, 'three'));
  assert.deepEqual(bodies(to), ['one', 'two', 'three']);
});

test('a line that a crash has torn at any octet is written whole, however long it is', async () => {
  const to = settings('jsonl');
  const long = 'x'.repeat(200_000);
  await deliver(to, message(1, long), message(2, long));
  const whole = readFileSync(join(to.path, DAY));
  const second = whole.indexOf('\n') + 1;
  for (const length of [0, 1, second - 1, second, second + 1, second + 70_000, whole.length - 1, whole.length]) {
    writeFileSync(join(to.path, DAY), whole.subarray(0, length));
    await deliver(to, ...(length < second ? [message(1, long)] : []), message(2, long));
    assert.deepEqual(readFileSync(join(to.path, DAY)), whole, `${length} octets`);
  }
});

test('what somebody else has put at the end is left alone, if it is a line', async () => {
  const to = settings('jsonl');
  await deliver(to, message(1, 'one'));
  appendFileSync(join(to.path, DAY), 'no json\n');
  await deliver(to, message(2, 'two'));
  assert.match(readFileSync(join(to.path, DAY), 'utf8'), /one.*\nno json\n.*two/);
});

test('keeps a mail for each message in a folder for each day, named by nothing that anybody has written', async () => {
  const to = settings('eml');
  const hostile = message(2, 'x', '../../../../etc/passwd');
  await deliver(to, message(1, 'one'), hostile, message(1, 'one'));
  const files = readdirSync(join(to.path, '2026-11-27')).sort();
  assert.equal(files.length, 2);
  for (const file of files) assert.match(file, /^\d{12}-[0-9a-f]{32}\.eml$/);
  assert.deepEqual(readdirSync(to.path), ['2026-11-27']);
  assert.match(hostile.id, /^[0-9a-f]{32}\.[0-9a-f]{12}@example\.com$/);
});

test('what somebody has linked to another place is not written through', async () => {
  const elsewhere = join(parent, 'elsewhere');
  writeFileSync(elsewhere, 'precious, and no line end');
  const lines = settings('jsonl');
  symlinkSync(elsewhere, join(lines.path, DAY));
  const refused = await new FolderDeliverer(lines, [parent]).deliver(message(1, 'one'));
  assert.deepEqual(refused.ok || refused.fault.reason, 'file-fault');
  const mails = settings('eml');
  const file = mailFile(mails.path, message(1, 'one'));
  mkdirSync(dirname(file));
  symlinkSync(elsewhere, `${file}.tmp`);
  await deliver(mails, message(1, 'one'));
  assert.deepEqual(
    [readFileSync(elsewhere, 'utf8'), readdirSync(dirname(file)), lstatSync(file).isFile()],
    ['precious, and no line end', [basename(file)], true],
  );
});

test('a folder that links lead out of those that are allowed, or that is not allowed any more, is named', async () => {
  const inside = join(settings('jsonl').path, 'link');
  const other = mkdtempSync(join(parent, 'other-'));
  symlinkSync(other, inside);
  for (const [path, folders] of [
    [inside, [dirname(inside)]],
    [other, []],
  ] as const) {
    const result = await new FolderDeliverer({ type: 'folder', path, format: 'jsonl' }, folders).deliver(
      message(1, 'one'),
    );
    assert.deepEqual(result.ok || result.fault.reason, 'folder-not-allowed');
    const { steps } = await testEndpoint({ name: 'x', type: 'folder', path, format: 'jsonl' }, folders, 0, 'r');
    assert.equal(steps[0]?.reason, 'folder-not-allowed');
  }
  // The folder of the configuration may be a link itself.
  const link = join(parent, 'link');
  symlinkSync(other, link);
  await new FolderDeliverer({ type: 'folder', path: link, format: 'jsonl' }, [link]).deliver(message(1, 'one'));
  assert.deepEqual(readdirSync(other), [DAY]);
});

test('a folder that is not there is not made: it may be a disk that is not mounted', async () => {
  const to = { ...settings('eml'), path: join(parent, 'none') };
  const result = await new FolderDeliverer(to, [parent]).deliver(message(1, 'x'));
  assert.deepEqual(result, { ok: false, fault: { reason: 'folder-missing', detail: to.path } });
  assert.equal(existsSync(to.path), false);
  writeFileSync(to.path, '');
  const file = await new FolderDeliverer(to, [parent]).deliver(message(1, 'x'));
  assert.equal(file.ok || file.fault.reason, 'folder-not-a-folder');
});
