import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../../src/archiver/config.js';

const GOOD = {
  domain: 'example.com',
  rooms: ['conference.example.com'],
  server: 'prosody',
  database: { type: 'sqlite', file: '/var/lib/prosody/prosody.sqlite' },
  component: { name: 'archiver.example.com', host: '127.0.0.1', port: 5347, secretFile: '/etc/secret' },
  administrators: ['Admin@example.com'],
  state: '/var/lib/im-archiver',
  folders: ['/srv/archive'],
};
const POSTGRESQL = { type: 'postgresql', host: 'db.example.com', database: 'xmpp', user: 'reader', password: 'p' };

function read(changes: Readonly<Record<string, unknown>> | string): ReturnType<typeof readConfig> {
  const text = typeof changes === 'string' ? changes : JSON.stringify({ ...GOOD, ...changes });
  return readConfig(text, (file) => {
    if (file !== '/etc/secret') throw new Error('none');
    return 'geheim\n';
  });
}

test('says nothing of what stands where the text is no JSON, for it may be a secret', () => {
  for (const text of ['{"secret": hunter2}', '{\n"secret": "hunter2",}', '{"secret": "hunter2']) {
    const read = readConfig(text, () => '');
    assert.ok(!read.ok);
    assert.doesNotMatch(read.mistakes.join(), /hunter/);
  }
});

test('reads a configuration, and the secrets that it names', () => {
  const result = read({});
  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(result.config.component.secret, 'geheim');
  assert.deepEqual(result.config.administrators, ['admin@example.com']);
  const other = read({ database: POSTGRESQL, server: 'ejabberd' });
  assert.ok(other.ok, JSON.stringify(other));
  assert.deepEqual(other.config.database, { ...POSTGRESQL, port: 5432, tls: 'verify', caFile: undefined });
});

const MISTAKES: readonly (readonly [changes: Readonly<Record<string, unknown>> | string, mistake: RegExp])[] = [
  ['{', /no JSON/],
  ['{\n"domain": "example.com"\n"server": "prosody" }', /no JSON \(line 3\)/],
  ['[]', /has to be an object/],
  [{ domain: undefined }, /^domain: is missing/],
  [{ domain: 'a b' }, /^domain: “a b” is no domain/],
  [{ rooms: 'x' }, /^rooms: has to be a list/],
  [{ server: 'openfire' }, /^server: has to be one of "prosody", "ejabberd"/],
  [{ database: { type: 'mysql' } }, /^database.type: has to be one of/],
  [{ database: { type: 'sqlite', file: 'x.sqlite' } }, /^database.file: .* begin with \//],
  [{ database: { ...POSTGRESQL, tls: 'none' } }, /^database.tls: without TLS/],
  [{ database: { ...POSTGRESQL, password: undefined } }, /^database.password: is missing/],
  [{ component: { ...GOOD.component, port: 0 } }, /^component.port: has to be a number/],
  [{ component: { ...GOOD.component, secretFile: '/none' } }, /^component.secretFile: \/none cannot be read/],
  [{ component: { ...GOOD.component, secret: 'x' } }, /^component.secret: stands beside secretFile/],
  [{ administrators: [] }, /^administrators: nobody is named/],
  [
    { administrators: ['admin@other.example'] },
    /^administrators: “admin@other.example” is no account of “example.com”/,
  ],
  [{ state: 'state' }, /^state: .* begin with \//],
  [{ folders: ['srv'] }, /^folders: “srv”/],
  [{ administrator: [] }, /^administrator: is not known here/],
];
for (const [changes, mistake] of MISTAKES) {
  test(`names what is wrong: ${mistake.source}`, () => {
    const result = read(changes);
    assert.ok(!result.ok);
    assert.ok(
      result.mistakes.some((one) => mistake.test(one)),
      result.mistakes.join('\n'),
    );
    assert.ok(!result.mistakes.join().includes('geheim'));
  });
}
