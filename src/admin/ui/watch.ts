import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What tells when it has changed. */
export interface Watchable {
  subscribe(changed: () => void, signal: AbortSignal): void;
}

/** Shows an element anew whenever what it is about has changed, as long as it is in the page. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => Watchable | undefined;
  #watched: Watchable | undefined;
  #ends = new AbortController();

  constructor(host: ReactiveControllerHost, source: () => Watchable | undefined) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const source = this.#source();
    if (source === this.#watched) return;
    this.hostDisconnected();
    this.#watched = source;
    source?.subscribe(() => this.#host.requestUpdate(), this.#ends.signal);
  }

  hostDisconnected(): void {
    this.#ends.abort();
    this.#ends = new AbortController();
    this.#watched = undefined;
  }
}
