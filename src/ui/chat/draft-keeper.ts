/** Tells of what is typed: not at each key, and that somebody has stopped. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What is typed within this is told once (milliseconds). */
const PAUSE = 400;
/** Who has typed nothing for so long is not typing any more. */
const IDLE = 5000;

export class DraftKeeper implements ReactiveController {
  readonly #tell: (text: string, typing: boolean) => void;
  #text = '';
  #isTyping = false;
  #hasNews = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, tell: (text: string, typing: boolean) => void) {
    this.#tell = tell;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** This is what is typed now. */
  keep(text: string): void {
    this.#text = text;
    this.#hasNews = true;
    this.#pause ??= setTimeout(() => this.#report(true), PAUSE);
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE);
  }

  /** Nobody types any more; what there is stays. */
  stop(): void {
    if (this.#hasNews || this.#isTyping) this.#report(false);
  }

  /** It was sent: there is nothing left of it. */
  forget(): void {
    this.#text = '';
    this.#report(false);
  }

  #report(typing: boolean): void {
    clearTimeout(this.#pause);
    if (!typing) clearTimeout(this.#idle);
    this.#pause = undefined;
    this.#hasNews = false;
    this.#isTyping = typing && this.#text !== '';
    this.#tell(this.#text, this.#isTyping);
  }
}
