/** Events in any order, as no sane server and no sane person would send them. */
import fc from 'fast-check';
import { OWN_SHOWS, SHOWS } from '../../../src/core/availability.js';
import type { Event } from '../../../src/core/event.js';
import type { BareJid } from '../../../src/core/jid.js';
import { MARK_ACTS, shardOf, type Mark, type Preference } from '../../../src/core/marks.js';
import { HANDLINGS, OPEN_FEDERATION, type Policy } from '../../../src/core/policy/schema.js';
import type { RosterItem } from '../../../src/core/roster.js';
import { NO_FILTER } from '../../../src/core/view.js';
import { jid, MAYA, mark, OTTO, policy, request } from './device.js';

const OPTIONS = { noNullPrototype: true };

/** Few, so that events meet. */
export const PEOPLE = [MAYA, OTTO, jid('ana@example.com')];
const person = fc.constantFrom(...PEOPLE);
const time = fc.integer({ min: 1, max: 50 });
const handling = fc.constantFrom(...HANDLINGS);

const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    revision: fc.integer({ min: 1, max: 5 }),
    allowUserOptions: fc.boolean(),
    handling,
    domains: fc.constantFrom([], ['example.com'], ['elsewhere.test', 'example.com']),
    addBack: fc.constantFrom('listed', 'all', 'never'),
    temporaryAvailability: fc.boolean(),
    // More often than not nothing is stopped.
    federation: fc.constantFrom(
      OPEN_FEDERATION,
      OPEN_FEDERATION,
      { mode: 'open', trusted: [], refused: ['elsewhere.test'] },
      { mode: 'listed', trusted: ['example.com'], refused: [] },
      { mode: 'closed', trusted: [], refused: [] },
    ),
  })
  .map((changes) => policy({ ...changes }));

const item: fc.Arbitrary<RosterItem> = fc.record(
  {
    jid: person,
    name: fc.constantFrom('', 'A name'),
    subscription: fc.constantFrom('none', 'to', 'from', 'both'),
    ask: fc.boolean(),
    groups: fc.constant([]),
  },
  OPTIONS,
);
const items = fc.uniqueArray(item, { selector: (one) => one.jid, maxLength: 3 });
const anyMark: fc.Arbitrary<Mark> = fc
  .record({ act: fc.constantFrom(...MARK_ACTS), at: time, done: fc.boolean(), takeBack: fc.boolean() })
  .map(({ act, ...rest }) => mark(act, rest));
const marks = fc.uniqueArray(fc.tuple(person, anyMark), { selector: ([one]) => one, maxLength: 3 });
const preference: fc.Arbitrary<Preference> = fc.record({ handling: fc.option(handling), at: time }, OPTIONS);
const blocked = fc
  .subarray([...PEOPLE, 'example.com', 'elsewhere.test'])
  .map((jids): ReadonlySet<string> => new Set(jids));
const condition = fc.constantFrom('not-acceptable', 'remote-server-timeout');
const probe = fc.integer({ min: 1, max: 3 });
const shard = person.map(shardOf);
const none = fc.constant([]);
const holdUntil = fc.constantFrom(undefined, 100);
const details = fc.constantFrom(undefined, { name: 'Ana', groups: ['Work'] });

function of<T extends Event['type']>(
  type: T,
  fields: { [K in Exclude<keyof (Event & { type: T }), 'type'>]-?: fc.Arbitrary<(Event & { type: T })[K]> },
): fc.Arbitrary<Event> {
  return fc.record({ type: fc.constant(type), ...fields }, OPTIONS) as unknown as fc.Arbitrary<Event>;
}

