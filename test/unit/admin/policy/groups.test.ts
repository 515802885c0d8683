/** Policy groups as administrators work on them: what changes, what contradicts itself, what is put together. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { differences, isSame } from '../../../../src/admin/policy/differences.js';
import { groupConflictFacts, groupConflictsIn } from '../../../../src/admin/policy/group-conflicts.js';
import { readGroupName } from '../../../../src/admin/policy/group-name-entry.js';
import { readRevision } from '../../../../src/admin/policy/history.js';
import { mergeDrafts, type ConflictKey } from '../../../../src/admin/policy/merge.js';
import { policyConflicts } from '../../../../src/admin/policy/policy-conflicts.js';
import type { PolicyDraft } from '../../../../src/admin/policy/revision.js';
import { MOST_DOMAINS, MOST_MEMBERS, MOST_PEOPLE } from '../../../../src/core/policy/parse.js';
import { writePolicyForm, type ListedGroup } from '../../../../src/xmpp/policy-form.js';
import type { Element } from '../../../../src/xmpp/element.js';
import { formFields } from '../../../../src/xmpp/xep0004-data-forms.js';
import { draft, listed } from '../../../support/policy-drafts.js';

const OWN = 'example.com';
const [INA, OTTO, MAYA] = ['ina@example.com', 'otto@example.com', 'maya@example.com'];
const SALES: ListedGroup = { name: 'Sales', members: [INA, OTTO], logging: 'everyone' };
const BOARD: ListedGroup = { name: 'Board', members: [MAYA], federation: 'closed' };

function grouped(...groups: readonly ListedGroup[]): PolicyDraft {
  return draft({ groups });
}

/** Each difference as it is read. */
function lines(before: PolicyDraft, after: PolicyDraft): string[] {
  return differences(before, after).map(({ label, before, after, entry }) =>
    entry ? `${entry.words} ${before ? 'removed' : 'added'}: ${before || after}` : `${label}: ${before} → ${after}`,
  );
}

describe('what changes', () => {
  test('of a group that is new is all that it says; of one that is gone, that it is', () => {
    assert.deepEqual(lines(grouped(BOARD), grouped(SALES)), [
      'Policy group removed: Board',
      'Policy group added: Sales',
      'IM Logging, for “Sales”: As for everyone → Everything is kept',
      `Member of “Sales” added: ${INA}`,
      `Member of “Sales” added: ${OTTO}`,
    ]);
  });

  test('of one that stays is told field by field, and person by person', () => {
    const after = grouped({
      name: 'Sales',
      members: [OTTO, MAYA],
      allowUserOptions: false,
      handling: 'prompt',
      federation: 'listed',
    });
    assert.deepEqual(lines(grouped(SALES), after), [
      'Allow users to set "Options for contact list requests", for “Sales”: As for everyone → cleared',
      'Contact list requests, for “Sales”: As for everyone → Prompt me for each request',
      'IM Federation, for “Sales”: As for everyone → Trusted domains only',
      'IM Logging, for “Sales”: Everything is kept → As for everyone',
      `Member of “Sales” removed: ${INA}`,
      `Member of “Sales” added: ${MAYA}`,
    ]);
  });

  test('is one line where a group has another name alone, and none where people or groups stand in another order', () => {
    assert.deepEqual(lines(grouped(SALES, BOARD), grouped(BOARD, { ...SALES, name: 'Vertrieb' })), [
      'Name of a policy group: Sales → Vertrieb',
    ]);
    assert.ok(isSame(grouped(SALES, BOARD), grouped(BOARD, { ...SALES, members: [OTTO, INA] })));
  });
});

test('a group that has another name and most of its people is the same group; one with fewer of them is not', () => {
  const after = { ...SALES, name: 'Vertrieb', members: [INA, OTTO, MAYA], federation: 'closed' } as const;
  assert.deepEqual(lines(grouped(SALES), grouped(after)), [
    'Name of a policy group: Sales → Vertrieb',
    'IM Federation, for “Vertrieb”: As for everyone → Closed',
    `Member of “Vertrieb” added: ${MAYA}`,
  ]);
  const few = lines(grouped(SALES), grouped({ name: 'Vertrieb', members: [INA, MAYA] }));
  assert.deepEqual(few.slice(0, 2), ['Policy group removed: Sales', 'Policy group added: Vertrieb']);
});

