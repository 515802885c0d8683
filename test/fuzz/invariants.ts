/** What must hold after every event, whatever happened before. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Effect } from '../../src/core/effect.js';
import type { Event } from '../../src/core/event.js';
import type { BareJid } from '../../src/core/jid.js';
import type { Mark } from '../../src/core/marks.js';
import type { RosterItem } from '../../src/core/roster.js';
import { holds, type Property } from './property.js';
import { announcedIn, Device, privateRead } from '../unit/core/device.js';
import { anyEvents, PEOPLE } from '../unit/core/random-events.js';

/** What somebody who only reads the events knows. */
class Onlooker {
  readonly device: Device;
  online = false;
  readonly known = new Set<string>();
  blocked: Set<string> | undefined;
  roster: Map<BareJid, RosterItem> | undefined;
  readonly waiting = new Set<BareJid>();
  /** Whom the person has accepted, or blocked, at some time. */
  readonly chosen = new Set<string>();
  /** Whom the person looks at in the directory. */
  lookedAt: ReadonlySet<BareJid> = new Set();
  isInvisible = false;
  /** Whom the person has, at some time, written down in advance. */
  readonly allowed = new Set<BareJid>();

  constructor(device: Device) {
    this.device = device;
  }

  see(event: Event): void {
    switch (event.type) {
      case 'streamReady':
        this.online = true;
        if (event.how === 'resumed') break;
        this.known.clear();
        this.blocked = this.roster = undefined;
        break;
      case 'streamLost':
        this.online = false;
        break;
      case 'factsOverdue':
        for (const fact of ['policy', 'private', 'blocked', 'roster']) this.known.add(fact);
        break;
      case 'policyFetched':
      case 'policyPushed':
      case 'policyDeleted':
      case 'policyMissing':
        this.known.add('policy');
        break;
      case 'privateRead':
        this.known.add('private');
        this.#readMarks(event.marks);
        break;
      case 'privateUnreadable':
        this.known.add('private');
        break;
      case 'marksPushed':
        this.#readMarks(event.marks);
        break;
      case 'blockListRead':
        this.known.add('blocked');
        this.blocked = new Set(event.jids);
        break;
      case 'blockListUnsupported':
        this.blocked = undefined;
        this.known.add('blocked');
        break;
      case 'blockListUnreadable':
        this.known.add('blocked');
        break;
      case 'blocked':
        for (const jid of event.jids) this.blocked?.add(jid);
        break;
      case 'unblocked':
        for (const jid of event.jids) this.blocked?.delete(jid);
        if (event.jids.size === 0) this.blocked?.clear();
        break;
      case 'rosterRead':
        this.known.add('roster');
        this.roster = new Map(event.items.map((item) => [item.jid, item]));
        break;
      case 'rosterUnreadable':
        this.known.add('roster');
        break;
      case 'rosterPushed':
        this.roster?.set(event.item.jid, event.item);
        break;
      case 'rosterItemRemoved':
        this.roster?.delete(event.jid);
        break;
      case 'requestReceived':
        this.waiting.add(event.request.jid);
        break;
      case 'requestWithdrawn':
        this.waiting.delete(event.jid);
        break;
      case 'approveChosen':
      case 'blockChosen':
        this.chosen.add(`${event.type} ${event.jid}`);
        break;
      case 'bulkChosen':
        for (const jid of this.waiting) this.chosen.add(`${event.act}Chosen ${jid}`);
        break;
      case 'peopleLookedAt':
        this.lookedAt = event.jids;
        break;
      case 'availabilityChosen':
        this.isInvisible = event.own.show === 'invisible';
        break;
      case 'allowChosen':
        this.allowed.add(event.jid);
        break;
      default:
        break;
    }
  }

  #readMarks(marks: readonly (readonly [BareJid, Mark])[]): void {
    for (const [jid, { act }] of marks) if (act === 'allow') this.allowed.add(jid);
  }
}

type Look = (onlooker: Onlooker, event: Event, effects: readonly Effect[]) => void;

const rules: Property[] = [];

/** `begin` makes what looks after each event of a sequence. */
function rule(title: string, begin: () => Look): void {
  const property = fc.property(anyEvents, fc.boolean(), (events, signedIn) => {
    const look = begin();
    const onlooker = new Onlooker(new Device());
    const start: Event[] = signedIn
      ? [
          { type: 'streamReady', how: 'fresh' },
          privateRead({}),
          { type: 'blockListRead', jids: new Set() },
          { type: 'rosterRead', items: [], at: 1 },
        ]
      : [];
    for (const event of [...start, ...events]) {
      onlooker.see(event);
      look(onlooker, event, onlooker.device.send(event));
    }
  });
  rules.push(holds(title, 2000, property));
}

