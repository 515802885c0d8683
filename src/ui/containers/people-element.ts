/** What the elements share that show people: with each of them a conversation can be opened. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import type { View } from '../../core/view.js';
import { state } from '../decorators.js';
import type { ComponentEvent } from '../events.js';
import { icons } from '../icons.js';
import { OpenChat } from '../open-chat.js';
import type { ChatWantedDetail } from '../page-events.js';
import { filling } from '../styles/filling.js';
import { chatsPart, type Shown } from './messenger-parts.js';
import { SignedInElement } from './signed-in-element.js';

/** Where a page shows conversations. */
interface ChatPlace extends HTMLElement {
  open(jid: BareJid): void;
}

/**
 * An element that shows people. A conversation with one of them is opened in the `<im-chat>` of the page, else in the
 * place of the people.
 *
 * @fires {CustomEvent<ChatWantedDetail>} im-chat-wanted - Somebody is to be written to; cancel it to show the conversation elsewhere.
 * @cssproperty --im-block-size - How high the element is.
 */
export abstract class PeopleElement extends SignedInElement {
  static override styles = [...SignedInElement.styles, filling];

  /** With whom the conversation is that is shown, if one is. */
  @state() private chatWith: BareJid | null = null;
  readonly #openChat = new OpenChat(this);

  protected abstract renderPeople(shown: Shown): TemplateResult;

  protected override forgetPage(): void {
    super.forgetPage();
    this.#openChat.forget();
    this.chatWith = null;
  }

  protected override renderContent(view: View, now: number): TemplateResult {
    const shown: Shown = { client: this.client, view, locale: this.locale, now };
    if (this.chatWith !== null) {
      return html`<button class="quiet back" @click=${this.#onBack}>${icons.back} ${msg('Back')}</button>
        ${chatsPart(shown, this.chatWith, this.command)}`;
    }
    return html`<div class="fills column" @im-chat-wanted=${this.#onChatWanted}>${this.renderPeople(shown)}</div>`;
  }

  readonly #onBack = (): void => {
    this.#openChat.forget();
    this.chatWith = null;
    void this.updateComplete.then(() => this.focusTitle());
  };

  protected override openChat(jid: BareJid): void {
    const detail: ChatWantedDetail = { jid };
    const wanted = new CustomEvent('im-chat-wanted', { detail, bubbles: true, composed: true, cancelable: true });
    if (!this.dispatchEvent(wanted)) return;
    const place = document.querySelector<ChatPlace>('im-chat');
    // Its code may be on its way.
    if (place) void customElements.whenDefined('im-chat').then(() => place.open(jid));
    else {
      this.chatWith = jid;
      this.#openChat.open(jid); // what was pressed is gone, and the focus with it
    }
  }

  readonly #onChatWanted = (event: ComponentEvent<'im-chat-wanted'>): void => {
    event.stopPropagation();
    this.openChat(event.detail.jid as BareJid);
  };
}
