import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import type { LogEntry } from '../../../src/core/log.js';
import { shardOf } from '../../../src/core/marks.js';
import type { RosterItem } from '../../../src/core/roster.js';
import { answersIn, contact, Device, fixed, mark, MAYA, NOON, pushed, received, privateRead } from './device.js';

/** A device that has accepted Maya by the policy. */
function accepted(before: readonly RosterItem[] = [], addBack: 'all' | 'never' = 'never'): Device {
  const device = Device.signedIn({ policy: fixed('accept-all', { addBack }), roster: before });
  device.send(received(MAYA));
  device.answerProbe();
  device.send(pushed(MAYA, { subscription: 'from', ask: addBack === 'all' }));
  return device;
}

/** Undoes the latest acceptance; the other devices hear of it. */
function undo(device: Device): Effect[] {
  return [
    ...device.send({ type: 'undoChosen', entry: device.activity[0]?.id ?? -1, at: NOON }),
    ...device.saveMark(MAYA),
  ];
}

test('undo takes back the acceptance, and the contact that it created', () => {
  const device = accepted();
  assert.deepEqual(answersIn(undo(device)), [{ type: 'cancel', jid: MAYA, takeBack: false, remove: true }]);
  assert.equal(device.activity[0]?.undone, true);
});

test('undo is kept, and published, before it is sent', () => {
  const types = undo(accepted()).map(({ type }) => type);
  assert.deepEqual(types, ['keepIntents', 'publishMarks', 'cancel', 'probe']);
});

test('undo is sent although the server will not take the mark', () => {
  const device = accepted();
  device.send({ type: 'undoChosen', entry: device.activity[0]?.id ?? -1, at: NOON });
  const effects = device.send({ type: 'marksSaved', shard: shardOf(MAYA), ok: false });
  assert.deepEqual(
    effects.map(({ type }) => type),
    ['cancel', 'probe'],
  );
});

test('undo takes back our own request, if the acceptance made one', () => {
  assert.deepEqual(answersIn(undo(accepted([], 'all'))), [{ type: 'cancel', jid: MAYA, takeBack: true, remove: true }]);
});

test('undo leaves a contact that was there before', () => {
  const device = accepted([contact(MAYA)]);
  assert.deepEqual(answersIn(undo(device)), [{ type: 'cancel', jid: MAYA, takeBack: false, remove: false }]);
});

test('undo leaves a contact that the person has named since', () => {
  const device = accepted();
  device.send(pushed(MAYA, { subscription: 'from', name: 'Maya from sales' }));
  assert.deepEqual(answersIn(undo(device)), [{ type: 'cancel', jid: MAYA, takeBack: false, remove: false }]);
});

test('after an undo the next request is shown, however the policy would have it, until the person accepts', () => {
  const device = accepted();
  undo(device);
  device.send({ type: 'rosterItemRemoved', jid: MAYA, at: NOON }, received(MAYA));
  assert.deepEqual(device.prompts, [MAYA]);
  const chosen = answersIn(device.send({ type: 'approveChosen', jid: MAYA, addBack: false, at: NOON + 1 }));
  assert.deepEqual(chosen, [{ type: 'approve', jid: MAYA, addBack: false }]);
  device.send(pushed(MAYA, { subscription: 'from' }), pushed(MAYA, {}), received(MAYA));
  assert.deepEqual(answersIn(device.effects).at(-1), { type: 'approve', jid: MAYA, addBack: false });
});

test('an acceptance is undone once', () => {
  const device = accepted();
  undo(device);
  assert.deepEqual(answersIn(undo(device)), []);
});

test('undoing a line that is not there does nothing', () => {
  assert.deepEqual(accepted().send({ type: 'undoChosen', entry: 99, at: NOON }), []);
});

test('undo of a contact who sees us no more sends nothing', () => {
  const device = accepted();
  device.send(pushed(MAYA, {}));
  assert.deepEqual(answersIn(undo(device)), []);
});

test('undo of a contact who sees us no more still takes back our own request', () => {
  const device = accepted([], 'all');
  device.send(pushed(MAYA, { ask: true }));
  assert.deepEqual(answersIn(undo(device)), [{ type: 'cancel', jid: MAYA, takeBack: true, remove: true }]);
});

