/** What a person decides later counts, on whatever device; what they refused once is not accepted behind their back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BareJid } from '../../../src/core/jid.js';
import { shardOf, type Mark } from '../../../src/core/marks.js';
import { NO_FILTER } from '../../../src/core/view.js';
import {
  answersIn,
  contact,
  Device,
  factEvents,
  fixed,
  jid,
  mark,
  MAYA,
  NOON,
  OTTO,
  policy,
  pushed,
  received,
} from './device.js';

const ALL = { filter: NO_FILTER };
const DAY = 24 * 60 * 60 * 1000;
const CROWD = Array.from({ length: 300 }, (_, i) => jid(`p${i}@example.com`));

function job(act: 'approve' | 'deny', ...jids: readonly BareJid[]): ConstructorParameters<typeof Device>[0] {
  return { bulk: { act, jids, addBack: false, report: null, at: NOON } };
}

function answerAll(device: Device, act: 'approve' | 'deny', holdUntil?: number): void {
  const held = holdUntil === undefined ? {} : { holdUntil };
  device.send({ type: 'bulkChosen', act, selected: ALL, addBack: false, report: null, at: NOON + 1, ...held });
}

function types(device: Device): string[] {
  return answersIn(device.effects).map(({ type }) => type);
}

function undone(address: BareJid): readonly [BareJid, Mark] {
  return [address, mark('undo', { done: true })];
}

describe('an answer to many', () => {
  test('that a dead worker held back is not overtaken by the policy', () => {
    const device = new Device(job('deny', MAYA));
    device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents({ policy: fixed('accept-all') }), received(MAYA));
    device.send({ type: 'synchronised', at: NOON });
    assert.deepEqual(types(device), ['deny']);
  });

  for (const act of ['approve', 'deny'] as const) {
    test(`to ${act}, kept by a dead worker, leaves out who was ignored on another device since`, () => {
      const device = new Device(job(act, OTTO));
      device.signIn({ marks: [[OTTO, mark('ignore', { at: NOON + DAY })]] }, [OTTO]);
      device.saveMark(OTTO);
      assert.deepEqual(types(device), []);
    });
  }

  test('leaves out who is ignored on another device before their turn has come', () => {
    const device = Device.signedIn({ policy: fixed('prompt') });
    const last = CROWD.at(-1) as BareJid;
    device.send(...CROWD.map((one) => received(one)));
    answerAll(device, 'approve');
    const marks = [[last, mark('ignore', { at: NOON + DAY })]] as const;
    device.send({ type: 'marksPushed', shard: shardOf(last), marks, at: NOON });
    for (const one of CROWD) if (one !== last) device.send(pushed(one, { subscription: 'from' }));
    const accepted = answersIn(device.effects).flatMap((effect) => (effect.type === 'approve' ? [effect.jid] : []));
    assert.deepEqual([accepted.length, accepted.includes(last)], [CROWD.length - 1, false]);
  });

  test('that is stopped leaves nobody to the policy who was asked about before', () => {
    const device = Device.signedIn({ policy: fixed('accept-all'), marks: CROWD.map(undone) });
    device.send(...CROWD.map((one) => received(one)));
    answerAll(device, 'deny');
    device.send({ type: 'bulkStopped', at: NOON + 2 });
    assert.ok(!types(device).includes('approve'));
  });

  test('that is taken back leaves what was remembered before', () => {
    const roster = [contact(OTTO, { ask: true })];
    const device = Device.signedIn({ policy: policy(), roster, marks: [[OTTO, mark('deny', { done: true })]] });
    device.send(received(OTTO));
    answerAll(device, 'deny', NOON + 6000);
    device.send({ type: 'takenBack' });
    assert.deepEqual([types(device), device.prompts], [[], [OTTO]]);
  });
});

describe('a decline that is held', () => {
  test('is not sent to somebody who was ignored on another device meanwhile', () => {
    const device = Device.signedIn({ policy: fixed('prompt') });
    device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON, holdUntil: NOON + 6000 });
    const marks = [[OTTO, mark('ignore', { at: NOON + 3000 })]] as const;
    device.send({ type: 'marksPushed', shard: shardOf(OTTO), marks, at: NOON + 3000 });
    device.send({ type: 'timePassed', at: NOON + 6000 });
    assert.deepEqual(types(device), []);
  });

  test('counts after what another device has decided before, however fast its clock is', () => {
    const device = Device.signedIn({
      policy: fixed('prompt'),
      marks: [[OTTO, mark('undo', { at: NOON + DAY, done: true })]],
    });
    device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON, holdUntil: NOON + 6000 });
    device.send({ type: 'timePassed', at: NOON + 6000 });
    assert.deepEqual(types(device), ['deny']);
  });
});

describe('somebody whose acceptance was undone', () => {
  test('and who was declined then, is asked about the third time', () => {
    const device = Device.signedIn({ policy: fixed('accept-all'), marks: [undone(MAYA)] });
    device.send(received(MAYA), { type: 'denyChosen', jid: MAYA, at: NOON + 1 });
    device.saveMark(MAYA);
    device.answerProbe();
    device.saveMark(MAYA);
    device.send(received(MAYA));
    assert.deepEqual([types(device), device.prompts], [['deny'], [MAYA]]);
  });

  test('and who was ignored and brought back then, is asked about', () => {
    const device = Device.signedIn({ policy: fixed('accept-all'), marks: [undone(MAYA)] });
    device.send(received(MAYA), { type: 'ignoreChosen', jid: MAYA, at: NOON + 1 });
    device.send({ type: 'restoreChosen', jid: MAYA, at: NOON + 2 });
    assert.deepEqual([types(device), device.prompts], [[], [MAYA]]);
  });
});

test('a block that is held can be taken back although the request was withdrawn', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'blockChosen', jid: OTTO, report: null, at: NOON, holdUntil: NOON + 6000 });
  device.send({ type: 'requestWithdrawn', jid: OTTO }, { type: 'takenBack' }, { type: 'timePassed', at: NOON + 6000 });
  assert.deepEqual(types(device), []);
});

test('an expected person who was a contact before stays one when their acceptance is undone', () => {
  const roster = [contact(MAYA, { subscription: 'to', groups: ['Friends'] })];
  const device = Device.signedIn({ policy: fixed('prompt'), roster });
  device.send(
    { type: 'allowChosen', jid: MAYA, at: NOON },
    pushed(MAYA, { subscription: 'both', groups: ['Friends'] }),
  );
  device.send({ type: 'undoChosen', entry: device.activity[0]?.id ?? -1, at: NOON + 1 });
  device.saveMark(MAYA);
  device.saveMark(MAYA);
  assert.deepEqual(answersIn(device.effects).at(-1), { type: 'cancel', jid: MAYA, takeBack: false, remove: false });
});