test('a name that another tool has published is shown without what would turn its surroundings round, and not without end', () => {
  const shown = lines(grouped(), grouped({ name: `\u2069\u202eSales${'x'.repeat(100)}`, members: [] }));
  assert.deepEqual(shown, [`Policy group added: Sales${'x'.repeat(55)}…`]);
  assert.deepEqual(lines(grouped({ name: '\u202e', members: [] }), grouped()), [
    'Policy group removed: A group without a name',
  ]);
});

describe('what two administrators did', () => {
  test('is put together group by group, person by person, field by field', () => {
    const base = grouped(SALES);
    const mine = grouped({ ...SALES, members: [OTTO, MAYA], handling: 'prompt' });
    const theirs = grouped({ ...SALES, members: [INA, OTTO, 'eva@example.com'], federation: 'closed' }, { name: 'Legal', members: [] }); // prettier-ignore
    const { merged, conflicts } = mergeDrafts(base, mine, theirs);
    assert.deepEqual(conflicts, []);
    const sales: ListedGroup = {
      name: 'Sales',
      members: ['eva@example.com', OTTO, MAYA],
      handling: 'prompt',
      federation: 'closed',
      logging: 'everyone',
    };
    assert.ok(isSame(merged, grouped({ name: 'Legal', members: [] }, sales)), JSON.stringify(merged.groups));
  });

  test('that both gave a field another value is a conflict, in words', () => {
    const [mine, theirs] = [grouped({ ...SALES, logging: 'nobody' }), grouped({ ...SALES, logging: 'contacts' })];
    const { merged, conflicts } = mergeDrafts(grouped(SALES), mine, theirs);
    assert.deepEqual(conflicts, [
      {
        key: 'group.logging.Sales',
        label: 'IM Logging, for “Sales”',
        base: 'Everything is kept',
        mine: 'Nothing is kept',
        theirs: 'What passes between them and their contacts is kept',
      },
    ]);
    assert.ok(isSame(merged, mine));
    assert.ok(isSame(mergeDrafts(grouped(SALES), mine, theirs, new Set(['group.logging.Sales'])).merged, theirs));
  });

  for (const [why, mine, theirs, words] of [
    [
      'I removed a group that they changed',
      grouped(),
      grouped({ ...SALES, members: [INA] }),
      ['removed', '1 person; IM Logging: Everything is kept'],
    ],
    [
      'they removed a group that I changed',
      grouped({ ...SALES, members: [] }),
      grouped(),
      ['nobody yet; IM Logging: Everything is kept', 'removed'],
    ],
  ] as const) {
    test(`that ${why} is a conflict; nothing of either is lost without being asked`, () => {
      const { merged, conflicts } = mergeDrafts(grouped(SALES), mine, theirs);
      assert.deepEqual(conflicts.map((one) => [one.key, one.mine, one.theirs]), [['group.itself.Sales', ...words]]); // prettier-ignore
      assert.ok(isSame(merged, mine));
      assert.ok(isSame(mergeDrafts(grouped(SALES), mine, theirs, new Set(['group.itself.Sales'])).merged, theirs));
    });
  }

  test('of a group that one of them renamed goes on by its new name', () => {
    const [base, changed] = [grouped(SALES), { ...SALES, members: [INA, OTTO, MAYA], handling: 'prompt' } as const];
    const renamed = { ...SALES, name: 'Vertrieb', logging: 'nobody' } as const;
    const both = grouped({ ...changed, name: 'Vertrieb', logging: 'nobody' });
    for (const [mine, theirs] of [
      [renamed, changed],
      [changed, renamed],
    ] as const) {
      // prettier-ignore
      const { merged, conflicts } = mergeDrafts(base, grouped(mine), grouped(theirs));
      assert.deepEqual(conflicts, []);
      assert.ok(isSame(merged, both), JSON.stringify(merged.groups));
    }
  });

  test('that both gave a group another name is a conflict; what else they did with it is put together', () => {
    const [mine, theirs] = [
      grouped({ ...SALES, name: 'Vertrieb', logging: 'nobody' }),
      grouped({ ...SALES, name: 'Ventes', logging: 'contacts' }),
    ];
    const { merged, conflicts } = mergeDrafts(grouped(SALES), mine, theirs);
    assert.deepEqual(
      conflicts.map(({ key, base, mine, theirs }) => [key, base, mine, theirs]),
      [
        ['group.name.Sales', 'Sales', 'Vertrieb', 'Ventes'],
        ['group.logging.Sales', 'Everything is kept', 'Nothing is kept', 'What passes between them and their contacts is kept'], // prettier-ignore
      ],
    );
    assert.ok(isSame(merged, mine));
    const all = new Set(conflicts.map(({ key }) => key));
    assert.ok(isSame(mergeDrafts(grouped(SALES), mine, theirs, all).merged, theirs));
  });

  test('that one renamed a group which the other removed is a conflict', () => {
    const renamed = { ...SALES, name: 'Vertrieb' };
    const { merged, conflicts } = mergeDrafts(grouped(SALES), grouped(), grouped(renamed));
    assert.deepEqual(
      conflicts.map(({ key, mine, theirs }) => [key, mine, theirs]),
      [['group.itself.Sales', 'removed', '“Vertrieb”: 2 people; IM Logging: Everything is kept']],
    );
    assert.deepEqual(merged.groups, []);
    const theirs = mergeDrafts(grouped(SALES), grouped(), grouped(renamed), new Set(['group.itself.Sales']));
    assert.deepEqual(theirs.merged.groups, [renamed]);
  });

  test('under one new name for two groups is one group with the people of both', () => {
    const base = grouped(SALES, BOARD);
    const mine = grouped({ ...SALES, name: 'Staff' }, BOARD);
    const theirs = grouped(SALES, { ...BOARD, name: 'Staff' });
    const { merged, conflicts } = mergeDrafts(base, mine, theirs);
    assert.deepEqual(conflicts, []);
    const all = { name: 'Staff', members: [MAYA, INA, OTTO], federation: 'closed', logging: 'everyone' } as const;
    assert.ok(isSame(merged, grouped(all)), JSON.stringify(merged.groups));
  });

  test('that they put somebody into two groups is found, and waits for somebody to settle it', () => {
    const base = grouped({ name: 'Sales', members: [] }, { name: 'Board', members: [] });
    const mine = grouped({ name: 'Sales', members: [INA] }, { name: 'Board', members: [] });
    const theirs = grouped({ name: 'Sales', members: [] }, { name: 'Board', members: [INA] });
    const { merged } = mergeDrafts(base, mine, theirs);
    assert.deepEqual(policyConflicts(merged, OWN), [
      { pane: 'groups', fact: `“${INA}” is in “Sales” and in “Board”.` },
    ]);
  });

  test('is what one side has, of everything; what only one changed is as they have it', () => {
    const anyMembers = fc.subarray([INA, OTTO, MAYA]);
    const anyGroups = fc.uniqueArray(
      fc.record(
        {
          name: fc.constantFrom('Sales', 'Board'),
          members: anyMembers,
          logging: fc.constantFrom('everyone', 'nobody'),
        },
        { requiredKeys: ['name', 'members'] },
      ),
      { selector: ({ name }) => name },
    ) as fc.Arbitrary<ListedGroup[]>;
    fc.assert(
      fc.property(anyGroups, anyGroups, anyGroups, (...given) => {
        const [base, mine, theirs] = given.map((groups) => draft({ groups })) as [
          PolicyDraft,
          PolicyDraft,
          PolicyDraft,
        ];
        assert.ok(isSame(mergeDrafts(base, base, theirs).merged, theirs));
        assert.ok(isSame(mergeDrafts(base, mine, base).merged, mine));
        const { conflicts } = mergeDrafts(base, mine, theirs);
        const all = new Set<ConflictKey>(conflicts.map(({ key }) => key));
        const [ours, others] = [mergeDrafts(base, mine, theirs), mergeDrafts(base, mine, theirs, all)];
        for (const name of ['Sales', 'Board']) {
          const of = ({ groups }: PolicyDraft): ListedGroup | undefined => groups.find((one) => one.name === name);
          if (!conflicts.some(({ key }) => key === `group.itself.${name}`)) continue;
          assert.deepEqual(of(ours.merged), of(mine));
          assert.deepEqual(of(others.merged), of(theirs));
        }
      }),
    );
  });
});

