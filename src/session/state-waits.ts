import type { State } from '../core/state.js';

interface Wait {
  readonly holds: (state: State) => boolean;
  readonly resolve: () => void;
}

/** Those who wait for the state to be as they need it. */
export class StateWaits {
  readonly #state: State;
  readonly #waits = new Set<Wait>();

  constructor(state: State) {
    this.#state = state;
  }

  /** Resolves as soon as `holds` does. */
  until(holds: Wait['holds']): Promise<void> {
    if (holds(this.#state)) return Promise.resolve();
    return new Promise((resolve) => this.#waits.add({ holds, resolve }));
  }

  /** The state has advanced. */
  changed(): void {
    for (const wait of this.#waits) {
      if (!wait.holds(this.#state)) continue;
      this.#waits.delete(wait);
      wait.resolve();
    }
  }
}
