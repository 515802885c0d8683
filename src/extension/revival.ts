/**
 * Brings the background back when the browser has ended it: with it the connection is gone, and nothing that
 * the server says could wake it. Chrome ends a service worker, Firefox an event page; an alarm starts either.
 */

const ALARM = 'revival';
/** The shortest period that browsers keep to (Chrome from 120 on). */
const PERIOD_IN_MINUTES = 0.5;

/** The part of `browser.alarms` that is used. */
export interface Alarms {
  create(name: string, when: { readonly periodInMinutes: number }): void;
  clear(name: string): Promise<boolean>;
  readonly onAlarm: { addListener(listener: () => void): void };
}

export class Revival {
  readonly #alarms: Alarms;
  readonly #signedIn: () => boolean | undefined;
  #isSet: boolean | undefined;

  /** `signedIn` is undefined until it is known; an alarm that an earlier background has set stays until then. */
  constructor(alarms: Alarms, signedIn: () => boolean | undefined) {
    this.#alarms = alarms;
    this.#signedIn = signedIn;
    // To have been started for it is all: a browser starts nothing for an alarm that nobody listens to.
    alarms.onAlarm.addListener(() => undefined);
  }

  /** Somebody may have signed in or out. */
  changed(): void {
    const signedIn = this.#signedIn();
    if (signedIn === undefined || signedIn === this.#isSet) return;
    this.#isSet = signedIn;
    if (signedIn) this.#alarms.create(ALARM, { periodInMinutes: PERIOD_IN_MINUTES });
    else void this.#alarms.clear(ALARM);
  }
}
