/** People whom the policy cannot except, and policies that contradict themselves about somebody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PolicyEditor } from '../../../../src/admin/policy/draft-store.js';
import {
  loggingConflictFact,
  loggingConflictMend,
  loggingConflicts,
  loggingConflictWords,
} from '../../../../src/admin/policy/logging-conflicts.js';
import { FakePolicyStore, ready } from '../../../support/fake-policy-store.js';
import { draft, revision } from '../../../support/policy-drafts.js';

const OWN = 'example.com';
const [INA, OTTO, OTHER] = ['ina@example.com', 'otto@example.com', 'x@other.test'];

test('somebody on both lists counts once, and so does each who is of another domain', () => {
  const found = loggingConflicts({ loggingAlways: [INA, OTHER, OTTO], loggingNever: [INA] }, OWN);
  assert.deepEqual(found, [
    { list: 'loggingNever', kind: 'both-lists', person: INA },
    { list: 'loggingAlways', kind: 'foreign', person: OTHER },
  ]);
  assert.deepEqual(found.map(loggingConflictFact), [
    '“ina@example.com” is always and never logged at once.',
    '“x@other.test” is always logged, and not of your own domain.',
  ]);
});

test('a domain below our own is another one, and where our own is not known nobody is of another', () => {
  const lists = { loggingAlways: ['x@sub.example.com', 'x@notexample.com'], loggingNever: [] };
  assert.equal(loggingConflicts(lists, OWN).length, 2);
  assert.deepEqual(loggingConflicts(lists, undefined), []);
});

test('what is wrong is said with what to do', () => {
  assert.deepEqual(loggingConflictWords('loggingNever', 'both-lists', INA), {
    problem: '“ina@example.com” is always logged.',
    todo: 'Remove them from that list first.',
  });
  assert.match(loggingConflictWords('loggingNever', 'foreign', OTHER).problem, /not of your own domain/);
  assert.match(loggingConflictMend('loggingAlways', 'both-lists'), /^They are never logged, too\./);
  assert.match(loggingConflictMend('loggingAlways', 'foreign'), /Remove them here\.$/);
});

test('Save waits for what a merge has brought about, and goes on once it is settled', async () => {
  const store = new FakePolicyStore(ready([revision(1, draft())]));
  const editor = new PolicyEditor(store, { own: OWN });
  editor.set({ loggingAlways: [INA] });
  store.add(revision(2, draft({ loggingNever: [INA] })));
  editor.keepMine();
  assert.deepEqual(editor.conflicts, [
    { pane: 'logging', fact: '“ina@example.com” is always and never logged at once.' },
  ]);
  assert.equal(editor.canSave, false);
  editor.set({ loggingNever: [] });
  assert.equal((await editor.save())?.kind, 'saved');
  assert.deepEqual(store.published.map((one) => one.draft), [draft({ loggingAlways: [INA] })]); // prettier-ignore
});
