/** How long the rest takes, by how it went since it last began to move. */

/** Before so many nothing can be told. */
const FEWEST = 20;
const MINUTE = 60_000;

export class Pace {
  readonly #now: () => number;
  #since: { readonly at: number; readonly left: number } | undefined;

  /** `now`: in milliseconds, from whenever. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** How many are left now; the time in which nothing moves does not count. */
  saw(left: number, isMoving: boolean): void {
    if (!isMoving) this.#since = undefined;
    else if (!this.#since || left > this.#since.left) this.#since = { at: this.#now(), left };
  }

  /** In words; empty as long as it cannot be told. */
  text(left: number): string {
    const done = (this.#since?.left ?? 0) - left;
    if (!this.#since || done < FEWEST || left === 0) return '';
    const minutes = Math.round((((this.#now() - this.#since.at) / done) * left) / MINUTE);
    if (minutes < 1) return 'Less than a minute is left.';
    return minutes === 1 ? 'About a minute is left.' : `About ${minutes} minutes are left.`;
  }
}
