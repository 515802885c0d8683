import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Domain } from '../../../src/core/jid.js';
import type { Handling } from '../../../src/core/policy/schema.js';
import { tryIt, type TryItAnswer } from '../../../src/admin/policy/try-it.js';
import type { PolicyDraft } from '../../../src/admin/policy/revision.js';
import { draft, listed } from '../../support/policy-drafts.js';

const BOOKS = { ascii: 'xn--bcher-kva.example', unicode: 'bücher.example' };

function ask(from: string, changes: Partial<PolicyDraft> = {}, chosen: Handling | null = null): TryItAnswer {
  return tryIt({ from, draft: draft(changes), chosen, own: 'example.com' as Domain });
}

function outcome(from: string, changes: Partial<PolicyDraft> = {}, chosen: Handling | null = null): string {
  const answer = ask(from, changes, chosen);
  return answer.ok ? answer.outcome : answer.problem;
}

const COLLEAGUE = 'maya@example.com';
const STRANGER = 'omar@elsewhere.test';
const BY_ORGANIZATION = 'Accepted automatically: example.com is one of your organization’s domains.';
const BY_ALL = 'Accepted automatically: all requests are.';

describe('what becomes of a request is told with its rule', () => {
  const table: readonly (readonly [boolean, Handling, Handling | null, string, string])[] = [
    [false, 'accept-all', 'prompt', BY_ALL, BY_ALL],
    [false, 'accept-organization', 'prompt', BY_ORGANIZATION, 'Prompts: elsewhere.test is not one of your organization’s domains.'],
    [false, 'prompt', 'accept-all', 'Prompts: the policy says “Prompt me for each request”.', 'Prompts: the policy says “Prompt me for each request”.'],
    [true, 'prompt', null, BY_ORGANIZATION, 'Prompts: elsewhere.test is not one of your organization’s domains.'],
    [true, 'prompt', 'accept-all', BY_ALL, BY_ALL],
    [true, 'accept-all', 'prompt', 'Prompts: the person chose “Prompt me for each request”.', 'Prompts: the person chose “Prompt me for each request”.'],
  ]; // prettier-ignore
  for (const [allowUserOptions, handling, chosen, colleague, stranger] of table) {
    test(`${allowUserOptions ? 'ticked' : 'cleared'}, ${handling}, the person's choice ${chosen ?? 'none'}`, () => {
      assert.equal(outcome(COLLEAGUE, { allowUserOptions, handling }, chosen), colleague);
      assert.equal(outcome(STRANGER, { allowUserOptions, handling }, chosen), stranger);
    });
  }
});

test('a sub-domain is not listed with its domain, and either form of a listed one is', () => {
  assert.match(outcome('maya@chat.example.com'), /^Prompts: chat\.example\.com is not/);
  assert.match(outcome('maya@bücher.example', { domains: [BOOKS] }), /^Accepted automatically: bücher\.example/);
  assert.match(outcome('maya@xn--bcher-kva.example', { domains: [BOOKS] }), /^Accepted automatically: xn--bcher/);
  assert.match(outcome('maya@EXAMPLE.com.'), /^Accepted automatically: example\.com/);
});

test('our own domain counts only if it is listed', () => {
  assert.match(outcome(COLLEAGUE, { domains: listed('example.org') }), /^Prompts: example\.com is not/);
});

test('whether they are added in return is told with an acceptance, and only then', () => {
  const inReturn = (from: string, changes: Partial<PolicyDraft>): string => {
    const answer = ask(from, changes);
    return answer.ok ? answer.inReturn : answer.problem;
  };
  const [added, not] = ['They are added to the person’s own contacts, too.', 'They are not added to the person’s own contacts.']; // prettier-ignore
  const all = { allowUserOptions: false, handling: 'accept-all' } as const;
  assert.equal(inReturn(COLLEAGUE, { addBack: 'listed' }), added);
  assert.equal(inReturn(COLLEAGUE, { addBack: 'never' }), not);
  assert.equal(inReturn(STRANGER, { ...all, addBack: 'listed' }), not);
  assert.equal(inReturn(STRANGER, { ...all, addBack: 'all' }), added);
  assert.equal(inReturn(STRANGER, { addBack: 'all' }), '');
});

test('what federation stops is not shown, whatever the handling', () => {
  const stopped = 'Not shown: IM Federation lets nothing pass between your people and elsewhere.test.';
  const all = { allowUserOptions: false, handling: 'accept-all' } as const;
  assert.equal(outcome(STRANGER, { ...all, federation: 'closed' }), stopped);
  assert.equal(outcome(STRANGER, { ...all, refused: listed('elsewhere.test') }), stopped);
  assert.equal(outcome(STRANGER, { ...all, federation: 'listed', trusted: listed('elsewhere.test') }), BY_ALL);
  assert.equal(outcome(COLLEAGUE, { ...all, federation: 'closed' }), BY_ALL);
});

test('whoever comes from a domain that looks like ours is pointed out', () => {
  const answer = ask('maya@examp1e.com');
  assert.ok(answer.ok && !answer.isAccepted);
  assert.deepEqual(answer.warning, { kind: 'looks-like', domain: 'example.com' });
});

test('what is no address of a person gets no answer, but what to write', () => {
  for (const typed of [
    '',
    'maya',
    'example.com',
    '@example.com',
    'maya@',
    'maya@example.com/phone',
    'ma ya@example.com',
  ]) {
    const answer = ask(typed);
    assert.ok(!answer.ok, typed);
    assert.match(answer.todo, /name@example\.com/);
  }
  assert.match(
    outcome('maya@%65xample.com'),
    /^Prompts: %65xample\.com is not/,
    'is not our domain, however it is written',
  );
});