test('whatever two do with groups at once: names stay apart, and nobody whom either put in is lost unasked', () => {
  const NAMES = ['Sales', 'Board', 'Legal', 'Staff'];
  const PEOPLE = [INA, OTTO, MAYA, 'eva@example.com', 'kim@example.com'];
  type Change = (groups: readonly ListedGroup[]) => readonly ListedGroup[];
  const anyName = fc.constantFrom(...NAMES);
  const on = (name: string, change: (group: ListedGroup) => readonly ListedGroup[]): Change =>
    (groups) => groups.flatMap((group) => (group.name === name ? change(group) : group)); // prettier-ignore
  const anyChange: fc.Arbitrary<Change> = fc.oneof(
    anyName.map((name): Change => (groups) => (groups.some((one) => one.name === name) ? groups : [...groups, { name, members: [] }])), // prettier-ignore
    anyName.map((name) => on(name, () => [])),
    fc.tuple(anyName, anyName).map(([name, to]): Change => (groups) =>
      groups.some((one) => one.name === to) ? groups : on(name, (group) => [{ ...group, name: to }])(groups)), // prettier-ignore
    fc.tuple(anyName, fc.constantFrom(...PEOPLE)).map(([name, jid]) =>
      on(name, (group) => [{ ...group, members: [...new Set([...group.members, jid])] }])), // prettier-ignore
    fc.tuple(anyName, fc.constantFrom(...PEOPLE)).map(([name, jid]) =>
      on(name, (group) => [{ ...group, members: group.members.filter((one) => one !== jid) }])), // prettier-ignore
    fc.tuple(anyName, fc.constantFrom('everyone', 'nobody')).map(([name, logging]) =>
      on(name, (group) => [{ ...group, logging }])), // prettier-ignore
  );
  const anyChanges = fc.array(anyChange, { maxLength: 5 });
  const apply = (groups: readonly ListedGroup[], changes: readonly Change[]): readonly ListedGroup[] =>
    changes.reduce((sofar, change) => change(sofar), groups);
  const peopleOf = ({ groups }: PolicyDraft): ReadonlySet<string> => new Set(groups.flatMap(({ members }) => members));
  fc.assert(
    fc.property(anyChanges, anyChanges, anyChanges, (...changes) => {
      const start = apply([SALES, BOARD], changes[0]);
      const base = grouped(...start);
      const [mine, theirs] = [grouped(...apply(start, changes[1])), grouped(...apply(start, changes[2]))];
      assert.ok(isSame(mergeDrafts(base, base, theirs).merged, theirs), 'theirs alone');
      assert.ok(isSame(mergeDrafts(base, mine, base).merged, mine), 'mine alone');
      const { merged, conflicts } = mergeDrafts(base, mine, theirs);
      assert.equal(new Set(merged.groups.map(({ name }) => name)).size, merged.groups.length, 'each name once');
      assert.equal(
        new Set(conflicts.map(({ key }) => key)).size,
        conflicts.length,
        'each conflict by a key of its own',
      );
      if (conflicts.some(({ key }) => key.startsWith('group.itself.'))) return;
      const [before, after] = [peopleOf(base), peopleOf(merged)];
      for (const jid of [...peopleOf(mine), ...peopleOf(theirs)]) assert.ok(before.has(jid) || after.has(jid), jid);
    }),
    { numRuns: 2000 },
  );
});

