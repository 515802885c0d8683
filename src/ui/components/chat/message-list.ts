import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage, ChatSlice } from '../../../core/chat/chat-view.js';
import { arrangeMessages, type Turn } from '../../chat/arrange-messages.js';
import { LATEST, type ChatPortion } from '../../chat/chat-window.js';
import { correctable } from '../../chat/correctable.js';
import { ReadingPlace } from '../../chat/reading-place.js';
import { property, state } from '../../decorators.js';
import { componentEvent, type MessageAct } from '../../events.js';
import { formatChatDay } from '../../format-chat-day.js';
import { announcedText, loggedText, writesText } from '../../strings/chat.js';
import { base } from '../../styles/base.js';
import { messageListStyles } from '../../styles/chat/message-list.js';
import { messageStyles } from '../../styles/chat/message.js';
import type { Menu } from '../menu.js';
import { beginning, jump } from './message-list-parts.js';
import { renderMessage, type MessageContext } from './message.js';

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
  @state() private announced: readonly ChatMessage[] = [];
  readonly #place = new ReadingPlace(this, {
    chat: () => this.chat,
    portion: () => this.portion,
    look: (portion) => this.dispatchEvent(componentEvent('im-chat-portion', { portion })),
    askArchive: () => this.dispatchEvent(componentEvent('im-older-wanted')),
  });

  /** Goes to the end, and to the messages that are the latest. */
  toLatest(): void {
    this.#place.toLatest();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('chat')) return;
    const before = changed.get('chat');
    if (before?.jid !== this.chat?.jid) this.#begin();
    else if (before && this.chat) this.#announce(before, this.chat);
  }

  override render(): TemplateResult | typeof nothing {
    const { chat } = this;
    if (!chat) return nothing;
    return html`<section
        class="scroller"
        aria-label=${msg('Messages')}
        @scroll=${() => this.#place.scrolled()}
        @keydown=${this.#onKey}
        @focusin=${this.#onFocus}
        @focusout=${() => (this.focused = null)}
        @pointerover=${this.#onPoint}
        @pointerleave=${() => (this.pointed = null)}
      >
        <div class="content">
          ${beginning(chat, {
            more: () => this.#place.wantOlder(),
            again: () => this.dispatchEvent(componentEvent('im-older-wanted')),
          })}
          ${this.#renderMessages(chat)}
          <p class="typing" role="status">${chat.typing ? writesText(this.name) : nothing}</p>
        </div>
      </section>
      ${jump(chat, this.#place.isAway, () => this.#jump())}
      <div class="visually-hidden" role="log" aria-label=${msg('What has just come')}>
        ${repeat(
          this.announced,
          ({ id }) => id,
          (message) =>
            html`<p>
              ${message.loggedBy === null ? announcedText(this.name, message) : loggedText(message.loggedBy)}
            </p>`,
        )}
      </div>`;
  }

  #renderMessages({ messages, firstUnread }: ChatSlice): unknown {
    const can = correctable(messages);
    const written = messages.filter(({ loggedBy }) => loggedBy === null);
    const lastOwn = written.findLast(({ mine }) => mine)?.id;
    const tabStop = written.some(({ id }) => id === this.tabStop) ? this.tabStop : written.at(-1)?.id;
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
        const { id, loggedBy } = message;
        if (loggedBy !== null) return html`<p class="edge">${loggedText(loggedBy)}</p>`;
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

  #jump(): void {
    this.toLatest();
    this.#focusArticle(this.#place.messages.length - 1);
  }

  #begin(): void {
    this.whole = new Set();
    this.announced = [];
    this.tabStop = this.pointed = this.focused = null;
  }

  #announce(before: ChatSlice, now: ChatSlice): void {
    const last = before.messages.at(-1)?.id;
    const at = now.messages.findIndex(({ id }) => id === last);
    // What follows is new only if nothing else followed before, and if it is not what there was all along.
    if (before.newer > 0 || (last === undefined ? before.older !== 'none' : at < 0)) return;
    const news = now.messages.slice(at + 1).filter(({ mine, loggedBy }) => !mine || loggedBy !== null);
    if (news.length > 0) this.announced = [...this.announced, ...news].slice(-MOST_ANNOUNCED);
  }

  #showAll(id: string): void {
    this.whole = new Set([...this.whole, id]);
    this.#place.stay(); // it grows below its beginning, where somebody reads on
    const article = this.#place.messages.find(({ dataset }) => dataset.id === id);
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
    const articles = this.#place.messages;
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
    this.#place.messages[index]?.focus();
  }
}

/** The message in which something happened. */
function idAt({ target }: Event): string | null {
  return (target as Element).closest<HTMLElement>('.message')?.dataset.id ?? null;
}
