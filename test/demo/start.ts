/**
 * `npm start`: a real Prosody with a demo organisation, the archiver beside it, a site that embeds the elements, and, where
 * there is a display, a browser with the extension. Ctrl-C ends all of it. `npm start -- --help` says the rest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { Prosody } from '../servers/prosody.js';
import { Site } from '../servers/site.js';
import { openBrowser } from '../support/browser.js';
import { findArchiving, startArchiver, type Archiving } from './archiver.js';
import { peopleWhoAreThere } from './contacts.js';
import { demoHosts, ORGANISATION, PERSON, seed } from './organisation.js';
import { demoFolders, demoPages } from './site-content.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** Tried first; where they are taken, others are found. */
const PORTS = { xmpp: 5280, site: 8080 };
const HELP = `Starts the demo, and keeps it running until Ctrl-C.

  npm start -- [options]

  --reset        begin anew: forget everybody's contacts and the policy
  --folder DIR   where the demo keeps its data (.demo)
  --no-build     serve what was built before`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      reset: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(ROOT, '.demo') },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = resolve(values.folder);
  const running = join(folder, 'running');
  const earlier = await readFile(running, 'utf8').catch(() => '');
  if (isRunning(Number(earlier))) {
    throw new Error(`The demo is running already, as process ${earlier}. Stop that one with Ctrl-C first.`);
  }
  if (values.reset) await rm(folder, { recursive: true, force: true });
  if (!values['no-build']) build();
  await mkdir(folder, { recursive: true });
  await writeFile(running, String(process.pid));
  try {
    await run(folder);
  } finally {
    await rm(running, { force: true });
  }
}

async function run(folder: string): Promise<void> {
  const seeded = join(folder, 'seeded');
  const isNew = !existsSync(seeded);
  const archiving = await findArchiving(folder, isNew);
  const server = await Prosody.start({
    hosts: demoHosts(),
    kit: true,
    reports: true,
    folder: join(folder, 'prosody'),
    preferredPort: PORTS.xmpp,
    ...(archiving.ok ? archiving.server : {}),
  });
  if (isNew) {
    await seed(server);
    await writeFile(seeded, new Date().toISOString());
  }
  const stopArchiver = archiving.ok ? await startArchiver(ROOT, folder, archiving.place, server) : undefined;
  const site = await Site.start({
    folders: demoFolders(ROOT),
    pages: await demoPages(ROOT, server.service),
    preferredPort: PORTS.site,
  });
  const people = await peopleWhoAreThere(server);
  tell(server, site, archiving);
  const browser = hasDisplay() ? await showBrowser(site) : undefined;
  await interrupted(browser);
  console.log('\nStopping …');
  await browser?.close().catch(() => undefined);
  await Promise.all(people.map((person) => person.close()));
  await site.stop();
  await stopArchiver?.();
  await server.stop();
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function build(): void {
  console.log('Building …');
  const { status } = spawnSync('npx', ['rollup', '-c', '--silent'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed; see above');
}

function tell(server: Prosody, site: Site, archiving: Archiving): void {
  const row = (name: string, value: string): string => `  ${name.padEnd(22)}${value}`;
  console.log(
    [
      '',
      'The demo is running.',
      '',
      row('Site with the element', site.origin),
      row('Contacts and chats', `${site.origin}/people.html`),
      row('A colleague who asks', `${site.origin}/colleague.html`),
      row('Sign in as', `${PERSON.jid}, password ${PERSON.password}`),
      row('Administration', `${site.origin}/admin/`),
      row('Sign in there as', `admin@${ORGANISATION}, password admin`),
      ...(archiving.ok
        ? [row('IM Archiving there', 'is tried with an endpoint that is a folder, this one:'), row('', archiving.place)]
        : [row('IM Archiving there', `cannot be tried: ${archiving.why}`), row('', 'Then begin anew, as below.')]),
      row('Extension', 'load dist/extension unpacked (see README.md); the server address is'),
      row('', server.service),
      row('Change the policy', `npm run policy -- --service ${server.service} --handling prompt --fixed`),
      '',
      'Ctrl-C stops everything. `npm start -- --reset` begins anew.',
    ].join('\n'),
  );
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** A browser is a convenience: without one, the addresses above serve. */
async function showBrowser(site: Site): Promise<Browser | undefined> {
  try {
    const browser = await openBrowser({ extension: join(ROOT, 'dist/extension'), headless: false });
    const [first] = await browser.pages();
    await first?.goto(site.origin);
    const second = await browser.newPage();
    await second.goto(`${site.origin}/colleague.html`);
    await first?.bringToFront();
    return browser;
  } catch (error) {
    console.log(`No browser was opened (${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'}).`);
    return undefined;
  }
}

function interrupted(browser: Browser | undefined): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    browser?.once('disconnected', () => resolve());
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1); // ends what was started, too
});