const asked = of('requestReceived', { request: person.map((one) => request(one)) });
const stream = fc.oneof(
  { weight: 3, arbitrary: of('streamReady', { how: fc.constantFrom('fresh', 'resumed', 'restored') }) },
  { weight: 2, arbitrary: of('streamLost', {}) },
  { weight: 2, arbitrary: of('synchronised', { at: time }) },
  { weight: 1, arbitrary: of('factsOverdue', {}) },
);
const facts = fc.oneof(
  of('policyFetched', { policy: anyPolicy }),
  of('policyPushed', { parsed: anyPolicy.map((one) => ({ ok: true as const, policy: one })) }),
  of('policyMissing', { reason: fc.constantFrom({ why: 'unreachable' }, { why: 'deleted' }) }),
  of('policyDeleted', {}),
  of('privateRead', { preference: fc.option(preference), marks, options: none, invitations: none, at: time }),
  of('privateRead', {
    preference: fc.constant(null),
    marks: none,
    options: none,
    invitations: none,
    at: time,
  }),
  of('privateUnreadable', {}),
  of('preferencePushed', { preference }),
  of('blockListRead', { jids: blocked }),
  of('blockListRead', { jids: fc.constant(new Set<string>()) }),
  of('blockListUnsupported', {}),
  of('blockListUnreadable', {}),
  of('blocked', { jids: blocked }),
  of('unblocked', { jids: blocked }),
  of('rosterRead', { items, at: time }),
  of('rosterUnreadable', { at: time }),
  of('rosterPushed', { item, at: time }),
  of('rosterItemRemoved', { jid: person, at: time }),
);
const answers = fc.oneof(
  of('probeAnswered', { probe, at: time }),
  of('probeLost', { probe }),
  of('answerRefused', { jid: person, condition }),
  of('blockAnswered', { jid: person, at: time, refused: fc.option(condition, { nil: undefined }) }),
  of('requestWithdrawn', { jid: person }),
  of('marksPushed', { shard, marks, at: time }),
  of('marksSaved', { shard, ok: fc.boolean() }),
  of('preferenceSaved', { ok: fc.boolean() }),
);
const choices = fc.oneof(
  of('approveChosen', { jid: person, addBack: fc.boolean(), details, at: time }),
  of('denyChosen', { jid: person, at: time, holdUntil }),
  of('ignoreChosen', { jid: person, at: time }),
  of('restoreChosen', { jid: person, at: time }),
  of('blockChosen', {
    jid: fc.constantFrom<BareJid>(...PEOPLE, jid('elsewhere.test')),
    report: fc.constantFrom(null, 'spam'),
    at: time,
    holdUntil,
  }),
  of('undoChosen', { entry: fc.integer({ min: 1, max: 4 }), at: time }),
  of('handlingChosen', { handling, at: time }),
  of('bulkChosen', {
    act: fc.constantFrom('approve', 'deny', 'ignore', 'block'),
    selected: fc.constant({ filter: NO_FILTER }),
    addBack: fc.boolean(),
    report: fc.constant(null),
    at: time,
    holdUntil,
  }),
  of('bulkStopped', { at: time }),
  of('takenBack', {}),
  of('timePassed', { at: fc.constant(100) }),
  of('allowChosen', { jid: person, at: time }),
  of('disallowChosen', { jid: person, at: time }),
  of('unblockChosen', { jid: person, at: time }),
);

const resource = fc.constantFrom('desk', 'phone');
const availability = fc.record(
  {
    show: fc.constantFrom(...SHOWS),
    status: none.map(() => ''),
    priority: fc.constantFrom(0, 1),
    idleSince: fc.constant(null),
  },
  OPTIONS,
);
/** Of contacts and of anybody else, and what is said to one of them alone. */
const presence = fc.oneof(
  of('availabilityReceived', { jid: person, resource, availability: fc.option(availability), at: time }),
  of('availabilityReceived', { jid: person, resource: fc.constant(''), availability: fc.constant(null), at: time }),
  of('temporaryAvailabilityAsked', { jid: person, resource, at: time }),
  of('peopleLookedAt', { jids: fc.subarray(PEOPLE).map((jids): ReadonlySet<BareJid> => new Set(jids)), at: time }),
  of('availabilityChosen', {
    own: fc.record({ show: fc.constantFrom(...OWN_SHOWS), status: fc.constant('') }),
    at: time,
  }),
  of('availabilityShown', { availability: fc.option(availability), at: time }),
  of('timePassed', { at: fc.constantFrom(5000, 40_000, 70_000) }),
  of('messagesTaken', {}),
  of('personActive', { at: time }),
);

/** What goes on most of the time; without it little would come about. */
const usual = fc.oneof(
  asked,
  asked,
  of('streamReady', { how: fc.constantFrom('fresh', 'resumed') }),
  of('privateRead', {
    preference: fc.constant(null),
    marks: none,
    options: none,
    invitations: none,
    at: time,
  }),
  of('blockListRead', { jids: fc.constant(new Set<string>()) }),
  of('rosterRead', { items: fc.constant([]), at: time }),
  of('policyFetched', { policy: anyPolicy }),
  of('rosterPushed', { item: item.map((one) => ({ ...one, subscription: 'from' })), at: time }),
);

export const anyEvents = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: usual },
    { weight: 1, arbitrary: stream },
    { weight: 2, arbitrary: facts },
    { weight: 3, arbitrary: answers },
    { weight: 4, arbitrary: choices },
    { weight: 4, arbitrary: presence },
  ),
  { maxLength: 60, size: 'max' },
);
