/** What the account's archive is told to keep, by the policy's logging. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import type { Logging } from '../../../src/core/policy/schema.js';
import { NO_LOGGING } from '../../../src/core/policy/schema.js';
import { Device, fixed, INA } from './device.js';

function logging(changes: Partial<Logging>, revision = 1) {
  return fixed('prompt', { revision, logging: { ...NO_LOGGING, ...changes } });
}

function told(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'setArchive' ? [effect.mode] : []));
}

function push(device: Device, changes: Partial<Logging>, revision: number): string[] {
  return told(device.send({ type: 'policyPushed', parsed: { ok: true, policy: logging(changes, revision) } }));
}

test('the archive is told once a fresh stream, and nothing where the policy says nothing', () => {
  const device = new Device();
  assert.deepEqual(told(device.signIn({ policy: logging({ mode: 'everyone' }) })), ['everyone']);
  assert.deepEqual(told(device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'resumed' })), []);
  device.send({ type: 'streamLost' });
  assert.deepEqual(told(device.signIn({ policy: logging({ mode: 'everyone' }) })), ['everyone']);
  assert.deepEqual(told(new Device().signIn({ policy: logging({}) })), []);
});

test('it is told again when the policy changes, also back to what it was before it said nothing', () => {
  const device = new Device();
  device.signIn({ policy: logging({ mode: 'everyone' }) });
  assert.deepEqual(push(device, { mode: 'contacts' }, 2), ['contacts']);
  assert.deepEqual(push(device, { mode: 'contacts', days: 30 }, 3), []);
  assert.deepEqual(push(device, {}, 4), []);
  assert.deepEqual(push(device, { mode: 'contacts' }, 5), ['contacts']);
});

test('what holds is what the policy says of this person', () => {
  const device = new Device();
  assert.deepEqual(told(device.signIn({ policy: logging({ mode: 'nobody', always: [INA] }) })), ['everyone']);
  assert.deepEqual(push(device, { mode: 'everyone', never: [INA] }, 2), ['nobody']);
});

test('a stream that ends before that is known is told again when it is resumed', () => {
  const device = new Device();
  device.signIn({ policy: logging({ mode: 'nobody' }) });
  device.send({ type: 'streamLost' }, { type: 'archiveUntold' });
  assert.deepEqual(told(device.send({ type: 'streamReady', how: 'resumed' })), ['nobody']);
});
