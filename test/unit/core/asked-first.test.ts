import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersIn, contact, Device, fixed, mark, NOON, OTTO, pushed, received } from './device.js';

/** We have asked for their presence. */
const ASKED = contact(OTTO, { ask: true });

for (const handling of ['accept-all', 'accept-organization'] as const) {
  test(`under ${handling}, somebody whom we asked first is accepted, whatever their domain`, () => {
    const device = Device.signedIn({ policy: fixed(handling, { addBack: 'all' }), roster: [ASKED] });
    device.send(received(OTTO));
    // We have asked already: there is nothing to add.
    assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
  });
}

test('the log says that we had asked first', () => {
  const device = Device.signedIn({ policy: fixed('accept-organization'), roster: [ASKED] });
  device.send(received(OTTO), pushed(OTTO, { subscription: 'from', ask: true }));
  assert.deepEqual(
    device.activity.map(({ by }) => by),
    [{ who: 'policy', rule: { kind: 'asked' } }],
  );
});

test('under prompt, somebody whom we asked first is a prompt like any other', () => {
  const device = Device.signedIn({ policy: fixed('prompt'), roster: [ASKED] });
  device.send(received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
  assert.equal(device.row(OTTO)?.alreadyContact, true);
});

test('seeing their presence is not having asked: who is of no listed domain is shown', () => {
  const device = Device.signedIn({
    policy: fixed('accept-organization'),
    roster: [contact(OTTO, { subscription: 'to' })],
  });
  device.send(received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
  assert.equal(device.row(OTTO)?.alreadyContact, true);
});

test('asking while their request is shown accepts it', () => {
  const device = Device.signedIn({ policy: fixed('accept-organization') });
  device.send(received(OTTO));
  assert.deepEqual(answersIn(device.send(pushed(OTTO, { ask: true }))), [
    { type: 'approve', jid: OTTO, addBack: false },
  ]);
});

test('somebody whom we asked is not accepted after the person declined them, until they accept', () => {
  const device = Device.signedIn({ policy: fixed('prompt'), roster: [ASKED] });
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  device.answerProbe();
  device.send({ type: 'policyFetched', policy: fixed('accept-organization') });
  assert.deepEqual(answersIn(device.send(received(OTTO))), []);
  assert.deepEqual(device.prompts, [OTTO]);
  assert.deepEqual(answersIn(device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON + 1 })), [
    { type: 'approve', jid: OTTO, addBack: false },
  ]);
});

test('that the person declined them is remembered at the next sign-in, and on other devices', () => {
  const device = Device.signedIn({
    policy: fixed('accept-organization'),
    roster: [ASKED],
    marks: [[OTTO, mark('deny', { done: true })]],
  });
  device.send(received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});

test('somebody whom we asked is not accepted after the person undid an acceptance', () => {
  const device = Device.signedIn({
    policy: fixed('accept-organization'),
    roster: [ASKED],
    marks: [[OTTO, mark('undo', { done: true })]],
  });
  device.send(received(OTTO));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[], [OTTO]]);
});

test('a decline is forgotten when we no longer ask for their presence: asking again begins anew', () => {
  const device = Device.signedIn({
    policy: fixed('accept-organization'),
    roster: [ASKED],
    marks: [[OTTO, mark('deny', { done: true })]],
  });
  device.send({ type: 'rosterItemRemoved', jid: OTTO, at: NOON + 1 }, pushed(OTTO, { ask: true }), received(OTTO));
  assert.deepEqual(answersIn(device.effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
});

test('a decline of somebody whom we did not ask is spent: their next request is a new one', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  device.answerProbe();
  device.send({ type: 'policyFetched', policy: fixed('accept-all') }, received(OTTO));
  assert.deepEqual(answersIn(device.effects), [
    { type: 'deny', jid: OTTO },
    { type: 'approve', jid: OTTO, addBack: false },
  ]);
});
