/** The number on the toolbar button, and what it says when one points at it. */

/** What is used of `browser.action`. */
export interface ActionApi {
  setBadgeBackgroundColor(details: { color: string }): Promise<void>;
  setBadgeText(details: { text: string }): Promise<void>;
  setTitle(details: { title: string }): Promise<void>;
}

export interface BadgeOptions {
  readonly api: ActionApi;
  /** How many wait; undefined until the server has said so: the button stays as it was until then. */
  readonly waiting: () => number | undefined;
  /** Whether the person wants the number on the button. */
  readonly isWanted: () => boolean;
  /** What the button says of so many when one points at it. */
  readonly title: (waiting: number) => string;
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
      const count = this.#options.waiting();
      if (count !== undefined) void this.#show(count, this.#options.isWanted());
    }, PAUSE);
  }

  async #show(count: number, isWanted: boolean): Promise<void> {
    const shown = `${count} ${isWanted}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { api, title } = this.#options;
    await api.setBadgeBackgroundColor({ color: COLOUR });
    await api.setBadgeText({ text: count === 0 || !isWanted ? '' : count > MOST ? `${MOST}+` : String(count) });
    await api.setTitle({ title: title(count) });
  }
}
