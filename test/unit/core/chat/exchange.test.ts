/**
 * Whatever gets lost and whoever dies: each message is there once, in the order in which its device sent it, at all devices, at one that
 * begins afterwards, and in the archives.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { KEPT_MESSAGES } from '../../../../src/core/chat/room.js';
import { INA, jid } from '../device.js';
import { ChatDevice, ChatServer, type ChatServerOptions } from './chat-world.js';

const OTTO = jid('otto@home.example');

type Act =
  | 'say' | 'process' | 'receive' | 'keep' | 'cut' | 'die' | 'resume' | 'begin' | 'look' | 'lookAtMuch' | 'lookAway'; // prettier-ignore
interface Deed {
  readonly who: number;
  readonly act: Act;
  readonly times: number;
}

const deed = fc.record({
  who: fc.nat(2),
  act: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Act>('say') },
    { weight: 8, arbitrary: fc.constant<Act>('process') },
    { weight: 8, arbitrary: fc.constant<Act>('receive') },
    { weight: 5, arbitrary: fc.constant<Act>('keep') },
    { weight: 2, arbitrary: fc.constant<Act>('cut') },
    { weight: 2, arbitrary: fc.constant<Act>('die') },
    { weight: 4, arbitrary: fc.constant<Act>('resume') },
    { weight: 3, arbitrary: fc.constant<Act>('begin') },
    { weight: 1, arbitrary: fc.constantFrom<Act>('look', 'lookAtMuch', 'lookAway') },
  ),
  times: fc.integer({ min: 1, max: 20 }),
});

class World {
  readonly server: ChatServer;
  readonly devices: readonly ChatDevice[];

  constructor(options: ChatServerOptions) {
    this.server = new ChatServer(options);
    this.devices = [
      new ChatDevice(this.server, 'desk', INA, OTTO),
      new ChatDevice(this.server, 'phone', INA, OTTO),
      new ChatDevice(this.server, 'other', OTTO, INA),
    ];
    for (const device of this.devices) device.connect('fresh');
  }

  do({ who, act, times }: Deed): void {
    const device = this.devices[who];
    if (!device) return;
    switch (act) {
      case 'say':
        for (let count = 0; count < times; count++) device.say();
        return;
      case 'process':
        for (let count = 0; count < times; count++) this.server.process(device);
        return;
      case 'receive':
        for (let count = 0; count < times; count++) device.receive();
        return;
      case 'keep':
        return device.keep();
      case 'cut':
        return device.cut(times);
      case 'die':
        return device.die(times);
      case 'resume':
        return device.connect('resume');
      case 'begin':
        return device.connect('fresh');
      case 'look':
        return device.look(10);
      case 'lookAtMuch':
        return device.look(3 * KEPT_MESSAGES);
      case 'lookAway':
        return device.look(null);
    }
  }

  /** Everything that is on its way arrives. */
  rest(devices: readonly ChatDevice[] = this.devices): void {
    for (const device of devices) device.connect('resume');
    let isBusy = true;
    while (isBusy) {
      for (const device of devices) device.keep();
      isBusy = devices.some(({ up, down }) => up.length + down.length > 0);
      for (const device of devices) {
        while (device.up.length > 0) this.server.process(device);
        while (device.down.length > 0) device.receive();
      }
    }
  }
}

function check(world: World): void {
  world.rest();
  const late = new ChatDevice(world.server, 'late', INA, OTTO);
  late.connect('fresh');
  const all = [...world.devices, late];
  for (const device of all) device.look(100_000);
  world.rest(all);
  for (const device of all) {
    const messages = device.state.conversations.get(device.peer)?.messages ?? [];
    isWhole(
      world,
      `at ${device.name}`,
      messages.map(({ text }) => text),
    );
    assert.deepEqual(
      messages.filter(({ delivery }) => delivery === 'waiting').map(({ text }) => text),
      [],
      device.name,
    );
    assert.equal(device.state.outbox.size, 0);
  }
  for (const [account, archive] of world.server.archives) {
    isWhole(
      world,
      `in the archive of ${account}`,
      archive.flatMap(({ message }) => message.text ?? []),
    );
  }
}

/** All of it, once, and of each device in its order. */
function isWhole({ devices }: World, where: string, texts: readonly string[]): void {
  assert.equal(
    texts.length,
    devices.reduce((sum, { said }) => sum + said.length, 0),
    where,
  );
  for (const { name, said } of devices) {
    assert.deepEqual(
      texts.filter((text) => text.startsWith(`${name} `)),
      said,
      `${where}, of ${name}`,
    );
  }
}

describe('whatever gets lost', () => {
  for (const [title, options] of [
    ['with an archive', { pageSize: 100, hasArchive: true, keepsReceipts: false }],
    ['with an archive of receipts, and small pages', { pageSize: 7, hasArchive: true, keepsReceipts: true }],
    ['between two streams', { pageSize: 100, hasArchive: true, keepsReceipts: false, forgets: true }],
  ] as const) {
    test(`${title}, everything is there once, and in order`, () => {
      fc.assert(
        fc.property(fc.array(deed, { maxLength: Number(process.env.LEN ?? 120), size: 'max' }), (deeds) => {
          const world = new World(options);
          for (const one of deeds) world.do(one);
          check(world);
        }),
        { numRuns: Number(process.env.RUNS ?? 60), endOnFailure: Boolean(process.env.QUICK) },
      );
    });
  }
});
