/** One archiver for each state folder, whatever a crash has left in it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { onlyOne } from '../../../src/archiver/only-one.js';

const folder = mkdtempSync(join(tmpdir(), 'im-only-one-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let sockets = 0;

/** A socket that somebody has left behind who was killed. */
function left(): string {
  const path = join(folder, String(++sockets));
  const code = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', code]);
  return path;
}

test('whoever comes second is told so; after the first has ended there is room', async () => {
  const path = join(folder, 'first');
  const first = await onlyOne(path);
  assert.ok(first);
  assert.equal(await onlyOne(path), undefined);
  await new Promise((resolve) => first.close(resolve));
  const next = await onlyOne(path);
  assert.ok(next);
  next.close();
});

test('of several that start at once after a crash, one is there', async () => {
  for (let round = 0; round < 40; round++) {
    const path = left();
    // A little apart, so that each meets the others at another step.
    const starts = Array.from({ length: 4 }, async (_, index) => {
      for (let turn = 0; turn < (round * (index + 1)) % 7; turn++) await new Promise(setImmediate);
      return onlyOne(path);
    });
    const there = (await Promise.all(starts)).filter((server) => server !== undefined);
    for (const server of there) server.close();
    assert.equal(there.length, 1, `round ${round}`);
  }
  assert.ok(!readdirSync(folder).some((name) => name.endsWith('.taking')));
});

test('a crash while taking over keeps nobody out', async () => {
  const path = left();
  mkdirSync(`${path}.taking`);
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(`${path}.taking`, longAgo, longAgo);
  const server = await onlyOne(path);
  assert.ok(server);
  server.close();
});
