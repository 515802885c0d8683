/**
 * The number on the toolbar button, requests and messages together, and what it says of either when one points at it.
 */

/** What is used of `browser.action`. */
export interface ActionApi {
  setBadgeBackgroundColor(details: { color: string }): Promise<void>;
  setBadgeText(details: { text: string }): Promise<void>;
  setTitle(details: { title: string }): Promise<void>;
}

/** What waits for the person. */
export interface Waiting {
  readonly requests: number;
  readonly messages: number;
}

export interface BadgeOptions {
  readonly api: ActionApi;
  /** Undefined until the server has said so: the button stays as it was until then. */
  readonly waiting: () => Waiting | undefined;
  /** Which of them the person wants to be counted on the button. */
  readonly wants: () => Readonly<Record<keyof Waiting, boolean>>;
  /** What the button says when one points at it. */
  readonly title: (waiting: Waiting) => string;
}

const COLOUR = '#2a55d6';
/** More digits would not fit on the button. */
const MOST = 999;
const PAUSE = 100;

export class Badge {
  readonly #options: BadgeOptions;
  #shown = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: BadgeOptions) {
    this.#options = options;
  }

  /** Something may have changed: shows it soon, once for many changes. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const waiting = this.#options.waiting();
      if (waiting) void this.#show(waiting);
    }, PAUSE);
  }

  async #show(waiting: Waiting): Promise<void> {
    const { api, title, wants } = this.#options;
    const { requests, messages } = wants();
    const count = (requests ? waiting.requests : 0) + (messages ? waiting.messages : 0);
    const shown = `${count} ${title(waiting)}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    await api.setBadgeBackgroundColor({ color: COLOUR });
    await api.setBadgeText({ text: count === 0 ? '' : count > MOST ? `${MOST}+` : String(count) });
    await api.setTitle({ title: title(waiting) });
  }
}
