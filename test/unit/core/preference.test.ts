import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/core/event.js';
import type { Handling } from '../../../src/core/policy/schema.js';
import { answersIn, Device, fixed, NOON, OTTO, policy, received } from './device.js';

function choose(handling: Handling, at = NOON): Event {
  return { type: 'handlingChosen', handling, at };
}

test('a choice is in force at once: what it accepts is accepted', () => {
  const device = Device.signedIn();
  device.send(received(OTTO));
  const effects = device.send(choose('accept-all'));
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['keepIntents', 'publishPreference', 'approve', 'probe'],
  );
  assert.deepEqual(device.setting.setting, { kind: 'choice', handling: 'accept-all', isDefault: false });
});

test('a choice is being saved until the server has it', () => {
  const device = Device.signedIn();
  device.send(choose('prompt'));
  assert.equal(device.setting.saving, 'saving');
  device.send({ type: 'preferenceSaved', ok: true });
  assert.equal(device.setting.saving, 'no');
});

test('a choice that the server does not take stays in force here, and says so', () => {
  const device = Device.signedIn();
  device.send(choose('prompt'), { type: 'preferenceSaved', ok: false });
  assert.deepEqual([device.setting.handling, device.setting.saving], ['prompt', 'failed']);
});

test('a choice that the server does not have yet is written again at the next sign-in', () => {
  for (const saved of [[], [{ type: 'preferenceSaved', ok: false } as const]]) {
    const device = Device.signedIn();
    device.send(choose('prompt'), ...saved, { type: 'streamLost' });
    const effects = device.signIn({ preference: { handling: 'accept-all', at: NOON - 1 } });
    const written = effects.filter(({ type }) => type === 'publishPreference');
    assert.deepEqual(written, [{ type: 'publishPreference', preference: { handling: 'prompt', at: NOON } }]);
    assert.deepEqual([device.setting.handling, device.setting.saving], ['prompt', 'saving']);
  }
});

test('a choice that was kept unsaved is written by the next worker', () => {
  const device = Device.signedIn({}, { preference: { handling: 'prompt', at: NOON }, preferenceUnsaved: true });
  assert.ok(device.effects.some(({ type }) => type === 'publishPreference'));
  assert.equal(device.setting.handling, 'prompt');
});

test('a later choice that another device made wins over one that was kept unsaved', () => {
  const device = Device.signedIn(
    { preference: { handling: 'accept-all', at: NOON + 1 } },
    { preference: { handling: 'prompt', at: NOON }, preferenceUnsaved: true },
  );
  assert.equal(
    device.effects.some(({ type }) => type === 'publishPreference'),
    false,
  );
  assert.deepEqual([device.setting.handling, device.setting.saving], ['accept-all', 'no']);
});

test('a choice made on another device is in force here', () => {
  const device = Device.signedIn();
  device.send(received(OTTO));
  const effects = device.send({ type: 'preferencePushed', preference: { handling: 'accept-all', at: NOON } });
  assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
});

test('an older choice of another device is ignored', () => {
  const device = Device.signedIn();
  device.send(choose('prompt'), { type: 'preferencePushed', preference: { handling: 'accept-all', at: NOON - 1 } });
  assert.equal(device.setting.handling, 'prompt');
});

test('a choice is later than the one before, whatever the clock says', () => {
  const device = Device.signedIn({ preference: { handling: 'accept-all', at: NOON } });
  const effects = device.send(choose('prompt', NOON - 1000));
  const [written] = effects.filter((effect) => effect.type === 'publishPreference');
  assert.equal(written?.preference.at, NOON + 1);
});

test('nothing can be chosen where the policy leaves no choice', () => {
  for (const device of [
    Device.signedIn({ policy: fixed('prompt') }),
    Device.signedIn({ managed: { handling: 'prompt', domains: [], addBack: 'never' } }),
    new Device(),
  ]) {
    assert.deepEqual(device.send(choose('accept-all')), []);
    assert.notEqual(device.setting.handling, 'accept-all');
  }
});

test('nothing can be chosen while the choice cannot be read; the control waits', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, { type: 'policyFetched', policy: policy() });
  device.send({ type: 'privateUnreadable' });
  assert.deepEqual(device.send(choose('accept-all')), []);
  assert.equal(device.setting.setting.kind, 'waiting');
});

test('a choice that cannot be read any more stays in force', () => {
  const device = Device.signedIn({ preference: { handling: 'accept-all', at: 1 } });
  device.send({ type: 'privateUnreadable' });
  assert.deepEqual(device.setting.setting, { kind: 'choice', handling: 'accept-all', isDefault: false });
});
