import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportAccounts, importTemplate } from '../../../../src/admin/import/export.js';
import { readPeople } from '../../../../src/admin/import/people-file.js';

const UNKNOWN = { profile: undefined, isDisabled: undefined, sessions: undefined };
const PROFILES = [
  { firstName: 'Zoë', lastName: 'O’Neil, "Z"', mail: 'zoe@corp.example', title: '=cmd|x' },
  { firstName: '-', lastName: '@x', mail: 'x@corp.example', title: '' },
  { firstName: "'=x", lastName: "''-", mail: 'y@corp.example', title: "'-" },
];

test('what is exported is imported again as it was, and no spreadsheet computes it', () => {
  const accounts = PROFILES.map((profile, i) => ({ ...UNKNOWN, jid: `p${i}@corp.example`, profile }));
  const csv = exportAccounts(accounts);
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
  const csv = exportAccounts([{ ...UNKNOWN, jid: 'ada@corp.example' }]);
  assert.equal(csv, 'firstName,lastName,email,userName,title\r\n,,,ada,\r\n');
});

test('the template can be imported', () => {
  const read = readPeople(new Uint8Array(Buffer.from(importTemplate())), 'corp.example');
  assert.ok(read.ok);
  assert.deepEqual([read.file.people.length, read.file.bad, read.file.skipped], [1, [], []]);
});
