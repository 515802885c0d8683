import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newestFirst, nextRevision, readRevision } from '../../../../src/admin/policy/history.js';
import { writePolicyForm } from '../../../../src/xmpp/policy-form.js';
import { xml, type Element } from '../../../../src/xmpp/element.js';

const items = ['a', 'b', 'c'].map((id) => ({ id, payload: undefined }));
const ids = (inForce: string): string[] | undefined => newestFirst(items, inForce)?.map(({ id }) => id);

function form(imprint: Parameters<typeof writePolicyForm>[2]): Element {
  const policy = { revision: 4, parent: 3, allowUserOptions: true, handling: 'prompt', addBack: 'never' } as const;
  return writePolicyForm(
    { ...policy, temporaryAvailability: false },
    [{ ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' }],
    imprint,
  );
}

describe('the items of a node', () => {
  test('are turned round where the service lists the one in force last', () => {
    assert.deepEqual(ids('c'), ['c', 'b', 'a']);
  });

  test('stay as they are where it lists it first', () => {
    assert.deepEqual(ids('a'), ['a', 'b', 'c']);
  });

  test('have no order where the one in force is at neither end', () => {
    assert.equal(ids('b'), undefined);
    assert.equal(newestFirst([], 'a'), undefined);
  });
});

describe('a publication', () => {
  test('is by whom the service says, whatever it claims', () => {
    const payload = form({ publisher: 'mallory@home.example' });
    assert.deepEqual(readRevision({ id: '1', payload, publisher: 'ina@home.example' }).publisher, {
      jid: 'ina@home.example',
      isProven: true,
    });
    assert.deepEqual(readRevision({ id: '1', payload }).publisher, { jid: 'mallory@home.example', isProven: false });
    assert.equal(readRevision({ id: '1', payload: form({ publisher: '@' }) }).publisher, undefined);
  });

  test('has its time, and both forms of each domain', () => {
    const at = Date.UTC(2026, 10, 22, 10);
    const read = readRevision({ id: '1', payload: form({ published: at }) });
    assert.equal(read.at, at);
    assert.deepEqual(read.draft?.domains, [{ ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' }]);
    assert.equal(readRevision({ id: '1', payload: form({}) }).at, undefined);
  });

  test('that cannot be applied has its number all the same, and what is wrong', () => {
    const payload = form({});
    for (const field of payload.getChildren('field')) if (field.attrs.var === 'handling') field.attrs.var = 'other';
    const read = readRevision({ id: '1', payload });
    assert.deepEqual([read.draft, read.revision, read.parent], [undefined, 4, 3]);
    assert.deepEqual(read.errors, [{ field: 'handling', problem: 'missing' }]);
  });

  test('that is something else has none', () => {
    assert.equal(readRevision({ id: '1', payload: xml('entry', {}) }).revision, 0);
  });
});

test('the next revision is higher than all that there are, in whatever order', () => {
  const revision = readRevision({ id: '1', payload: form({}) });
  assert.equal(nextRevision([]), 1);
  assert.equal(
    nextRevision([
      { ...revision, revision: 2 },
      { ...revision, revision: 7 },
    ]),
    8,
  );
});
