import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import { marksOfShard } from '../../../src/core/marks.js';
import { answersIn, contact, Device, fixed, jid, mark, MAYA, NOON, OTTO, received, privateRead } from './device.js';

type Write = readonly [number, ReturnType<typeof marksOfShard>];

const POLICY = { policy: fixed('prompt') };
const DENY = { type: 'deny', jid: OTTO };
/** More than there are shards. */
const MANY = Array.from({ length: 40 }, (_, index) => jid(`p${index}@elsewhere.test`));

/** A device on which a request of Otto's has just been declined. */
function declined(): Device {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  return device;
}

test('a decline is durable before it is sent', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO));
  const effects = device.send({ type: 'denyChosen', jid: OTTO, at: NOON });
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['keepIntents', 'deny', 'publishMarks', 'probe'],
  );
});

test('somebody whom we asked is declined once the other devices have heard of it: they would accept the next request', () => {
  const device = Device.signedIn({ policy: fixed('prompt'), roster: [contact(MAYA, { ask: true })] });
  device.send(received(MAYA));
  const before = device.send({ type: 'denyChosen', jid: MAYA, at: NOON });
  assert.deepEqual(answersIn(before), []);
  assert.equal(device.row(MAYA)?.pending, 'deny');
  assert.deepEqual(answersIn(device.saveMark(MAYA)), [{ type: 'deny', jid: MAYA }]);
});

test('a declined request stays in view, as declined, until the server has it', () => {
  const device = declined();
  assert.equal(device.row(OTTO)?.pending, 'deny');
  device.answerProbe();
  assert.deepEqual(device.prompts, []);
});

test('a decline is sent once', () => {
  const device = declined();
  device.send({ type: 'denyChosen', jid: OTTO, at: NOON + 1 });
  device.answerProbe();
  assert.deepEqual(answersIn(device.effects), [DENY]);
});

test('a decline that the server has is spent: its mark is taken back', () => {
  const device = declined();
  assert.equal(device.marks.get(OTTO)?.done, false);
  device.answerProbe();
  assert.deepEqual(device.marks.get(OTTO), mark('none', { at: NOON + 1 }));
});

test('a request that is declined on one device is gone on the other', () => {
  const other = Device.signedIn(POLICY);
  other.send(received(MAYA), received(OTTO));
  other.send({ type: 'marksPushed', shard: 0, marks: [...declined().marks], at: NOON });
  assert.deepEqual(other.prompts, [MAYA]);
});

test('requests that are declined at once are gone on the other device, though their marks wait for one another', () => {
  const requests = MANY.map((address) => received(address));
  const [device, other] = [Device.signedIn(POLICY), Device.signedIn(POLICY)];
  device.send(...requests);
  other.send(...requests);
  const writes: Write[] = [];
  const collect = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'publishMarks') writes.push([effect.shard, marksOfShard(device.marks, effect.shard)]);
    }
  };
  for (const address of MANY) collect(device.send({ type: 'denyChosen', jid: address, at: NOON }));
  // The server has all of the declines before the first write is answered.
  while (device.prompts.length > 0) device.answerProbe();
  for (let write = writes.shift(); write; write = writes.shift()) {
    const [shard, marks] = write;
    other.send({ type: 'marksPushed', shard, marks, at: NOON });
    collect(device.send({ type: 'marksSaved', shard, ok: true }));
  }
  assert.deepEqual(other.prompts, []);
  assert.deepEqual(new Set([...device.marks.values()].map(({ act }) => act)), new Set(['none']));
});

test('that a decline is done does not remove a request that came since', () => {
  const other = Device.signedIn(POLICY);
  other.send(received(OTTO), { type: 'marksPushed', shard: 0, marks: [[OTTO, mark('deny')]], at: NOON });
  other.send(received(OTTO));
  other.send({ type: 'marksPushed', shard: 0, marks: [[OTTO, mark('deny', { done: true })]], at: NOON });
  assert.deepEqual(other.prompts, [OTTO]);
});

test('the other device leaves it to the first to send the decline', () => {
  const other = Device.signedIn(POLICY);
  other.send(received(OTTO), { type: 'marksPushed', shard: 0, marks: [[OTTO, mark('deny')]], at: NOON });
  // It comes a moment later by another path.
  other.send(received(OTTO));
  assert.deepEqual([answersIn(other.effects), other.prompts], [[], []]);
});

test('a decline that its device could not send is completed by the next device that signs in', () => {
  const device = new Device();
  device.signIn({ ...POLICY, marks: [[OTTO, mark('deny')]] }, [OTTO]);
  assert.deepEqual(answersIn(device.effects), [DENY]);
  device.answerProbe();
  assert.deepEqual([device.prompts, device.marks.get(OTTO)?.act], [[], 'none']);
});

test('a device that had left it to another completes it at its own next sign-in', () => {
  const other = Device.signedIn(POLICY);
  other.send(received(OTTO), { type: 'marksPushed', shard: 0, marks: [[OTTO, mark('deny')]], at: NOON });
  other.send({ type: 'streamLost' });
  other.signIn({ ...POLICY, marks: [[OTTO, mark('deny')]] }, [OTTO]);
  assert.deepEqual(answersIn(other.effects), [DENY]);
});

test('a decline of what waits no more is spent without being sent, once the server has said everything', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' });
  device.send(privateRead({ preference: null, marks: [[OTTO, mark('deny')]] }));
  device.send({ type: 'rosterRead', items: [], at: NOON });
  assert.equal(device.marks.get(OTTO)?.act, 'deny');
  device.send({ type: 'synchronised', at: NOON });
  assert.deepEqual([answersIn(device.effects), device.marks.get(OTTO)?.act], [[], 'none']);
});

test('a decline that was chosen offline is sent when the server shows the request again', () => {
  const device = Device.signedIn(POLICY);
  device.send(received(OTTO), { type: 'streamLost' }, { type: 'denyChosen', jid: OTTO, at: NOON });
  assert.deepEqual(answersIn(device.effects), []);
  assert.deepEqual(answersIn(device.signIn(POLICY, [OTTO])), [DENY]);
});

test('a decline that is chosen while nobody knows the policy yet is sent when everything is known', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  assert.deepEqual(answersIn(device.effects), []);
  device.signIn(POLICY, [OTTO]);
  assert.deepEqual(answersIn(device.effects), [DENY]);
});

test('an error that whoever asked sends back changes nothing about a decline', () => {
  const device = declined();
  device.send({ type: 'answerRefused', jid: OTTO, condition: 'remote-server-not-found' });
  assert.deepEqual([device.row(OTTO)?.pending, device.row(OTTO)?.refused], ['deny', null]);
  device.answerProbe();
  assert.deepEqual([device.prompts, device.activity.map(({ act }) => act)], [[], ['deny']]);
});

test('an acceptance that another device decided later wins over a decline that is not done', () => {
  const device = new Device();
  device.signIn({ ...POLICY, marks: [[OTTO, mark('none', { at: NOON + 1 })]] }, [OTTO]);
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});

test('a decision that another device overtook is not taken for the next request', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, received(OTTO));
  device.send(privateRead({}));
  device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON });
  device.send({ type: 'marksPushed', shard: 0, marks: [[OTTO, mark('deny', { at: NOON + 1 })]], at: NOON + 1 });
  device.send({ type: 'marksPushed', shard: 0, marks: [[OTTO, mark('none', { at: NOON + 2 })]], at: NOON + 2 });
  device.send(
    { type: 'policyFetched', policy: fixed('prompt') },
    { type: 'blockListRead', jids: new Set() },
    { type: 'rosterRead', items: [], at: NOON },
    received(OTTO),
  );
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});
