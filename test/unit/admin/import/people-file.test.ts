import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../../../../src/admin/import/check-person.js';
import type { LineProblemKind } from '../../../../src/admin/import/line-problems.js';
import { readPeople, type PeopleFile, type ReadPeople } from '../../../../src/admin/import/people-file.js';

const DOMAIN = 'corp.example';
const HEADER = 'firstName,lastName,email,userName,password,title';

function read(text: string): ReadPeople {
  return readPeople(new Uint8Array(Buffer.from(text)), DOMAIN);
}

/** The first of those who were read. */
function only({ people }: PeopleFile): Person {
  const [person] = people;
  assert.ok(person);
  return person;
}

function file(...lines: readonly string[]): PeopleFile {
  const answer = read([HEADER, ...lines].join('\r\n'));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.file;
}

test('reads a person with all that can be said of one', () => {
  const { people, bad, skipped } = file('Ada,Lovelace,ada@corp.example,ada,Pässwort 1,Countess');
  assert.deepEqual(people, [
    {
      line: 2,
      username: 'ada',
      password: 'Pässwort 1',
      profile: { firstName: 'Ada', lastName: 'Lovelace', mail: 'ada@corp.example', title: 'Countess' },
    },
  ]);
  assert.deepEqual([bad, skipped], [[], []]);
});

test('columns come in any order and case, with or without the optional ones; others are skipped and named', () => {
  const answer = read(
    'USERNAME;Room;lastname;E-Post;FirstName;eMail;JobTitle\nada;12;Lovelace;;Ada;a@b.example;Countess',
  );
  assert.ok(answer.ok);
  assert.deepEqual(answer.file.skipped, ['Room', 'E-Post']);
  const person = only(answer.file);
  assert.equal(person.profile.title, 'Countess');
  assert.equal(person.password, undefined);
});

test('a hyphen is nothing in optional columns, and a text in others', () => {
  const person = only(file('-,Lovelace,a@b.example,ada,-,-'));
  assert.equal(person.profile.firstName, '-');
  assert.equal(person.profile.title, '');
  assert.equal(person.password, undefined);
});

test('user names are kept in lower case, and may come with our own domain', () => {
  const { people, bad } = file('A,B,a@b.example,Ada.Lovelace@CORP.example.,,', 'A,B,a@b.example,BOB,,');
  assert.deepEqual(bad, []);
  assert.deepEqual(
    people.map(({ username }) => username),
    ['ada.lovelace', 'bob'],
  );
});

test('spaces around texts are dropped, and those of a password are not', () => {
  const person = only(file(' Ada , von  Neumann ,  a@b.example , ada , secret ,'));
  assert.equal(person.profile.lastName, 'von Neumann');
  assert.equal(person.username, 'ada');
  assert.equal(person.password, ' secret ');
});

test('what we have kept from being a formula is read as it was', () => {
  const person = only(file("'=1+1,'-,a@b.example,ada,'=secret,'+title"));
  assert.deepEqual([person.profile.firstName, person.profile.lastName, person.profile.title], ['=1+1', '-', '+title']);
  assert.equal(person.password, "'=secret");
});

