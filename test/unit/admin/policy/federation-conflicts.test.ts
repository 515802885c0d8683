import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PolicyEditor } from '../../../../src/admin/policy/draft-store.js';
import {
  conflictFact,
  conflictMend,
  conflictsIn,
  conflictWords,
  federationConflicts,
} from '../../../../src/admin/policy/federation-conflicts.js';
import { mergeDrafts } from '../../../../src/admin/policy/merge.js';
import type { PolicyDraft } from '../../../../src/admin/policy/revision.js';
import { barrierTo, federationInForce } from '../../../../src/core/policy/federation.js';
import { FakePolicyStore, ready } from '../../../support/fake-policy-store.js';
import { policy } from '../../core/device.js';
import { draft, listed, revision } from '../../../support/policy-drafts.js';

const OWN = 'bücher.example';
const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
const SHOP = { ascii: 'shop.xn--bcher-kva.example', unicode: 'shop.bücher.example' };

function facts(policy: PolicyDraft, own: string | undefined = OWN): string[] {
  return federationConflicts(policy, own).map(conflictFact);
}

describe('a policy contradicts itself:', () => {
  for (const [why, lists, expected] of [
    ['not where each domain stands once', { trusted: listed('a.test'), refused: listed('b.test') }, []],
    ['not by a domain that is below another', { trusted: listed('a.test'), refused: listed('x.a.test') }, []],
    [
      'by a domain that is trusted and refused, which counts once',
      { trusted: listed('a.test'), refused: listed('a.test') },
      ['“a.test” is trusted and refused at once.'],
    ],
    [
      'by one of Domain(s) that is refused',
      { refused: listed('example.com') },
      ['“example.com” is refused, and stands under Domain(s).'],
    ],
    [
      'by one of Domain(s) that is trusted as well',
      { trusted: listed('example.com') },
      ['“example.com” is trusted, and stands under Domain(s).'],
    ],
    [
      'by our own domain, whether it is listed or not, in whatever form',
      { refused: [BOOKS], domains: [] },
      ['“bücher.example” is refused, and is of your own server.'],
    ],
    [
      'by a service of our own server',
      { trusted: [SHOP] },
      ['“shop.bücher.example” is trusted, and is of your own server.'],
    ],
  ] as const) {
    test(why, () => assert.deepEqual(facts(draft(lists)), expected));
  }

  test('of our own domain by its A-label, too', () => {
    assert.equal(facts(draft({ refused: [SHOP, BOOKS] }), BOOKS.ascii).length, 2);
  });
});

test('words say what is wrong and what to do, at the field and in the list', () => {
  for (const list of ['trusted', 'refused'] as const) {
    for (const kind of ['own', 'service', 'organization', 'both'] as const) {
      const { problem, todo } = conflictWords(list, kind, BOOKS);
      assert.match(problem, /^“bücher\.example” .*\.$/);
      for (const text of [todo, conflictMend(list, kind)]) assert.match(text, /^[A-Z].*\.$/);
    }
  }
});

const anyList = fc
  .uniqueArray(fc.constantFrom('own.test', 'chat.own.test', 'a.test', 'b.test', 'c.test'))
  .map((names) => listed(...names));
const anyLists = fc.record({ domains: anyList, trusted: anyList, refused: anyList });

test('where there is none, the client does with each domain what its list says', () => {
  fc.assert(
    fc.property(anyLists, fc.constantFrom('open', 'listed', 'closed'), (lists, mode) => {
      fc.pre(federationConflicts(lists, 'own.test').length === 0);
      const names = (list: PolicyDraft['domains']): string[] => list.map(({ ascii }) => ascii);
      const { domains, trusted, refused } = lists;
      const federation = { mode, trusted: names(trusted), refused: names(refused) };
      const inForce = federationInForce(policy({ domains: names(domains), federation }), 'own.test');
      for (const name of names(domains)) assert.equal(barrierTo(inForce, name), null);
      for (const name of names(trusted)) assert.equal(barrierTo(inForce, name), mode === 'closed' ? 'closed' : null);
      for (const name of names(refused)) assert.notEqual(barrierTo(inForce, name), null);
    }),
  );
});

test('a conflict is found before it is there by what it would be then', () => {
  fc.assert(
    fc.property(anyLists, fc.constantFrom('trusted', 'refused'), (lists, list) => {
      const find = conflictsIn(lists, 'own.test');
      const [added] = listed('c.test');
      if (!added) return;
      const others = lists[list].filter(({ ascii }) => ascii !== 'c.test');
      const after = federationConflicts({ ...lists, [list]: [...others, added] }, 'own.test');
      assert.equal(
        find(list, added) !== undefined,
        after.some(({ domain }) => domain.ascii === 'c.test'),
      );
    }),
  );
});

describe('Save waits', () => {
  const FIRST = revision(1, draft());

  test('for what a merge has brought about, and goes on once it is settled', async () => {
    const store = new FakePolicyStore(ready([FIRST]));
    const editor = new PolicyEditor(store, { own: 'example.com' });
    editor.set({ trusted: listed('partner.test') });
    assert.ok(editor.canSave);
    const theirs = draft({ refused: listed('partner.test') });
    assert.deepEqual(mergeDrafts(draft(), draft({ trusted: listed('partner.test') }), theirs).conflicts, []);
    store.add(revision(2, theirs));
    editor.keepMine();
    assert.deepEqual(editor.conflicts, [
      { pane: 'federation', fact: '“partner.test” is trusted and refused at once.' },
    ]);
    assert.equal(editor.canSave, false);
    assert.equal(await editor.save(), undefined);
    assert.equal(store.published.length, 0);
    editor.set({ refused: [] });
    assert.equal((await editor.save())?.kind, 'saved');
    assert.deepEqual(
      store.published.map(({ draft }) => draft),
      [draft({ trusted: listed('partner.test') })],
    );
  });

  test('for a domain that is put under Domain(s) while it is refused, or trusted', () => {
    for (const list of ['trusted', 'refused'] as const) {
      const editor = new PolicyEditor(new FakePolicyStore(ready([revision(1, draft({ [list]: listed('b.test') }))])));
      editor.set({ domains: listed('example.com', 'b.test') });
      assert.equal(editor.canSave, false);
      editor.set({ [list]: [] });
      assert.ok(editor.canSave);
    }
  });
});
