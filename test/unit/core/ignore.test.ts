import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announcedIn, answersIn, Device, fixed, mark, MAYA, NOON, OTTO, received } from './device.js';

const POLICY = { policy: fixed('prompt') };

function ignoring(): Device {
  const device = Device.signedIn(POLICY);
  device.send(received(MAYA), received(OTTO), { type: 'ignoreChosen', jid: OTTO, at: NOON });
  return device;
}

test('ignoring hides a request, and tells the sender nothing', () => {
  const device = ignoring();
  assert.deepEqual(answersIn(device.effects), []);
  assert.deepEqual([device.prompts, device.requests.ignored, device.people('ignored')], [[MAYA], 1, [OTTO]]);
});

test('ignoring is kept, and published to the other devices', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO));
  const effects = device.send({ type: 'ignoreChosen', jid: OTTO, at: NOON });
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['keepIntents', 'publishMarks'],
  );
  assert.deepEqual(device.marks.get(OTTO), mark('ignore'));
});

test('an ignored request does not come back at the next sign-in', () => {
  const device = ignoring();
  const effects = device.signIn({ ...POLICY, marks: [[OTTO, mark('ignore')]] }, [MAYA, OTTO]);
  assert.deepEqual([device.prompts, device.people('ignored'), announcedIn(effects)], [[MAYA], [OTTO], []]);
});

test('an ignored request does not show on another device', () => {
  const other = Device.signedIn(POLICY);
  other.send(received(OTTO));
  other.send({ type: 'marksPushed', shard: 0, marks: [[OTTO, mark('ignore')]], at: NOON });
  assert.deepEqual([other.prompts, other.people('ignored')], [[], [OTTO]]);
});

test('what is ignored is not accepted by a policy that accepts everybody', () => {
  const device = ignoring();
  device.send({ type: 'policyFetched', policy: fixed('accept-all') });
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: MAYA, addBack: false }]);
});

test('an ignored request that is brought back is shown again, on all devices', () => {
  const device = ignoring();
  const effects = device.send({ type: 'restoreChosen', jid: OTTO, at: NOON + 1 });
  assert.ok(effects.some(({ type }) => type === 'keepIntents'));
  assert.deepEqual([device.prompts, device.people('ignored')], [[MAYA, OTTO], []]);
  const other = Device.signedIn({ ...POLICY, marks: [[OTTO, mark('ignore')]] });
  other.send(received(OTTO), { type: 'marksPushed', shard: 0, marks: [...device.marks], at: NOON });
  assert.deepEqual(other.prompts, [OTTO]);
});

test('only what is ignored can be brought back', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  assert.deepEqual(device.send({ type: 'restoreChosen', jid: OTTO, at: NOON + 1 }), []);
  assert.deepEqual(device.send({ type: 'restoreChosen', jid: MAYA, at: NOON + 1 }), []);
});

test('an ignored request can be accepted after all', () => {
  const device = ignoring();
  const effects = device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON + 1 });
  assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
  assert.deepEqual(device.people('ignored'), []);
  assert.equal(device.marks.get(OTTO)?.act, 'none');
});

test('a decision about nobody who waits is dropped', () => {
  const device = Device.signedIn(POLICY);
  device.send(
    { type: 'approveChosen', jid: OTTO, addBack: true, at: NOON },
    { type: 'denyChosen', jid: OTTO, at: NOON },
    { type: 'ignoreChosen', jid: OTTO, at: NOON },
  );
  device.send({ type: 'policyFetched', policy: fixed('prompt') }, received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});
