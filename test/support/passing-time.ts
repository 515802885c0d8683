/** Time that passes when a test says so, between a device in this process and servers that have a clock of their own. */
import type { TestContext } from 'node:test';
import type { Device } from './device.js';

/** Milliseconds at once: less than after which a server that does not answer is taken for dead. */
const STEP = 5000;

interface Timer {
  /** When it is due, in milliseconds since this clock was made. */
  readonly due: number;
  readonly run: () => void;
}

/**
 * Instead of the mocks of `node:test`: those of Node 20 take away another timer where one is cleared that has been run.
 */
export class PassingTime {
  readonly #heard: (() => Promise<void>)[] = [];
  readonly #timers = new Map<unknown, Timer>();
  #passed = 0;

  /** What is waited for from now on, in this process, comes when the test says so. */
  constructor(context: TestContext) {
    const { setTimeout, clearTimeout } = globalThis;
    const start = (handler: (...args: unknown[]) => void, delay = 0, ...args: unknown[]): object => {
      const timer = { unref: () => timer, ref: () => timer };
      this.#timers.set(timer, { due: this.#passed + delay, run: () => handler(...args) });
      return timer;
    };
    const clear = (timer: unknown): void => {
      if (!this.#timers.delete(timer)) clearTimeout(timer as NodeJS.Timeout);
    };
    Object.assign(globalThis, { setTimeout: start, clearTimeout: clear });
    context.after(() => Object.assign(globalThis, { setTimeout, clearTimeout }));
  }

  /** A device that goes by this clock; `heard` resolves when it has dealt with all that was sent to it before. */
  for(device: Device, heard: () => Promise<void>): void {
    const now = device.platform.now.bind(device.platform);
    const before = this.#passed;
    device.platform.now = () => now() + this.#passed - before;
    this.#heard.push(heard);
  }

  /** Time passes, and whatever a server is asked meanwhile is answered. */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= STEP) {
      this.tick(Math.min(STEP, left));
      for (const heard of this.#heard) await heard();
    }
  }

  /** Time passes at once: nobody is waited for. */
  tick(milliseconds: number): void {
    this.#passed += milliseconds;
    const due = [...this.#timers].filter(([, timer]) => timer.due <= this.#passed);
    for (const [timer, { run }] of due.sort(([, one], [, other]) => one.due - other.due)) {
      // Unless one before it has cleared it.
      if (this.#timers.delete(timer)) run();
    }
  }
}
