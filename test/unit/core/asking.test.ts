/** Asking people of the directory to show themselves for a while. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import { ASKS_WITHIN, MOST_ASKS } from '../../../src/core/leases.js';
import type { Subscription } from '../../../src/core/roster.js';
import { answersIn, contact, Device, factEvents, INA, jid, MAYA, NOON, OTTO, policy, pushed, received, type Facts } from './device.js'; // prettier-ignore

const ON = policy({ temporaryAvailability: true });
const VERA = jid('vera@example.com');
const AVAILABLE = { show: 'available', status: '', priority: 0, idleSince: null } as const;
const AGAIN = 40_000;
const COUNTS = 70_000;

function looks(jids: readonly BareJid[], at = NOON): Event {
  return { type: 'peopleLookedAt', jids: new Set(jids), at };
}

function says(who: BareJid, show: 'available' | 'away' | null, at = NOON, resource = 'desk'): Event {
  return { type: 'availabilityReceived', jid: who, resource, availability: show && { ...AVAILABLE, show }, at };
}

function time(at: number): Event {
  return { type: 'timePassed', at };
}

/** Who is asked, and from whom our presence is taken back. */
function done(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'askAvailability') return [`ask ${effect.jid}`];
    return effect.type === 'showAvailability' && !effect.availability ? [`leave ${effect.to}`] : [];
  });
}

function looking(facts: Facts = {}, people: readonly BareJid[] = [MAYA]): Device {
  const device = Device.signedIn({ policy: ON, ...facts });
  assert.deepEqual(done(device.send(looks(people))), people.map((who) => `ask ${who}`)); // prettier-ignore
  return device;
}

function seen(device: Device, who = MAYA): string | undefined {
  return device.standing(who)?.seen;
}

test('nothing is taken back from somebody who is just being let in', () => {
  const device = looking();
  const effects = device.send(received(MAYA), pushed(MAYA, { subscription: 'to', ask: false }));
  assert.deepEqual(answersIn(effects).map(({ type }) => type), ['approve']); // prettier-ignore
  assert.deepEqual(done(effects), []);
});

test('whom the server lets in while we leave them is shown again that we are there', () => {
  const device = looking();
  device.send({ type: 'availabilityShown', availability: AVAILABLE, at: NOON });
  assert.deepEqual(done(device.send(pushed(MAYA, { subscription: 'to', ask: false }))), [`leave ${MAYA}`]);
  const shown = (): readonly Effect[] =>
    device.send(pushed(MAYA, { subscription: 'both' })).filter(({ type }) => type === 'showAvailability');
  const [back, ...others] = shown();
  assert.ok(back?.type === 'showAvailability' && back.to === MAYA && back.availability?.show === 'available');
  assert.deepEqual([others, shown()], [[], []]);
});

test('who is blocked meanwhile is shown nothing, though the server lets them in', () => {
  const device = looking();
  device.send({ type: 'availabilityShown', availability: AVAILABLE, at: NOON });
  device.send(pushed(MAYA, { subscription: 'to', ask: false }), { type: 'blocked', jids: new Set(['example.com']) });
  const effects = device.send(pushed(MAYA, { subscription: 'both' }));
  assert.deepEqual(effects.filter(({ type }) => type === 'showAvailability'), []); // prettier-ignore
});

