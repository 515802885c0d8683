/** Asks a server whether it is there, and finds out if it is not. */
import { xml, type Element } from './element.js';
import { NS } from './ns.js';
import { ping } from './xep0199-ping.js';

export interface SilenceOptions {
  readonly send: (element: Element) => void;
  /** Streams are managed (XEP-0198): an acknowledgement is the shortest answer there is. */
  readonly isManaged: () => boolean;
  /** The server does not answer. */
  readonly onDead: () => void;
}

export class Silence {
  readonly #options: SilenceOptions;
  #id: string | undefined;
  #patience = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  /** The server is dead if it is silent for `patience` milliseconds before it answers. */
  ask(patience: number): void {
    if (!this.expect(patience)) return;
    const { send, isManaged } = this.#options;
    const { streamManagement } = NS;
    send(isManaged() ? xml('r', { xmlns: streamManagement }) : xml('iq', { type: 'get', id: this.#id }, ping()));
  }

  /** It was asked. False if an answer is due by then anyway: to ask often is no reason to wait for longer. */
  expect(patience: number): boolean {
    if (this.#id !== undefined && patience >= this.#patience) return false;
    this.#id = crypto.randomUUID();
    this.#patience = patience;
    this.#wait();
    return true;
  }

  /** What was on its way when we asked is no answer, but a server that delivers much may take its time. */
  heard(element: Element): void {
    if (this.#id === undefined) return;
    if (element.is('a', NS.streamManagement) || element.attrs.id === this.#id) this.stop();
    else this.#wait();
  }

  stop(): void {
    this.#id = undefined;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#options.onDead(), this.#patience);
  }
}
