/** Keeps the focus in a list whose entries go when their button is pressed: their successor gets it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

export class KeepFocus implements ReactiveController {
  readonly #host: Host;
  readonly #buttons: string;
  readonly #otherwise: string;
  #focused = -1;

  /** `buttons` are those that may go; where none is left, the first of `otherwise` gets the focus. Both are selectors. */
  constructor(host: Host, buttons: string, otherwise: string) {
    this.#host = host;
    this.#buttons = buttons;
    this.#otherwise = otherwise;
    host.addController(this);
  }

  hostUpdate(): void {
    const active = this.#active();
    if (active) this.#focused = this.#all().indexOf(active as HTMLElement);
  }

  hostUpdated(): void {
    if (this.#focused < 0 || this.#active()) return;
    const buttons = this.#all();
    const successor = buttons[Math.min(this.#focused, buttons.length - 1)];
    const next = successor ?? this.#host.renderRoot.querySelector<HTMLElement>(this.#otherwise);
    this.#focused = -1;
    next?.focus();
  }

  #active(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement;
  }

  #all(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>(this.#buttons)];
  }
}