describe('what groups say in vain, or against each other', () => {
  test('somebody of another domain, and somebody in two groups', () => {
    const groups = [
      { name: 'Sales', members: [INA, 'x@other.test'] },
      { name: 'Board', members: [INA] },
    ];
    assert.deepEqual(groupConflictFacts({ groups }, OWN), [
      `“${INA}” is in “Sales” and in “Board”.`,
      '“x@other.test” is in “Sales”, and not of your own domain.',
    ]);
    const find = groupConflictsIn({ groups: [SALES, BOARD] }, OWN);
    assert.equal(find('Sales', INA), undefined);
    assert.deepEqual(find('Board', INA), { kind: 'other-group', other: 'Sales' });
  });

  test('more people than all clients could be given', () => {
    const crowd = (place: number): ListedGroup => ({
      name: `Group ${place}`,
      members: Array.from({ length: 400 }, (_, index) => `p${place}-${index}@example.com`),
    });
    assert.deepEqual(groupConflictFacts({ groups: [crowd(0), crowd(1), crowd(2)] }, OWN), [
      `There are 1200 people in all groups, and at most ${MOST_MEMBERS} can be.`,
    ]);
    assert.deepEqual(groupConflictFacts({ groups: [crowd(0), crowd(1)] }, OWN), []);
    const both = { name: 'Both', members: [...crowd(0).members, ...crowd(1).members] };
    assert.deepEqual(groupConflictFacts({ groups: [both] }, OWN), [
      `There are 800 people in “Both”, and at most ${MOST_PEOPLE} can be.`,
    ]);
  });
});

