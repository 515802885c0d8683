import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import {
  announcedIn,
  answersIn,
  contact,
  Device,
  factEvents,
  fixed,
  mark,
  MAYA,
  NOON,
  OTTO,
  pushed,
  received,
  request,
} from './device.js';

const ORGANIZATION = { policy: fixed('accept-organization') };
const APPROVE: Effect = { type: 'approve', jid: MAYA, addBack: false };

function isPublication({ type }: Effect): boolean {
  return type === 'publishMarks';
}

function types(effects: readonly Effect[]): string[] {
  return effects.map(({ type }) => type);
}

test('a fresh stream decides anew: what still waits there is answered there', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(MAYA), { type: 'streamLost' });
  assert.deepEqual(answersIn(device.signIn(ORGANIZATION, [MAYA])), [APPROVE]);
});

test('a fresh stream answers nothing that it has not delivered', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), { type: 'streamLost' });
  const effects = device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents(ORGANIZATION));
  assert.deepEqual(answersIn(effects), []);
});

test('while a fresh stream is being read, what was shown stays where it was', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(OTTO), { type: 'streamLost' }, { type: 'streamReady', how: 'fresh' });
  assert.deepEqual([device.prompts, device.requests.loaded], [[OTTO], false]);
});

test('what a fresh stream does not deliver again was answered elsewhere, or taken back', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(OTTO), { type: 'streamLost' });
  device.signIn(ORGANIZATION, [MAYA]);
  assert.deepEqual([device.prompts, device.requests.loaded], [[], true]);
});

test('an acceptance of what a fresh stream does not deliver again is not taken for the next request', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'streamLost' }, { type: 'approveChosen', jid: OTTO, addBack: false, at: NOON });
  device.signIn({ policy: fixed('prompt') });
  assert.deepEqual(answersIn(device.send(received(OTTO))), []);
  assert.deepEqual(device.prompts, [OTTO]);
});

test('an acceptance that was chosen offline is sent when the server shows the request again', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'streamLost' }, { type: 'approveChosen', jid: OTTO, addBack: true, at: NOON });
  assert.deepEqual(answersIn(device.signIn({ policy: fixed('prompt') }, [OTTO])), [
    { type: 'approve', jid: OTTO, addBack: true },
  ]);
});

for (const [what, at, sent] of [['earlier', NOON - 1, 1] as const, ['later', NOON + 1, 0] as const]) {
  test(`an acceptance that was chosen offline is ${sent ? '' : 'not '}sent if another device decided otherwise ${what}`, () => {
    const device = Device.signedIn({ policy: fixed('prompt') });
    device.send(received(OTTO), { type: 'streamLost' });
    device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON });
    device.signIn({ policy: fixed('prompt'), marks: [[OTTO, mark('undo', { at, done: true })]] }, [OTTO]);
    assert.equal(answersIn(device.effects).length, sent);
    assert.equal(device.marks.get(OTTO)?.act, sent ? 'none' : 'undo');
  });
}

test('a request that a fresh stream finds accepted is gone', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'streamLost' });
  device.signIn({ policy: fixed('prompt'), roster: [contact(OTTO, { subscription: 'from' })] });
  assert.deepEqual([device.prompts, answersIn(device.effects)], [[], []]);
});

test('a resumed stream goes on where it was: nothing is answered twice', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(MAYA), received(OTTO), { type: 'streamLost' });
  const effects = device.send({ type: 'streamReady', how: 'resumed' });
  assert.deepEqual(types(effects), ['probe']);
  assert.deepEqual([device.prompts, device.requests.loaded], [[OTTO], true]);
});

test('a resumed stream settles what was on its way by another probe', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(MAYA), { type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
  device.answerProbe();
  device.send({ type: 'rosterRead', items: [contact(MAYA, { subscription: 'from' })], at: NOON });
  assert.deepEqual(
    device.activity.map(({ jid }) => jid),
    [MAYA],
  );
});

test('an approval that the server never heard is sent again on the resumed stream, once that shows', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(MAYA), { type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
  assert.deepEqual(answersIn(device.effects), [APPROVE]);
  device.answerProbe();
  device.send({ type: 'rosterRead', items: [], at: NOON });
  assert.deepEqual(answersIn(device.effects), [APPROVE, APPROVE]);
  // What does not show the second time was taken back.
  device.answerProbe();
  device.send({ type: 'rosterRead', items: [], at: NOON });
  assert.deepEqual(types(answersIn(device.effects)), ['approve', 'approve', 'repairRoster']);
});

test('a decline that was on its way is sent again on the resumed stream: it changes nothing if it was heard', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
  assert.deepEqual(types(answersIn(device.effects)), ['deny', 'deny']);
  device.answerProbe();
  assert.deepEqual(device.prompts, []);
});

