import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorCondition, serviceUnavailable } from '../../../src/xmpp/rfc6120-error.js';
import { dataForm, formFields } from '../../../src/xmpp/xep0004-data-forms.js';
import { isPing, ping, pong } from '../../../src/xmpp/xep0199-ping.js';
import { element, says } from './tree.js';

const STANZAS = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";

describe('the condition of an error', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['is what it names', `<error type='auth'><forbidden ${STANZAS}/></error>`, 'forbidden'],
    ['is no text', `<error><text ${STANZAS}>forbidden</text><not-allowed ${STANZAS}/></error>`, 'not-allowed'],
    [
      'is none of another standard',
      `<error><closed-node xmlns='http://jabber.org/protocol/pubsub#errors'/><not-allowed ${STANZAS}/></error>`,
      'not-allowed',
    ],
    ['is undefined if it names none', '<error/>', 'undefined-condition'],
    ['is undefined without an error', '', 'undefined-condition'],
  ];
  for (const [what, content, condition] of cases) {
    test(what, () => assert.equal(errorCondition(element(`<iq type='error'>${content}</iq>`)), condition));
  }
});

test('what we do not serve is answered without what was asked', () => {
  const asked = element("<iq type='get' id='1' from='maya@example.com/x'><secret xmlns='urn:x'/></iq>");
  const expected = `<iq type='error' id='1' to='maya@example.com/x'><error type='cancel'><service-unavailable ${STANZAS}/></error></iq>`;
  assert.ok(says(serviceUnavailable(asked), expected));
});

test('a ping is asked, known and answered', () => {
  assert.ok(says(ping(), "<ping xmlns='urn:xmpp:ping'/>"));
  const asked = element("<iq type='get' id='1' from='home.example'><ping xmlns='urn:xmpp:ping'/></iq>");
  assert.equal(isPing(asked), true);
  assert.ok(says(pong(asked), "<iq type='result' id='1' to='home.example'/>"));
  for (const other of [
    "<iq type='result'><ping xmlns='urn:xmpp:ping'/></iq>",
    "<iq type='get'><ping xmlns='urn:x'/></iq>",
    "<iq type='get'/>",
  ]) {
    assert.equal(isPing(element(other)), false);
  }
});

test('a form is written and read as it was', () => {
  const fields = [
    { name: 'a', values: ['1'] },
    { name: 'b', values: [] },
    { name: 'c', values: ['<', '', ' x '] },
  ];
  const form = dataForm('submit', 'urn:x', fields);
  assert.deepEqual(formFields(element(form.toString())), [{ name: 'FORM_TYPE', values: ['urn:x'] }, ...fields]);
});

test('repeated fields stay repeated, nameless ones nameless', () => {
  const form = element(
    "<x xmlns='jabber:x:data'><field var='a'><value>1</value></field><field><value>2</value></field><field var='a'/></x>",
  );
  assert.deepEqual(formFields(form), [
    { name: 'a', values: ['1'] },
    { name: '', values: ['2'] },
    { name: 'a', values: [] },
  ]);
});
