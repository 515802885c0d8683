import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { differences, isSame } from '../../../src/admin/policy/differences.js';
import { GROUP_LOGGING_MODES } from '../../../src/admin/policy/group-words.js';
import { mergeDrafts } from '../../../src/admin/policy/merge.js';
import type { PolicyDraft } from '../../../src/admin/policy/revision.js';
import { FEDERATION_MODES, HANDLINGS } from '../../../src/core/policy/schema.js';
import { draft, listed } from '../../support/policy-drafts.js';

const anyList = fc
  .uniqueArray(fc.constantFrom('a.test', 'b.test', 'c.test', 'd.test'))
  .map((names) => listed(...names));
const anyPeople = fc.uniqueArray(fc.constantFrom('a@own.test', 'b@own.test', 'c@own.test'));
const anyGroups = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom('Sales', 'Board', 'Legal'),
      members: anyPeople,
      allowUserOptions: fc.boolean(),
      handling: fc.constantFrom(...HANDLINGS),
      federation: fc.constantFrom(...FEDERATION_MODES),
      logging: fc.constantFrom(...GROUP_LOGGING_MODES),
    },
    { requiredKeys: ['name', 'members'] },
  ),
  { selector: ({ name }) => name },
);
const anyDraft: fc.Arbitrary<PolicyDraft> = fc.record({
  allowUserOptions: fc.boolean(),
  handling: fc.constantFrom('accept-all', 'accept-organization', 'prompt'),
  domains: anyList,
  trusted: anyList,
  refused: anyList,
  federation: fc.constantFrom('open', 'listed', 'closed'),
  addBack: fc.constantFrom('listed', 'all', 'never'),
  temporaryAvailability: fc.boolean(),
  logging: fc.constantFrom('unset', 'everyone', 'contacts', 'nobody'),
  loggingDays: fc.constantFrom(0, 1, 90),
  loggingAlways: anyPeople,
  loggingNever: anyPeople,
  groups: anyGroups,
});

describe('differences', () => {
  test('each field that changed is a line, before and after in words', () => {
    const after = draft({
      allowUserOptions: false,
      handling: 'prompt',
      addBack: 'never',
      temporaryAvailability: true,
      federation: 'listed',
      logging: 'contacts',
      loggingDays: 90,
    });
    assert.deepEqual(
      differences(draft(), after).map(({ label, before, after }) => [label, before, after]),
      [
        ['Allow users to set "Options for contact list requests"', 'ticked', 'cleared'],
        [
          'Contact list requests',
          'Accept automatically from contacts in my organization',
          'Prompt me for each request',
        ],
        ['Adding automatic contacts in return', 'From the listed domains', 'Never'],
        ['Temporary availability in search', 'off', 'on'],
        ['IM Federation', 'Open', 'Trusted domains only'],
        ['IM Logging', 'Leave it to the server', 'Contacts only'],
        ['Messages are kept', 'for good', 'for 90 days'],
      ],
    );
  });

  test('domains are told one by one, as people read them, whatever their order', () => {
    const books = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };
    const before = draft({ domains: listed('a.test', 'b.test', 'c.test') });
    const after = draft({ domains: [books, ...listed('c.test', 'a.test')] });
    assert.deepEqual(
      differences(before, after).map(({ before, after }) => [before, after]),
      [
        ['b.test', ''],
        ['', 'bücher.example'],
      ],
    );
    assert.ok(isSame(before, draft({ domains: listed('c.test', 'b.test', 'a.test') })));
  });

  test('people are told one by one, too', () => {
    const [before, after] = [
      draft({ loggingNever: ['a@own.test', 'b@own.test'] }),
      draft({ loggingNever: ['b@own.test', 'c@own.test'] }),
    ];
    assert.deepEqual(
      differences(before, after).map(({ label, before, after }) => [label, before, after]),
      [
        ['Never logged', 'a@own.test', ''],
        ['Never logged', '', 'c@own.test'],
      ],
    );
  });
});

describe('merge', () => {
  test('what only one side changed is taken', () => {
    const base = draft();
    const { merged, conflicts } = mergeDrafts(base, draft({ addBack: 'all' }), draft({ handling: 'prompt' }));
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, draft({ addBack: 'all', handling: 'prompt' }));
  });

  test('people whom either added are added, whom either removed are removed', () => {
    const base = draft({ loggingAlways: ['a@own.test', 'b@own.test'] });
    const mine = draft({ loggingAlways: ['b@own.test', 'c@own.test'], loggingDays: 90 });
    const theirs = draft({ loggingAlways: ['a@own.test', 'd@own.test'], logging: 'everyone' });
    assert.deepEqual(mergeDrafts(base, mine, theirs), {
      merged: draft({ loggingAlways: ['d@own.test', 'c@own.test'], loggingDays: 90, logging: 'everyone' }),
      conflicts: [],
    });
  });

  test('what both changed is a conflict, in words, and mine stands unless theirs is preferred', () => {
    const [mine, theirs] = [draft({ addBack: 'all', handling: 'prompt' }), draft({ addBack: 'never' })];
    const { merged, conflicts } = mergeDrafts(draft(), mine, theirs);
    assert.deepEqual(conflicts, [
      {
        key: 'addBack',
        label: 'Adding automatic contacts in return',
        base: 'From the listed domains',
        mine: 'All of them',
        theirs: 'Never',
      },
    ]);
    assert.deepEqual(merged, mine);
    const preferred = mergeDrafts(draft(), mine, theirs, new Set(['addBack']));
    assert.deepEqual(preferred.merged, draft({ addBack: 'never', handling: 'prompt' }));
  });

  test('domains are merged one by one: added by either, removed by either', () => {
    const base = draft({ domains: listed('a.test', 'b.test', 'c.test') });
    const mine = draft({ domains: listed('b.test', 'c.test', 'mine.test', 'both.test') });
    const theirs = draft({ domains: listed('a.test', 'c.test', 'theirs.test', 'both.test') });
    const { merged, conflicts } = mergeDrafts(base, mine, theirs);
    assert.deepEqual(conflicts, []);
    assert.ok(isSame(merged, draft({ domains: listed('c.test', 'mine.test', 'both.test', 'theirs.test') })));
  });

  test('of every field and domain the result is what one side has, and what one side alone changed', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, anyDraft, (base, mine, theirs) => {
        const { merged, conflicts } = mergeDrafts(base, mine, theirs);
        for (const field of ['allowUserOptions', 'handling', 'addBack', 'temporaryAvailability'] as const) {
          const expected = mine[field] === base[field] ? theirs[field] : mine[field];
          assert.equal(merged[field], expected, field);
          const bothChanged = mine[field] !== base[field] && theirs[field] !== base[field];
          const conflicting = conflicts.some((conflict) => conflict.key === field);
          assert.equal(conflicting, bothChanged && mine[field] !== theirs[field], field);
        }
        const has = (draft: PolicyDraft, name: string): boolean => draft.domains.some(({ ascii }) => ascii === name);
        for (const name of ['a.test', 'b.test', 'c.test', 'd.test']) {
          const expected = has(mine, name) === has(base, name) ? has(theirs, name) : has(mine, name);
          assert.equal(has(merged, name), expected, name);
        }
        assert.equal(new Set(merged.domains.map(({ ascii }) => ascii)).size, merged.domains.length);
        assert.ok(isSame(mergeDrafts(base, base, theirs).merged, theirs));
        assert.ok(isSame(mergeDrafts(base, mine, base).merged, mine));
      }),
    );
  });
});
