import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../../src/core/event.js';
import type { Preference } from '../../../../src/core/marks.js';
import type { ManagedPolicy, NoPolicy } from '../../../../src/core/policy/handling.js';
import type { Handling, Policy } from '../../../../src/core/policy/schema.js';
import vectors from '../../../vectors/handling.json' with { type: 'json' };
import { answersIn, Device, jid, NOON, policy, received, privateRead } from '../device.js';

interface Case {
  readonly title: string;
  readonly policy: Partial<Policy> & {
    readonly state: string;
    readonly kept?: Partial<Policy>;
    readonly managed?: ManagedPolicy;
  };
  readonly preference: {
    readonly state: string;
    readonly chosen?: Handling | null;
    readonly lastKnown?: Handling | null;
  };
  readonly handling: Handling;
  readonly options: Readonly<Record<string, unknown>>;
  readonly notice: string | null;
  readonly verdicts: Readonly<Record<string, string>>;
}

const senders: Readonly<Record<string, string>> = vectors.senders;
const cases = vectors.cases as readonly Case[];

const REASONS: Readonly<Record<string, NoPolicy>> = {
  'never-published': { why: 'never-published' },
  deleted: { why: 'deleted' },
  unreachable: { why: 'unreachable' },
  'no-service': { why: 'no-service' },
  refused: { why: 'refused', condition: 'forbidden' },
  ambiguous: { why: 'ambiguous', services: ['pubsub.home.example', 'other.home.example'] },
  unreadable: { why: 'unreadable', errors: [{ field: 'handling', problem: 'missing' }] },
};

for (const given of cases) {
  test(given.title, () => {
    const device = signIn(given);
    const { handling, setting, notice } = device.setting;
    assert.equal(handling, given.handling);
    const { kind, ...shown } = setting;
    assert.deepEqual({ setting: kind, ...shown }, given.options);
    assert.equal(notice && (notice.kind === 'kept' ? 'kept' : notice.reason.why), given.notice);
  });

  for (const [kind, verdict] of Object.entries(given.verdicts)) {
    test(`${given.title}; from ${kind}: ${verdict}`, () => {
      const sender = jid(senders[kind] ?? '');
      const device = signIn(given);
      const answers = answersIn(device.send(received(sender)));
      assert.deepEqual(
        { answers: answers.map(({ type }) => type), prompts: device.prompts },
        verdict === 'approve' ? { answers: ['approve'], prompts: [] } : { answers: [], prompts: [sender] },
      );
    });
  }
}

test('every kind of sender has a verdict in every case', () => {
  for (const { title, verdicts } of cases) assert.deepEqual(Object.keys(verdicts), Object.keys(senders), title);
});

function signIn({ policy: { state, kept, managed, ...published }, preference }: Case): Device {
  const last: Preference | undefined =
    preference.lastKnown == null ? undefined : { handling: preference.lastKnown, at: NOON - 1 };
  const device = new Device({ preference: last, ...(kept && { policy: policy(kept) }) }, managed);
  const read: Event =
    preference.state === 'known'
      ? privateRead({ preference: preference.chosen == null ? null : { handling: preference.chosen, at: NOON } })
      : { type: 'privateUnreadable' };
  const reason = REASONS[state];
  device.send(
    { type: 'streamReady', how: 'fresh' },
    reason ? { type: 'policyMissing', reason } : { type: 'policyFetched', policy: policy(published) },
    read,
    { type: 'blockListRead', jids: new Set() },
    { type: 'rosterRead', items: [], at: NOON },
    { type: 'synchronised', at: NOON },
  );
  return device;
}
