/** How many invitations there can be, and which give way to new ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_INVITATIONS, type Invitation } from '../../../src/core/invitations.js';
import { Device, NOON, OTTO, policy } from './device.js';

function invitation(index: number, changes: Partial<Invitation> = {}): Invitation {
  const times = { created: NOON + index, expires: NOON + 1_000_000, at: NOON + index };
  return { token: `t${index}`, label: '', once: true, revoked: false, usedBy: [], ...times, ...changes };
}

function deviceWith(spent: Partial<Invitation> = {}): Device {
  const open = Array.from({ length: MOST_INVITATIONS }, (_, index) => invitation(index, index === 7 ? spent : {}));
  return Device.signedIn({ policy: policy(), invitations: open });
}

function tokens(device: Device): Set<string> {
  return new Set(device.options.invitations.map(({ token }) => token));
}

const ANOTHER = { type: 'invitationMade', invitation: invitation(500) } as const;

for (const [title, spent] of [
  ['revoked', { revoked: true }],
  ['expired', { expires: NOON + 400 }],
  ['used up', { usedBy: [OTTO] }],
] as const) {
  test(`one that is ${title} gives way to a new one`, () => {
    const device = deviceWith(spent);
    device.send(ANOTHER);
    const kept = tokens(device);
    assert.deepEqual([kept.size, kept.has('t7'), kept.has('t500')], [MOST_INVITATIONS, false, true]);
  });
}

test('one that is asked for again stays as it is', () => {
  const device = Device.signedIn({ policy: policy() });
  device.send(ANOTHER);
  device.send({ type: 'invitationRevoked', token: 't500', at: NOON + 600 });
  assert.deepEqual(device.send(ANOTHER), []);
  assert.ok(device.options.invitations.every(({ revoked }) => revoked));
});

test('one that is open never gives way', () => {
  const device = deviceWith();
  assert.deepEqual(device.send(ANOTHER), []);
  assert.ok(!tokens(device).has('t500'));
});

test('of what several devices wrote, those that are open are kept', () => {
  const device = deviceWith({ revoked: true });
  device.send({ type: 'invitationsPushed', invitations: [invitation(-1)], at: NOON + 1000 });
  const kept = tokens(device);
  assert.deepEqual([kept.size, kept.has('t-1'), kept.has('t7')], [MOST_INVITATIONS, true, false]);
});
