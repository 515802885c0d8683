import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/core/event.js';
import type { NoPolicy } from '../../../src/core/policy/handling.js';
import type { Policy } from '../../../src/core/policy/schema.js';
import { announcedIn, answersIn, Device, fixed, MAYA, OTTO, policy, pushed, received, privateRead } from './device.js';

function published(changed: Policy): Event {
  return { type: 'policyPushed', parsed: { ok: true, policy: changed } };
}

const UNREADABLE: Event = {
  type: 'policyPushed',
  parsed: { ok: false, errors: [{ field: 'handling', problem: 'missing' }] },
};

test('a policy published meanwhile is in force at once: what it now accepts is accepted', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), received(OTTO));
  assert.deepEqual(device.prompts, [MAYA, OTTO]);
  const effects = device.send(published(fixed('accept-organization', { revision: 2 })));
  assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: MAYA, addBack: false }]);
  assert.deepEqual(device.prompts, [OTTO]);
});

test('a policy published meanwhile gives or takes the setting', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  const shown = [fixed('prompt'), policy({ revision: 2 }), fixed('prompt', { revision: 3 })].map((next) => {
    device.send(published(next));
    return device.setting.setting.kind;
  });
  assert.deepEqual(shown, ['absent', 'choice', 'absent']);
});

test("a person's own choice comes back when the policy leaves it to them again", () => {
  const device = Device.signedIn({ preference: { handling: 'accept-all', at: 1 } });
  device.send(published(fixed('prompt', { revision: 2 })));
  assert.equal(device.setting.handling, 'prompt');
  device.send(published(policy({ revision: 3 })));
  assert.equal(device.setting.handling, 'accept-all');
});

test('a push of an older revision is ignored', () => {
  const device = Device.signedIn({ policy: fixed('prompt', { revision: 7 }) });
  device.send(published(fixed('accept-all', { revision: 6 })), received(OTTO));
  assert.equal(device.setting.handling, 'prompt');
  assert.deepEqual(answersIn(device.effects), []);
});

test('a push of an older revision than the kept one is ignored', () => {
  const device = new Device({ policy: fixed('prompt', { revision: 7 }) });
  device.send(privateRead({}));
  device.send({ type: 'policyMissing', reason: { why: 'unreachable' } });
  device.send(published(fixed('accept-all', { revision: 6 })));
  assert.deepEqual([device.setting.handling, device.setting.notice], ['prompt', { kind: 'kept' }]);
});

test('a fetch is authoritative, whatever its revision', () => {
  const device = Device.signedIn({ policy: fixed('prompt', { revision: 7 }) });
  device.send({ type: 'policyFetched', policy: fixed('accept-all', { revision: 2 }) });
  assert.equal(device.setting.handling, 'accept-all');
});

test('a push of the revision in force repairs a kept policy', () => {
  const device = new Device({ policy: fixed('prompt', { revision: 7 }) });
  device.send(privateRead({}));
  device.send({ type: 'policyMissing', reason: { why: 'unreachable' } });
  device.send(published(fixed('prompt', { revision: 7 })));
  assert.equal(device.setting.notice, null);
});

test('a deleted policy shows every request and is kept no longer', () => {
  const device = Device.signedIn({ policy: fixed('accept-all') });
  assert.deepEqual(device.send({ type: 'policyDeleted' }), [{ type: 'keepPolicy', policy: null }]);
  device.send(received(MAYA), { type: 'policyMissing', reason: { why: 'unreachable' } });
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [MAYA]]);
  assert.deepEqual(device.setting.notice, { kind: 'none', reason: { why: 'unreachable' } });
});

test('a policy that does not parse shows every request, says what is wrong, and is kept no longer', () => {
  const device = Device.signedIn({ policy: fixed('accept-all') });
  assert.deepEqual(device.send(UNREADABLE), [{ type: 'keepPolicy', policy: null }]);
  device.send(received(MAYA));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [MAYA]]);
  assert.deepEqual(device.setting.notice, {
    kind: 'none',
    reason: { why: 'unreadable', errors: [{ field: 'handling', problem: 'missing' }] },
  });
});

test('after one that was deleted or did not parse, any policy published counts', () => {
  for (const gone of [{ type: 'policyDeleted' } as const, UNREADABLE]) {
    const device = Device.signedIn({ policy: fixed('prompt', { revision: 7 }) });
    device.send(gone, published(fixed('accept-all', { revision: 1 })));
    assert.equal(device.setting.handling, 'accept-all');
  }
});

const DISCARDING: readonly NoPolicy[] = [
  { why: 'never-published' },
  { why: 'deleted' },
  { why: 'no-service' },
  { why: 'refused', condition: 'forbidden' },
  { why: 'ambiguous', services: ['a.example', 'b.example'] },
  { why: 'unreadable', errors: [] },
];
for (const reason of DISCARDING) {
  test(`"${reason.why}" discards the last good policy`, () => {
    const device = Device.signedIn({ policy: fixed('accept-all') });
    assert.deepEqual(device.send({ type: 'policyMissing', reason }), [{ type: 'keepPolicy', policy: null }]);
    assert.deepEqual(device.setting, {
      setting: { kind: 'absent', why: 'no-policy' },
      handling: 'prompt',
      saving: 'no',
      notice: { kind: 'none', reason },
    });
  });
}

test('only a service that cannot be reached leaves the last good policy in force, marked as kept', () => {
  const device = Device.signedIn({ policy: fixed('accept-all') });
  assert.deepEqual(device.send({ type: 'policyMissing', reason: { why: 'unreachable' } }), []);
  assert.deepEqual([device.setting.handling, device.setting.notice], ['accept-all', { kind: 'kept' }]);
});

test('while two services claim to be the organisation’s, what either pushes settles nothing', () => {
  const device = Device.signedIn();
  device.send({ type: 'policyMissing', reason: { why: 'ambiguous', services: ['a.example', 'b.example'] } });
  device.send(published(fixed('accept-all', { revision: 9 })), received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});

test('each good policy is kept', () => {
  const device = Device.signedIn();
  const next = fixed('prompt', { revision: 2 });
  assert.deepEqual(device.send(published(next)), [{ type: 'keepPolicy', policy: next }]);
});

test('what the browser pins is in force at once, with its domains, and is gone with the pin', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), received(OTTO));
  const managed = { handling: 'accept-organization', domains: ['elsewhere.test'], addBack: 'all' } as const;
  const effects = device.send({ type: 'managedPolicyChanged', managed });
  assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: OTTO, addBack: true }]);
  assert.deepEqual(device.setting.setting, { kind: 'absent', why: 'managed' });
  device.send({ type: 'managedPolicyChanged', managed: undefined });
  assert.deepEqual(device.setting.setting, { kind: 'absent', why: 'fixed' });
  assert.deepEqual(device.prompts, [MAYA]);
});

test('a pin outlasts the session of a person', () => {
  const device = new Device({}, { handling: 'accept-all', domains: [], addBack: 'never' });
  device.send({ type: 'sessionEnded', link: { phase: 'signed-out' } });
  assert.deepEqual(device.setting.setting, { kind: 'absent', why: 'managed' });
});

test('while an answer is on its way, a changed policy neither shows nor announces the request', () => {
  const device = Device.signedIn({ policy: fixed('accept-all') });
  device.send(received(OTTO));
  const effects = device.send(published(fixed('prompt', { revision: 2 })));
  assert.deepEqual([device.prompts, announcedIn(effects)], [[], []]);
  device.send(pushed(OTTO, { subscription: 'from' }));
  assert.deepEqual(
    device.activity.map((line) => line.jid),
    [OTTO],
  );
});
