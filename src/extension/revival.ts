/**
 * Brings the background back when the browser has ended it: with it the connection is gone, and nothing that
 * the server says could wake it. Only while somebody is signed in.
 */
import { browser } from './browser.js';

const ALARM = 'revival';
/** The shortest period that Chrome allows. */
const PERIOD_IN_MINUTES = 0.5;

export class Revival {
  readonly #signedIn: () => boolean | undefined;
  #wanted: boolean | undefined;

  /** `signedIn` is undefined until it is known; an alarm of an earlier worker stays until then. */
  constructor(signedIn: () => boolean | undefined) {
    this.#signedIn = signedIn;
  }

  /** Somebody may have signed in or out. */
  changed(): void {
    const signedIn = this.#signedIn();
    if (signedIn === undefined || signedIn === this.#wanted) return;
    this.#wanted = signedIn;
    if (signedIn) void browser.alarms.create(ALARM, { periodInMinutes: PERIOD_IN_MINUTES });
    else void browser.alarms.clear(ALARM);
  }
}
