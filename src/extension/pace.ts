/**
 * How soon the next notification may come up. The first few come at once; whoever asks in crowds, or again and again,
 * makes the pauses double, and where it has been quiet for a while it begins anew. The number on the button does not wait.
 */

/** Long enough to gather what a sign-in delivers, short enough not to be late. */
const BURST = 700;
/** So many come at once. */
const PROMPT = 3;
const LONGEST = 10 * 60_000;
/** Without a notification for so long, or for twice the last pause, it begins anew. */
const QUIET = 60_000;

export class Pace {
  #told = 0;
  #last = 0;

  /** Milliseconds to wait from now until a notification. */
  pause(now: number): number {
    if (now - this.#last > Math.max(QUIET, 2 * this.#current)) this.#told = 0;
    return this.#current;
  }

  /** One has come up. */
  told(now: number): void {
    this.#told++;
    this.#last = now;
  }

  /** Somebody else is told from now on. */
  reset(): void {
    this.#told = 0;
  }

  get #current(): number {
    return Math.min(LONGEST, BURST * 2 ** Math.max(0, this.#told - PROMPT + 1));
  }
}
