import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import {
  announcedIn,
  answersIn,
  contact,
  Device,
  fixed,
  MAYA,
  NOON,
  OTTO,
  policy,
  received,
  privateRead,
} from './device.js';

const POLICY = { policy: fixed('prompt') };
const HERE = { show: 'available', status: '', priority: -1, idleSince: null } as const;
const BLOCK = { type: 'block', jid: OTTO, decline: [OTTO], report: null };

function blocking(): Device {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO), { type: 'blockChosen', jid: OTTO, report: null, at: NOON });
  return device;
}

for (const entry of ['maya@example.com', 'example.com']) {
  test(`a request from somebody blocked by ${entry} is neither accepted nor shown`, () => {
    const device = Device.signedIn({ policy: fixed('accept-all'), blocked: [entry] });
    device.send(received(MAYA));
    assert.deepEqual([answersIn(device.effects), device.prompts, announcedIn(device.effects)], [[], [], []]);
  });
}

for (const entry of ['maya@example.com/phone', 'm@example.com', 'chat.example.com', 'com', 'maya']) {
  test(`an entry for ${entry} does not block maya@example.com`, () => {
    const device = Device.signedIn({ policy: policy(), blocked: [entry] });
    assert.deepEqual(answersIn(device.send(received(MAYA))), [{ type: 'approve', jid: MAYA, addBack: false }]);
  });
}

test('blocking elsewhere removes the prompt here', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(MAYA), received(OTTO), { type: 'blocked', jids: new Set(['elsewhere.test']) });
  assert.deepEqual(device.prompts, [MAYA]);
});

test('a request from somebody who was blocked is a new one once they are not', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO), { type: 'blocked', jids: new Set([OTTO]) });
  const effects = device.send({ type: 'unblocked', jids: new Set([OTTO]) }, received(OTTO));
  assert.deepEqual([device.prompts, announcedIn(effects)], [[OTTO], [OTTO]]);
});

test('who is unblocked while the block can still be taken back is never blocked, and waits again', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO), { type: 'blockChosen', jid: OTTO, report: null, at: NOON, holdUntil: NOON + 6000 });
  assert.equal(device.standing(OTTO)?.blocked, OTTO);
  device.send({ type: 'unblockChosen', jid: OTTO, at: NOON });
  assert.deepEqual([device.standing(OTTO)?.blocked, device.requests.total], [null, 1]);
  assert.deepEqual(answersIn(device.send({ type: 'timePassed', at: NOON + 6000 })), []);
});

test('an unblock without names unblocks everybody', () => {
  const device = Device.signedIn({ ...POLICY, blocked: [OTTO, 'example.com'] });
  device.send({ type: 'unblocked', jids: new Set() }, received(OTTO), received(MAYA));
  assert.deepEqual(device.prompts, [OTTO, MAYA]);
});

test('blocking is durable before it is sent, and shown until the server has it', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO));
  const effects = device.send({ type: 'blockChosen', jid: OTTO, report: null, at: NOON });
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['keepIntents', 'block'],
  );
  assert.equal(device.row(OTTO)?.pending, 'block');
  device.send({ type: 'blockAnswered', jid: OTTO, at: NOON });
  assert.deepEqual(device.prompts, []);
});

test('somebody who was blocked here stays blocked without waiting for the push', () => {
  const device = blocking();
  device.send({ type: 'blockAnswered', jid: OTTO, at: NOON }, received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[BLOCK], []]);
});

test('a block that the server refuses is shown again with the reason', () => {
  const device = blocking();
  device.send({ type: 'blockAnswered', jid: OTTO, at: NOON, refused: 'not-allowed' });
  assert.deepEqual([device.row(OTTO)?.pending, device.row(OTTO)?.refused], [null, 'not-allowed']);
});

test('without blocking at the server nobody can be blocked', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, { type: 'policyFetched', policy: fixed('prompt') });
  device.send(privateRead({}), { type: 'blockListUnsupported' });
  device.send({ type: 'rosterRead', items: [], at: 0 }, received(OTTO));
  assert.deepEqual(device.send({ type: 'blockChosen', jid: OTTO, report: null, at: NOON }), []);
});

test('a block whose answer was lost with the stream is sent again on the resumed one', () => {
  const device = blocking();
  const effects = device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
  assert.deepEqual(answersIn(effects), [BLOCK]);
  device.send({ type: 'blockAnswered', jid: OTTO, at: NOON });
  assert.deepEqual(device.prompts, []);
});

test('a block that was chosen before a worker died is sent by the next', () => {
  const device = new Device({ toBlock: [[OTTO, { report: null, at: NOON }]] });
  assert.deepEqual(answersIn(device.signIn(POLICY, [OTTO])), [BLOCK]);
});

test('a domain that is to be blocked once there is a stream is shown as that when the moment to undo has passed', () => {
  const device = Device.signedIn({ policy: POLICY.policy });
  device.send(received(OTTO), { type: 'streamLost' });
  const domain = 'elsewhere.test' as BareJid;
  device.send({ type: 'blockChosen', jid: domain, report: null, at: NOON, holdUntil: NOON + 100 });
  assert.deepEqual(device.prompts, []);
  device.send({ type: 'timePassed', at: NOON + 100 });
  assert.equal(device.row(OTTO)?.pending, 'block');
});

test('a contact who sees us is told that we are gone before they are blocked, and that we are there once they are not', () => {
  const shown = { type: 'availabilityShown', availability: HERE, at: NOON } as const;
  const device = Device.signedIn({ ...POLICY, roster: [contact(OTTO, { subscription: 'from' }), contact(MAYA)] });
  const effects = device.send(shown, { type: 'blockChosen', jid: OTTO, report: null, at: NOON });
  const block = { ...BLOCK, decline: [] };
  assert.deepEqual(
    effects.filter(({ type }) => type === 'block' || type === 'showAvailability'),
    [{ type: 'showAvailability', to: OTTO, availability: null }, block],
  );
  device.send({ type: 'blocked', jids: new Set([OTTO]) }, { type: 'blockAnswered', jid: OTTO, at: NOON });
  const unblocked = device.send({ type: 'unblocked', jids: new Set() });
  assert.deepEqual(
    unblocked.filter(({ type }) => type === 'showAvailability'),
    [{ type: 'showAvailability', to: OTTO, availability: HERE }],
  );
});

test('a contact who is unblocked, but whose domain is not, is told nothing', () => {
  const roster = [contact(OTTO, { subscription: 'from' })];
  const device = Device.signedIn({ ...POLICY, roster, blocked: [OTTO, 'elsewhere.test'] });
  device.send({ type: 'availabilityShown', availability: HERE, at: NOON });
  const told = (entry: string): readonly string[] =>
    device.send({ type: 'unblocked', jids: new Set([entry]) }).map(({ type }) => type);
  assert.ok(!told(OTTO).includes('showAvailability'));
  assert.ok(told('elsewhere.test').includes('showAvailability'));
});
