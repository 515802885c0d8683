/** Notices that somebody uses the page that an element is on; that they go on is told once in a while. */
import type { ReactiveController } from 'lit';

const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'focus'] as const;
/** Milliseconds; far less than after which anybody is taken to be away. */
const PAUSE = 30_000;

export class Activity implements ReactiveController {
  readonly #tell: () => void;
  readonly #page: EventTarget;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(tell: () => void, page: EventTarget = window) {
    this.#tell = tell;
    this.#page = page;
  }

  hostConnected(): void {
    // Whatever the page does with its events.
    for (const sign of SIGNS) this.#page.addEventListener(sign, this.#notice, { capture: true, passive: true });
  }

  hostDisconnected(): void {
    for (const sign of SIGNS) this.#page.removeEventListener(sign, this.#notice, { capture: true });
  }

  readonly #notice = ({ timeStamp }: Event): void => {
    if (timeStamp - this.#toldAt < PAUSE) return;
    this.#toldAt = timeStamp;
    this.#tell();
  };
}
