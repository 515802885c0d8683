import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectivePolicy } from '../../../../src/admin/policy/effective-policy.js';
import type { PolicyDraft } from '../../../../src/admin/policy/revision.js';
import { draft } from '../../../support/policy-drafts.js';

const OWN = 'example.com';
const GROUPED = draft({
  allowUserOptions: false,
  handling: 'prompt',
  federation: 'closed',
  logging: 'contacts',
  loggingDays: 90,
  loggingNever: ['eva@example.com'],
  groups: [
    { name: 'Sales', members: ['ina@example.com', 'eva@example.com'], federation: 'open', logging: 'everyone' },
    { name: 'Board', members: ['ina@example.com', 'otto@example.com'], allowUserOptions: true },
  ],
});

/** What holds for somebody, without what never differs. */
function holds(person: string, policy: PolicyDraft = GROUPED): string[] {
  const answer = effectivePolicy(person, policy, OWN);
  assert.ok(answer.ok);
  return answer.lines
    .filter(({ label }) => /requests$|Federation|Logging|kept/.test(label))
    .map(({ value, why }) => `${value} (${why})`);
}

test('somebody in no group: everything is as for everyone', () => {
  assert.deepEqual(holds('Maya@Example.COM'), [
    'Prompt me for each request (As for everyone)',
    'Closed (As for everyone)',
    'What passes between them and their contacts is kept (As for everyone)',
    'for 90 days (As for everyone)',
  ]);
});

test('somebody in a group, or in several by mistake: what the first says, the rest as for everyone', () => {
  assert.deepEqual(holds('ina@example.com'), [
    'Prompt me for each request (As for everyone)',
    'Open (By the group “Sales”)',
    'Everything is kept (By the group “Sales”)',
    'for 90 days (As for everyone)',
  ]);
  const chosen = 'The person chooses; until then: Accept automatically from contacts in my organization';
  assert.equal(holds('otto@example.com')[0], `${chosen} (By the group “Board”)`);
});

test('a list of people under IM Logging counts before the group', () => {
  assert.deepEqual(holds('eva@example.com').slice(2), [
    'Nothing is kept (By the list “Never logged” under IM Logging)',
  ]);
});

test('what is nobody’s address, or not of the own domain, is said with what to do', () => {
  for (const [typed, words] of [
    ['', /^That is not the address of a person\. Write an address such as name@example\.com/],
    ['ina', /^That is not the address of a person\./],
    ['ina@other.test', /^“ina@other\.test” is not of your own domain\. Their own organization’s policy/],
  ] as const) {
    const answer = effectivePolicy(typed, GROUPED, OWN);
    assert.ok(!answer.ok);
    assert.match(`${answer.problem} ${answer.todo}`, words);
  }
});