describe('asked is', () => {
  test('whoever is in view, of a listed domain; and nobody of another, nor oneself', () => {
    const device = Device.signedIn({ policy: ON });
    assert.deepEqual(done(device.send(looks([MAYA, OTTO, INA, VERA]))), [`ask ${MAYA}`, `ask ${VERA}`]);
  });

  for (const [subscription, asked] of [['none', 1], ['from', 1], ['to', 0], ['both', 0]] as [Subscription, number][]) {
    test(`a contact with the subscription ${subscription}: ${asked === 1 ? 'yes' : 'no'}`, () => {
      const device = Device.signedIn({ policy: ON, roster: [contact(MAYA, { subscription })] });
      assert.equal(done(device.send(looks([MAYA]))).length, asked);
    });
  } // prettier-ignore

  const nobody: Readonly<Record<string, Facts>> = {
    'whom we block': { blocked: [MAYA] },
    'of a domain that we block': { blocked: ['example.com'] },
    'while the switch is off': { policy: policy() },
  };
  for (const [why, facts] of Object.entries(nobody)) {
    test(`nobody ${why}`, () => {
      const device = Device.signedIn({ policy: ON, ...facts });
      assert.deepEqual(done(device.send(looks([MAYA]))), []);
    });
  }

  test('nobody while the person is invisible; whoever is in view once they are not', () => {
    const device = Device.signedIn({ policy: ON });
    device.send({ type: 'availabilityChosen', own: { show: 'invisible', status: '' }, at: NOON });
    assert.deepEqual(done(device.send(looks([MAYA]))), []);
    const own = { show: 'available', status: '' } as const;
    assert.deepEqual(done(device.send({ type: 'availabilityChosen', own, at: NOON })), [`ask ${MAYA}`]);
  });

  test('nobody before all is known; then whoever was looked at meanwhile', () => {
    const device = new Device();
    device.send(looks([MAYA]), { type: 'streamReady', how: 'fresh' });
    const [policyRead, ...others] = factEvents({ policy: ON });
    assert.deepEqual(done(device.send(...others)), []);
    // What says nothing of the time has it asked for.
    const effects = device.send(policyRead as Event);
    assert.ok(effects.some((effect) => effect.type === 'waitUntil' && effect.at <= NOON));
    assert.deepEqual(done(device.send(time(NOON))), [`ask ${MAYA}`]);
  });

  test('two hundred people at once, and no more', () => {
    const device = Device.signedIn({ policy: ON });
    const many = Array.from({ length: 201 }, (_, index) => jid(`p${index}@example.com`));
    assert.equal(done(device.send(looks(many))).length, 200);
  });
});

describe('as long as they are in view', () => {
  test('they are asked again before their answer has run out, and not sooner', () => {
    const device = looking();
    device.send(says(MAYA, 'available'));
    assert.deepEqual(done(device.send(time(NOON + AGAIN - 1))), []);
    assert.deepEqual(done(device.send(time(NOON + AGAIN))), [`ask ${MAYA}`]);
    assert.deepEqual(done(device.send(time(NOON + AGAIN + 1))), []);
  });

  test('who says nothing is asked sooner at first; nobody so often that it would not be answered', () => {
    const device = Device.signedIn({ policy: ON });
    const asked: number[] = [];
    const due = new Set<number>();
    const send = (event: Event, at: number): void => {
      for (const effect of device.send(event)) {
        if (effect.type === 'askAvailability') asked.push(at / 1000);
        else if (effect.type === 'waitUntil') due.add(effect.at - NOON);
      }
    };
    send(looks([MAYA]), 0);
    for (let at = 0; at <= 100_000; at += 1000) if (due.has(at)) send(time(NOON + at), at);
    assert.deepEqual(asked, [0, 5, 20, 60, 100]);
    const within = asked.map((from) => asked.filter((at) => at >= from && at < from + ASKS_WITHIN / 1000).length);
    assert.ok(Math.max(...within) * 3 <= MOST_ASKS, 'at three devices of one person at once');
  });

  test('of two who were asked, the one who has answered is asked when that runs out', () => {
    const device = looking({}, [MAYA, VERA]);
    device.send(says(VERA, 'available'));
    assert.deepEqual(done(device.send(time(NOON + 5000))), [`ask ${MAYA}`]);
    device.send(says(MAYA, 'available', NOON + 5000));
    assert.deepEqual(done(device.send(time(NOON + 20_000))), []);
    assert.deepEqual(done(device.send(time(NOON + AGAIN))), [`ask ${VERA}`]);
  });

  test('who comes into view is asked alone, and who goes out of it is left', () => {
    const device = looking();
    assert.deepEqual(done(device.send(looks([MAYA, VERA]))), [`ask ${VERA}`]);
    assert.deepEqual(done(device.send(looks([VERA]))), [`leave ${MAYA}`]);
    assert.deepEqual(done(device.send(looks([]))), [`leave ${VERA}`]);
  });

  const ends: Readonly<Record<string, Event>> = {
    'the person goes invisible': { type: 'availabilityChosen', own: { show: 'invisible', status: '' }, at: NOON },
    'the policy is switched off': { type: 'policyFetched', policy: policy() },
    'they become a contact whom we see': pushed(MAYA, { subscription: 'to' }),
    'the person signs out': time(Number.POSITIVE_INFINITY),
  };
  for (const [why, event] of Object.entries(ends)) {
    test(`they are left when ${why}`, () => assert.deepEqual(done(looking().send(event)), [`leave ${MAYA}`]));
  }

  test('whom the person blocks hears that we are gone, and after that of the block', () => {
    const effects = looking().send({ type: 'blockChosen', jid: MAYA, report: null, at: NOON });
    assert.deepEqual(
      effects.map(({ type }) => type),
      ['keepIntents', 'showAvailability', 'block'],
    );
    assert.deepEqual(done(effects), [`leave ${MAYA}`]);
  });

  test('a contact who sees our presence is not told that we are gone', () => {
    const device = looking({ roster: [contact(MAYA, { subscription: 'from' })] });
    assert.deepEqual(done(device.send(looks([]))), []);
  });

  test('they are asked anew on a fresh stream, and when a stream goes on only if it is time', () => {
    const device = looking();
    device.send({ type: 'streamLost' });
    device.send({ type: 'streamReady', how: 'resumed' });
    assert.deepEqual(done(device.send(time(NOON + 1))), []);
    device.send({ type: 'streamLost' });
    assert.deepEqual(done(device.signIn({ policy: ON })), [`ask ${MAYA}`]);
  });
});

