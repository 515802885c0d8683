/** IM Archiving as administrators set it up and watch it, with the archiver as it is shipped beside a Prosody whose archive is in SQLite. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { ArchiverProcess, COMPONENT_SECRET } from '../servers/archiver-process.js';
import { until } from '../servers/processes.js';
import { RawClient } from '../servers/raw-client.js';
import { isAccessible } from '../support/axe.js';
import { openBrowser } from '../support/browser.js';
import { openConsole, startConsoleScene, type ConsoleScene } from '../support/console.js';
import { DOMAIN, type Tab } from '../support/e2e.js';

const COMPONENT = `archiver.${DOMAIN}`;
const FORM = 'im-admin-archive-endpoint';
const PEOPLE = 'im-admin-archive-people';

let folder: string;
let scene: ConsoleScene;
let archiver: ArchiverProcess;
let browser: Browser;
let maya: RawClient;
let console: Tab;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'im-archive-'));
  const file = join(folder, 'archive.sqlite');
  scene = await startConsoleScene('prosody', {
    archive: { type: 'sqlite', file },
    components: { [COMPONENT]: COMPONENT_SECRET },
  });
  const { server } = scene;
  archiver = new ArchiverProcess(
    {
      domain: DOMAIN,
      server: 'prosody',
      database: { type: 'sqlite', file },
      component: { name: COMPONENT, port: server.componentPort, secret: COMPONENT_SECRET },
      administrators: [`admin@${DOMAIN}`],
    },
    'built',
  );
  maya = await RawClient.connect({ service: server.service, jid: `maya@${DOMAIN}`, password: 'maya' });
  archiver.run();
  browser = await openBrowser();
  console = await opensPane('admin');
});
after(async () => {
  await browser.close();
  await maya.close();
  await archiver.stop();
  await scene.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function says(body: string): Promise<void> {
  maya.send(`<message xmlns="jabber:client" type="chat" to="boss@${DOMAIN}"><body>${body}</body></message>`);
  await maya.ping();
}

/** A console in a window of its own. */
async function opensPane(user: string): Promise<Tab> {
  const tab = await openConsole(await browser.createBrowserContext(), scene, user);
  await tab.press('Configuration');
  await tab.press('IM Archiving');
  return tab;
}

function written(): string[] {
  return archiver.records.map(({ body }) => body);
}

async function canSave(): Promise<boolean> {
  const button = await console.find('.save');
  return button.evaluate((found) => found.getAttribute('aria-disabled') !== 'true');
}

/** Tests the endpoint that the form has, with this folder. */
async function tests(path: string): Promise<void> {
  await console.type('#path', path);
  await console.press('Test', FORM);
}

test('beside a new server the pane says that there is no archive yet, and when there is one', async () => {
  await console.untilText('The archive of Prosody is not read. There is no database file');
  await isAccessible(console.page);
  await says('before anybody was on an endpoint');
  await console.untilText('It reads the archive of Prosody from its database.');
});

test('an endpoint is saved after it has passed its test, which says in words what is wrong', async () => {
  await console.press('Add an endpoint…');
  await console.type('#name', 'files');
  await console.press('Folder', FORM);
  await console.press('Lines of JSON', FORM);
  await console.untilText('Save comes after Test: only settings that have passed it can be saved.');
  assert.ok(!(await canSave()));
  await isAccessible(console.page);

  await tests('/etc');
  await console.untilText('It has to be in one of the folders that the configuration of the archiver names');
  await isAccessible(console.page);
  const missing = join(archiver.place, 'missing');
  await tests(missing);
  await console.untilText(`There is no folder ${missing}. Create it, for the user that the archiver runs as.`);
  await console.untilText('The test is not passed.');
  await isAccessible(console.page);
  assert.ok(!(await canSave()));
  await console.press('Save', FORM);

  await tests(archiver.place);
  await console.untilText('The test is passed.');
  await console.untilText(
    /Folder : The folder is there\..*Delivery of a test message : A test file was written, and removed again\./,
  );
  assert.doesNotMatch(await console.text(), /files.*is saved/);
  assert.ok(await canSave());
  await isAccessible(console.page);
  await console.press('Save', FORM);
  await console.untilText('“files” is saved, and in use. Choose under People who is on it.');
  await console.untilText('Nobody is on it, so nothing is delivered there.');
  await isAccessible(console.page);
});

test('what is written to and by somebody who is put on it lies in the folder, and the pane says so', async () => {
  await console.type('#jids', 'maya');
  await console.press('Add', PEOPLE);
  await console.untilText('1 person put on “files”.');
  await says('one');
  await until(() => written().length > 0, 'the message in the folder');
  await console.untilText(/Delivered since the archiver was started: 1 message, the last .*\. Nothing waits\./);
  assert.deepEqual(
    archiver.records.map(({ from, to, body }) => [from, to, body]),
    [[`maya@${DOMAIN}/raw`, `boss@${DOMAIN}`, 'one']],
  );
  await isAccessible(console.page);
});

test('when the archiver is gone the pane says so, and goes on when it is back; whoever may not command it is told who may not', async () => {
  await archiver.kill();
  await says('two');
  await says('three');
  await console.untilText(/The archiver does not answer: .* What you see here is as of/);
  await isAccessible(console.page);
  const other = await opensPane('boss');
  await other.untilText('The archiver cannot be asked');
  await isAccessible(other.page);

  archiver.run();
  await console.untilText(/Delivered since the archiver was started: 2 messages, the last .*\. Nothing waits\./);
  assert.doesNotMatch(await console.text(), /does not answer/);
  assert.deepEqual(written(), ['one', 'two', 'three']);
  await other.untilText(`The archiver takes no commands from boss@${DOMAIN}.`);
  await other.untilText('This account may not set it up yet');
  assert.doesNotMatch(await other.text(), /files|Endpoints/);
  await isAccessible(other.page);
  assert.deepEqual(
    console.complaints.filter((text) => !text.includes('host-meta')),
    [],
  );
});
