/** One notification for new requests, however many come in a burst; gone when nothing waits any more. */
import type { BareJid } from '../core/jid.js';
import { browserPlural, browserText } from './browser-texts.js';
import { browser } from './browser.js';

const ID = 'requests';
/** Long enough to gather what a sign-in delivers, short enough not to be late. */
const BURST = 700;

export class Notifications {
  readonly #waiting: () => number | undefined;
  #fresh: BareJid[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** An earlier worker may have shown one. */
  #mayBeShown = true;

  /** `waiting` is undefined until the server has said what waits; `open` shows the requests. */
  constructor(waiting: () => number | undefined, open: () => void) {
    this.#waiting = waiting;
    browser.notifications.onClicked.addListener((id) => {
      if (id !== ID) return;
      void browser.notifications.clear(ID);
      open();
    });
  }

  announce(jids: readonly BareJid[]): void {
    this.#fresh.push(...jids);
    this.#timer ??= setTimeout(() => void this.#show(), BURST);
  }

  /** Something may have been answered, here or elsewhere. */
  changed(): void {
    if (!this.#mayBeShown || this.#waiting() !== 0) return;
    this.#mayBeShown = false;
    void browser.notifications.clear(ID);
  }

  async #show(): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = [];
    this.#timer = undefined;
    const [first] = fresh;
    if (!first || this.#waiting() === 0) return;
    this.#mayBeShown = true;
    await browser.notifications.create(ID, {
      type: 'basic',
      iconUrl: browser.runtime.getURL('icons/icon-128.png'),
      title: browserText('notificationTitle'),
      message: fresh.length === 1 ? browserText('onePersonAsks', first) : browserPlural('peopleAsk', fresh.length),
    });
  }
}