const BAD: readonly (readonly [string, LineProblemKind, RegExp])[] = [
  [',B,a@b.example,ada,,', 'missing-first-name', /firstName/],
  ['A, ,a@b.example,ada,,', 'missing-last-name', /lastName/],
  ['A,B,,ada,,', 'missing-mail', /email/],
  ['A,B,a@b@c,ada,,', 'malformed-mail', /“a@b@c”/],
  ['A,B,nobody,ada,,', 'malformed-mail', /“nobody”/],
  ['A,B,a@nowhere,ada,,', 'malformed-mail', /name@example\.com/],
  ['A,B,a@b.example,,,', 'missing-user-name', /userName/],
  ['A,B,a@b.example,@corp.example,,', 'missing-user-name', /userName/],
  ['A,B,a@b.example,ada lovelace,,', 'forbidden-characters', /“ada lovelace”/],
  ['A,B,a@b.example,ada/x,,', 'forbidden-characters', /“ada\/x”/],
  ['A,B,a@b.example,ada＠x,,', 'forbidden-characters', /“ada＠x”/],
  ['A,B,a@b.example,a b@elsewhere.example,,', 'forbidden-characters', /@/],
  ['A,B,a@b.example,ada@elsewhere.example,,', 'other-domain', /“elsewhere\.example”/],
  [`A,B,a@b.example,${'a'.repeat(192)},,`, 'too-long', /userName .*191/],
  [`A,${'b'.repeat(256)},a@b.example,ada,,`, 'too-long', /lastName .*255/],
  [`A,B,${'a'.repeat(250)}@b.example,ada,,`, 'too-long', /email .*254/],
  [`A,B,a@b.example,ada,,${'t'.repeat(256)}`, 'too-long', /title/],
  ['A,B,a@b.example,ada,', 'wrong-columns', /5 columns.* 6/],
  ['A,B,a@b.example,ada,,,x', 'wrong-columns', /7 columns.* 6/],
  ['A,B,a@b.example,ada,"a\nb",', 'unusable-password', /empty/],
  ['A,B,a@b.example,ada,1234567,', 'short-password', /8 characters/],
  ['A,B,a@b.example,ada,\u00ad,', 'unusable-password', /empty/],
  ['A\u0001,B,a@b.example,ada,,', 'invalid-characters', /firstName/],
  ['A,B,a@b.example,ada,,\uffff', 'invalid-characters', /title/],
  ['A,B,a@b.example,ada,"x,', 'open-quote', /quote/],
  ['A,B,a@b.example,"ada"x,,', 'text-after-quote', /quote/],
  ['A "x" B,B,a@b.example,ada,,', 'quote-inside', /quote/],
];
for (const [line, kind, says] of BAD) {
  test(`says ${kind} of ${JSON.stringify(line.slice(0, 40))}, and reads the others`, () => {
    const { people, bad } = file('A,B,a@b.example,before,,', line, 'A,B,a@b.example,after,,');
    assert.deepEqual(
      people.map(({ username }) => username),
      ['before', 'after'],
    );
    assert.deepEqual(
      bad.map((one) => [one.line, one.problems.map((problem) => problem.kind)]),
      [[3, [kind]]],
    );
    assert.match(bad[0]?.problems[0]?.text ?? '', says);
  });
}

test('a user name that comes again is told with the line where it came first, however it is written', () => {
  const { people, bad } = file(
    'A,B,a@b.example,straße,,',
    'A,B,a@b.example,STRASSE,,',
    'A,B,a@b.example,ｓtraße@corp.example,,',
  );
  assert.equal(people.length, 1);
  assert.deepEqual(
    bad.map(({ line, problems }) => [line, problems.map(({ kind, text }) => [kind, text.includes('line 2')])]),
    [
      [3, [['repeated-user-name', true]]],
      [4, [['repeated-user-name', true]]],
    ],
  );
});

test('a line says all that is wrong with it', () => {
  const [line] = file(',,x,a b,,').bad;
  assert.deepEqual(
    line?.problems.map(({ kind }) => kind),
    ['missing-first-name', 'missing-last-name', 'malformed-mail', 'forbidden-characters'],
  );
});

test('lines are those of the file, also after a text of several', () => {
  const { people, bad } = file('"A\nB",B,a@b.example,ada,,', '', ',,,,,', ',B,a@b.example,bob,,');
  assert.deepEqual([people[0]?.line, bad[0]?.line], [2, 6]);
  assert.equal(people[0]?.profile.firstName, 'A B');
});

const REFUSED: readonly (readonly [string, string, number, RegExp])[] = [
  ['an empty file', '', 1, /empty/],
  ['a header alone', HEADER, 1, /nobody/],
  ['a file without a header', 'Ada,Lovelace,ada@b.example,ada', 1, /name the columns: firstName/],
  ['a header that lacks some', 'firstName,email,password\nA,B,C', 1, /lastName, userName/],
  ['a column that is there twice', `${HEADER},JOBTITLE\n`, 1, /title is there twice/],
  ['a header that cannot be read', `"firstName"x,lastName\nA,B`, 1, /quote/],
];
for (const [title, text, line, says] of REFUSED) {
  test(`refuses ${title}, and says what to do`, () => {
    const answer = read(text);
    assert.ok(!answer.ok);
    assert.equal(answer.line, line);
    assert.match(answer.text, says);
  });
}

test('refuses what is no UTF-8, with the line', () => {
  const answer = readPeople(new Uint8Array([...Buffer.from(`${HEADER}\r\nZo`), 0xeb]), DOMAIN);
  assert.ok(!answer.ok && answer.line === 2 && answer.text.includes('CSV UTF-8'));
});
