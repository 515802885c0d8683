import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArchiveEndpoint } from '../../../../src/admin/archiving/archiver.js';
import {
  beginEdit,
  draftOf,
  hasKept,
  isEdited,
  nameMistake,
  settingsKey,
  type EndpointEdit,
} from '../../../../src/admin/archiving/endpoint-edit.js';
import { readTypedPeople } from '../../../../src/admin/archiving/typed-people.js';
import { parseDomain } from '../../../../src/core/jid.js';

const NOTHING = beginEdit(undefined);
const MAIL: ArchiveEndpoint = {
  name: 'mail',
  type: 'smtp',
  settings: { ...NOTHING.settings, host: 'mail.example.com', port: '587', username: 'im' },
  secrets: new Set(['password']),
  people: 0,
};

function edited(settings: Partial<EndpointEdit['settings']>, more: Partial<EndpointEdit> = {}): EndpointEdit {
  const edit = beginEdit(MAIL);
  return { ...edit, ...more, settings: { ...edit.settings, ...settings } };
}

function passwordIn(edit: EndpointEdit): string | undefined {
  return draftOf(edit, MAIL).values.password;
}

describe('an endpoint that is edited', () => {
  test('is what it was until something is typed', () => {
    assert.equal(isEdited(beginEdit(MAIL), MAIL), false);
    assert.equal(isEdited(edited({ host: 'other.example.com' }), MAIL), true);
    assert.equal(isEdited(NOTHING, undefined), false);
  });

  test('keeps its password for the same host and port, however the port is written', () => {
    assert.equal(passwordIn(beginEdit(MAIL)), undefined);
    assert.equal(passwordIn(edited({ port: '' })), undefined, '587 is usual');
    assert.equal(passwordIn(edited({ sender: 'other@example.com' })), undefined);
  });

  test('has none for another host, port or type', () => {
    for (const settings of [{ host: 'evil.example.com' }, { port: '25' }, { port: '', security: 'tls' }]) {
      assert.equal(passwordIn(edited(settings)), '', JSON.stringify(settings));
    }
    assert.equal(hasKept(edited({}, { type: 'webhook' }), MAIL, 'password'), false);
  });

  test('has the password that was typed, or none where it is taken away', () => {
    const { secrets } = NOTHING;
    assert.equal(passwordIn(edited({}, { secrets: { ...secrets, password: { typed: ' s p ' } } })), ' s p ');
    assert.equal(passwordIn(edited({}, { secrets: { ...secrets, password: 'none' } })), '');
  });

  test('is the same for its test whatever it begins with, and with spaces around', () => {
    const key = settingsKey(beginEdit(MAIL), MAIL);
    assert.equal(settingsKey(edited({ host: ' mail.example.com ' }, { start: 'beginning' }), MAIL), key);
    assert.notEqual(settingsKey(edited({ port: '25' }), MAIL), key);
  });

  test('needs a name without spaces that is free', () => {
    assert.equal(nameMistake(' legal ', ['mail']), '');
    for (const name of ['', ' ', 'a b', 'none', 'default', 'mail'])
      assert.notEqual(nameMistake(name, ['mail']), '', name);
  });
});

describe('people who are typed', () => {
  const domain = parseDomain('example.com');
  assert.ok(domain);

  test('are read from lines and lists, each once, with the own domain where there is none', () => {
    assert.deepEqual(readTypedPeople('Anna, bob@example.com;\n anna@EXAMPLE.com\tcarla', domain), {
      jids: ['anna@example.com', 'bob@example.com', 'carla@example.com'],
      wrong: [],
    });
  });

  test('are named where they are no addresses', () => {
    assert.deepEqual(readTypedPeople('a@b@c anna@example.com/phone @x', domain).wrong, ['a@b@c', 'anna@example.com/phone', '@x']); // prettier-ignore
    assert.deepEqual(readTypedPeople(' ,; ', domain), { jids: [], wrong: [] });
  });
});
