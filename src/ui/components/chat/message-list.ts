import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage, ChatSlice } from '../../../core/chat/chat-view.js';
import { arrangeMessages, type Turn } from '../../chat/arrange-messages.js';
import { keptPortion, LATEST, newerPortion, olderPortion, type ChatPortion } from '../../chat/chat-window.js';
import { correctable } from '../../chat/correctable.js';
import { distanceToEnd, placeOf, restore, type Place } from '../../chat/scroll-place.js';
import { property, state } from '../../decorators.js';
import { componentEvent, type MessageAct } from '../../events.js';
import { formatChatDay } from '../../format-chat-day.js';
import { icons } from '../../icons.js';
import { announcedText, newerText, writesText } from '../../strings/chat.js';
import { base } from '../../styles/base.js';
import { messageListStyles } from '../../styles/chat/message-list.js';
import { messageStyles } from '../../styles/chat/message.js';
import type { Menu } from '../menu.js';
import { renderMessage, type MessageContext } from './message.js';

/** So near (CSS pixels) somebody is at the end. */
const AT_END = 40;
/** What was not answered by then may be asked for again (milliseconds). */
const ASK_AGAIN = 500;
/** Of what has just come, the last few are read aloud. */
const MOST_ANNOUNCED = 3;

/**
 * The messages of a conversation. At the end it stays there as more come; anywhere else what is read stays where it is.
 * Near either end it asks for what lies beyond.
 *
 * @summary Messages, and a way through them.
 * @fires im-chat-portion - Another part of the conversation is to be shown.
 * @fires im-older-wanted - What is older than all that is known is wanted.
 * @fires im-message-act - Something is to be done about one message.
 */
@localized()
export class MessageList extends LitElement {
  static override styles = [base, messageListStyles, messageStyles];

  @property({ attribute: false }) chat: ChatSlice | undefined;
  @property({ attribute: false }) portion: ChatPortion = LATEST;
  /** What the other one is called. */
  @property() name = '';
  /** The message that is being corrected. */
  @property({ attribute: false }) corrects: string | null = null;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** Messages that are shown to their end, though they are long. */
  @state() private whole: ReadonlySet<string> = new Set();
  @state() private pointed: string | null = null;
  @state() private focused: string | null = null;
  /** Where the arrows go on from. */
  @state() private tabStop: string | null = null;
  @state() private isAway = false;
  @state() private announced: readonly ChatMessage[] = [];
  #isOpening = true;
  /** Somebody is at the end, and is to stay there. */
  #sticks = true;
  /** How far it was scrolled when that was last heard of. */
  #top = 0;
  /** How high it was when somebody was last put to the end. */
  #height = 0;
  #place: Place | undefined;
  #asked: { readonly chat: ChatSlice; readonly at: number } | undefined;
  readonly #observer = new ResizeObserver(() => this.#settle());

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#observe());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** Goes to the end, and to the part that ends with the newest. */
  toLatest(): void {
    this.#sticks = true;
    this.#isOpening = false;
    if (this.portion.until !== null) this.#look(LATEST);
    this.#settle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('chat')) return;
    const before = changed.get('chat');
    if (before?.jid !== this.chat?.jid) this.#begin();
    else if (before && this.chat) this.#announce(before, this.chat);
    const scroller = this.#scroller;
    this.#place = scroller && !this.#sticks ? placeOf(scroller, this.#articles) : undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('chat')) return;
    const scroller = this.#scroller;
    if (this.#isOpening) this.#open();
    else if (this.#place && scroller) restore(scroller, this.#articles, this.#place);
    else this.#settle();
  }

  override render(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (!chat) return nothing;
    return html`<section
        class="scroller"
        aria-label=${msg('Messages')}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKey}
        @focusin=${this.#onFocus}
        @focusout=${() => (this.focused = null)}
        @pointerover=${this.#onPoint}
        @pointerleave=${() => (this.pointed = null)}
      >
        <div class="content">
          ${this.#renderBeginning(chat)} ${this.#renderMessages(chat)}
          <p class="typing" role="status">${chat.typing ? writesText(this.name) : nothing}</p>
        </div>
      </section>
      ${this.#renderJump(chat)}
      <div class="visually-hidden" role="log" aria-label=${msg('What has just come')}>
        ${repeat(
          this.announced,
          ({ id }) => id,
          (message) => html`<p>${announcedText(this.name, message)}</p>`,
        )}
      </div>`;
  }

  #renderBeginning({ older, messages }: ChatSlice): TemplateResult | typeof nothing {
    switch (older) {
      case 'none':
        return html`<p class="edge">
          ${messages.length === 0 ? msg('Nothing has been written yet.') : msg('Beginning of the conversation')}
        </p>`;
      case 'some':
        return html`<p class="edge">
          <button class="link" @click=${this.#wantOlder}>${msg('Older messages')}</button>
        </p>`;
      case 'loading':
        return html`<p class="edge" role="status"><i class="spinner"></i>${msg('Loading older messages …')}</p>`;
      case 'failed':
        return html`<p class="edge bad" role="status">
          ${icons.warning}${msg('Older messages could not be loaded.')}
          <button class="link" @click=${() => this.dispatchEvent(componentEvent('im-older-wanted'))}>
            ${msg('Try again')}
          </button>
        </p>`;
    }
  }

  #renderMessages({ messages, firstUnread }: ChatSlice): unknown {
    const can = correctable(messages);
    const lastOwn = messages.findLast(({ mine }) => mine)?.id;
    const tabStop = messages.some(({ id }) => id === this.tabStop) ? this.tabStop : messages.at(-1)?.id;
    const items = arrangeMessages(messages, firstUnread).flatMap(({ at, turns }) => [
      { key: `day ${at}`, day: at },
      ...turns.flatMap((turn) => turn.messages.map((message) => ({ key: message.id, turn, message }))),
    ]);
    return repeat(
      items,
      ({ key }) => key,
      (item) => {
        if ('day' in item) return html`<h4 class="day">${formatChatDay(item.day, this.now, this.locale)}</h4>`;
        const { message, turn } = item;
        const { id } = message;
        const context = this.#context(message, turn, can);
        return html`${id === firstUnread ? html`<h4 class="new"><span>${msg('New messages')}</span></h4>` : nothing}
        ${renderMessage(message, { ...context, isLastOwn: id === lastOwn, isTabStop: id === tabStop })}`;
      },
    );
  }

