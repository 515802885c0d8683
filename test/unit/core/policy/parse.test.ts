import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parsePolicy } from '../../../../src/core/policy/parse.js';
import {
  NO_LOGGING,
  OPEN_FEDERATION,
  POLICY_NODE,
  type FormField,
  type PolicyError,
} from '../../../../src/core/policy/schema.js';
import vectors from '../../../vectors/policy-forms.json' with { type: 'json' };

type Fields = Readonly<Record<string, readonly string[] | null>>;

/** The form of a good policy with some fields changed, or left out where they are null. */
function form(changes: Fields = {}): FormField[] {
  const fields: Fields = { FORM_TYPE: [POLICY_NODE], ...(vectors.good as Fields), ...changes };
  return Object.entries(fields).flatMap(([name, values]) => (values === null ? [] : [{ name, values }]));
}

/** As it is read from a form that says nothing of federation. */
function policyOf(policy: object): object {
  return { ...policy, federation: OPEN_FEDERATION, logging: NO_LOGGING, groups: [] };
}

test('a policy is read field by field', () => {
  assert.deepEqual(parsePolicy(form()), { ok: true, policy: policyOf(vectors.policy) });
});

describe('a policy is read:', () => {
  for (const { why, changes, policy } of vectors.readable as unknown as readonly {
    why: string;
    changes: Fields;
    policy: object;
  }[]) {
    test(why, () => {
      assert.deepEqual(parsePolicy(form(changes)), { ok: true, policy: policyOf({ ...vectors.policy, ...policy }) });
    });
  }
});

describe('a policy is unreadable, and says why:', () => {
  for (const { why, changes, errors } of vectors.unreadable as unknown as readonly {
    why: string;
    changes: Fields;
    errors: PolicyError[];
  }[]) {
    test(why, () => assert.deepEqual(parsePolicy(form(changes)), { ok: false, errors }));
  }
});

test('every field is required', () => {
  for (const field of ['FORM_TYPE', ...Object.keys(vectors.good)]) {
    assert.deepEqual(parsePolicy(form({ [field]: null })), { ok: false, errors: [{ field, problem: 'missing' }] });
  }
});

test('what was added to the first schema may be left out, and is read as strictly where it is not', () => {
  const refused = { federation_refused: ['xn--bcher-kva.example'], federation_refused_unicode: ['bücher.example'] };
  const parsed = parsePolicy(form({ federation: ['closed'], ...refused }));
  assert.deepEqual(parsed.ok && parsed.policy.federation, {
    mode: 'closed',
    trusted: [],
    refused: ['xn--bcher-kva.example', 'bücher.example'],
  });
  for (const [changes, field, problem] of [
    [{ federation: ['half-open'] }, 'federation', 'unknown-value'],
    [{ federation_trusted: ['a.test'] }, 'federation_trusted_unicode', 'missing'],
    [{ federation_trusted_unicode: ['a.test'] }, 'federation_trusted', 'missing'],
    [{ federation_trusted: ['a.test'], federation_trusted_unicode: [] }, 'federation_trusted_unicode', 'uneven'],
    [{ logging: ['unset'] }, 'logging', 'unknown-value'],
    [{ logging_days: ['-1'] }, 'logging_days', 'not-a-number'],
    [{ logging_always: ['example.com'] }, 'logging_always', 'not-a-person'],
    [{ logging_never: ['Ina@home.example'] }, 'logging_never', 'not-a-person'],
    [{ federation_refused: ['*.test'], federation_refused_unicode: ['a.test'] }, 'federation_refused', 'not-a-domain'],
  ] as const) {
    const { errors } = { errors: [], ...parsePolicy(form(changes)) };
    assert.deepEqual(
      errors.map((error: PolicyError) => [error.field, error.problem]),
      [[field, problem]],
    );
  }
});

test('no field may occur twice', () => {
  for (const field of form()) {
    assert.deepEqual(parsePolicy([...form(), field]), {
      ok: false,
      errors: [{ field: field.name, problem: 'repeated' }],
    });
  }
});

test('what is no form of ours is a policy without anything', () => {
  const parsed = parsePolicy([]);
  assert.ok(!parsed.ok);
  assert.deepEqual(new Set(parsed.errors.map(({ problem }) => problem)), new Set(['missing']));
});

test('all errors are reported, not only the first', () => {
  const parsed = parsePolicy(
    form({ revision: ['x'], handling: ['deny'], domains: ['*'], domains_unicode: ['*', '*'] }),
  );
  assert.deepEqual(parsed.ok ? [] : parsed.errors.map(({ field }) => field), [
    'revision',
    'handling',
    'domains',
    'domains_unicode',
    'domains_unicode',
  ]);
});

test('a policy lists a thousand domains at most', () => {
  const domains = Array.from({ length: 1001 }, (_, index) => `d${index}.example`);
  const most = domains.slice(1);
  const parsed = parsePolicy(form({ domains: most, domains_unicode: most }));
  assert.deepEqual(parsed.ok && parsed.policy.domains.length, 1000);
  assert.deepEqual(parsePolicy(form({ domains, domains_unicode: most })), {
    ok: false,
    errors: [{ field: 'domains', problem: 'too-many' }],
  });
});

test('an offending value is reported up to a hundred characters', () => {
  const parsed = parsePolicy(form({ handling: ['x'.repeat(5000)] }));
  assert.equal(!parsed.ok && parsed.errors[0]?.value?.length, 100);
});

test('whatever stands in a form, it is read or refused, and a policy that is read holds nothing unheard of', () => {
  const names = ['FORM_TYPE', ...Object.keys(vectors.good), '__proto__', 'constructor'];
  const values = ['0', '1', 'true', '', 'prompt', 'listed', 'example.com', POLICY_NODE, '9'.repeat(20), '\u0000'];
  const field = fc.record({
    name: fc.constantFrom(...names),
    values: fc.array(fc.constantFrom(...values), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const parsed = parsePolicy(fields);
      assert.ok(parsed.ok ? parsed.policy.revision > 0 : parsed.errors.length > 0);
    }),
  );
});
