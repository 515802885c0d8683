import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandResult } from '../../../src/ports/protocol.js';
import { MAYA } from '../core/device.js';
import { Page } from './fake-page.js';
import { turn } from './wire.js';

const DENY = { name: 'deny', jid: MAYA } as const;
const OK: CommandResult = { ok: true };

test('a command is answered with its own outcome', async (context) => {
  const page = new Page(context);
  await page.heard();
  const problem = { kind: 'not-signed-in' } as const;
  const [one, other] = [page.client.command(DENY), page.client.command({ name: 'sign-out' })];
  const ids = (await page.heard()).flatMap((message) => (message.type === 'command' ? message.id : []));
  assert.equal(new Set(ids).size, 2);
  page.tell(
    { type: 'done', id: ids[1] ?? 0, result: { ok: false, problem } },
    { type: 'done', id: ids[0] ?? 0, result: OK },
  );
  assert.deepEqual([await one, await other], [OK, { ok: false, problem }]);
});

test('a command that is given before a port is open is sent when it is', async (context) => {
  const page = new Page(context);
  void page.client.command(DENY);
  assert.deepEqual(await page.heardTypes(), ['open', 'command']);
});

test('a command whose port was lost is sent again on the next one, after the page has opened', async (context) => {
  const page = new Page(context);
  await page.heard();
  const outcome = page.client.command(DENY);
  await page.heard();
  await page.wire.cut();
  page.tick(0);
  const [open, command] = await page.heard();
  assert.equal(open?.type, 'open');
  assert.deepEqual(command, { type: 'command', id: 1, command: DENY });
  page.tell({ type: 'done', id: 1, result: OK });
  assert.deepEqual(await outcome, OK);
});

test('a command is sent again once: whose second port was lost, too, is not', async (context) => {
  const page = new Page(context);
  await page.heard();
  const outcome = page.client.command(DENY);
  for (const delay of [0, 100]) {
    await page.heard();
    await page.wire.cut();
    page.tick(delay);
  }
  assert.deepEqual(await page.heardTypes(), ['open']);
  assert.deepEqual(await outcome, { ok: false, problem: { kind: 'not-allowed' } });
});

test('a command that is given while there is no port has its second chance all the same', async (context) => {
  const page = new Page(context);
  await page.heard();
  await page.wire.cut();
  void page.client.command(DENY);
  for (const delay of [0, 100]) {
    page.tick(delay);
    assert.deepEqual(await page.heardTypes(), ['open', 'command']);
    await page.wire.cut();
  }
});

test('a command has an end where no port can be had, whether it is given before or after', async (context) => {
  const page = new Page(context, { open: () => Promise.reject(new Error('no worker')) });
  const before = page.client.command(DENY);
  await turn();
  const after = page.client.command(DENY);
  const refused = { ok: false, problem: { kind: 'not-allowed' } };
  assert.deepEqual(await Promise.race([before, turn()]), refused);
  assert.deepEqual(await Promise.race([after, turn()]), refused);
});

test('a command that was answered is not sent again', async (context) => {
  const page = new Page(context);
  await page.heard();
  const outcome = page.client.command(DENY);
  await page.heard();
  page.tell({ type: 'done', id: 1, result: OK });
  await outcome;
  await page.wire.cut();
  page.tick(0);
  assert.deepEqual(await page.heardTypes(), ['open']);
});
