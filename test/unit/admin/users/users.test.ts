import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ABILITIES, type Abilities, type AccountSummary } from '../../../../src/admin/accounts/account.js';
import { missingAbilities } from '../../../../src/admin/users/ability-words.js';
import { generatePassword, PASSWORD_CHARACTERS, passwordObjection } from '../../../../src/admin/users/new-password.js';
import { afterChange } from '../../../../src/admin/users/people-changes.js';
import { searchPeople, toldColumns } from '../../../../src/admin/users/search-people.js';
import { userName } from '../../../../src/admin/users/user-name.js';

function person(name: string, firstName = '', lastName = '', mail = ''): AccountSummary {
  const profile = { firstName, lastName, mail, title: 'Engineer' };
  return { jid: `${name}@acme.example`, profile, isDisabled: undefined, sessions: 2 };
}

const BARE: AccountSummary = {
  jid: 'zoe@acme.example',
  profile: undefined,
  isDisabled: undefined,
  sessions: undefined,
};
const PEOPLE = [person('ann', 'Ann', 'Müller', 'a.m@mail.example'), person('bob', 'Robert', 'Smith'), BARE];

describe('people', () => {
  const found: readonly (readonly [string, readonly string[]])[] = [
    ['', ['ann', 'bob', 'zoe']],
    ['  ', ['ann', 'bob', 'zoe']],
    ['MULLER', ['ann']],
    ['müller ann', ['ann']],
    ['mail.example', ['ann']],
    ['zoe@', ['zoe']],
    ['robert acme', ['bob']],
    ['engineer', []],
    ['ann smith', []],
  ];
  for (const [query, names] of found) {
    it(`finds ${names.join(', ') || 'nobody'} by “${query}”`, () => {
      const jids = searchPeople(PEOPLE, query).map(({ jid }) => jid.split('@')[0]);
      assert.deepEqual(jids, names);
    });
  }

  it('tells the columns that the server fills for anybody', () => {
    assert.deepEqual(toldColumns(PEOPLE), { profile: true, state: false, sessions: true });
    assert.deepEqual(toldColumns([BARE]), { profile: false, state: false, sessions: false });
  });

  it('puts a new one where it belongs, with no more than is told of others', () => {
    const profile = { firstName: 'Axel', lastName: '', mail: '', title: '' };
    const jid = 'axel@acme.example';
    const after = afterChange(PEOPLE, { kind: 'added', jid, profile }, toldColumns(PEOPLE));
    assert.deepEqual(after.at(1), { jid, profile, isDisabled: undefined, sessions: 0 });
    assert.equal(after.length, 4);
    const last = afterChange(PEOPLE, { kind: 'added', jid: 'zz@acme.example', profile }, toldColumns([BARE]));
    assert.deepEqual(last.at(-1), { ...BARE, jid: 'zz@acme.example' });
  });

  it('takes out who was deleted, and leaves the others as they are', () => {
    const after = afterChange(PEOPLE, { kind: 'deleted', jid: 'bob@acme.example' }, toldColumns(PEOPLE));
    assert.deepEqual(after, [PEOPLE[0], BARE]);
  });

  it('changes only what was changed, and only where it is told', () => {
    const change = { kind: 'changed', jid: 'bob@acme.example', now: { isDisabled: true, sessions: 0 } } as const;
    const after = afterChange(PEOPLE, change, toldColumns(PEOPLE));
    assert.deepEqual(after[1], { ...PEOPLE[1], sessions: 0 });
    assert.equal(after[0], PEOPLE[0]);
  });
});

describe('a user name', () => {
  it('is taken without spaces around it, in lower case', () => {
    const jid = 'ann.smith@acme.example';
    assert.deepEqual(userName('  Ann.Smith ', 'acme.example'), { ok: true, username: 'ann.smith', jid });
    assert.ok(userName('jürgen-大', 'acme.example').ok);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /^Enter a user name/],
    ['ann@acme.example', /before the @/],
    ['ann smith', /no spaces/],
    ['ann/home', /cannot hold \//],
    ["o'neill", /cannot hold '/],
    ['a\u200bb', /no user name can have/],
    ['ann＠b', /before the @/],
    ['ä'.repeat(600), /too long/],
  ];
  for (const [typed, reason] of refused) {
    it(`is not “${typed.slice(0, 20)}”`, () => {
      const name = userName(typed, 'acme.example');
      assert.ok(!name.ok);
      assert.match(name.reason, reason);
    });
  }
});

describe('a password', () => {
  it('is generated from characters that are not mistaken, and differs each time', () => {
    const form = new RegExp(`^([${PASSWORD_CHARACTERS}]{5}-){3}[${PASSWORD_CHARACTERS}]{5}$`);
    const made = Array.from({ length: 200 }, () => generatePassword());
    for (const password of made) assert.match(password, form);
    assert.equal(new Set(made).size, made.length);
  });

  it('does not prefer any character: octets that would are thrown away', () => {
    let next = 0;
    const password = generatePassword((octets) => octets.fill(next++ % 2 === 0 ? 255 : 31));
    assert.equal(password, 'aaaaa-aaaaa-aaaaa-aaaaa');
    assert.equal(next, 40);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /Enter a password/],
    ['short', /at least 8/],
    ['right\u202Eleft', /no password can have/],
    ['good enough', /^$/],
  ];
  for (const [typed, objection] of refused) {
    it(`is judged: “${typed}”`, () => {
      assert.match(passwordObjection(typed), objection);
    });
  }
});

describe('what is missing', () => {
  it('is each ability that is not there, in words, with what would add it', () => {
    const all = Object.fromEntries(ABILITIES.map((ability) => [ability, true])) as Abilities;
    assert.deepEqual(missingAbilities(all), []);
    const abilities: Abilities = {
      ...all,
      list: { why: 'not-offered', needs: 'Add the module.' },
      delete: { why: 'forbidden' },
    };
    const [list, erase, ...others] = missingAbilities(abilities);
    assert.deepEqual(list, { what: 'Listing everybody', why: 'Add the module.' });
    assert.equal(erase?.what, 'Deleting people');
    assert.match(erase.why, /does not let this account/);
    assert.deepEqual(others, []);
  });

  it('names every ability differently', () => {
    const none = Object.fromEntries(ABILITIES.map((ability) => [ability, { why: 'forbidden' }])) as Abilities;
    const names = missingAbilities(none).map(({ what }) => what);
    assert.equal(new Set(names).size, ABILITIES.length);
  });
});
