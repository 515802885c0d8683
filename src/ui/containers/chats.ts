import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ChatSlice, ChatsSlice, ChatsWindow } from '../../core/chat/chat-view.js';
import type { BareJid } from '../../core/jid.js';
import type { View, Window } from '../../core/view.js';
import type { PortClient } from '../../ports/client.js';
import { LATEST, type ChatPortion } from '../chat/chat-window.js';
import { bubbles } from '../chat-icons.js';
import { ALL_CHATS, type ChatList } from '../components/chat/chat-list.js';
import type { Conversation } from '../components/chat/conversation.js';
import { property, state } from '../decorators.js';
import { componentEvent, type ComponentEvent } from '../events.js';
import { InView } from '../in-view.js';
import type { Send } from '../send.js';
import { base } from '../styles/base.js';
import { chatsStyles } from '../styles/chat/chats.js';
import { skeleton } from './inbox-parts.js';

/** From this width on (CSS pixels) the list is beside the conversation. */
const WIDE = 640;

/**
 * The conversations: a list, and the one that is open beside it where there is room, else in its place. The session
 * hears which part of them is shown, and whether anybody can see it.
 *
 * @summary The conversations of whoever is signed in.
 * @fires im-chat-opened - A conversation was opened, or (null) left for the list.
 * @fires im-add-wanted - Somebody is to become a contact.
 */
@localized()
export class Chats extends LitElement {
  static override styles = [base, chatsStyles];

