/** What a person shows of themselves, and when the server is told. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AVAILABLE, type Availability, type OwnAvailability } from '../../../src/core/availability.js';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import { answersIn, contact, Device, factEvents, fixed, mark, MAYA, NOON, OTTO, pushed, received } from './device.js';

const MINUTE = 60_000;
const QUIET: Availability = { show: 'available', status: '', priority: -1, idleSince: null };
const INVISIBLE: OwnAvailability = { show: 'invisible', status: '' };

function chosen(own: OwnAvailability, at = NOON): Event {
  return { type: 'availabilityChosen', own, at };
}

function announced(effects: readonly Effect[]): (Availability | null)[] {
  return effects.flatMap((effect) => (effect.type === 'announceAvailability' ? [effect.availability] : []));
}

function timers(effects: readonly Effect[]): number[] {
  return effects.flatMap((effect) => (effect.type === 'waitUntil' ? [effect.at] : []));
}

/** Online, with this as the first presence. */
function shows(availability: Availability | null, device = new Device()): Device {
  device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents());
  device.send({ type: 'availabilityShown', availability, at: NOON }, { type: 'synchronised', at: NOON });
  return device;
}

function passes(minutes: number): Event {
  return { type: 'timePassed', at: NOON + minutes * MINUTE };
}

describe('what is chosen', () => {
  test('is announced, once', () => {
    const device = shows(QUIET);
    const busy = chosen({ show: 'dnd', status: 'At sea' });
    assert.deepEqual(announced(device.send(busy, busy)), [{ ...QUIET, show: 'dnd', status: 'At sea' }]);
    assert.deepEqual(device.own, { chosen: { show: 'dnd', status: 'At sea' }, isIdle: false });
  });

  test('is announced when there is a stream, if that has not been told', () => {
    const device = shows(QUIET);
    const offline = device.send({ type: 'streamLost' }, chosen({ show: 'away', status: '' }));
    assert.deepEqual(announced(offline), []);
    const back = device.send({ type: 'streamReady', how: 'resumed' });
    assert.deepEqual(announced(back), [{ ...QUIET, show: 'away' }]);
  });

  test('is not announced on a fresh stream before its first presence, which says it', () => {
    const device = new Device();
    const effects = device.send({ type: 'streamReady', how: 'fresh' }, chosen({ show: 'away', status: '' }));
    assert.deepEqual(announced(effects), []);
  });

  test('is announced by a worker that resumes a stream: whether the server was told, it cannot know', () => {
    const own = { show: 'dnd', status: '' } as const;
    const device = new Device({ own });
    const effects = device.send({ type: 'streamReady', how: 'restored' });
    assert.deepEqual(announced(effects), [{ ...QUIET, show: 'dnd' }]);
    assert.deepEqual(device.own.chosen, own);
  });

  test('ends with the session of whoever chose it', () => {
    const device = shows(QUIET);
    device.send(chosen(INVISIBLE), { type: 'sessionEnded', link: { phase: 'signed-out' } });
    assert.deepEqual(device.own.chosen, AVAILABLE);
  });
});

test('messages are taken from the moment on in which they can be shown', () => {
  const device = shows(QUIET);
  assert.deepEqual(announced(device.send({ type: 'messagesTaken' })), [{ ...QUIET, priority: 0 }]);
});

