/** `npm start`, as somebody uses it who has just cloned the project. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { accepts, start, stop, until } from '../servers/processes.js';
import { RawClient } from '../servers/raw-client.js';
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
  /** All that it has printed. */
  readonly output: string;
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
  return { process: child, site, service, output };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function interrupt({ process: child }: Demo): Promise<void> {
  child.kill('SIGINT');
  if (child.exitCode === null) await once(child, 'exit');
}

/** Whether an archiver has the state folder of the demo: it listens there. */
async function archiverRuns(): Promise<boolean> {
  const socket = connect(join(folder, 'archiver/running'));
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isThere;
}

/** What lies in a folder of days, as texts. */
async function mailsIn(place: string): Promise<readonly string[]> {
  const files = await readdir(place, { recursive: true });
  return Promise.all(files.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(place, name), 'utf8')));
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
  assert.equal(await archiverRuns(), false);

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

test('an administrator has all messages archived in the folder that is printed, and finds them there', async (t) => {
  const demo = await startDemo(t, '--reset');
  await until(archiverRuns, 'the archiver to run');
  const place = /IM Archiving there.*\n\s*(\S+)/.exec(demo.output)?.[1] ?? '';
  const console = await Tab.open(await browser.createBrowserContext(), `${demo.site}/admin/`, 'im-admin-console');
  await console.signIn('admin', 'admin');
  await console.press('Configuration');
  await console.press('IM Archiving');
  await console.untilText('It reads the archive of Prosody from its database.');
  await console.press('Add an endpoint…');
  await console.type('#name', 'files');
  await console.press('Folder', 'im-admin-archive-endpoint');
  await console.type('#path', place);
  await console.press('Test', 'im-admin-archive-endpoint');
  await console.untilText('The test is passed.');
  await console.press('Save', 'im-admin-archive-endpoint');
  await console.untilText('“files” is saved, and in use.');
  await console.untilText('Nobody is on it, so nothing is delivered there.');
  const everybody = await console.find('#everybody');
  await everybody.evaluate((select) => {
    (select as HTMLSelectElement).value = 'files';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await console.press('Save for everybody', 'im-admin-archive-people');
  await console.untilText('On it: everybody who is no exception.');

  const maya = await RawClient.connect({ service: demo.service, jid: 'maya@alder.example', password: 'maya' });
  maya.send(
    '<message xmlns="jabber:client" type="chat" to="nadia@alder.example"><body>Rotterdam, 18:40</body></message>',
  );
  await until(async () => (await mailsIn(place)).some((mail) => mail.includes('Rotterdam, 18:40')), 'the mail');
  await maya.close();
  // The console asks the organisation's domains where their servers are, and nobody has them.
  const complaints = console.complaints.filter((text) => !text.startsWith('Failed to load resource: net::'));
  assert.deepEqual(complaints, []);
  await console.page.close();
  await interrupt(demo);
  assert.equal(await archiverRuns(), false);
});

test('a demo that cannot go on says why, and leaves nothing running', async (t) => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await symlink(join(folder, 'none/none'), join(folder, 'seeded'));
  await assert.rejects(startDemo(t), /ENOENT.*seeded/);
  const pid = Number(await readFile(join(folder, 'prosody/prosody.pid'), 'utf8'));
  await until(() => !isRunning(pid), 'Prosody to be gone');
});

test('data that were begun without an archiver are left as they are, and that is said', async (t) => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, 'seeded'), '');
  const demo = await startDemo(t);
  assert.match(
    demo.output,
    /IM Archiving there +cannot be tried: What was written before is not in SQLite\.\n +Then begin anew/,
  );
  await interrupt(demo);
  assert.equal(demo.process.exitCode, 0);
  assert.equal(existsSync(join(folder, 'archive.sqlite')), false);
});

test('its terminal is closed: the archiver does not outlive it', async (t) => {
  const demo = await startDemo(t, '--reset');
  await until(archiverRuns, 'the archiver to run');
  // What it prints then goes nowhere, which is an error that nobody expects.
  demo.process.stdout?.destroy();
  await interrupt(demo);
  assert.equal(demo.process.exitCode, 1);
  await until(async () => !(await archiverRuns()), 'the archiver to be gone');
  assert.equal(await accepts(Number(new URL(demo.service).port)), false);
});
