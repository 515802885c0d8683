/** A port in memory. What is posted is copied, as a browser copies it, and waits until it is delivered. */
import type { Channel, HostMessage, PageMessage } from '../../../src/ports/protocol.js';

class End {
  readonly sent: unknown[] = [];
  #receive: (message: unknown) => void = () => undefined;
  #closed: () => void = () => undefined;
  isOpen = true;
  /** An end that closes hears no more; one whose other end is gone may still hear what was on its way. */
  #hears = true;

  post(message: unknown): void {
    if (this.isOpen) this.sent.push(structuredClone(message));
  }

  onMessage(receive: (message: unknown) => void): void {
    this.#receive = receive;
  }

  onClose(closed: () => void): void {
    this.#closed = closed;
  }

  close(): void {
    this.isOpen = this.#hears = false;
  }

  receive(message: unknown): void {
    if (this.#hears) this.#receive(message);
  }

  hangUp(): void {
    this.isOpen = false;
    this.#closed();
  }
}

export class Wire {
  readonly #page = new End();
  readonly #host = new End();
  /** Everything that the page, and the host, have heard. */
  readonly toHost: PageMessage[] = [];
  readonly toPage: HostMessage[] = [];

  get page(): Channel<PageMessage> {
    return this.#page;
  }

  get host(): Channel<HostMessage> {
    return this.#host;
  }

  get isOpen(): boolean {
    return this.#page.isOpen && this.#host.isOpen;
  }

  /** Delivers what waits, in both directions, until nothing more comes. */
  async deliver(): Promise<void> {
    do {
      for (const message of this.#page.sent.splice(0)) this.say(message);
      for (const message of this.#host.sent.splice(0)) this.tell(message);
      await turn();
    } while (this.#page.sent.length + this.#host.sent.length > 0);
  }

  /** The host hears something, whoever says it. */
  say(message: unknown): void {
    this.toHost.push(message as PageMessage);
    this.#host.receive(message);
  }

  /** The page hears something, whoever says it. */
  tell(message: unknown): void {
    this.toPage.push(message as HostMessage);
    this.#page.receive(message);
  }

  /** What was posted and not delivered is lost, as with a page or a worker that dies. */
  async cut(): Promise<void> {
    this.#page.sent.length = this.#host.sent.length = 0;
    this.#page.hangUp();
    this.#host.hangUp();
    await turn();
  }
}

/** Promises that are settled have been heard of. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
