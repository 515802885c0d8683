import { localized, msg } from '@lit/localize';
import { bareJid, type BareJid } from '../../core/jid.js';
import type { View } from '../../core/view.js';
import { property } from '../decorators.js';
import { defineLater } from '../define-components.js';
import { OpenChat } from '../open-chat.js';
import { filling } from '../styles/filling.js';
import { chatsPart } from './messenger-parts.js';
import { SignedInElement, type Part } from './signed-in-element.js';

/**
 * The conversations of whoever is signed in, or one of them.
 *
 * @summary Conversations.
 * @fires {CustomEvent<ChatOpenedDetail>} im-chat-opened - A conversation was opened from the list of them, or (null) left for it.
 * @cssproperty --im-block-size - How high the element is.
 */
@localized()
export class ChatElement extends SignedInElement {
  static override styles = [...SignedInElement.styles, filling];

  /** The address of the one person with whom to talk; without it there is a list of all conversations. */
  @property() with = '';
  readonly #openChat = new OpenChat(this);

  /** Shows the conversation with `jid`, whether there is one already or not. */
  open(jid: string): void {
    const bare = bareJid(jid);
    if (!bare) return;
    if (this.with) this.with = bare;
    else this.#openChat.open(bare);
  }

  protected override openChat(jid: BareJid): void {
    this.open(jid);
  }

  protected override get heading(): string {
    return msg('Chats');
  }

  protected override prefetch(): void {
    void defineLater('im-chats');
  }

  protected override forgetPage(): void {
    super.forgetPage();
    this.#openChat.forget();
  }

  protected override renderContent(view: View, now: number): Part {
    const shown = { client: this.client, view, locale: this.locale, now };
    return chatsPart(shown, bareJid(this.with) ?? null, this.command);
  }
}