function approvals(effects: readonly Effect[]): BareJid[] {
  return effects.flatMap((effect) => (effect.type === 'approve' ? effect.jid : []));
}

rule('nobody is accepted while something is unknown, offline, or without having asked', () => {
  return ({ known, online, waiting }, _, effects) => {
    for (const jid of approvals(effects)) assert.ok(known.size === 4 && online && waiting.has(jid), jid);
  };
});

rule('nobody is accepted who is blocked, or sees us already', () => {
  return ({ blocked, roster }, _, effects) => {
    for (const jid of approvals(effects)) {
      const [, domain] = jid.split('@');
      assert.ok(!blocked?.has(jid) && !blocked?.has(domain ?? ''), jid);
      assert.doesNotMatch(roster?.get(jid)?.subscription ?? 'none', /from|both/);
    }
  };
});

rule('nobody is accepted whose acceptance was undone, or who is ignored', () => {
  return ({ device }, _, effects) => {
    for (const jid of approvals(effects)) assert.doesNotMatch(device.marks.get(jid)?.act ?? 'none', /undo|ignore/);
  };
});

rule('nobody is accepted, or asked about anew, whom the policy’s federation stops', () => {
  return ({ device }, _, effects) => {
    for (const jid of [...approvals(effects), ...announcedIn(effects)]) assert.equal(device.barrierTo(jid), null, jid);
  };
});

rule('under prompt nobody is accepted but by the person', () => {
  return ({ device, chosen, allowed }, _, effects) => {
    if (device.setting.handling !== 'prompt') return;
    for (const jid of approvals(effects)) {
      // What undoes a decline expects them, too.
      const isExpected = allowed.has(jid) || device.marks.get(jid)?.act === 'allow';
      assert.ok(isExpected || chosen.has(`approveChosen ${jid}`), jid);
    }
  };
});

rule('a request is accepted once, as long as it is not refused, does not come again, and no stream begins', () => {
  const accepted = new Set<BareJid>();
  return (_, event, effects) => {
    if (event.type === 'streamReady') accepted.clear();
    if (event.type === 'requestReceived') accepted.delete(event.request.jid);
    if (event.type === 'answerRefused') accepted.delete(event.jid);
    for (const jid of approvals(effects)) {
      assert.ok(!accepted.has(jid), jid);
      accepted.add(jid);
    }
  };
});

rule('nothing is sent while no stream is open', () => {
  const LOCAL: readonly Effect['type'][] = ['keepIntents', 'keepPolicy', 'waitUntil', 'announce', 'publishPreference'];
  return ({ online }, _, effects) => {
    if (online) return;
    assert.deepEqual(
      effects.filter(({ type }) => !LOCAL.includes(type)),
      [],
    );
  };
});

rule('one probe is on its way at most', () => {
  let inFlight: number | undefined;
  let last = 0;
  return ({ device }, event, effects) => {
    if (device.effects.length === effects.length) [inFlight, last] = [undefined, 0];
    if (event.type === 'streamLost') inFlight = undefined;
    if ((event.type === 'probeAnswered' || event.type === 'probeLost') && event.probe === inFlight)
      inFlight = undefined;
    for (const effect of effects) {
      if (effect.type !== 'probe') continue;
      assert.ok(inFlight === undefined && effect.probe > last);
      inFlight = last = effect.probe;
    }
  };
});

rule('a shard of marks is being written once at a time', () => {
  const writing = new Set<number>();
  return (_, event, effects) => {
    if (event.type === 'streamLost' || event.type === 'streamReady') writing.clear();
    if (event.type === 'marksSaved' && event.ok) writing.delete(event.shard);
    for (const effect of effects) {
      if (effect.type !== 'publishMarks') continue;
      assert.ok(!writing.has(effect.shard));
      writing.add(effect.shard);
    }
  };
});

rule('the person is asked only about somebody who asked, once each, and not about whom they ignore', () => {
  return ({ device, waiting, known }) => {
    const { requests, prompts } = device;
    const isPending = (jid: BareJid): boolean => device.row(jid)?.pending !== null || device.isAnswering(jid);
    assert.equal(requests.total, prompts.length);
    assert.deepEqual(
      prompts.filter((jid) => !waiting.has(jid)),
      [],
    );
    // While the facts are being read again, or an answer is on its way, what was shown stays where it was.
    if (known.size < 4) return;
    assert.deepEqual(
      prompts.filter((jid) => device.marks.get(jid)?.act === 'ignore' && !isPending(jid)),
      [],
    );
  };
});

