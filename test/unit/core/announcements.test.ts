import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announcedIn, contact, Device, factEvents, fixed, mark, MAYA, NOON, OTTO, pushed, received } from './device.js';

const PROMPT = { policy: fixed('prompt') };

test('a new prompt is announced once, however often the request comes', () => {
  const device = Device.signedIn(PROMPT);
  device.send(received(OTTO), received(OTTO, { note: 'Please' }));
  assert.deepEqual(announcedIn(device.effects), [OTTO]);
});

test('what is decided without the person is not announced', () => {
  const device = Device.signedIn({ policy: fixed('accept-organization'), blocked: [OTTO] });
  device.send(received(MAYA), received(OTTO));
  assert.deepEqual(announcedIn(device.effects), []);
});

test('what waits at sign-in is announced together, when everything is known', () => {
  const device = new Device();
  device.send({ type: 'streamReady', how: 'fresh' }, received(MAYA), received(OTTO));
  assert.deepEqual(announcedIn(device.effects), []);
  const effects = device.send(...factEvents(PROMPT));
  assert.deepEqual(
    effects.filter(({ type }) => type === 'announce'),
    [{ type: 'announce', jids: [MAYA, OTTO] }],
  );
});

test('a reconnect announces nobody again', () => {
  const device = Device.signedIn(PROMPT);
  device.send(received(OTTO), { type: 'streamLost' });
  const effects = device.signIn(PROMPT, [OTTO, MAYA]);
  assert.deepEqual(announcedIn(effects), [MAYA]);
});

test('a request that the policy no longer accepts by itself is announced when it is shown', () => {
  const device = Device.signedIn({ policy: fixed('accept-organization') });
  device.send(received(MAYA), { type: 'answerRefused', jid: MAYA, condition: 'remote-server-timeout' });
  device.answerProbe();
  device.send({ type: 'rosterRead', items: [], at: NOON });
  assert.deepEqual(announcedIn(device.effects), [MAYA]);
});

test('an ignored request that is brought back is not announced', () => {
  const device = Device.signedIn(PROMPT);
  device.send(received(OTTO), { type: 'ignoreChosen', jid: OTTO, at: NOON });
  assert.deepEqual(announcedIn(device.send({ type: 'restoreChosen', jid: OTTO, at: NOON + 1 })), []);
});

test('a later request from somebody who was answered here is a new one', () => {
  const device = Device.signedIn(PROMPT);
  device.send(received(OTTO), { type: 'denyChosen', jid: OTTO, at: NOON });
  device.answerProbe();
  assert.deepEqual(announcedIn(device.send(received(OTTO))), [OTTO]);
});

test('a later request from somebody who was accepted on another device is a new one', () => {
  const device = Device.signedIn({ ...PROMPT, roster: [contact(MAYA)] });
  device.send(received(OTTO), pushed(OTTO, { subscription: 'from' }), pushed(OTTO, {}));
  assert.deepEqual(announcedIn(device.send(received(OTTO))), [OTTO]);
});

test('a later request from somebody who was declined on another device is a new one', () => {
  const device = Device.signedIn(PROMPT);
  const decline = [
    [OTTO, mark('deny')],
    [OTTO, mark('none', { at: NOON + 1 })],
  ] as const;
  device.send(received(OTTO));
  for (const entry of decline) device.send({ type: 'marksPushed', shard: 0, marks: [entry], at: NOON });
  assert.deepEqual(device.prompts, []);
  assert.deepEqual(announcedIn(device.send(received(OTTO))), [OTTO]);
});

test('a later request from somebody who took the first one back is a new one', () => {
  const device = Device.signedIn(PROMPT);
  device.send(received(OTTO), { type: 'requestWithdrawn', jid: OTTO });
  assert.deepEqual(announcedIn(device.send(received(OTTO))), [OTTO]);
});
