/**
 * Tells the session that the person uses this computer, in whatever program. Browsers say when that begins and ends,
 * and not that it goes on: so they are asked once in a while.
 */

/** In seconds; of what was done in between nothing is missed. */
const PERIOD = 60;

/** The part of `browser.idle` that is used. */
export interface IdleApi {
  /** `active` if there was any input within so many seconds. */
  queryState(seconds: number): Promise<'active' | 'idle' | 'locked'>;
  readonly onStateChanged: { addListener(listener: (state: 'active' | 'idle' | 'locked') => void): void };
}

export interface IdleOptions {
  readonly api: IdleApi;
  /** Somebody is signed in. */
  readonly isWanted: () => boolean;
  /** The person has just used this computer. */
  readonly active: () => void;
}

export class Idle {
  readonly #options: IdleOptions;

  constructor(options: IdleOptions) {
    this.#options = options;
    // At once where they come back, also if that has to start the background.
    options.api.onStateChanged.addListener((state) => {
      if (state === 'active') options.active();
    });
  }

  /** Looks now, and from now on. */
  start(): void {
    void this.#look();
    setInterval(() => void this.#look(), PERIOD * 1000);
  }

  async #look(): Promise<void> {
    const { api, isWanted, active } = this.#options;
    if ((await api.queryState(PERIOD)) === 'active' && isWanted()) active();
  }
}
