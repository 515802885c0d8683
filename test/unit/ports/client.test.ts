import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_FILTER } from '../../../src/core/view.js';
import { PAGE_SIZE, type PortClientOptions } from '../../../src/ports/client.js';
import type { HostMessage } from '../../../src/ports/protocol.js';
import { INA, MAYA } from '../core/device.js';
import { Page } from './fake-page.js';
import { turn } from './wire.js';

test('a page opens with what it expects, and is ready when it is shown something', async (context) => {
  const expects = { jid: INA, domain: null };
  const page = new Page(context, { expects });
  assert.deepEqual([page.client.state, page.client.view], [{ kind: 'connecting' }, undefined]);
  assert.deepEqual(await page.heard(), [
    {
      type: 'open',
      protocol: 1,
      expects,
      window: { offset: 0, limit: PAGE_SIZE, filter: NO_FILTER },
      givesTokens: false,
    },
  ]);
  page.tell(page.snapshot(1, 7));
  assert.deepEqual([page.client.state, page.client.view?.requests.total], [{ kind: 'ready' }, 7]);
});

test('what changed replaces its slices, and leaves the others', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.tell(page.snapshot(4));
  const before = page.client.view;
  page.tell(page.changed(5, 8), page.changed(6, 9));
  assert.equal(page.client.view?.requests.total, 9);
  assert.equal(page.client.view.setting, before?.setting);
  assert.deepEqual(await page.heardTypes(), ['open']);
});

for (const [what, revision] of [
  ['a gap', 4],
  ['a repetition', 2],
  ['an old one', 1],
] as const) {
  test(`${what} in the revisions makes it ask again, and changes nothing`, async (context) => {
    const page = new Page(context);
    await page.heard();
    page.tell(page.snapshot(2, 7), page.changed(revision, 8));
    assert.equal(page.client.view?.requests.total, 7);
    assert.deepEqual(await page.heardTypes(), ['open', 'open']);
    page.tell(page.snapshot(9, 8), page.changed(10, 9));
    assert.equal(page.client.view.requests.total, 9);
  });
}

test('a change before the first snapshot makes it ask again', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.tell(page.changed(1, 8));
  assert.deepEqual([page.client.view, await page.heardTypes()], [undefined, ['open', 'open']]);
});

test('what is not understood is passed over', async (context) => {
  const page = new Page(context);
  await page.heard();
  for (const message of [
    null,
    'snapshot',
    { type: 'snapshot' },
    { type: 'changed', revision: 'x' },
    { type: 'open' },
  ]) {
    page.wire.tell(message);
  }
  assert.deepEqual([page.client.state, await page.heardTypes()], [{ kind: 'connecting' }, ['open']]);
});

test('listeners hear of each change, until they no longer want to', async (context) => {
  const page = new Page(context);
  await page.heard();
  const abort = new AbortController();
  let [heard, late] = [0, 0];
  page.client.subscribe(() => heard++, abort.signal);
  page.tell(page.snapshot(1), page.changed(2, 7));
  abort.abort();
  page.client.subscribe(() => late++, abort.signal);
  page.tell(page.changed(3, 8));
  assert.deepEqual([heard, late], [2, 0]);
});

test('a listener that goes while others are told does not keep them from hearing', async (context) => {
  const page = new Page(context);
  await page.heard();
  const abort = new AbortController();
  let heard = 0;
  page.client.subscribe(() => abort.abort(), abort.signal);
  page.client.subscribe(() => heard++, new AbortController().signal);
  page.tell(page.snapshot(1));
  assert.equal(heard, 1);
});

test('a page on which somebody is about to sign in says so', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.client.prepare();
  assert.deepEqual(await page.heardTypes(), ['open', 'prepare']);
});

test('a page that looks elsewhere says so, and opens there again', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.client.look({ offset: 25, limit: 25, filter: NO_FILTER });
  assert.deepEqual((await page.heard())[1], { type: 'look', window: { offset: 25, limit: 25, filter: NO_FILTER } });
  await page.wire.cut();
  page.tick(0);
  const [open] = await page.heard();
  assert.ok(open?.type === 'open');
  assert.deepEqual(open.window, { offset: 25, limit: 25, filter: NO_FILTER });
});

test('a page whose worker is of another version is outdated', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.tell({ type: 'refused', reason: 'protocol' });
  assert.deepEqual(page.client.state, { kind: 'outdated' });
});

