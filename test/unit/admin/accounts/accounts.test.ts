/** Servers that answer otherwise than those that the integration tests run against. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Accounts } from '../../../../src/admin/accounts/accounts.js';
import { runCommand } from '../../../../src/admin/accounts/run-command.js';
import { xml, type Element } from '../../../../src/xmpp/element.js';
import { NS } from '../../../../src/xmpp/ns.js';
import { dataForm, fieldValues } from '../../../../src/xmpp/xep0004-data-forms.js';
import { ScriptedWire, formOf, reply, type Script } from './scripted-wire.js';

const COMMAND = { node: 'urn:x#do', answers: [{ names: ['who'], values: ['maya'] }] };
const UNKNOWN_FORM = { ok: false, problem: { kind: 'refused', condition: 'bad-payload' } };
const isFirst = (step: Element): boolean => step.attrs.action === 'execute';

describe('a command', () => {
  const cases: readonly (readonly [string, Script, object, readonly string[]])[] = [
    [
      'is done when its form was taken',
      (step) => (isFirst(step) ? reply(step, 'executing', formOf('who')) : reply(step, 'completed')),
      { ok: true, value: { form: undefined, note: undefined } },
      ['execute do', 'complete do'],
    ],
    [
      'that does not ask for what it needs to know is cancelled, and nothing is submitted',
      (step) => (isFirst(step) ? reply(step, 'executing', formOf('whom')) : reply(step, 'canceled')),
      UNKNOWN_FORM,
      ['execute do', 'cancel do'],
    ],
    [
      'that is done before it was told anything did something else',
      (step) => reply(step, 'completed'),
      UNKNOWN_FORM,
      ['execute do'],
    ],
    [
      'that goes on asking is cancelled',
      (step) => reply(step, 'executing', formOf('who')),
      UNKNOWN_FORM,
      ['execute do', 'complete do', 'cancel do'],
    ],
    [
      'fails with what the server says',
      (step) =>
        isFirst(step)
          ? reply(step, 'executing', formOf('who'))
          : reply(step, 'completed', xml('note', { type: 'error' }, 'Nein')),
      { ok: false, problem: { kind: 'refused', condition: 'undefined-condition', text: 'Nein' } },
      ['execute do', 'complete do'],
    ],
    [
      'that the server ends was not done',
      (step) => (isFirst(step) ? reply(step, 'executing', formOf('who')) : reply(step, 'canceled')),
      { ok: false, problem: { kind: 'refused', condition: 'undefined-condition' } },
      ['execute do', 'complete do'],
    ],
    [
      'that is not there is not offered',
      () => 'item-not-found',
      { ok: false, problem: { kind: 'not-offered' } },
      ['execute do'],
    ],
    [
      'may have nobody to do it to',
      (step) => (isFirst(step) ? reply(step, 'executing', formOf('who')) : 'item-not-found'),
      { ok: false, problem: { kind: 'not-found' } },
      ['execute do', 'complete do'],
    ],
    [
      'that somebody else answers for is not done',
      () => xml('command', { xmlns: NS.commands, node: 'urn:x#other', status: 'completed' }),
      UNKNOWN_FORM,
      ['execute do'],
    ],
  ];
  for (const [what, script, expected, steps] of cases) {
    test(what, async () => {
      const wire = new ScriptedWire(script);
      assert.deepEqual(await runCommand(wire, COMMAND), expected);
      assert.deepEqual(wire.steps, steps);
    });
  }

  test('is not begun with what would not arrive as it is', async () => {
    const wire = new ScriptedWire(() => 'internal-server-error');
    for (const value of ['a\u0000', 'a\r\nb', '\ud800']) {
      const outcome = await runCommand(wire, { node: 'urn:x#do', answers: [{ names: ['who'], values: [value] }] });
      assert.deepEqual(outcome, { ok: false, problem: { kind: 'refused', condition: 'not-acceptable' } });
    }
    assert.deepEqual(wire.asked, []);
  });
});

const LIST = 'urn:im-contact-requests:accounts:1#list';

function listing(...nodes: readonly string[]): Element {
  return xml(
    'query',
    { xmlns: NS.discoItems },
    nodes.map((node) => xml('item', { jid: 'example.com', node })),
  );
}

/** Answers disco with these commands, and steps with what `step` says. */
function offering(nodes: readonly string[], step: Script): Script {
  return (payload, type) => {
    if (payload.is('command')) return step(payload, type);
    if (payload.is('query', NS.discoItems) && payload.attrs.node === NS.commands) return listing(...nodes);
    if (payload.is('query', NS.discoInfo) && payload.attrs.node === undefined) return payload;
    return 'item-not-found';
  };
}

