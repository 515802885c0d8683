/** Two devices of one person at one server, in every interleaving of what they send, hear and lose. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BareJid } from '../../src/core/jid.js';
import type { Mark } from '../../src/core/marks.js';
import { HANDLINGS } from '../../src/core/policy/schema.js';
import { jid, MAYA } from '../unit/core/device.js';
import { holds, type Property } from './property.js';
import { CHOICES, World, type Action, type WorldOptions } from '../unit/core/world.js';

// Their marks stand in one shard, so that writing about one meets writing about another.
const PEOPLE = [MAYA, jid('ana@example.com'), jid('otis@elsewhere.test'), jid('emil@elsewhere.test')];
const device = fc.integer({ min: 0, max: 1 });
const who = fc.constantFrom(...PEOPLE);
const handling = fc.constantFrom(...HANDLINGS);
const record = { noNullPrototype: true };
const talk = fc.record({ do: fc.constantFrom('serve', 'write', 'hear'), device }, record);
const life = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('ask'), who }, record) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw'), who }, record) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('choose'), device, what: fc.constantFrom(...CHOICES), who }, record),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('prefer'), device, handling }, record) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish'), allowUserOptions: fc.boolean(), handling }, record) },
);
const loss = fc.record({ do: fc.constantFrom('lose', 'resume', 'signIn'), device }, record);

function actions(...kinds: fc.Arbitrary<unknown>[]): fc.Arbitrary<Action[]> {
  return fc.array(fc.oneof(...kinds), { maxLength: 60, size: 'max' }) as fc.Arbitrary<Action[]>;
}

const STEADY = actions(talk, talk, life);
const SHAKY = actions(talk, talk, talk, life, life, loss);
/** One thing that happens, while links come and go. */
export const lives = fc.oneof(talk, talk, talk, life, life, loss) as fc.Arbitrary<Action>;

function played(sequence: readonly Action[], options: WorldOptions = { devices: 2 }): World {
  const world = new World(options);
  for (const action of sequence) world.act(action);
  world.settle();
  return world;
}

const properties: Property[] = [];

for (const [links, sequences] of [
  ['that stay', STEADY],
  ['that come and go', SHAKY],
] as const) {
  properties.push(
    holds(
      `over links ${links}, two devices come to rest, and agree with the server on every mark`,
      1000,
      fc.property(sequences, (sequence) => {
        const { server, lines } = played(sequence);
        for (const line of lines) assert.deepEqual(sorted(line.device.marks), sorted(server.marks));
      }),
    ),
  );

  properties.push(
    holds(
      `over links ${links}, both devices show what waits at the server, and nothing else`,
      1000,
      fc.property(sequences, (sequence) => {
        const kept = links === 'that stay' ? sequence : sequence.filter(isNoRestoring);
        const { server, lines } = played(kept, { devices: 2, steadyHand: true });
        for (const { device } of lines) {
          const shown = [...server.waiting].filter((jid) => device.marks.get(jid)?.act !== 'ignore');
          // A cancel that meets the next request answers that, too, and nobody is told: it stays listed until a fresh stream.
          const isMet = (jid: BareJid): boolean => device.marks.get(jid)?.act === 'undo' && !server.waiting.has(jid);
          assert.deepEqual(device.prompts.filter((jid) => !isMet(jid)).toSorted(), shown.sort());
        }
      }),
    ),
  );

  properties.push(
    holds(
      `over links ${links}, a requester gets one acceptance at most`,
      300,
      fc.property(sequences, (sequence) => {
        for (const [jid, count] of played(sequence).server.acceptances) assert.ok(count <= 1, jid);
      }),
    ),
  );

  properties.push(
    holds(
      `over links ${links}, the same handling is in force on both devices`,
      300,
      fc.property(sequences, (sequence) => {
        const [one, other] = played(sequence).lines;
        assert.deepEqual(one?.device.setting, other?.device.setting);
      }),
    ),
  );
}

// With two devices there is one left: both accept, and the requester goes before the second `subscribed` comes.
for (const [links, sequences] of [
  ['a link that stays', STEADY],
  ['links that come and go', SHAKY],
] as const) {
  properties.push(
    holds(
      `over ${links}, no hidden pre-approval remains where requests are taken back`,
      3000,
      fc.property(sequences, (sequence) => {
        assert.deepEqual([...played(sequence, { devices: 1 }).server.preApproved], []);
      }),
    ),
  );
}

/** What is brought back offline may have been declined elsewhere since: that the next sign-in tells, not the marks. */
function isNoRestoring(action: Action): boolean {
  return action.do !== 'choose' || action.what !== 'restoreChosen';
}

function sorted(marks: ReadonlyMap<BareJid, Mark>): unknown[] {
  return [...marks].sort(([a], [b]) => (a < b ? -1 : 1));
}

export const twoDevices: readonly Property[] = properties;