  #context(
    message: ChatMessage,
    { messages }: Turn,
    can: ReadonlySet<string>,
  ): Omit<MessageContext, 'isLastOwn' | 'isTabStop'> {
    const { id, mine } = message;
    return {
      who: mine ? msg('You') : this.name,
      locale: this.locale,
      beginsTurn: message === messages[0],
      endsTurn: message === messages.at(-1),
      isWhole: this.whole.has(id),
      isActive: id === this.pointed || id === this.focused,
      isCorrected: id === this.corrects,
      canCorrect: can.has(id),
      act: (act: MessageAct) => this.dispatchEvent(componentEvent('im-message-act', { act, id })),
      showAll: () => this.#showAll(id),
    };
  }

  /** Always there, so that what it comes to say is heard. */
  #renderJump({ newer }: ChatSlice): TemplateResult {
    const text = newer > 0 ? newerText(newer) : '';
    return html`<div class="jump" ?hidden=${!this.isAway}>
        <button class="button" aria-label=${text || msg('Latest messages')} @click=${() => this.#jump()}>
          ${icons.down}${text}
        </button>
      </div>
      <span class="visually-hidden" role="status">${text}</span>`;
  }

  #jump(): void {
    this.toLatest();
    this.#focusArticle(this.#articles.length - 1);
  }

  #begin(): void {
    this.#isOpening = this.#sticks = true;
    this.#asked = undefined;
    this.isAway = false;
    this.whole = new Set();
    this.announced = [];
    this.tabStop = this.pointed = this.focused = null;
  }

  /** A conversation opens where somebody goes on reading: at what is new, else at the end. */
  #open(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.chat || this.chat.messages.length === 0) return;
    this.#isOpening = false;
    this.#settle();
    const line = this.renderRoot.querySelector('.new');
    if (!line) return;
    const above = scroller.getBoundingClientRect().top - line.getBoundingClientRect().top;
    if (above > 0) scroller.scrollTop -= above + 8;
    this.#sticks = distanceToEnd(scroller) < AT_END;
  }

  #announce(before: ChatSlice, now: ChatSlice): void {
    const last = before.messages.at(-1)?.id;
    const at = now.messages.findIndex(({ id }) => id === last);
    // What follows is new only if nothing else followed before, and if it is not all of a conversation.
    if (before.newer > 0 || last === undefined || at < 0) return;
    const news = now.messages.slice(at + 1).filter(({ mine }) => !mine);
    if (news.length > 0) this.announced = [...this.announced, ...news].slice(-MOST_ANNOUNCED);
  }

  /** Whatever has changed its size: who was at the end still is. */
  #settle(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.#sticks || this.#isOpening) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#height = scroller.clientHeight;
  }

  readonly #onScroll = (): void => {
    const { chat, portion } = this;
    const scroller = this.#scroller;
    if (!chat || !scroller || this.#isOpening) return;
    const wentUp = scroller.scrollTop < this.#top && scroller.clientHeight === this.#height;
    this.#top = scroller.scrollTop;
    const toEnd = distanceToEnd(scroller);
    const isAtEnd = toEnd < AT_END;
    // It is the end that has moved away, as when the field below grows.
    if (this.#sticks && !wentUp && !isAtEnd) return this.#settle();
    this.#sticks = isAtEnd && (chat.newer === 0 || portion.until === null);
    this.isAway = !this.#sticks;
    if (!isAtEnd && portion.until === null) this.#look(keptPortion(portion, chat));
    else if (toEnd < scroller.clientHeight && (isAtEnd || chat.newer > 0)) this.#ask(newerPortion(portion, chat), chat);
    if (scroller.scrollTop < scroller.clientHeight && chat.older === 'some') this.#askOlder(chat);
  };

  readonly #wantOlder = (): void => {
    this.#asked = undefined;
    if (this.chat) this.#askOlder(this.chat);
  };

  #askOlder(chat: ChatSlice): void {
    if (this.#isAsked(chat)) return;
    const portion = olderPortion(this.portion, chat);
    if (portion) return this.#ask(portion, chat);
    this.#asked = { chat, at: performance.now() };
    this.dispatchEvent(componentEvent('im-older-wanted'));
  }

  #ask(portion: ChatPortion | undefined, chat: ChatSlice): void {
    if (!portion || this.#isAsked(chat)) return;
    this.#asked = { chat, at: performance.now() };
    this.#look(portion);
  }

  /** It was asked for just now, and what is shown may be the answer to something before that. */
  #isAsked(chat: ChatSlice): boolean {
    return this.#asked?.chat === chat && performance.now() - this.#asked.at < ASK_AGAIN;
  }

  #look(portion: ChatPortion): void {
    this.dispatchEvent(componentEvent('im-chat-portion', { portion }));
  }

  #showAll(id: string): void {
    this.whole = new Set([...this.whole, id]);
    this.#sticks = false; // it grows below its beginning, where somebody reads on
    const article = this.#articles.find(({ dataset }) => dataset.id === id);
    article?.focus({ preventScroll: true });
  }

  readonly #onPoint = (event: Event): void => {
    this.pointed = idAt(event);
  };

  readonly #onFocus = (event: Event): void => {
    this.focused = idAt(event);
    if (this.focused !== null) this.tabStop = this.focused;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const articles = this.#articles;
    const at = articles.findIndex((article) => article === event.target);
    if (at < 0) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      articles[at]?.querySelector<Menu>('im-menu')?.open();
      return;
    }
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: articles.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#focusArticle(Math.max(0, to));
  };

  #focusArticle(index: number): void {
    this.#articles[index]?.focus();
  }

  #observe(): void {
    if (!this.isConnected) return;
    for (const portion of this.renderRoot.querySelectorAll('.scroller, .content')) this.#observer.observe(portion);
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroller');
  }

  get #articles(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.message')];
  }
}

/** The message in which something happened. */
function idAt({ target }: Event): string | null {
  return (target as Element).closest<HTMLElement>('.message')?.dataset.id ?? null;
}