describe('what they answer', () => {
  test('is shown; nothing is known of them before', () => {
    const device = looking();
    assert.equal(seen(device), 'unknown');
    device.send(says(MAYA, 'away'));
    assert.equal(seen(device), 'away');
  });

  test('counts for seventy seconds, and longer if they say it again', () => {
    const device = looking();
    device.send(says(MAYA, 'away'), says(MAYA, 'away', NOON + AGAIN));
    device.send(time(NOON + COUNTS));
    assert.equal(seen(device), 'away');
    device.send(time(NOON + AGAIN + COUNTS));
    assert.equal(seen(device), 'unknown');
  });

  test('runs out on a lost stream, too', () => {
    const device = looking();
    device.send(says(MAYA, 'away'), { type: 'streamLost' }, time(NOON + COUNTS));
    assert.equal(seen(device), 'unknown');
  });

  test('is forgotten when they take it back: they are unknown, and never offline', () => {
    const device = looking();
    device.send(says(MAYA, 'away'), says(MAYA, null));
    assert.equal(seen(device), 'unknown');
  });

  test('is forgotten when nobody looks any more', () => {
    const device = looking();
    device.send(says(MAYA, 'away'), looks([]), looks([MAYA], NOON + 1));
    assert.equal(seen(device), 'unknown');
  });

  test('of a contact is not known while the person is invisible, and is not offline either', () => {
    const device = Device.signedIn({ policy: ON, roster: [contact(MAYA, { subscription: 'both' })] });
    device.send({ type: 'availabilityShown', availability: AVAILABLE, at: NOON });
    assert.equal(seen(device), 'offline');
    device.send({ type: 'availabilityChosen', own: { show: 'invisible', status: '' }, at: NOON });
    assert.equal(seen(device), 'unknown');
  });

  test('is what the device says that is most likely to answer', () => {
    const device = looking();
    device.send(says(MAYA, 'away', NOON, 'phone'), says(MAYA, 'available'));
    assert.equal(seen(device), 'available');
    device.send(says(MAYA, null));
    assert.equal(seen(device), 'away');
  });

  test('of somebody whom nobody asked is not taken', () => {
    const device = looking();
    device.send(says(VERA, 'available'));
    assert.equal(seen(device, VERA), 'unknown');
  });
});

test('a contact whose presence we see is offline when nothing is heard of them', () => {
  const device = Device.signedIn({ policy: ON, roster: [contact(MAYA, { subscription: 'to' })] });
  device.send({ type: 'availabilityShown', availability: AVAILABLE, at: NOON });
  assert.equal(seen(device), 'offline');
});
