/**
 * `step` in any order of events, and devices of one person at one server: requests and withdrawals, policies that
 * change, links that break, workers that die.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { invariants } from './invariants.js';
import { holds, type Property } from './property.js';
import { lives, twoDevices } from './two-devices.js';
import { World } from '../unit/core/world.js';

const mortal = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: lives },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('die' as const), device: fc.nat(1) }, { noNullPrototype: true }),
    },
  ),
  { maxLength: 60, size: 'max' },
);

export const mortalDevices: readonly Property[] = [
  holds(
    'whatever happens to devices, after each step nobody is accepted twice, or asked about twice',
    500,
    fc.property(mortal, fc.integer({ min: 1, max: 2 }), (actions, devices) => {
      const world = new World({ devices });
      for (const action of actions) {
        world.act(action);
        for (const [jid, count] of world.server.acceptances) assert.ok(count <= 1, jid);
        for (const { device } of world.lines) {
          assert.equal(new Set(device.prompts).size, device.prompts.length);
          assert.equal(device.requests.total, device.prompts.length);
        }
      }
    }),
  ),
  holds(
    'devices whose workers die come to rest, and agree with the server on every mark and the handling',
    500,
    fc.property(mortal, fc.integer({ min: 1, max: 2 }), (actions, devices) => {
      const world = new World({ devices });
      for (const action of actions) world.act(action);
      world.settle();
      const sorted = (marks: ReadonlyMap<string, unknown>): unknown[] =>
        [...marks].sort(([one], [other]) => (one < other ? -1 : 1));
      for (const { device } of world.lines) {
        assert.deepEqual(sorted(device.marks), sorted(world.server.marks));
        assert.deepEqual(device.setting, world.lines[0]?.device.setting);
      }
    }),
  ),
  holds(
    'a device whose worker dies leaves no hidden pre-approval behind',
    500,
    fc.property(mortal, (actions) => {
      const world = new World({ devices: 1 });
      for (const action of actions) world.act(action);
      world.settle();
      assert.deepEqual([...world.server.preApproved], []);
    }),
  ),
];

export const stepProperties: readonly Property[] = [...invariants, ...twoDevices, ...mortalDevices];
