/** What the archiver says where it cannot begin: a line that says what to do, no trace of the program, and no secret. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ArchiverProcess } from '../servers/archiver-process.js';
import { until } from '../servers/processes.js';
import { onlyProsody } from '../servers/start-server.js';

const CONFIG = {
  domain: 'home.example',
  server: 'prosody',
  database: { type: 'sqlite', file: '/nowhere/archive.sqlite' },
  component: { name: 'archiver.home.example', port: 1, secret: 'geheim' },
  administrators: ['admin@home.example'],
};
const POSTGRESQL = { type: 'postgresql', host: 'db.example', database: 'xmpp', user: 'reader', password: 'geheim' };

for (const [what, changes, prepare, said] of [
  [
    'the state folder is a file',
    {},
    (state: string) => writeFileSync(state, ''),
    /^The state folder cannot be read and written: E\w+\./,
  ],
  [
    'somebody has written into its settings',
    {},
    (state: string) => {
      mkdirSync(state);
      writeFileSync(join(state, 'settings.json'), '{"password": geheim}');
    },
    /^\S+settings\.json is damaged\./,
  ],
  [
    'the certificates for the database are missing',
    { database: { ...POSTGRESQL, caFile: '/nowhere/ca.pem' } },
    () => undefined,
    /^The CA file cannot be read: \/nowhere\/ca\.pem \(ENOENT\)\./,
  ],
] as const) {
  test(`says so where ${what}`, { skip: onlyProsody('no XMPP server takes part') }, async (t) => {
    const archiver = new ArchiverProcess({ ...CONFIG, ...changes });
    t.after(() => archiver.stop());
    prepare(join(archiver.place, '../state'));
    for (const args of [['--check'], []]) {
      const before = archiver.output.length;
      archiver.run(...args);
      assert.equal(await archiver.ended(), 1);
      await until(() => archiver.output.length > before, 'what it says');
      const lines = archiver.output.slice(before).trimEnd().split('\n');
      assert.match(lines[0] ?? '', said);
      assert.equal(lines.length, 1, lines.join('\n'));
    }
    assert.doesNotMatch(archiver.output, /geheim/);
  });
}