test('an undo that was chosen offline is sent on the next stream', () => {
  const device = accepted();
  device.send({ type: 'streamLost' });
  assert.deepEqual(answersIn(undo(device)), []);
  device.signIn({ policy: fixed('accept-all'), roster: [contact(MAYA, { subscription: 'from' })] });
  const effects = device.saveMark(MAYA);
  assert.deepEqual(answersIn(effects), [{ type: 'cancel', jid: MAYA, takeBack: false, remove: true }]);
});

test('an undo that another device did not see through is completed here', () => {
  const device = Device.signedIn({
    policy: fixed('accept-all'),
    roster: [contact(MAYA, { subscription: 'both' })],
    marks: [[MAYA, mark('undo', { takeBack: true })]],
  });
  // This device does not know whether the acceptance created the contact, so it stays.
  assert.deepEqual(answersIn(device.effects), [{ type: 'cancel', jid: MAYA, takeBack: true, remove: false }]);
  device.send(pushed(MAYA, {}));
  assert.equal(device.marks.get(MAYA)?.done, true);
});

test('an undo that came after a worker died still knows that the acceptance created the contact', () => {
  const line: LogEntry = {
    id: 4,
    jid: MAYA,
    at: 1,
    act: 'approve',
    by: { who: 'policy', rule: { kind: 'all' } },
    name: '',
    addedBack: false,
    created: true,
    undone: true,
  };
  const device = Device.signedIn(
    { policy: fixed('accept-all'), roster: [contact(MAYA, { subscription: 'from' })] },
    { log: [line], marks: [[MAYA, mark('undo')]], toComplete: [MAYA] },
  );
  device.saveMark(MAYA);
  assert.deepEqual(answersIn(device.effects), [{ type: 'cancel', jid: MAYA, takeBack: false, remove: true }]);
});

test('an undo that was chosen here is not completed if another device has taken it back since', () => {
  const device = new Device({ marks: [[MAYA, mark('undo')]], toComplete: [MAYA] });
  const roster = [contact(MAYA, { subscription: 'from' })];
  device.send({ type: 'streamReady', how: 'fresh' }, { type: 'rosterRead', items: roster, at: NOON });
  device.send(privateRead({ preference: null, marks: [[MAYA, mark('none', { at: NOON + 1 })]] }));
  assert.deepEqual(answersIn(device.effects), []);
});

for (const act of ['none', 'ignore'] as const) {
  test(`a mark "${act}" that says it is not done cancels nothing`, () => {
    const device = Device.signedIn({
      policy: fixed('prompt'),
      roster: [contact(MAYA, { subscription: 'both' })],
      marks: [[MAYA, mark(act, { done: false })]],
    });
    assert.deepEqual(answersIn(device.effects), []);
  });
}

test('a cancel that the server refuses is tried again at the next sign-in, not at once', () => {
  const facts = { policy: fixed('accept-all'), roster: [contact(MAYA, { subscription: 'from' })] };
  const device = accepted();
  undo(device);
  assert.deepEqual(answersIn(device.send({ type: 'answerRefused', jid: MAYA, condition: 'not-acceptable' })), []);
  const marks = [...device.marks];
  const [cancel] = answersIn(device.signIn({ ...facts, marks }));
  assert.equal(cancel?.type, 'cancel');
});

test('a cancel that was refused is tried again at the next sign-in, even if the marks cannot be read there', () => {
  const device = accepted();
  undo(device);
  device.send({ type: 'answerRefused', jid: MAYA, condition: 'not-acceptable' }, { type: 'streamLost' });
  const roster = [contact(MAYA, { subscription: 'from' })];
  const effects = device.send(
    { type: 'streamReady', how: 'fresh' },
    { type: 'rosterRead', items: roster, at: NOON },
    { type: 'privateUnreadable' },
  );
  assert.deepEqual(answersIn(effects), [{ type: 'cancel', jid: MAYA, takeBack: false, remove: true }]);
});

test('a cancel that did not show in the contact list is tried again at the next sign-in, not at once', () => {
  const facts = { policy: fixed('accept-all'), roster: [contact(MAYA, { subscription: 'from' })] };
  const device = accepted();
  undo(device);
  device.answerProbe();
  assert.deepEqual(answersIn(device.send({ type: 'rosterRead', items: facts.roster, at: NOON })), []);
  const marks = [...device.marks];
  const [cancel] = answersIn(device.signIn({ ...facts, marks }));
  assert.equal(cancel?.type, 'cancel');
});