test('a page that is for somebody else shows nothing, until it fits', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.tell(page.snapshot(), { type: 'refused', reason: 'account-mismatch', account: INA });
  assert.deepEqual([page.client.state, page.client.view], [{ kind: 'account-mismatch', account: INA }, undefined]);
  page.tell(page.snapshot(2));
  assert.deepEqual(page.client.state, { kind: 'ready' });
});

test('where no port can be had, it says why', async (context) => {
  const page = new Page(context, { open: () => Promise.reject(new Error('workers are not allowed here')) });
  await turn();
  assert.deepEqual(page.client.state, { kind: 'failed', reason: 'workers are not allowed here' });
});

test('a page that is disposed of closes its port, and opens no other', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.client.dispose();
  assert.equal(page.wire.isOpen, false);
  await page.wire.cut();
  page.tick(10_000);
  await turn();
  assert.equal(page.wires.length, 1);
});

test('a page that is disposed of while it opens a port closes it', async (context) => {
  const page = new Page(context);
  page.client.dispose();
  await turn();
  assert.deepEqual([page.wires.length, page.wire.isOpen, page.wire.toHost], [1, false, []]);
});

test('ports that are lost one after the other are opened ever later; one that speaks ends that', async (context) => {
  const page = new Page(context);
  await page.heard();
  for (const delay of [0, 100, 500, 2000, 2000]) {
    const count = page.wires.length;
    await page.wire.cut();
    if (delay > 0) {
      page.tick(delay - 1);
      await turn();
      assert.equal(page.wires.length, count, `before ${delay}`);
    }
    page.tick(1);
    await turn();
    assert.equal(page.wires.length, count + 1, `after ${delay}`);
  }
  page.tell(page.snapshot());
  await page.wire.cut();
  page.tick(0);
  await turn();
  assert.equal(page.wires.length, 7);
});

test('a worker that has just started takes nothing off the page before it knows who is signed in', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.tell(page.starting());
  assert.equal(page.client.view?.session.link.phase, 'starting');
  page.tell(page.snapshot(2, 7));
  await page.wire.cut();
  page.tick(0);
  await turn();
  page.tell(page.starting(), page.changed(2, 0));
  assert.deepEqual([page.client.view.session.link.phase, page.client.view.requests.total], ['connecting', 7]);
  page.tell(page.knows(3));
  assert.deepEqual([page.client.view.session.link.phase, page.client.view.requests.total], ['connecting', 0]);
  assert.deepEqual(await page.heardTypes(), ['open']);
});

test('after a port was lost, what was shown stays until the next one speaks', async (context) => {
  const page = new Page(context);
  await page.heard();
  page.tell(page.snapshot(5, 7));
  const lost = page.wire;
  await lost.cut();
  page.tick(0);
  await page.heard();
  assert.deepEqual([page.client.state, page.client.view?.requests.total], [{ kind: 'ready' }, 7]);
  lost.tell(page.snapshot(6, 9));
  assert.equal(page.client.view?.requests.total, 7);
  page.tell(page.snapshot(1, 8));
  assert.equal(page.client.view.requests.total, 8);
});

describe('a token', () => {
  const WANTED: HostMessage = { type: 'credential-wanted', id: 3, jid: INA };

  test('is handed out when the host asks for it', async (context) => {
    const asked: string[] = [];
    const fetchToken = async (jid: string): Promise<string> => {
      asked.push(jid);
      return 'abc';
    };
    const page = new Page(context, { fetchToken });
    const [open] = await page.heard();
    assert.equal(open?.type === 'open' && open.givesTokens, true);
    page.tell(WANTED);
    assert.deepEqual((await page.heard()).at(-1), { type: 'credential', id: 3, token: 'abc' });
    assert.deepEqual(asked, [INA]);
  });

  const none: readonly (readonly [string, PortClientOptions['fetchToken']])[] = [
    ['the callback has none', async () => undefined],
    ['the callback fails', () => Promise.reject(new Error('no session'))],
    ['there is no callback', undefined],
  ];
  for (const [why, fetchToken] of none) {
    test(`is said not to be there if ${why}`, async (context) => {
      const page = new Page(context, { fetchToken });
      await page.heard();
      page.tell(WANTED);
      assert.deepEqual((await page.heard()).at(-1), { type: 'credential', id: 3, token: null });
    });
  }
});

test('a page that is for others now says so, and opens again', async (context) => {
  const page = new Page(context);
  await page.heard();
  const expects = { jid: MAYA, domain: null };
  page.client.change({ expects, fetchToken: async () => 'abc' });
  const opens = await page.heard();
  assert.deepEqual(opens.at(-1), { ...opens[0], expects, givesTokens: true });
});
