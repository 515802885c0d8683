import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Idle, type IdleApi } from '../../../src/extension/idle.js';

const MINUTE = 60_000;

type IdleState = 'active' | 'idle' | 'locked';
type Listener = (state: IdleState) => void;

/** A computer, and a background that starts on it. */
class Computer implements IdleApi {
  state: IdleState = 'active';
  signedIn = true;
  /** How often the session was told that somebody is there. */
  told = 0;
  #changed: Listener = () => undefined;
  readonly onStateChanged = { addListener: (listener: Listener) => void (this.#changed = listener) };

  start(): void {
    new Idle({ api: this, isWanted: () => this.signedIn, active: () => this.told++ }).start();
  }

  async queryState(): Promise<IdleState> {
    return this.state;
  }

  becomes(state: IdleState): void {
    this.state = state;
    this.#changed(state);
  }
}

async function pass(t: TestContext, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    t.mock.timers.tick(MINUTE);
    await Promise.resolve();
  }
}

async function started(t: TestContext, computer = new Computer()): Promise<Computer> {
  t.mock.timers.enable({ apis: ['setInterval'] });
  computer.start();
  await Promise.resolve();
  return computer;
}

test('somebody who goes on using the computer is told of every minute, from the start', async (t) => {
  const computer = await started(t);
  assert.equal(computer.told, 1);
  await pass(t, 5);
  assert.equal(computer.told, 6);
});

test('nobody is told of who does not use it, or has locked it', async (t) => {
  const computer = await started(t);
  computer.becomes('idle');
  await pass(t, 5);
  computer.becomes('locked');
  await pass(t, 5);
  assert.equal(computer.told, 1);
});

test('who comes back is told of at once', async (t) => {
  const computer = await started(t);
  computer.becomes('idle');
  computer.becomes('active');
  assert.equal(computer.told, 2);
});

test('nobody is told of while nobody is signed in', async (t) => {
  const computer = new Computer();
  computer.signedIn = false;
  await started(t, computer);
  await pass(t, 3);
  assert.equal(computer.told, 0);
});
