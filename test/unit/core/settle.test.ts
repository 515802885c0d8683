import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import { answersIn, contact, Device, fixed, MAYA, NOON, OTTO, pushed, received } from './device.js';

const APPROVE: Effect = { type: 'approve', jid: MAYA, addBack: false };
const REPAIR: Effect = { type: 'repairRoster', jid: MAYA, item: undefined };

/** A device that has just accepted Maya by the policy. */
function approving(roster = [contact(OTTO)]): Device {
  const device = Device.signedIn({ policy: fixed('accept-organization'), roster });
  device.send(received(MAYA));
  return device;
}

function rosterRead(...items: ReturnType<typeof contact>[]): Event {
  return { type: 'rosterRead', items, at: NOON };
}

test('an approval is followed by one probe, however many there are', () => {
  const device = Device.signedIn({ policy: fixed('accept-all') });
  device.send(received(MAYA), received(OTTO), received('third@example.com'));
  assert.equal(device.effects.filter(({ type }) => type === 'probe').length, 1);
  device.answerProbe();
  assert.equal(device.effects.filter(({ type }) => type === 'readRoster').length, 1);
});

test('a contact list that cannot be read is read again later, for it alone shows what became of an approval', () => {
  const device = approving();
  device.answerProbe();
  device.send({ type: 'rosterUnreadable', at: NOON });
  const wait = device.effects.find((effect) => effect.type === 'waitUntil');
  assert.ok(wait && wait.at > NOON);
  device.send({ type: 'timePassed', at: wait.at });
  assert.equal(device.effects.filter(({ type }) => type === 'readRoster').length, 2);
  device.send(rosterRead(contact(MAYA, { subscription: 'from' })));
  assert.equal(device.activity.length, 1);
});

test('so is one that was to show what became of the approvals of an earlier worker', () => {
  const device = new Device({ unseen: approving().kept.unseen });
  device.send({ type: 'streamReady', how: 'fresh' }, { type: 'rosterUnreadable', at: NOON });
  device.send({ type: 'synchronised', at: NOON });
  const wait = device.effects.find((effect) => effect.type === 'waitUntil');
  assert.ok(wait && wait.at > NOON);
  device.send({ type: 'timePassed', at: wait.at });
  assert.equal(device.effects.filter(({ type }) => type === 'readRoster').length, 1);
  device.send(rosterRead(contact(MAYA, { subscription: 'from' })));
  assert.equal(device.kept.unseen.length, 0);
  assert.equal(device.activity.length, 1);
});

test('an answer that was sent after a probe is covered by the next one', () => {
  const device = approving();
  device.send(received('third@example.com'));
  device.answerProbe();
  const probes = device.effects.filter((effect) => effect.type === 'probe').map(({ probe }) => probe);
  assert.deepEqual(probes, [1, 2]);
  device.send(rosterRead(contact(MAYA, { subscription: 'from' })));
  // The second one is not settled by a reading that may not show it yet.
  assert.deepEqual(
    answersIn(device.effects).map(({ type }) => type),
    ['approve', 'approve'],
  );
  device.answerProbe();
  assert.equal(device.effects.filter(({ type }) => type === 'readRoster').length, 2);
});

for (const subscription of ['from', 'both'] as const) {
  test(`a roster push with "${subscription}" settles an approval and writes the log`, () => {
    const device = approving();
    device.send(pushed(MAYA, { subscription }));
    assert.deepEqual(device.activity, [
      {
        id: 1,
        jid: MAYA,
        at: NOON,
        act: 'approve',
        by: { who: 'policy', rule: { kind: 'organization', domain: 'example.com' } },
        addedBack: false,
        undone: false,
        remedy: 'take-back',
      },
    ]);
    device.answerProbe();
    assert.equal(
      device.effects.some(({ type }) => type === 'readRoster'),
      false,
    );
  });
}

for (const subscription of ['none', 'to'] as const) {
  test(`a roster push with "${subscription}" settles nothing`, () => {
    const device = approving();
    device.send(pushed(MAYA, { subscription }));
    assert.deepEqual(device.activity, []);
    device.answerProbe();
    assert.ok(device.effects.some(({ type }) => type === 'readRoster'));
  });
}

