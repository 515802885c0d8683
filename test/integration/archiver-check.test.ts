/** What `im-archiver --check` says of the files that the archiver has to do with. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import Sqlite from 'libsql';
import { onlyProsody } from '../servers/start-server.js';

const PROGRAM = join(dirname(fileURLToPath(import.meta.url)), '../../src/archiver/main.ts');
const USABLE = 'The configuration can be used.';
const skip = onlyProsody('no XMPP server takes part');

interface Scene {
  readonly config: string;
  readonly secret: string;
  readonly state: string;
  /** Where endpoints may write. */
  readonly place: string;
  /** Its exit code, and what it says, sorted; `component` is that of the configuration. */
  readonly check: (component?: Readonly<Record<string, string>>) => readonly [code: number | null, ...said: string[]];
}

/** Everything is as it should be, and there is no server. */
function scene(t: TestContext): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'im-check-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [config = '', secret = '', state = '', place = '', file = ''] = [
    'config.json', 'secret', 'state', 'place', 'archive.sqlite',
  ].map((name) => join(folder, name)); // prettier-ignore
  const database = new Sqlite(file);
  database.exec(
    'CREATE TABLE prosodyarchive (sort_id INTEGER PRIMARY KEY AUTOINCREMENT, host, user, store, key, "when", "with", type, value)',
  );
  database.close();
  writeFileSync(secret, 'geheim\n', { mode: 0o600 });
  mkdirSync(place);
  const check: Scene['check'] = (component = { secretFile: secret }) => {
    const content = {
      domain: 'home.example',
      server: 'prosody',
      database: { type: 'sqlite', file },
      component: { name: 'archiver.home.example', ...component },
      administrators: ['admin@home.example'],
      state,
      folders: [place],
    };
    writeFileSync(config, JSON.stringify(content));
    const args = ['--import', 'tsx', PROGRAM, '--config', config, '--check'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return [status, ...`${stdout}${stderr}`.split('\n').filter(Boolean).sort()];
  };
  return { config, secret, state, place, check };
}

test('says nothing more of files that are as they should be', { skip }, (t) => {
  assert.deepEqual(scene(t).check(), [0, USABLE]);
});

test('says which secrets everybody may read, which keeps nothing from being used', { skip }, (t) => {
  const { check, secret, state, config } = scene(t);
  const advice = (path: string): string =>
    `The permissions of ${path} let everybody read it. Take that away: chmod o= ${path}`;
  chmodSync(secret, 0o644);
  assert.deepEqual(check(), [0, USABLE, advice(secret)]);
  chmodSync(secret, 0o640);
  chmodSync(config, 0o644);
  chmodSync(state, 0o755);
  assert.deepEqual(check(), [0, USABLE, advice(state)]);
  chmodSync(state, 0o700);
  assert.deepEqual(check({ secret: 'geheim' }), [0, USABLE, advice(config)]);
});

test('a folder that is missing is a fault, whether endpoints may be there or one is', { skip }, (t) => {
  const { check, state, place } = scene(t);
  const fault = (path: string): string =>
    `There is no folder ${path}. Create it, for the user that the archiver runs as.`;
  const path = join(place, 'mails');
  const stored = { endpoint: { name: 'files', type: 'folder', path, format: 'eml' }, key: 'k', start: 0 };
  mkdirSync(state, { mode: 0o700 });
  writeFileSync(join(state, 'settings.json'), JSON.stringify({ version: 1, endpoints: [stored], assignments: [] }));
  assert.deepEqual(check(), [1, fault(path)]);
  rmdirSync(place);
  assert.deepEqual(check(), [1, fault(place), fault(path)]);
  mkdirSync(path, { recursive: true });
  assert.deepEqual(check(), [0, USABLE]);
});
