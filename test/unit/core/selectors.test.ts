import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/core/event.js';
import { LONGEST_LOG } from '../../../src/core/log.js';
import { MOST_REQUESTS } from '../../../src/core/observe-requests.js';
import { contact, Device, factEvents, fixed, jid, mark, MAYA, NOON, OTTO, policy, pushed, received } from './device.js';

function many(count: number): Device {
  const device = Device.signedIn({ policy: fixed('prompt') });
  for (let i = 0; i < count; i++) device.send(received(`p${i}@example.com`));
  return device;
}

test('a page of the list holds what was asked for, in the order in which it came', () => {
  const { total, offset, rows } = many(60).page(25, 25);
  assert.deepEqual([total, offset, rows.length, rows[0]?.jid], [60, 25, 25, 'p25@example.com']);
});

test('a page beyond the end is the last page', () => {
  assert.deepEqual(
    [many(60).page(75, 25).offset, many(50).page(75, 25).offset, many(0).page(75, 25).offset],
    [50, 25, 0],
  );
});

test('the list is loaded when the server has said what waits', () => {
  const device = new Device();
  assert.equal(device.requests.loaded, false);
  device.signIn();
  assert.equal(device.requests.loaded, true);
});

test('somebody of a listed domain is a colleague, others are outside', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(MAYA), received(OTTO));
  assert.deepEqual([device.row(MAYA)?.origin, device.row(OTTO)?.origin], ['colleague', 'outside']);
});

test('as long as no domain is known, nobody is called a colleague or an outsider', () => {
  const device = Device.signedIn({ policy: fixed('prompt', { domains: [] }) });
  device.send(received(MAYA), { type: 'policyMissing', reason: { why: 'deleted' } });
  assert.equal(device.row(MAYA)?.origin, 'unknown');
});

test('whoever imitates the own domain is pointed out, where there is no policy, too', () => {
  const device = new Device();
  const facts = factEvents({}).map((event): Event =>
    event.type === 'policyFetched' ? { type: 'policyMissing', reason: { why: 'never-published' } } : event,
  );
  device.send({ type: 'streamReady', how: 'fresh' }, ...facts, received('maya@h0me.example'));
  assert.deepEqual(device.row(jid('maya@h0me.example'))?.warning, { kind: 'looks-like', domain: 'home.example' });
});

test('a domain that looks like a listed one is marked in its row', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received('maya@examp1e.com'), received(MAYA));
  assert.deepEqual(device.row(jid('maya@examp1e.com'))?.warning, { kind: 'looks-like', domain: 'example.com' });
  assert.equal(device.row(MAYA)?.warning, null);
});

test('a row says whether we see their presence already', () => {
  const device = Device.signedIn({
    policy: fixed('prompt'),
    roster: [contact(MAYA, { subscription: 'to' }), contact(OTTO)],
  });
  device.send(received(MAYA), received(OTTO));
  assert.deepEqual([device.row(MAYA)?.alreadyContact, device.row(OTTO)?.alreadyContact], [true, false]);
});

test('before anything is known the setting is not shown, and no handling is in force', () => {
  assert.deepEqual(new Device().setting, {
    setting: { kind: 'absent', why: 'not-yet-known' },
    handling: null,
    saving: 'no',
    notice: null,
  });
});

test('the log shows its newest lines first, twenty at most, and holds a bounded number', () => {
  const device = Device.signedIn({ policy: policy({ allowUserOptions: false, handling: 'accept-all' }) });
  for (let i = 0; i < LONGEST_LOG + 5; i++) {
    const address = jid(`p${i}@example.com`);
    device.send(received(address), pushed(address, { subscription: 'from' }));
  }
  assert.deepEqual([device.activity.length, device.activity[0]?.jid], [20, `p${LONGEST_LOG + 4}@example.com`]);
  assert.equal(device.logLength, LONGEST_LOG);
  // Ids are not used again: a page may still name an old line.
  assert.equal(device.activity[0]?.id, LONGEST_LOG + 5);
});

test('ids of the log go on where an earlier worker ended', () => {
  const device = Device.signedIn(
    { policy: fixed('accept-all') },
    {
      log: [
        {
          id: 41,
          jid: OTTO,
          at: 1,
          act: 'approve',
          by: { who: 'me' },
          name: '',
          addedBack: false,
          created: false,
          undone: false,
        },
      ],
    },
  );
  device.send(received(MAYA), pushed(MAYA, { subscription: 'from' }));
  assert.deepEqual(
    device.activity.map(({ id }) => id),
    [42, 41],
  );
});

test('requests beyond the most are left with the server; when some are answered there is room again', () => {
  const device = many(MOST_REQUESTS);
  device.send(received(OTTO));
  assert.equal(device.requests.total, MOST_REQUESTS);
  device.send({ type: 'requestWithdrawn', jid: jid('p0@example.com') }, received(OTTO));
  assert.equal(device.page(MOST_REQUESTS - 1, 1).rows[0]?.jid, OTTO);
});

test('the options count everybody on their lists, whether they ask just now or not', () => {
  const device = Device.signedIn({
    marks: [
      [OTTO, mark('ignore')],
      [MAYA, mark('allow')],
    ],
  });
  assert.deepEqual([device.options.ignored, device.people('ignored')], [1, [OTTO]]);
  assert.deepEqual([device.options.allowed, device.people('allowed')], [1, [MAYA]]);
});

test('what is ignored is counted', () => {
  const device = many(60);
  for (let i = 0; i < 60; i++) device.send({ type: 'ignoreChosen', jid: jid(`p${i}@example.com`), at: NOON });
  assert.deepEqual([device.requests.ignored, device.people('ignored').length, device.requests.total], [60, 60, 0]);
});