describe('somebody who does not use their device', () => {
  test('is away when the time is over that the option says, and since when', () => {
    const device = shows(QUIET);
    const used = device.send({ type: 'personActive', at: NOON + MINUTE });
    assert.deepEqual(announced(used), []);
    assert.deepEqual(announced(device.send(passes(10))), []);
    const idle = device.send(passes(11));
    assert.deepEqual(announced(idle), [{ ...QUIET, show: 'away', idleSince: NOON + MINUTE }]);
    assert.equal(device.own.isIdle, true);
    const back = device.send({ type: 'personActive', at: NOON + 20 * MINUTE });
    assert.deepEqual(announced(back), [QUIET]);
    assert.equal(device.own.isIdle, false);
  });

  test('is looked for with one timer at a time', () => {
    const device = shows(QUIET);
    assert.deepEqual(timers(device.effects), [NOON + 10 * MINUTE]);
    device.effects.length = 0;
    for (let minute = 1; minute < 5; minute++) device.send({ type: 'personActive', at: NOON + minute * MINUTE });
    assert.deepEqual(timers(device.effects), []);
    assert.deepEqual(timers(device.send(passes(10))), [NOON + 14 * MINUTE]);
  });

  test('is away at once when the time is made shorter than they are gone', () => {
    const device = shows(QUIET);
    device.send(passes(7));
    const at = NOON + 7 * MINUTE;
    const effects = device.send({ type: 'optionChosen', option: 'away-after', value: '5', at });
    assert.deepEqual(announced(effects), [{ ...QUIET, show: 'away', idleSince: NOON }]);
  });

  test('is not away where they do not want it', () => {
    const device = shows(QUIET);
    device.send({ type: 'optionChosen', option: 'away-after', value: 'never', at: NOON });
    assert.deepEqual(announced(device.send(passes(600))), []);
  });

  test('stays as they chose, idle since', () => {
    const device = shows(QUIET);
    device.send(chosen({ show: 'dnd', status: '' }));
    assert.deepEqual(announced(device.send(passes(10))), [{ ...QUIET, show: 'dnd', idleSince: NOON }]);
  });

  test('stays invisible', () => {
    const device = shows(QUIET);
    device.send(chosen(INVISIBLE));
    assert.deepEqual(announced(device.send(passes(10))), []);
    assert.equal(device.own.isIdle, false);
  });

  test('stays away for a worker that resumes their stream', () => {
    const device = new Device({ activeAt: NOON - 30 * MINUTE });
    device.send({ type: 'streamReady', how: 'restored' });
    const [timer] = timers(device.effects);
    assert.equal(timer, NOON - 20 * MINUTE);
    const effects = device.send({ type: 'timePassed', at: NOON });
    assert.deepEqual(announced(effects), [{ ...QUIET, show: 'away', idleSince: NOON - 30 * MINUTE }]);
  });

  test('is not shown as away because they sign out', () => {
    const device = shows(QUIET);
    assert.deepEqual(announced(device.send({ type: 'timePassed', at: Number.POSITIVE_INFINITY })), []);
  });
});

describe('somebody who is invisible', () => {
  test('is taken to be gone, and comes back', () => {
    const device = shows(QUIET);
    assert.deepEqual(announced(device.send(chosen(INVISIBLE), chosen(AVAILABLE))), [null, QUIET]);
  });

  test('is signed in, though the server has not said who waits', () => {
    const device = shows(null, new Device({ own: INVISIBLE }));
    assert.equal(device.requests.loaded, true);
    assert.deepEqual(device.prompts, []);
  });

  test('keeps what they decided about those who wait, until the server says that they do not', () => {
    const prompts = { policy: fixed('prompt') };
    const device = Device.signedIn(prompts);
    device.send(received(OTTO), received(MAYA), { type: 'streamLost' }, chosen(INVISIBLE));
    device.send({ type: 'approveChosen', jid: OTTO, addBack: false, at: NOON });
    device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents(prompts));
    device.send({ type: 'availabilityShown', availability: null, at: NOON }, { type: 'synchronised', at: NOON });
    assert.deepEqual(device.prompts, [OTTO, MAYA]);
    const seen = device.send(chosen(AVAILABLE), received(OTTO), { type: 'synchronised', at: NOON });
    assert.deepEqual(answersIn(seen), [{ type: 'approve', jid: OTTO, addBack: false }]);
    assert.deepEqual(device.prompts, [OTTO]);
  });

  test('does not lose a decline of somebody who waits', () => {
    const device = new Device({ own: INVISIBLE });
    const facts = { policy: fixed('prompt'), marks: [[OTTO, mark('deny')]] as const };
    device.send({ type: 'streamReady', how: 'fresh' }, ...factEvents(facts));
    device.send({ type: 'availabilityShown', availability: null, at: NOON }, { type: 'synchronised', at: NOON });
    const effects = device.send(chosen(AVAILABLE), received(OTTO), { type: 'synchronised', at: NOON });
    assert.deepEqual(answersIn(effects), [{ type: 'deny', jid: OTTO }]);
  });

  test('hears of nobody: an approval of theirs shows in the contact list alone', () => {
    const device = shows(null, new Device({ own: INVISIBLE }));
    device.send(pushed(MAYA, contact(MAYA, { subscription: 'to' })));
    assert.equal(device.seen(MAYA).seen, 'unknown');
  });
});