test('a list that two have filled together is named, where it is', () => {
  const names = Array.from({ length: MOST_DOMAINS + 2 }, (_, index) => `d${index}.test`);
  const [first = [], second = []] = [names.slice(0, -1), names.slice(1)].map((list) =>
    listed(...list.slice(0, MOST_DOMAINS)),
  );
  const { merged } = mergeDrafts(draft({ domains: [] }), draft({ domains: first }), draft({ domains: second }));
  assert.deepEqual(policyConflicts(merged, OWN), [
    { pane: 'domains', fact: `“Domain(s)” has ${MOST_DOMAINS + 1} entries, and at most ${MOST_DOMAINS} can be.` },
  ]);
});

test('a name is taken as it is meant, and refused with what to do', () => {
  const read = (typed: string): string => {
    const entry = readGroupName(typed, ['Sales']);
    return entry.ok ? entry.name : `${entry.problem} ${entry.todo}`;
  };
  assert.equal(read('  Field \t sales\u202e '), 'Field sales');
  assert.equal(read('Ver\u00adtrieb'), 'Vertrieb');
  assert.equal(read(' \u200b'), 'Nothing is written there yet. Write a name, such as Sales.');
  assert.equal(read('SALES'), 'There is a group “Sales” already. Choose another name.');
  assert.equal(read('x'.repeat(61)), 'That name is too long. Write at most 60 characters.');
});

test('groups come back from the node as they were published, with what a later schema says of each', () => {
  const later = { ...BOARD, others: [{ name: 'theme', values: ['dark'] }] };
  const form = (...groups: readonly ListedGroup[]): Element =>
    writePolicyForm(
      {
        revision: 3,
        parent: 2,
        allowUserOptions: true,
        handling: 'prompt',
        addBack: 'never',
        temporaryAvailability: false,
        groups,
      },
      draft().domains,
    );
  const read = readRevision({ id: 'item', payload: form(SALES, later), publisher: undefined });
  assert.deepEqual(read.draft?.groups, [SALES, later]);
  assert.equal(read.draft.others, undefined);
  const twice = readRevision({
    id: 'item',
    payload: form({ ...SALES, members: [INA, OTTO, INA] }),
    publisher: undefined,
  });
  assert.deepEqual(twice.draft?.groups, [SALES], 'whoever is listed twice is in it once');
  const again = form(later);
  const names = formFields(again).map(({ name }) => name);
  assert.ok(names.includes('group_0_theme') && !names.includes('group_1_theme'), 'it stays with its group');
});
