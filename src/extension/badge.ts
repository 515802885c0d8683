/** The number on the toolbar button, and what it says when one points at it. */
import { browserPlural, browserText } from './browser-texts.js';
import { browser } from './browser.js';

const COLOUR = '#2a55d6';
/** More digits would not fit on the button. */
const MOST = 999;
const PAUSE = 100;

export class Badge {
  readonly #waiting: () => number | undefined;
  #shown: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `waiting` is undefined until the server has said what waits; the button stays as it was until then. */
  constructor(waiting: () => number | undefined) {
    this.#waiting = waiting;
  }

  /** Something may have changed: shows it soon, once for many changes. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const count = this.#waiting();
      if (count !== undefined && count !== this.#shown) void this.#show(count);
    }, PAUSE);
  }

  async #show(count: number): Promise<void> {
    this.#shown = count;
    await browser.action.setBadgeBackgroundColor({ color: COLOUR });
    await browser.action.setBadgeText({ text: count === 0 ? '' : count > MOST ? `${MOST}+` : String(count) });
    await browser.action.setTitle({
      title: count === 0 ? browserText('noneWaiting') : browserPlural('waiting', count),
    });
  }
}
