import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { policyFor } from '../../../../src/core/policy/groups.js';
import { parsePolicy } from '../../../../src/core/policy/parse.js';
import {
  FEDERATION_MODES,
  HANDLINGS,
  type FormField,
  type Policy,
  type PolicyGroup,
} from '../../../../src/core/policy/schema.js';
import { formFields } from '../../../../src/xmpp/xep0004-data-forms.js';
import { writePolicyForm } from '../../../../src/xmpp/policy-form.js';
import { Device, INA, MAYA, OTTO, policy, received } from '../device.js';

const SALES: PolicyGroup = {
  name: 'Sales',
  members: [INA, MAYA],
  allowUserOptions: false,
  handling: 'accept-all',
  federation: 'open',
  logging: 'everyone',
};
const BOARD: PolicyGroup = { name: 'Board', members: [MAYA, OTTO], logging: 'nobody' };
const GROUPED = policy({
  federation: { mode: 'closed', trusted: [], refused: ['spam.test'] },
  logging: { mode: 'contacts', days: 30, always: [], never: [] },
  groups: [SALES, BOARD],
});

/** A policy as it is published. */
function fieldsOf({ domains, federation, ...rest }: Policy): FormField[] {
  const both = (list: readonly string[]) => list.map((name) => ({ ascii: name, unicode: name }));
  const lists = { mode: federation.mode, trusted: both(federation.trusted), refused: both(federation.refused) };
  return [...formFields(writePolicyForm({ ...rest, federation: lists }, both(domains)))];
}

function without(fields: readonly FormField[], ...names: readonly string[]): FormField[] {
  return fields.filter(({ name }) => !names.includes(name));
}

test('what a group says holds for its people, the rest is as for everyone; of two groups the first counts', () => {
  const said = [INA, MAYA, OTTO].map((jid) => {
    const { allowUserOptions, handling, federation, logging, groups } = policyFor(GROUPED, jid);
    return [allowUserOptions, handling, federation.mode, logging.mode, groups.length];
  });
  assert.deepEqual(said, [
    [false, 'accept-all', 'open', 'everyone', 0],
    [false, 'accept-all', 'open', 'everyone', 0],
    [true, 'prompt', 'closed', 'nobody', 0],
  ]);
  const own = policyFor(GROUPED, INA);
  assert.deepEqual([own.federation.refused, own.logging.days], [['spam.test'], 30], 'lists and days are for all');
});

test('groups are published in fields of their own, and read as they were', () => {
  const anyGroup = fc
    .tuple(
      fc.constantFrom([INA], [MAYA, OTTO], []),
      fc.option(fc.boolean(), { nil: undefined }),
      fc.option(fc.constantFrom(...HANDLINGS), { nil: undefined }),
      fc.option(fc.constantFrom(...FEDERATION_MODES), { nil: undefined }),
    )
    .map(([members, allowUserOptions, handling, federation]) => ({
      members,
      ...(allowUserOptions === undefined ? {} : { allowUserOptions }),
      ...(handling ? { handling } : {}),
      ...(federation ? { federation } : {}),
    }));
  fc.assert(
    fc.property(fc.array(anyGroup, { maxLength: 4 }), (given) => {
      const groups = given.map((group, index) => ({ ...group, name: `Group ${index}` }));
      const parsed = parsePolicy(fieldsOf(policy({ groups })));
      assert.deepEqual(parsed.ok && parsed.policy.groups, groups);
    }),
  );
});

test('an earlier client, which knows nothing of groups, reads what holds for everyone', () => {
  const fields = fieldsOf(GROUPED).filter(({ name }) => !name.startsWith('group'));
  const parsed = parsePolicy(fields);
  assert.deepEqual(parsed.ok && parsed.policy, { ...GROUPED, groups: [] });
});

test('groups that are not as they should be make the policy unreadable, and it says why', () => {
  const fields = fieldsOf(GROUPED);
  const problems = (wrong: readonly FormField[]): unknown[] => {
    const parsed = parsePolicy(wrong);
    return parsed.ok ? [] : parsed.errors.map(({ field, problem }) => [field, problem]);
  };
  const groups = (...values: string[]): FormField => ({ name: 'groups', values });
  assert.deepEqual(problems([...without(fields, 'groups'), groups('Sales', 'Sales')]), [['groups', 'unknown-value']]);
  assert.deepEqual(problems([...without(fields, 'groups'), groups('', 'Sales')]), [['groups', 'unknown-value']]);
  assert.deepEqual(problems([...without(fields, 'groups'), groups('\n ', 'Sales')]), [['groups', 'unknown-value']]);
  assert.deepEqual(problems([...without(fields, 'groups'), groups('\u00a0', 'Sales')]), [], 'as the server kit has it');
  assert.deepEqual(problems(without(fields, 'group_1_members')), [['group_1_members', 'missing']]);
  const wrong = { name: 'group_0_handling', values: ['deny'] };
  assert.deepEqual(problems([...without(fields, 'group_0_handling'), wrong]), [['group_0_handling', 'unknown-value']]);
  const crowd = Array.from({ length: 400 }, (_, index) => `p${index}@home.example`);
  const many = ['A', 'B', 'C'].map((name) => ({ name, members: crowd }));
  assert.deepEqual(problems(fieldsOf(policy({ groups: many }))), [['groups', 'too-many']]);
});

test('a device goes by what holds for its person, and keeps nothing of the groups', () => {
  const device = Device.signedIn({ policy: GROUPED });
  const effects = device.send(received(OTTO));
  assert.deepEqual(device.setting.setting, { kind: 'absent', why: 'fixed' });
  assert.ok(effects.some((effect) => effect.type === 'approve' && effect.jid === OTTO));
  assert.deepEqual(device.kept.policy?.groups, []);
});
