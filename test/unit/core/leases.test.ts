/** Who sees us for a while, and until when. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OwnAvailability } from '../../../src/core/availability.js';
import type { Effect } from '../../../src/core/effect.js';
import type { Event } from '../../../src/core/event.js';
import { parseJid } from '../../../src/core/jid.js';
import type { Policy } from '../../../src/core/policy/schema.js';
import type { Subscription } from '../../../src/core/roster.js';
import vectors from '../../vectors/temporary-availability.json' with { type: 'json' };
import { contact, Device, factEvents, jid, MAYA, NOON, policy, pushed } from './device.js';

const DESK = `${MAYA}/desk`;
const MINUTE = 60_000;
const ON = policy({ temporaryAvailability: true, domains: ['example.com', 'home.example'] });

interface Case {
  readonly why: string;
  readonly asker: string;
  readonly answered: boolean;
  readonly policy?: Partial<Policy> | null;
  readonly unknown?: readonly string[];
  readonly unreadable?: readonly string[];
  readonly unsupported?: boolean;
  readonly blocked?: readonly string[];
  readonly contacts?: Readonly<Record<string, Subscription>>;
  readonly own?: OwnAvailability;
}

const FACT_OF: Readonly<Record<string, Event['type']>> = {
  policy: 'policyFetched',
  blocked: 'blockListRead',
  roster: 'rosterRead',
};

function eventsOf({
  policy: changes,
  unknown = [],
  unreadable = [],
  unsupported,
  blocked,
  contacts = {},
}: Case): Event[] {
  const roster = Object.entries(contacts).map(([who, subscription]) => contact(jid(who), { subscription }));
  const missing = [...unknown, ...unreadable, ...(unsupported ? ['blocked'] : [])].map((fact) => FACT_OF[fact]);
  return [
    ...factEvents({ policy: { ...ON, ...changes }, roster, ...(blocked ? { blocked } : {}) }).filter(
      ({ type }) => !missing.includes(type),
    ),
    ...(changes === null ? [{ type: 'policyDeleted' } as const] : []),
    ...(unreadable.includes('blocked') ? [{ type: 'blockListUnreadable' } as const] : []),
    ...(unsupported ? [{ type: 'blockListUnsupported' } as const] : []),
  ];
}

function asks(who: string, at = NOON): Event {
  const { bare, resource } = parseJid(who) ?? { bare: jid(who), resource: '' };
  return { type: 'temporaryAvailabilityAsked', jid: bare, resource, at };
}

/** What is shown to whom, in order; null: taken back. */
function shown(effects: readonly Effect[]): [string, string | null][] {
  return effects.flatMap((effect) =>
    effect.type === 'showAvailability' ? [[effect.to, effect.availability?.show ?? null]] : [],
  );
}

describe('who is answered:', () => {
  for (const one of vectors.cases as readonly Case[]) {
    test(one.why, () => {
      const device = new Device();
      device.send({ type: 'streamReady', how: 'fresh' }, ...eventsOf(one), { type: 'synchronised', at: NOON });
      if (one.own) device.send({ type: 'availabilityChosen', own: one.own, at: NOON });
      const answer = shown(device.send(asks(one.asker)));
      assert.deepEqual(answer, one.answered ? [[one.asker, one.own?.show ?? 'available']] : []);
    });
  }
});

function signedIn(): Device {
  return Device.signedIn({ policy: ON });
}

/** Somebody whom Maya's desk sees for a while. */
function seen(): Device {
  const device = signedIn();
  assert.deepEqual(shown(device.send(asks(DESK))), [[DESK, 'available']]);
  return device;
}

const TAKEN_BACK = [[DESK, null]];

