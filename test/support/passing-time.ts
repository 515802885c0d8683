/** Time that passes when a test says so, between a device in this process and servers that have a clock of their own. */
import type { TestContext } from 'node:test';
import type { Device } from './device.js';

/** Milliseconds at once: less than after which a server that does not answer is taken for dead. */
const STEP = 5000;

export class PassingTime {
  readonly #context: TestContext;
  readonly #heard: (() => Promise<void>)[] = [];
  #passed = 0;

  /** What is waited for from now on, in this process, comes when the test says so. */
  constructor(context: TestContext) {
    this.#context = context;
    context.mock.timers.enable({ apis: ['setTimeout'] });
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
      const step = Math.min(STEP, left);
      this.#passed += step;
      this.#context.mock.timers.tick(step);
      for (const heard of this.#heard) await heard();
    }
  }
}