  @property({ attribute: false }) client: PortClient | undefined;
  @property({ attribute: false }) view: View | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** The one conversation that there is, without a list of others. */
  @property({ attribute: false }) with: BareJid | null = null;
  @state() private opened: BareJid | null = null;
  @state() private portion: ChatPortion = LATEST;
  @state() private listed: ChatsWindow = ALL_CHATS;
  @state() private isWide = false;
  /** What was told last: shown until what is asked for now is there. */
  #chats: ChatsSlice | undefined;
  #chat: ChatSlice | undefined;
  /** The conversation is to have the focus. */
  #focuses = false;
  /** The conversation is in the window, and not scrolled away with the page around it. */
  #isInView = false;
  #looked: { readonly client: PortClient; readonly at: string } | undefined;
  /** In the next frame: what is measured must not change while it is being measured. */
  readonly #observer = new ResizeObserver(() => {
    requestAnimationFrame(() => (this.isWide = this.offsetWidth >= WIDE));
  });

  constructor() {
    super();
    new InView<Conversation>(this, {
      elements: () => this.renderRoot.querySelectorAll<Conversation>('im-conversation'),
      changed: (seen) => {
        this.#isInView = seen.length > 0;
        this.#look();
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.isWide = this.offsetWidth >= WIDE;
    this.#observer.observe(this);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#lookAway();
  }

  /** Opens the conversation with somebody, whether there is one already or not. */
  open(jid: BareJid): void {
    this.#show(jid);
    this.#focuses = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('with')) this.portion = LATEST;
    if (!changed.has('view')) return;
    const { chats, chat } = this.view ?? {};
    if (chats) this.#chats = chats;
    if (chat) {
      const wasStranger = this.#chat?.jid === chat.jid && this.#chat.stranger;
      // Who is accepted goes to all the others, and nobody is left behind where they were.
      if (wasStranger && !chat.stranger && this.listed.strangers) this.listed = ALL_CHATS;
      this.#chat = chat;
    }
    // Somebody has signed out.
    if (!this.view?.session.account) this.#chats = this.#chat = undefined;
  }

  protected override updated(): void {
    this.#look();
    if (this.#focuses) void this.#focusConversation();
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const shown = this.#shown;
    return html`<div
      class="panes ${this.isWide && this.with === null ? 'wide' : 'narrow'}"
      @im-chat-picked=${this.#onPicked}
      @im-chats-window=${this.#onWindow}
      @im-chat-portion=${this.#onPortion}
      @im-back=${this.#onBack}
    >
      ${this.#showsList ? this.#renderList(shown) : nothing}
      ${shown ? this.#renderConversation(view, shown) : this.#renderNone()}
    </div>`;
  }

  get #shown(): BareJid | null {
    return this.with ?? this.opened;
  }

  get #showsList(): boolean {
    return this.with === null && (this.isWide || this.opened === null);
  }

  #renderList(shown: BareJid | null): TemplateResult {
    if (!this.#chats) return skeleton();
    return html`<im-chat-list
      .chats=${this.#chats}
      .window=${this.listed}
      .chosen=${shown}
      .locale=${this.locale}
      .now=${this.now}
    ></im-chat-list>`;
  }

  #renderConversation({ session, requests }: View, shown: BareJid): TemplateResult {
    if (this.#chat?.jid !== shown) return skeleton();
    return html`<im-conversation
      .chat=${this.#chat}
      .portion=${this.portion}
      .send=${this.#send}
      .link=${session.link}
      .can=${requests.can}
      .held=${requests.held}
      .canGoBack=${!this.isWide && this.with === null}
      .locale=${this.locale}
      .now=${this.now}
    ></im-conversation>`;
  }

  /** Beside a list, where nothing is chosen from it yet. */
  #renderNone(): TemplateResult | typeof nothing {
    if (!this.isWide) return nothing;
    return html`<div class="empty">${bubbles}<span>${msg('Choose a conversation to read it.')}</span></div>`;
  }

  readonly #send: Send = async (command) =>
    this.client?.command<(typeof command)['name']>(command) ?? { ok: false, problem: { kind: 'not-signed-in' } };

  /** Tells the session what is shown, if that is something else than before. */
  #look(): void {
    const { client } = this;
    if (client !== this.#looked?.client) this.#lookAway();
    if (!client || !this.isConnected) return;
    const shown = this.#shown;
    // Whoever reads further up does not see what comes at the end.
    const visible = this.#isInView && this.portion.until === null;
    const looks: Pick<Window, 'chats' | 'chat'> = {
      chats: this.#showsList ? this.listed : undefined,
      chat: shown === null ? undefined : { jid: shown, ...this.portion, visible },
    };
    const at = JSON.stringify(looks);
    if (at === this.#looked?.at) return;
    this.#looked = { client, at };
    client.look(looks);
  }

  #lookAway(): void {
    this.#looked?.client.look({ chats: undefined, chat: undefined });
    this.#looked = undefined;
  }

  #show(jid: BareJid | null): void {
    if (this.with !== null || jid === this.opened) return;
    this.opened = jid;
    this.portion = LATEST;
    this.dispatchEvent(componentEvent('im-chat-opened', { jid }));
  }

  /** As soon as it is there. */
  async #focusConversation(): Promise<void> {
    const conversation = this.renderRoot.querySelector<Conversation>('im-conversation');
    if (!conversation) return;
    this.#focuses = false;
    await conversation.updateComplete;
    conversation.focus();
  }

  readonly #onPicked = (event: ComponentEvent<'im-chat-picked'>): void => {
    event.stopPropagation();
    this.open(event.detail.jid);
  };

  readonly #onWindow = (event: ComponentEvent<'im-chats-window'>): void => {
    event.stopPropagation();
    this.listed = event.detail.window;
  };

  readonly #onPortion = (event: ComponentEvent<'im-chat-portion'>): void => {
    event.stopPropagation();
    this.portion = event.detail.portion;
  };

  readonly #onBack = (event: Event): void => {
    event.stopPropagation();
    const left = this.opened;
    this.#show(null);
    void this.#focusList(left);
  };

  async #focusList(jid: BareJid | null): Promise<void> {
    await this.updateComplete;
    const list = this.renderRoot.querySelector<ChatList>('im-chat-list');
    await list?.updateComplete;
    list?.focusOn(jid);
  }
}
