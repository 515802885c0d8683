/** Requests and contacts of domains that the policy's federation stops. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/core/event.js';
import type { Federation } from '../../../src/core/policy/schema.js';
import { announcedIn, answersIn, contact, Device, factEvents, fixed, MAYA, NOON, OTTO, received } from './device.js';

const HERE = { show: 'available', status: '', priority: 0, idleSince: null } as const;
const CLOSED: Federation = { mode: 'closed', trusted: [], refused: [] };
const REFUSED: Federation = { mode: 'open', trusted: [], refused: ['elsewhere.test'] };

/** The policy is published anew. */
function published(federation?: Federation): Event {
  const policy = fixed('accept-all', { revision: 2, ...(federation ? { federation } : {}) });
  return { type: 'policyPushed', parsed: { ok: true, policy } };
}

test('a request that is stopped is neither accepted nor asked about, and the log says why, once a day', () => {
  const device = Device.signedIn({ policy: fixed('accept-all', { federation: REFUSED }) });
  const effects = device.send(received(OTTO), received('otto.2@elsewhere.test'), received(MAYA));
  assert.deepEqual(
    answersIn(effects).map((effect) => 'jid' in effect && effect.jid),
    [MAYA],
  );
  assert.deepEqual([device.prompts, announcedIn(effects)], [[], []]);
  const [line, ...others] = device.activity;
  assert.deepEqual([line?.jid, line?.by, line?.remedy, others], [
    'elsewhere.test',
    { who: 'federation', barrier: 'refused' },
    null,
    [],
  ]); // prettier-ignore
});

test('what the policy lets again is decided about as if it had just come', () => {
  const device = Device.signedIn({ policy: fixed('prompt', { federation: CLOSED }) });
  device.send(received(OTTO));
  assert.deepEqual(device.prompts, []);
  const policy = fixed('prompt', { revision: 2 });
  const effects = device.send({ type: 'policyPushed', parsed: { ok: true, policy } });
  assert.deepEqual([device.prompts, announcedIn(effects)], [[OTTO], [OTTO]]);
});

test('what somebody had accepted before, and was not sent, waits for the policy', () => {
  const device = Device.signedIn({ policy: fixed('prompt') });
  device.send(received(OTTO), { type: 'streamLost' });
  device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON });
  const facts = { policy: fixed('prompt', { revision: 2, federation: REFUSED }) };
  assert.deepEqual(answersIn(device.signIn(facts, [OTTO])), []);
  const effects = device.send(published());
  assert.deepEqual(answersIn(effects), [{ type: 'approve', jid: OTTO, addBack: false }]);
});

test('a contact is suspended, with what they showed last, and comes back with the policy', () => {
  const roster = [contact(OTTO, { subscription: 'both' })];
  const device = Device.signedIn({ policy: fixed('accept-all'), roster });
  device.send({ type: 'availabilityReceived', jid: OTTO, resource: 'r', availability: HERE, at: NOON });
  const shown = (): unknown[] => {
    const { available, lines } = device.contacts();
    const row = lines.flatMap((line) => (line.kind === 'contact' ? line.contact : []))[0];
    return [available, row?.seen, row?.suspended];
  };
  device.send(published(CLOSED));
  assert.deepEqual(shown(), [0, 'unknown', 'closed']);
  device.send(published());
  assert.deepEqual(shown(), [1, 'available', null]);
});

test('until the policy is read again, the one that was kept counts; where there is none, nothing is stopped', () => {
  const device = new Device({ policy: fixed('accept-all', { federation: CLOSED }) });
  assert.equal(device.barrierTo(OTTO), 'closed');
  device.send(
    { type: 'streamReady', how: 'fresh' },
    ...factEvents({ policy: fixed('prompt', { federation: CLOSED }) }),
  );
  device.send({ type: 'policyMissing', reason: { why: 'unreachable' } });
  assert.equal(device.barrierTo(OTTO), 'closed');
  device.send({ type: 'policyDeleted' });
  assert.equal(device.barrierTo(OTTO), null);
});
