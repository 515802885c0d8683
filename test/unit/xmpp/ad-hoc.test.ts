import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { askedFields, dataForm, fieldValues, fillForm, formRows } from '../../../src/xmpp/xep0004-data-forms.js';
import { commandStep, parseCommand } from '../../../src/xmpp/xep0050-ad-hoc.js';
import { element, says } from './tree.js';

const COMMANDS = "xmlns='http://jabber.org/protocol/commands'";
const FORM = `<x xmlns='jabber:x:data' type='form'><title>Add</title>
  <field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/admin</value></field>
  <field var='token' type='hidden'><value>kept</value></field>
  <field var='accountjid' type='jid-single'><required/></field>
  <field var='password' type='text-private'><required/></field>
  <field var='note'><value>as it was</value></field></x>`;
const JID = { names: ['accountjids', 'accountjid'], values: ['maya@example.com'] };
const PASSWORD = { names: ['password'], values: ['a<b'] };

test('a step names its command, what is done with it, and the session', () => {
  assert.ok(says(commandStep('do'), `<command ${COMMANDS} node='do' action='execute'/>`));
  const form = dataForm('submit', 'urn:x', []);
  assert.ok(
    says(
      commandStep('do', { action: 'complete', sessionId: '7', form }),
      `<command ${COMMANDS} node='do' action='complete' sessionid='7'>${form.toString()}</command>`,
    ),
  );
});

test('an answer is read with its notes, its form and what may follow', () => {
  const iq = element(
    `<iq type='result'><command ${COMMANDS} node='do' sessionid='7' status='executing'>` +
      `<actions execute='complete'><next/><complete/></actions><note type='warn'>Careful</note><note>So</note>${FORM}</command></iq>`,
  );
  const reply = parseCommand(iq, 'do');
  assert.ok(reply?.form);
  const { form, ...rest } = reply;
  assert.equal(form.attrs.type, 'form');
  assert.deepEqual(rest, {
    status: 'executing',
    sessionId: '7',
    actions: ['next', 'complete'],
    notes: [
      { type: 'warn', text: 'Careful' },
      { type: 'info', text: 'So' },
    ],
  });
});

for (const [why, content] of [
  ['nothing', ''],
  ['of another command', `<command ${COMMANDS} node='other' status='completed'/>`],
  ['without a status', `<command ${COMMANDS} node='do'/>`],
  ['of a status that is none', `<command ${COMMANDS} node='do' status='perhaps'/>`],
  ['of another standard', "<command xmlns='urn:x' node='do' status='completed'/>"],
] as const) {
  test(`an answer is none: ${why}`, () => {
    assert.equal(parseCommand(element(`<iq type='result'>${content}</iq>`), 'do'), undefined);
  });
}

describe('a form is filled in:', () => {
  test('answers where they are asked for, hidden fields as they came, and nothing else', () => {
    const filled = fillForm(element(FORM), [JID, PASSWORD, { names: ['again'], values: ['x'], isOptional: true }]);
    assert.ok(filled.ok);
    assert.ok(
      says(
        filled.form,
        "<x xmlns='jabber:x:data' type='submit'>" +
          "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/admin</value></field>" +
          "<field var='token'><value>kept</value></field>" +
          "<field var='accountjid'><value>maya@example.com</value></field>" +
          "<field var='password'><value>a&lt;b</value></field></x>",
      ),
    );
  });

  test('not if it does not ask for what has to be said', () => {
    const filled = fillForm(element(FORM), [JID, PASSWORD, { names: ['after'], values: [''] }]);
    assert.deepEqual(filled, { ok: false, unmatched: ['after'] });
  });

  test('not if it asks for more than is known', () => {
    assert.deepEqual(fillForm(element(FORM), [JID]), { ok: false, unmatched: ['password'] });
  });
});

test('the fields of a form say what kind of answer they want', () => {
  assert.deepEqual(askedFields(element(FORM)).slice(3), [
    { name: 'password', values: [], type: 'text-private', isRequired: true },
    { name: 'note', values: ['as it was'], type: undefined, isRequired: false },
  ]);
});

test('a table is read by row, beside the fields of its form', () => {
  const form = element(
    "<x xmlns='jabber:x:data' type='result'><field var='more'><value>1</value></field>" +
      "<reported><field var='jid'/><field var='mail'/></reported>" +
      "<item><field var='jid'><value>a@x</value></field><field var='mail'><value/></field></item>" +
      "<item><field var='jid'><value>b@x</value></field></item></x>",
  );
  assert.deepEqual(fieldValues(form, 'more'), ['1']);
  assert.deepEqual(fieldValues(form, 'jid'), []);
  assert.deepEqual(
    formRows(form).map((row) => [...row]),
    [
      [
        ['jid', ['a@x']],
        ['mail', ['']],
      ],
      [['jid', ['b@x']]],
    ],
  );
});
