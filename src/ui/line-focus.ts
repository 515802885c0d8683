/**
 * The focus in a long list of which only some lines are there. One line is the stop of the Tab key; it follows the
 * focus, or what is in view while the focus is elsewhere. A line stays the same wherever it moves to; where it is
 * gone, the one in its place takes over. The list holds the focus of a line that was scrolled away.
 */
import { LitElement } from 'lit';
import type { LineRange } from './line-window.js';

export interface LineFocusOptions {
  /** What has the lines; each is a `.line` with one element in it that can take the focus. */
  readonly scroller: () => HTMLElement | null;
  /** Keys of the lines that are there, and the number of the first. */
  readonly keys: () => readonly string[];
  readonly offset: () => number;
  /** Of the whole list. */
  readonly length: () => number;
  readonly inView: () => LineRange;
  /** Another line is the stop. */
  readonly moved: () => void;
}

export class LineFocus {
  readonly #options: LineFocusOptions;
  /** The line that is the stop. */
  #at = 0;
  #key: string | undefined;
  /** It gets the focus as soon as it is there. */
  #isWanted = false;
  #hadFocus = false;

  constructor(options: LineFocusOptions) {
    this.#options = options;
  }

  get at(): number {
    return this.#at;
  }

  /** Whether the Tab key stops at this line. */
  isStop(line: number): boolean {
    const first = this.#options.offset();
    const last = first + this.#options.keys().length - 1;
    return line === Math.max(first, Math.min(this.#at, last));
  }

  /** Other lines are known, and not drawn yet. */
  before(): void {
    this.#hadFocus = this.#hasFocus;
    const keys = this.#options.keys();
    const moved = this.#key === undefined ? -1 : keys.indexOf(this.#key);
    if (moved >= 0) this.#at = this.#options.offset() + moved;
    else {
      this.#at = Math.max(0, Math.min(this.#at, this.#options.length() - 1));
      this.#key = keys[this.#at - this.#options.offset()] ?? this.#key;
    }
  }

  /** They are drawn. */
  after(): void {
    if (this.#isWanted || (this.#hadFocus && !this.#hasFocus)) this.#focus();
  }

  /** A line has got the focus. */
  readonly onFocus = (event: Event): void => {
    const line = (event.target as Element).closest('.line');
    if (!line) return;
    const before = this.#at;
    this.#at = Number(line.getAttribute('aria-posinset')) - 1;
    this.#key = this.#options.keys()[this.#at - this.#options.offset()];
    if (this.#at !== before) this.#options.moved();
  };

  /** Other lines are in view. */
  scrolled(): void {
    const { offset, limit } = this.#options.inView();
    const isInView = this.#at >= offset && this.#at < offset + limit - 1;
    if (isInView || this.#isWanted || this.#options.scroller()?.matches(':focus-within')) return;
    this.#at = Math.min(offset + 1, Math.max(0, this.#options.length() - 1));
    this.#key = this.#options.keys()[this.#at - this.#options.offset()];
    this.#options.moved();
  }

  /** Moves where a key says; returns whether it does. */
  onKey(key: string): boolean {
    const page = Math.max(1, this.#options.inView().limit - 2);
    const to = moveTo(key, this.#at, page, this.#options.length());
    if (to !== undefined) this.go(to);
    return to !== undefined;
  }

  /** Scrolls to a line, and gives it the focus. */
  go(line: number): void {
    this.#at = Math.max(0, Math.min(line, this.#options.length() - 1));
    this.#key = this.#options.keys()[this.#at - this.#options.offset()];
    this.#isWanted = true;
    this.#focus();
  }

  #focus(): void {
    const scroller = this.#options.scroller();
    const lines = scroller?.querySelectorAll('.line');
    const line = lines?.[this.#at - this.#options.offset()];
    if (line) {
      this.#isWanted = false;
      void focusIn(line);
    } else if (scroller && lines) {
      scroller.focus({ preventScroll: true });
      // To scroll there asks for it.
      if (this.#isWanted) scroller.scrollTop = this.#at * (lines[0]?.getBoundingClientRect().height ?? 0);
    }
  }

  get #hasFocus(): boolean {
    return this.#options.scroller()?.querySelector('.line:focus-within') != null;
  }
}

async function focusIn(line: Element): Promise<void> {
  const target = line.firstElementChild;
  // One that was just made has nothing in it yet.
  if (target instanceof LitElement) await target.updateComplete;
  if (!(target instanceof HTMLElement)) return;
  target.focus({ preventScroll: true });
  line.scrollIntoView({ block: 'nearest' });
}

function moveTo(key: string, at: number, page: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
