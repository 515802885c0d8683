/** Joins a component to a port: it renders again after each change, for as long as it is in a document. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PortClient } from '../ports/client.js';

export class StoreController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #changed: () => void;
  #client: PortClient | undefined;
  #subscription: AbortController | undefined;

  /** `changed` is called before the component renders again. */
  constructor(host: ReactiveControllerHost, changed: () => void = () => undefined) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  get client(): PortClient | undefined {
    return this.#client;
  }

  use(client: PortClient | undefined): void {
    if (client === this.#client) return;
    this.hostDisconnected();
    this.#client = client;
    this.hostConnected();
  }

  hostConnected(): void {
    if (!this.#client || this.#subscription) return;
    this.#subscription = new AbortController();
    this.#client.subscribe(() => this.#update(), this.#subscription.signal);
    this.#update();
  }

  hostDisconnected(): void {
    this.#subscription?.abort();
    this.#subscription = undefined;
  }

  #update(): void {
    this.#changed();
    this.#host.requestUpdate();
  }
}
