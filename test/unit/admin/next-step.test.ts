import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyState, Revision } from '../../../src/admin/policy/revision.js';
import type { Check } from '../../../src/admin/setup/checks.js';
import { nextStep } from '../../../src/admin/ui/next-step.js';

const service = 'pubsub.acme.example';
const REVISION: Revision = {
  id: 'r1',
  revision: 1,
  parent: 0,
  draft: undefined,
  errors: [],
  publisher: undefined,
  at: undefined,
};
const FINE: readonly Check[] = [check('ok'), check('warn'), check('unknown')];

function check(state: Check['state']): Check {
  return { id: state, title: state, state, says: state };
}

function ready(revisions: readonly Revision[]): PolicyState {
  return { kind: 'ready', service, revisions };
}

test('waits for the checks, and for the policy', () => {
  assert.deepEqual(nextStep(undefined, { kind: 'no-node', service }), { kind: 'wait' });
  assert.deepEqual(nextStep(FINE, { kind: 'unknown' }), { kind: 'wait' });
});

test('a policy that somebody else owns, several ones, or one that cannot be read come before everything else', () => {
  const states: readonly PolicyState[] = [
    { kind: 'foreign', service, owners: ['eve@acme.example'], revisions: [] },
    { kind: 'several', services: [service, 'other.acme.example'] },
    { kind: 'unreadable', service, problem: { kind: 'timeout' } },
  ];
  for (const state of states) {
    assert.deepEqual(nextStep([check('missing')], state), state);
    assert.deepEqual(nextStep(undefined, state), state);
  }
});

test('what is missing is added before a policy is made, and counted', () => {
  const checks = [...FINE, check('missing'), check('missing')];
  for (const state of [{ kind: 'no-node', service }, ready([]), ready([REVISION])] as const) {
    assert.deepEqual(nextStep(checks, state), { kind: 'mend', count: 2 });
  }
});

test('without a pubsub service there is something to add, whatever the checks have found', () => {
  assert.deepEqual(nextStep(FINE, { kind: 'no-service' }), { kind: 'mend', count: 0 });
});

test('what could be better, or is not known, keeps nobody from making the policy', () => {
  assert.deepEqual(nextStep(FINE, { kind: 'no-node', service }), { kind: 'create' });
  assert.deepEqual(nextStep(FINE, ready([])), { kind: 'publish' });
});

test('a policy that was published is in place', () => {
  assert.deepEqual(nextStep(FINE, ready([REVISION])), { kind: 'done' });
});