test('a server that comes back to the same page is not asked for good', async () => {
  const row = xml('item', {}, xml('field', { var: 'jid' }, xml('value', {}, 'maya@example.com')));
  const page = dataForm('result', 'urn:x', [{ name: 'more', values: ['1'] }]);
  page.append(row);
  const wire = new ScriptedWire(
    offering([LIST], (step) =>
      isFirst(step) ? reply(step, 'executing', formOf('after', 'limit')) : reply(step, 'completed', page),
    ),
  );
  assert.deepEqual(await new Accounts({ wire }).list(AbortSignal.timeout(5000)), UNKNOWN_FORM);
  assert.equal(wire.steps.length, 4);
});

test('a list that nobody waits for any more is left', async () => {
  const ended = new AbortController();
  const wire = new ScriptedWire(
    offering([LIST], (step) => {
      ended.abort(new Error('left'));
      return isFirst(step) ? reply(step, 'executing', formOf('after', 'limit')) : reply(step, 'completed');
    }),
  );
  await assert.rejects(new Accounts({ wire }).list(ended.signal), /left/);
});

test('a server that takes a name for an invitation is told it', async () => {
  let told: readonly string[] = [];
  const wire = new ScriptedWire((step) => {
    if (isFirst(step)) return reply(step, 'executing', formOf('username', 'roster-subscription'));
    told = fieldValues(step.getChild('x', NS.dataForms), 'username');
    const uri = `xmpp:${told[0] ?? ''}@example.com?register;preauth=abc`;
    return reply(step, 'completed', dataForm('result', 'urn:x', [{ name: 'uri', values: [uri] }]));
  });
  const answer = await new Accounts({ wire }).invite('maya');
  assert.deepEqual(told, ['maya']);
  assert.deepEqual(answer, {
    ok: true,
    value: { uri: 'xmpp:maya@example.com?register;preauth=abc', page: undefined, expires: undefined },
  });
});

test('of a server that nobody knows it is told which commands would do it', async () => {
  const answer = await new Accounts({ wire: new ScriptedWire(offering([], () => 'item-not-found')) }).abilities();
  assert.ok(answer.ok);
  assert.deepEqual(answer.value.add, {
    why: 'not-offered',
    needs: 'The server needs to offer the ad-hoc command http://jabber.org/protocol/admin#add-user.',
  });
});

test('what could not be asked for is asked for again', async () => {
  let isThere = false;
  const script = offering([LIST], () => 'item-not-found');
  const wire = new ScriptedWire((payload, type) => (isThere ? script(payload, type) : 'timeout'));
  const accounts = new Accounts({ wire });
  assert.deepEqual(await accounts.abilities(), { ok: false, problem: { kind: 'timeout' } });
  assert.deepEqual(await accounts.online(), { ok: false, problem: { kind: 'timeout' } });
  isThere = true;
  const answer = await accounts.abilities();
  assert.ok(answer.ok && answer.value.list === true);
});

test('the offer is asked for once for all accounts that are added', async () => {
  const wire = new ScriptedWire(
    offering(['http://jabber.org/protocol/admin#add-user'], (step) =>
      isFirst(step) ? reply(step, 'executing', formOf('accountjid', 'password')) : reply(step, 'completed'),
    ),
  );
  const accounts = new Accounts({ wire });
  const profile = { firstName: 'A', lastName: 'B', mail: '', title: '' };
  const added = await Promise.all(
    ['a', 'b', 'c'].map((username) => accounts.add({ username, password: 'secret', profile })),
  );
  assert.ok(added.every((outcome) => outcome.ok && !outcome.value.profileSet));
  assert.equal(wire.asked.filter((payload) => payload.attrs.node === NS.commands).length, 1);
});
