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

export interface RevivedSession {
  /** Undefined until it is known; an alarm that an earlier background has set stays until then. */
  signedIn(): boolean | undefined;
  /** Starts it, unless it runs. */
  revive(): void;
}

export class Revival {
  readonly #alarms: Alarms;
  readonly #session: RevivedSession;
  #isSet: boolean | undefined;

  constructor(alarms: Alarms, session: RevivedSession) {
    this.#alarms = alarms;
    this.#session = session;
    // A browser starts nothing for an alarm that nobody listens to.
    alarms.onAlarm.addListener(() => session.revive());
  }

  /** Somebody may have signed in or out. */
  changed(): void {
    const signedIn = this.#session.signedIn();
    if (signedIn === undefined || signedIn === this.#isSet) return;
    this.#isSet = signedIn;
    if (signedIn) this.#alarms.create(ALARM, { periodInMinutes: PERIOD_IN_MINUTES });
    else void this.#alarms.clear(ALARM);
  }
}
