import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportAccounts, importTemplate, listWithProfiles } from '../../../../src/admin/import/export.js';
import { readPeople } from '../../../../src/admin/import/people-file.js';
import { LossyAccounts } from '../../../support/lossy-accounts.js';

const PROFILES = [
  { firstName: 'Zoë', lastName: 'O’Neil, "Z"', mail: 'zoe@corp.example', title: '=cmd|x' },
  { firstName: '-', lastName: '@x', mail: 'x@corp.example', title: '' },
  { firstName: "'=x", lastName: "''-", mail: 'y@corp.example', title: "'-" },
];

test('what is exported is imported again as it was, and no spreadsheet computes it', async () => {
  const accounts = new LossyAccounts();
  for (const [i, profile] of PROFILES.entries()) accounts.people.set(`p${i}`, { password: 'x', profile });
  const seen: number[] = [];
  const { signal } = new AbortController();
  const listed = await listWithProfiles(accounts, { signal, progress: (read) => seen.push(read) });
  assert.ok(listed.ok);
  assert.deepEqual(seen, [1, 2, 3]);
  const csv = exportAccounts(listed.value);
  assert.doesNotMatch(csv, /(^|,)"?[=+\-@]/m);
  const read = readPeople(new Uint8Array(Buffer.from(csv)), 'corp.example');
  assert.ok(read.ok);
  assert.deepEqual(read.file.bad, []);
  assert.deepEqual(
    read.file.people.map(({ username, profile }) => [username, profile]),
    PROFILES.map((profile, i) => [`p${i}`, profile]),
  );
});

test('an account without a profile is a line that says what is missing', () => {
  const csv = exportAccounts([
    { jid: 'ada@corp.example', profile: undefined, isDisabled: undefined, sessions: undefined },
  ]);
  assert.equal(csv, 'firstName,lastName,email,userName,title\r\n,,,ada,\r\n');
});

test('it ends when it is not wanted any more', async () => {
  const accounts = new LossyAccounts();
  for (let i = 0; i < 20; i++)
    accounts.people.set(`p${i}`, {
      password: 'x',
      profile: { ...PROFILES[1], firstName: 'A', lastName: 'B', mail: '', title: '' },
    });
  const end = new AbortController();
  const reading = listWithProfiles(accounts, { signal: end.signal, progress: () => end.abort() });
  await assert.rejects(reading, { name: 'AbortError' });
});

test('the template can be imported', () => {
  const read = readPeople(new Uint8Array(Buffer.from(importTemplate())), 'corp.example');
  assert.ok(read.ok);
  assert.deepEqual([read.file.people.length, read.file.bad, read.file.skipped], [1, [], []]);
});