test('a stream that is resumed before the server had said everything has not said everything', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents(ORGANIZATION), { type: 'streamLost' });
  device.send({ type: 'streamReady', how: 'resumed' });
  assert.equal(device.requests.loaded, false);
  device.send({ type: 'synchronised', at: NOON });
  assert.equal(device.requests.loaded, true);
});

test('a resumed stream reads the contact list again if the stream was lost while it was being read', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(MAYA));
  device.answerProbe();
  device.send({ type: 'streamLost' }, { type: 'streamReady', how: 'resumed' });
  assert.deepEqual(types(device.answerProbe()), ['readRoster']);
});

test('what the person chooses offline is sent on the resumed stream', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'streamLost' }, { type: 'denyChosen', jid: OTTO, at: NOON });
  assert.deepEqual(answersIn(device.send({ type: 'streamReady', how: 'resumed' })), [{ type: 'deny', jid: OTTO }]);
});

test('a mark whose publication was lost with the stream, sent or not, is published on the resumed one', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO));
  const published = device.send({ type: 'ignoreChosen', jid: OTTO, at: NOON }).filter(isPublication);
  device.send({ type: 'streamLost' });
  assert.deepEqual(device.send({ type: 'streamReady', how: 'resumed' }).filter(isPublication), published);
});

test('a restored stream answers what the earlier worker kept, once the facts are read', () => {
  const device = new Device({ requests: [request(MAYA), request(OTTO)] });
  device.send({ type: 'streamReady', how: 'restored' });
  assert.deepEqual([answersIn(device.effects), device.requests.loaded], [[], false]);
  device.send(...factEvents(ORGANIZATION));
  assert.deepEqual([answersIn(device.effects), device.prompts], [[APPROVE], [OTTO]]);
  assert.equal(device.requests.loaded, true);
});

test('a restored stream does not answer what the roster shows as answered', () => {
  const device = new Device({ requests: [request(MAYA)] });
  const roster = [contact(MAYA, { subscription: 'from' })];
  device.send({ type: 'streamReady', how: 'restored' }, ...factEvents({ ...ORGANIZATION, roster }));
  assert.deepEqual(answersIn(device.effects), []);
});

test('a restored stream announces nobody again', () => {
  const device = new Device({ requests: [request(OTTO)] });
  const effects = device.send({ type: 'streamReady', how: 'restored' }, ...factEvents(ORGANIZATION));
  assert.deepEqual([device.prompts, announcedIn(effects)], [[OTTO], []]);
});

test('a request keeps the time at which this device first saw it', () => {
  const device = Device.signedIn({ policy: fixed('prompt') }, { seen: [[OTTO, 5]] });
  device.send(received(OTTO, { since: 10 }), received(MAYA, { since: 10 }));
  assert.deepEqual([device.row(OTTO)?.since, device.row(MAYA)?.since], [5, 10]);
  device.send({ type: 'streamLost' });
  device.signIn({ policy: fixed('prompt') }, [OTTO, MAYA]);
  assert.deepEqual([device.row(OTTO)?.since, device.row(MAYA)?.since], [5, 10]);
});

test('a request that comes again without its name and note keeps those it had; new ones replace them', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO, { nick: 'Otto', note: 'Hello' }), received(OTTO, { note: 'Hello again' }));
  assert.deepEqual([device.row(OTTO)?.nick, device.row(OTTO)?.note], ['Otto', 'Hello again']);
  assert.equal(device.requests.total, 1);
});

test('an answer that was lost with its stream is not sent on a fresh one where the roster shows that it arrived', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(MAYA), { type: 'streamLost' });
  device.signIn({ ...ORGANIZATION, roster: [contact(MAYA, { subscription: 'from' })] });
  assert.deepEqual(answersIn(device.effects), [APPROVE]);
});

test('signing out forgets everything about the account', () => {
  const device = Device.signedIn(ORGANIZATION);
  device.send(received(OTTO), received(MAYA), pushed(MAYA, { subscription: 'from' }));
  device.send({ type: 'sessionEnded', link: { phase: 'signed-out' } });
  assert.deepEqual(
    [device.prompts, device.activity, device.session.account, device.session.link, device.setting.handling],
    [[], [], null, { phase: 'signed-out' }, null],
  );
});

test('the state of the connection is shown as it is', () => {
  const device = new Device();
  assert.deepEqual(device.session.link, { phase: 'connecting' });
  device.send({ type: 'linkChanged', link: { phase: 'offline', retryAt: 7 } });
  assert.deepEqual(device.session.link, { phase: 'offline', retryAt: 7 });
});