rule('only who is asked about is announced, and once as long as they do not ask again', () => {
  const announced = new Set<BareJid>();
  return ({ device }, event, effects) => {
    if (event.type === 'requestReceived') announced.delete(event.request.jid);
    for (const jid of announcedIn(effects)) {
      assert.ok(device.prompts.includes(jid) && !announced.has(jid), jid);
      announced.add(jid);
    }
  };
});

rule('nobody is blocked but by the person', () => {
  return ({ chosen }, _, effects) => {
    for (const effect of effects) if (effect.type === 'block') assert.ok(chosen.has(`blockChosen ${effect.jid}`));
  };
});

rule('nobody is declined without a mark that says so', () => {
  return ({ device }, _, effects) => {
    for (const effect of effects) if (effect.type === 'deny') assert.equal(device.marks.get(effect.jid)?.act, 'deny');
  };
});

rule('no subscription is cancelled without a mark that undoes it', () => {
  return ({ device }, _, effects) => {
    for (const effect of effects) if (effect.type === 'cancel') assert.equal(device.marks.get(effect.jid)?.act, 'undo');
  };
});

/** No answer to anybody, and often due anyway: an event that says what time it is brings it. */
const PRESENCE: readonly Effect['type'][] = [
  'askAvailability',
  'showAvailability',
  'announceAvailability',
  'waitUntil',
];

rule('what a person chose is durable before anything that follows is sent', () => {
  return (_, { type }, effects) => {
    if (!type.endsWith('Chosen')) return;
    const first = effects.find((effect) => !PRESENCE.includes(effect.type));
    if (first) assert.equal(first.type, 'keepIntents');
  };
});

/** Who is shown that we are there: somebody, or a resource of theirs. */
function shown(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'askAvailability') return effect.jid;
    return effect.type === 'showAvailability' && effect.availability ? effect.to : [];
  });
}

rule('nobody is shown that we are there who is blocked, or while the person is invisible', () => {
  return ({ blocked, isInvisible }, _, effects) => {
    for (const to of shown(effects)) {
      const [jid = ''] = to.split('/');
      assert.ok(!isInvisible && !blocked?.has(jid) && !blocked?.has(jid.split('@')[1] ?? ''), to);
    }
  };
});

rule('nobody is asked how they are but who is looked at, and no contact whom we see', () => {
  return ({ lookedAt, roster }, _, effects) => {
    for (const effect of effects) {
      if (effect.type !== 'askAvailability') continue;
      assert.ok(lookedAt.has(effect.jid), effect.jid);
      assert.doesNotMatch(roster?.get(effect.jid)?.subscription ?? 'none', /to|both/);
    }
  };
});

rule('somebody is shown how we are for a while ten times a minute at most, at all their devices together', () => {
  const times = new Map<BareJid, number>();
  return (_, event, effects) => {
    if (event.type === 'sessionStarted' || (event.type === 'timePassed' && event.at > 60_000)) times.clear();
    if (event.type !== 'temporaryAvailabilityAsked') return;
    const holder = `${event.jid}/${event.resource}`;
    if (!shown(effects).includes(holder)) return;
    times.set(event.jid, (times.get(event.jid) ?? 0) + 1);
    assert.ok((times.get(event.jid) ?? 0) <= 10, holder);
  };
});

rule('nobody is seen who is blocked, nor who is neither a contact that lets us nor looked at', () => {
  return ({ device, online, roster, blocked, lookedAt }) => {
    // Who goes out of view meanwhile is left, and forgotten, once there is a stream again.
    if (!online) return;
    for (const jid of PEOPLE) {
      const { seen } = device.seen(jid);
      if (seen === 'unknown') continue;
      const isContact = roster === undefined || /to|both/.test(roster.get(jid)?.subscription ?? 'none');
      assert.ok(isContact || (seen !== 'offline' && lookedAt.has(jid)), `${jid} is ${seen}`);
      if (seen === 'offline') continue;
      assert.ok(!blocked?.has(jid) && !blocked?.has(jid.split('@')[1] ?? ''), `${jid} is blocked, and ${seen}`);
    }
  };
});

rule('what pages are told can cross a port', () => {
  return ({ device }) => {
    const view = { session: device.session, setting: device.setting, requests: device.requests };
    assert.deepEqual(JSON.parse(JSON.stringify(view)), view);
  };
});

export const invariants: readonly Property[] = rules;