describe('a lease', () => {
  test('is durable before it is given, and its end is waited for', () => {
    const effects = signedIn().send(asks(DESK));
    assert.deepEqual(
      effects.map(({ type }) => type),
      ['keepIntents', 'showAvailability', 'waitUntil'],
    );
    assert.deepEqual(effects[2], { type: 'waitUntil', at: NOON + MINUTE });
  });

  test('lasts a minute, and not a millisecond longer', () => {
    const device = seen();
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE - 1 })), []);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), TAKEN_BACK);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + 2 * MINUTE })), []);
  });

  test('is renewed by asking again, which is answered', () => {
    const device = seen();
    assert.deepEqual(shown(device.send(asks(DESK, NOON + 40_000))), [[DESK, 'available']]);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), []);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + 40_000 + MINUTE })), TAKEN_BACK);
  });

  test('follows what the person shows', () => {
    const device = seen();
    const own = { show: 'dnd', status: 'in a meeting' } as const;
    const effects = device.send({ type: 'availabilityChosen', own, at: NOON + 1 });
    assert.deepEqual(shown(effects), [[DESK, 'dnd']]);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + 2 })), []);
  });

  const ends: Readonly<Record<string, Event>> = {
    'they take theirs back': {
      type: 'availabilityReceived', jid: MAYA, resource: 'desk', availability: null, at: NOON,
    },
    'the switch is off': { type: 'policyFetched', policy: { ...ON, temporaryAvailability: false } },
    'their domain is not listed any more': { type: 'policyFetched', policy: { ...ON, domains: ['home.example'] } },
    'the policy is gone': { type: 'policyDeleted' },
    'the person is invisible': { type: 'availabilityChosen', own: { show: 'invisible', status: '' }, at: NOON },
    'the person signs out': { type: 'timePassed', at: Number.POSITIVE_INFINITY },
  }; // prettier-ignore
  for (const [why, event] of Object.entries(ends)) {
    test(`ends at once when ${why}`, () => {
      assert.deepEqual(shown(seen().send(event)), TAKEN_BACK);
    });
  }

  test('does not end when another device of theirs is gone', () => {
    const device = seen();
    device.send({ type: 'availabilityReceived', jid: MAYA, resource: 'phone', availability: null, at: NOON });
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), TAKEN_BACK);
  });

  for (const blocked of [MAYA, jid('example.com')]) {
    test(`is taken back before ${blocked} is blocked, as the server would not deliver it afterwards`, () => {
      const effects = seen().send({ type: 'blockChosen', jid: blocked, report: null, at: NOON });
      assert.deepEqual(
        effects.map(({ type }) => type),
        ['keepIntents', 'showAvailability', 'block'],
      );
      assert.deepEqual(shown(effects), TAKEN_BACK);
    });
  }

  test('is taken back at once when a block can still be taken back', () => {
    const effects = seen().send({ type: 'blockChosen', jid: MAYA, report: null, at: NOON, holdUntil: NOON + 6000 });
    assert.deepEqual(shown(effects), TAKEN_BACK);
  });

  test('is forgotten without a word when another device has blocked them: the server refuses whatever is sent', () => {
    const device = seen();
    assert.deepEqual(shown(device.send({ type: 'blocked', jids: new Set([MAYA]) })), []);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), []);
  });

  test('is forgotten without a word when they become a contact who sees us', () => {
    const device = seen();
    assert.deepEqual(shown(device.send(pushed(MAYA, { subscription: 'from' }))), []);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), []);
  });

  test('that ran out while the stream was lost is taken back when it goes on', () => {
    const device = seen();
    device.send({ type: 'streamLost' });
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), []);
    const effects = device.send({ type: 'streamReady', how: 'resumed' });
    assert.deepEqual(
      effects.find(({ type }) => type === 'waitUntil'),
      { type: 'waitUntil', at: NOON + MINUTE },
    );
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), TAKEN_BACK);
  });

  test('of a dead worker is taken back by the one that resumes its stream', () => {
    const lease = { jid: MAYA, until: NOON + MINUTE, shown: { show: 'available', status: '', priority: -1, idleSince: null } } as const; // prettier-ignore
    const device = new Device({ leases: [[DESK, lease]] });
    device.send({ type: 'streamReady', how: 'restored' }, ...factEvents({ policy: ON }));
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE - 1 })), []);
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), TAKEN_BACK);
  });

  test('is nothing that a fresh stream knows of', () => {
    const device = seen();
    device.send({ type: 'streamLost' });
    device.signIn({ policy: ON });
    assert.deepEqual(shown(device.send({ type: 'timePassed', at: NOON + MINUTE })), []);
  });
});

describe('how often', () => {
  test('one person may ask, at all their devices together: ten times a minute', () => {
    const device = signedIn();
    const ask = (index: number, at: number): number => shown(device.send(asks(`${MAYA}/${index % 3}`, at))).length;
    const within = Array.from({ length: 12 }, (_, index) => ask(index, NOON + index * 1000));
    assert.deepEqual(within, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    assert.equal(ask(0, NOON + MINUTE), 1);
    assert.equal(ask(0, NOON + MINUTE + 1), 0);
  });

  test('somebody else may ask does not depend on them', () => {
    const device = signedIn();
    for (let index = 0; index < 20; index++) device.send(asks(DESK));
    assert.deepEqual(shown(device.send(asks('otto@example.com/desk'))), [['otto@example.com/desk', 'available']]);
  });

  test('and how many see us at once is bounded, and frees itself', () => {
    const device = signedIn();
    const all = Array.from({ length: 501 }, (_, index) => asks(`p${index}@example.com/x`));
    assert.equal(shown(device.send(...all)).length, 500);
    device.send({ type: 'timePassed', at: NOON + MINUTE });
    assert.equal(shown(device.send(asks('late@example.com/x', NOON + MINUTE))).length, 1);
  });
});

test('nobody is told anything while they do not ask', () => {
  const device = signedIn();
  const own = { show: 'away', status: '' } as const;
  assert.deepEqual(shown(device.send({ type: 'availabilityChosen', own, at: NOON })), []);
});
