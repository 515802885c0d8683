/**
 * Which elements a person can see just now: in the window, not scrolled away, and in a tab that is shown. It says so
 * when they rest, not while they are scrolled past.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds for which nothing comes or goes. */
const REST = 150;

export interface InViewOptions<E extends Element> {
  /** All that are there, in their order. */
  readonly elements: () => Iterable<E>;
  readonly changed: (seen: readonly E[]) => void;
}

export class InView<E extends Element> implements ReactiveController {
  readonly #options: InViewOptions<E>;
  readonly #seen = new Set<Element>();
  #observer: IntersectionObserver | undefined;
  #observed = new Set<E>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, options: InViewOptions<E>) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => this.#take(entries));
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.hostUpdated();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#observed = new Set();
    this.#seen.clear();
    this.#tell();
  }

  hostUpdated(): void {
    const now = new Set(this.#options.elements());
    for (const gone of this.#observed) {
      if (now.has(gone)) continue;
      this.#observer?.unobserve(gone);
      if (this.#seen.delete(gone)) this.#soon();
    }
    for (const element of now) if (!this.#observed.has(element)) this.#observer?.observe(element);
    this.#observed = now;
  }

  #take(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#seen.add(target);
      else this.#seen.delete(target);
    }
    this.#soon();
  }

  readonly #onVisibility = (): void => {
    this.#tell();
  };

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), REST);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    const isShown = document.visibilityState === 'visible';
    this.#options.changed(isShown ? [...this.#observed].filter((element) => this.#seen.has(element)) : []);
  }
}