test('a server that sends no push is asked: the contact list, read after the probe, settles the approval', () => {
  const device = approving();
  device.answerProbe();
  device.send(rosterRead(contact(MAYA, { subscription: 'from' })));
  assert.deepEqual(
    device.activity.map(({ jid }) => jid),
    [MAYA],
  );
  assert.deepEqual(answersIn(device.effects), [APPROVE]);
});

test('an approval that met a withdrawal is repaired, and leaves no line in the log', () => {
  const device = approving();
  device.send({ type: 'requestWithdrawn', jid: MAYA });
  device.answerProbe();
  assert.deepEqual(answersIn(device.send(rosterRead())), [REPAIR]);
  assert.deepEqual([device.activity, device.prompts], [[], []]);
});

test('an approval that met a withdrawal we were not told of is repaired, too', () => {
  const device = approving();
  device.answerProbe();
  assert.deepEqual(answersIn(device.send(rosterRead())), [REPAIR]);
});

test('an approval that met a withdrawal, and lets them in when they ask again, does so once', () => {
  const device = approving();
  device.send({ type: 'requestWithdrawn', jid: MAYA });
  const letIn = contact(MAYA, { subscription: 'from' });
  assert.deepEqual(answersIn(device.send(pushed(MAYA, letIn))), [{ ...REPAIR, item: letIn }]);
  assert.deepEqual(
    device.activity.map(({ jid, act }) => [jid, act]),
    [[MAYA, 'approve']],
  );
});

test('what is heard of it after the stream was lost is left to the stream that resumes it', () => {
  const device = approving();
  const letIn = contact(MAYA, { subscription: 'from' });
  device.send({ type: 'requestWithdrawn', jid: MAYA }, { type: 'streamLost' });
  assert.deepEqual(answersIn(device.send(pushed(MAYA, letIn))), []);
});

test('the repair gives back the contact as it was before the approval', () => {
  const before = contact(MAYA, { name: 'Maya', groups: ['Sales'], subscription: 'to' });
  const device = approving([before]);
  device.send({ type: 'requestWithdrawn', jid: MAYA });
  device.answerProbe();
  assert.deepEqual(answersIn(device.send(rosterRead(before))), [{ ...REPAIR, item: before }]);
});

test('the repair takes back our own request, if the approval made one', () => {
  const device = Device.signedIn({ policy: fixed('accept-organization', { addBack: 'all' }), roster: [] });
  device.send(received(MAYA), { type: 'requestWithdrawn', jid: MAYA });
  device.answerProbe();
  assert.deepEqual(answersIn(device.send(rosterRead(contact(MAYA, { ask: true })))), [{ ...REPAIR, takeBack: true }]);
});

test('a request that comes after a withdrawal, while the first is being answered, is a new one', () => {
  const device = approving();
  device.send({ type: 'requestWithdrawn', jid: MAYA }, received(MAYA));
  assert.deepEqual(answersIn(device.effects), [APPROVE]);
  device.answerProbe();
  assert.deepEqual(answersIn(device.send(rosterRead())), [REPAIR, APPROVE]);
});

test('a request that comes after a withdrawal, while the first is being declined, is a new one', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  device.send({ type: 'requestWithdrawn', jid: OTTO }, received(OTTO));
  device.answerProbe();
  assert.deepEqual([device.prompts, device.row(OTTO)?.pending], [[OTTO], null]);
});

test('a repaired approval is spent: the next request is decided like any other', () => {
  const device = approving();
  device.send({ type: 'requestWithdrawn', jid: MAYA });
  device.answerProbe();
  device.send(rosterRead());
  assert.deepEqual(answersIn(device.send(received(MAYA))), [APPROVE]);
});

test('a request that is taken back before it was answered is forgotten', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), { type: 'requestWithdrawn', jid: MAYA });
  assert.deepEqual([device.prompts, answersIn(device.effects)], [[], []]);
});

/** An approval came back as an error, and the server does not show that it took it. */
function refused(): Device {
  const device = approving();
  device.send({ type: 'answerRefused', jid: MAYA, condition: 'remote-server-timeout' });
  device.answerProbe();
  device.send({ type: 'rosterRead', items: [], at: NOON });
  return device;
}

