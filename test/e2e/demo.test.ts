/** `npm start`, as somebody uses it who has just cloned the project. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { accepts, start, stop, until } from '../servers/processes.js';
import { openBrowser } from '../support/browser.js';
import { ROOT, Tab } from '../support/e2e.js';

let folder = '';
let browser: Browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'im-demo-'));
  browser = await openBrowser();
});

after(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

interface Demo {
  readonly process: ChildProcess;
  readonly site: string;
  readonly service: string;
}

/** Starts the demo on this file's data, and reads what it prints. It ends with the test, if not before. */
async function startDemo(t: TestContext, ...options: string[]): Promise<Demo> {
  const script = join(ROOT, 'test/demo/start.ts');
  const args = ['--import', 'tsx', script, '--no-build', '--folder', folder, ...options];
  const child = start(process.execPath, args, { DISPLAY: undefined, WAYLAND_DISPLAY: undefined });
  t.after(() => stop(child));
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += String(data)));
  child.stderr?.on('data', (data: Buffer) => (output += String(data)));
  await until(() => output.includes('Ctrl-C') || child.exitCode !== null, 'the demo to say that it runs');
  const site = /http:\S+/.exec(output)?.[0];
  const service = /ws:\S+/.exec(output)?.[0];
  if (!site || !service) throw new Error(output);
  return { process: child, site, service };
}

async function interrupt({ process: child }: Demo): Promise<void> {
  child.kill('SIGINT');
  if (child.exitCode === null) await once(child, 'exit');
}

test('Ctrl-C stops everything, and a second start goes on where the first one ended', async (t) => {
  const first = await startDemo(t);
  const context = await browser.createBrowserContext();
  const tab = await Tab.open(context, first.site);
  await tab.signIn('maya', 'maya');
  await tab.untilText(/jonas @ alder\.example Accepted automatically/);
  await tab.press('Decline', 'it-support@a1der.example');
  await tab.until(({ requests }) => requests.total === 2 && !requests.held, 'two requests to be left, and no Undo');
  assert.deepEqual(tab.complaints, []);
  await context.close();
  await interrupt(first);
  assert.equal(first.process.exitCode, 0);
  assert.equal(await accepts(Number(new URL(first.service).port)), false);

  const second = await startDemo(t);
  const again = await Tab.open(await browser.createBrowserContext(), second.site);
  await again.signIn('maya', 'maya');
  await again.until(({ requests }) => requests.loaded && requests.total === 2, 'the same two requests');
  await again.page.close();
  await interrupt(second);
});

test('a second demo on the same data says that one is running, and which', async (t) => {
  const demo = await startDemo(t);
  await assert.rejects(startDemo(t), new RegExp(`running already, as process ${demo.process.pid}`));
  await interrupt(demo);
});

test('ports that are taken are left alone, and others found', async (t) => {
  const taken = [5280, 8080].map((port) =>
    createServer()
      .on('error', () => undefined)
      .listen(port, '127.0.0.1'),
  );
  const demo = await startDemo(t);
  assert.doesNotMatch(demo.site, /:8080\b/);
  assert.doesNotMatch(demo.service, /:5280\b/);
  assert.equal((await fetch(demo.site)).status, 200);
  for (const server of taken) server.close();
});

test('whoever asks for the colleague’s page sees their request decided', async (t) => {
  const demo = await startDemo(t, '--reset');
  const context = await browser.createBrowserContext();
  const maya = await Tab.open(context, demo.site);
  await maya.signIn('maya', 'maya');
  await maya.until(({ requests }) => requests.loaded && requests.total === 3, 'what waits from the start');
  const colleague = await Tab.open(context, `${demo.site}/colleague.html`, 'body');
  await colleague.page.select('#who', 'henrik@alder.example');
  await colleague.press('Send the request');
  await colleague.untilText(/accepted/i);
  await maya.untilText(/henrik @ alder\.example Accepted automatically/);
  assert.deepEqual([...maya.complaints, ...colleague.complaints], []);
  await context.close();
  await interrupt(demo);
});
