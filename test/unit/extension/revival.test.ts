import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Revival, type Alarms } from '../../../src/extension/revival.js';

/** The alarms of a browser, which outlive the background. */
class FakeAlarms implements Alarms {
  /** Their periods in minutes, by name. */
  readonly set = new Map<string, number>();
  /** How often one was set: each time it starts anew. */
  starts = 0;
  ring: () => void = () => undefined;
  readonly onAlarm = { addListener: (listener: () => void) => void (this.ring = listener) };

  create(name: string, { periodInMinutes }: { readonly periodInMinutes: number }): void {
    this.set.set(name, periodInMinutes);
    this.starts++;
  }

  async clear(name: string): Promise<boolean> {
    return this.set.delete(name);
  }
}

/** A background that starts, and is told who is signed in. */
class Background {
  #signedIn: boolean | undefined;
  /** How often it was to be started. */
  revivals = 0;
  readonly #revival: Revival;

  constructor(alarms: Alarms) {
    this.#revival = new Revival(alarms, { signedIn: () => this.#signedIn, revive: () => this.revivals++ });
  }

  learns(signedIn: boolean | undefined): void {
    this.#signedIn = signedIn;
    this.#revival.changed();
  }
}

test('an alarm rings every half minute while somebody is signed in, however much changes', () => {
  const alarms = new FakeAlarms();
  const background = new Background(alarms);
  for (let count = 0; count < 3; count++) background.learns(true);
  assert.deepEqual([[...alarms.set.values()], alarms.starts], [[0.5], 1]);
});

test('it ends when they sign out, and begins again when somebody signs in', () => {
  const alarms = new FakeAlarms();
  const background = new Background(alarms);
  background.learns(true);
  background.learns(false);
  assert.equal(alarms.set.size, 0);
  background.learns(true);
  assert.equal(alarms.set.size, 1);
});

test('there is none while nobody is signed in', () => {
  const alarms = new FakeAlarms();
  const background = new Background(alarms);
  background.learns(undefined);
  background.learns(false);
  assert.equal(alarms.starts, 0);
});

test('a background that has been brought back leaves the alarm alone until it knows who is signed in', () => {
  const alarms = new FakeAlarms();
  new Background(alarms).learns(true);
  const next = new Background(alarms);
  next.learns(undefined);
  assert.equal(alarms.set.size, 1);
  next.learns(false);
  assert.equal(alarms.set.size, 0);
});

test('an alarm starts the session, which knows whether it runs', () => {
  const alarms = new FakeAlarms();
  const background = new Background(alarms);
  alarms.ring();
  assert.equal(background.revivals, 1);
});