for (const order of ['before', 'after'] as const) {
  test(`an error that whoever asked sends ${order} they take back their request hides no pre-approval`, () => {
    const device = approving();
    const error = { type: 'answerRefused', jid: MAYA, condition: 'service-unavailable' } as const;
    const withdrawn = { type: 'requestWithdrawn', jid: MAYA } as const;
    device.send(...(order === 'before' ? [error, withdrawn] : [withdrawn, error]));
    device.answerProbe();
    device.send({ type: 'rosterRead', items: [], at: NOON });
    assert.deepEqual(answersIn(device.effects), [APPROVE, REPAIR]);
  });
}

test('an approval that is refused is shown with the reason, and is not tried again by itself', () => {
  const device = refused();
  assert.deepEqual(device.row(MAYA)?.refused, 'remote-server-timeout');
  device.send({ type: 'policyFetched', policy: fixed('accept-all', { revision: 2 }) }, received(MAYA));
  assert.deepEqual(answersIn(device.effects), [APPROVE]);
});

test('an approval that was refused is sent again when the person accepts', () => {
  const device = refused();
  const effects = device.send({ type: 'approveChosen', jid: MAYA, addBack: false, at: NOON });
  assert.deepEqual(answersIn(effects), [APPROVE]);
  assert.deepEqual([device.row(MAYA)?.pending, device.row(MAYA)?.refused], ['approve', null]);
});

test('an acceptance by the person that is refused is shown again, and not repeated at the next sign-in', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), { type: 'approveChosen', jid: MAYA, addBack: false, at: NOON });
  device.send({ type: 'answerRefused', jid: MAYA, condition: 'not-acceptable' });
  device.send({ type: 'streamLost' });
  assert.deepEqual(answersIn(device.signIn({ policy: fixed('prompt') }, [MAYA])), []);
  assert.deepEqual(device.prompts, [MAYA]);
});

test('what was refused is automatic again after the next sign-in', () => {
  const device = approving();
  device.send({ type: 'answerRefused', jid: MAYA, condition: 'remote-server-timeout' }, { type: 'streamLost' });
  assert.deepEqual(answersIn(device.signIn({ policy: fixed('accept-all') }, [MAYA])), [APPROVE]);
});

test('a refusal of what nobody answered changes nothing', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA));
  assert.deepEqual(device.send({ type: 'answerRefused', jid: MAYA, condition: 'forbidden' }), []);
  assert.equal(device.row(MAYA)?.refused, null);
});

test('an acceptance by the person writes a line that says so', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), { type: 'approveChosen', jid: MAYA, addBack: true, at: NOON });
  assert.equal(device.row(MAYA)?.pending, 'approve');
  device.send(pushed(MAYA, { subscription: 'from', ask: true }));
  assert.deepEqual(
    device.activity.map(({ jid, by, addedBack }) => ({ jid, by, addedBack })),
    [{ jid: MAYA, by: { who: 'me' }, addedBack: true }],
  );
  assert.deepEqual(device.prompts, []);
});

test('a request accepted on another device is gone here, with a line that says so', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), pushed(MAYA, { subscription: 'from' }));
  assert.deepEqual([device.prompts, device.activity.map(({ by }) => by)], [[], [{ who: 'other-device' }]]);
});

test('a probe that was lost is sent again as long as an answer waits for it', () => {
  const device = approving();
  const effects = device.send({ type: 'probeLost', probe: 1 });
  assert.deepEqual(effects, [{ type: 'probe', probe: 2 }]);
  device.send(pushed(MAYA, { subscription: 'from' }));
  assert.deepEqual(device.send({ type: 'probeLost', probe: 2 }), []);
});

test('an answer to a probe of an earlier stream settles nothing', () => {
  const device = approving();
  device.send({ type: 'streamLost' });
  device.signIn({ policy: fixed('accept-organization') }, [MAYA]);
  device.send({ type: 'probeAnswered', probe: 1, at: NOON });
  assert.deepEqual(
    device.effects.filter(({ type }) => type === 'readRoster'),
    [],
  );
});
