import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BareJid } from '../core/jid.js';
import type { Chats } from './containers/chats.js';
import { defineLater } from './define-components.js';

/** Opens a conversation in the `<im-chats>` of an element, as soon as that is shown. */
export class OpenChat implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };
  #wanted: BareJid | undefined;

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
    host.addController(this);
  }

  open(jid: BareJid): void {
    this.#wanted = jid;
    this.#host.requestUpdate();
  }

  /** Nobody wants it any more. */
  forget(): void {
    this.#wanted = undefined;
  }

  hostUpdated(): void {
    if (this.#wanted !== undefined && this.#host.renderRoot.querySelector('im-chats')) void this.#open();
  }

  async #open(): Promise<void> {
    await defineLater('im-chats');
    const chats = this.#host.renderRoot.querySelector<Chats>('im-chats');
    const wanted = this.#wanted;
    if (!chats || wanted === undefined) return;
    this.#wanted = undefined;
    chats.open(wanted);
  }
}
