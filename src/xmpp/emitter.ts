/** Events as Node.js has them, as much of it as xmpp.js uses; in the bundles it stands for `events`. */

type Listener = (...args: never[]) => unknown;

export class Emitter {
  readonly #listeners = new Map<string, readonly Listener[]>();

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...this.#of(event), listener]);
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    this.#listeners.set(
      event,
      this.#of(event).filter((other) => other !== listener),
    );
    return this;
  }

  /** Calls those who listen now, in the order in which they came. */
  emit(event: string, ...args: readonly unknown[]): void {
    for (const listener of this.#of(event)) listener(...(args as never[]));
  }

  #of(event: string): readonly Listener[] {
    return this.#listeners.get(event) ?? [];
  }
}
