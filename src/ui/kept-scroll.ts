/** How far something is scrolled, for an element that is taken out of the page for a while: it forgets that there. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class KeptScroll implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => Element | null;
  #top = 0;

  constructor(host: ReactiveControllerHost, scroller: () => Element | null) {
    this.#host = host;
    this.#scroller = scroller;
    host.addController(this);
  }

  scrolled(): void {
    this.#top = this.#scroller()?.scrollTop ?? 0;
  }

  hostConnected(): void {
    const top = this.#top;
    if (top > 0) void this.#host.updateComplete.then(() => this.#scroller()?.scrollTo({ top }));
  }
}
