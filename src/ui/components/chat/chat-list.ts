import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatRow, ChatsSlice, ChatsWindow } from '../../../core/chat/chat-view.js';
import type { BareJid } from '../../../core/jid.js';
import { bubbles, chatIcons, deliveryIcons } from '../../chat-icons.js';
import { property } from '../../decorators.js';
import { componentEvent } from '../../events.js';
import { formatCount, formatExactly } from '../../format.js';
import { formatChatTime } from '../../format-chat-day.js';
import { icons } from '../../icons.js';
import { optionIcons } from '../../option-icons.js';
import { seenText } from '../../strings/availability.js';
import { deliveryText, draftText, lastText, strangersText, unreadText } from '../../strings/chat.js';
import { base } from '../../styles/base.js';
import { chatListStyles } from '../../styles/chat/chat-list.js';
import { nothingFound } from '../list-parts.js';
import { colourOf, personAvatar } from '../person-avatar.js';
import { nameOf } from './person.js';

/** The conversations that a page begins with. */
export const ALL_CHATS: ChatsWindow = { offset: 0, limit: 50, text: '', strangers: false };
/** Unread messages beyond that are not counted out. */
const MOST_COUNTED = 99;

/**
 * The conversations, the last that was written in first. Those of strangers are held apart, behind a line that says
 * how many they are.
 *
 * @summary The list of conversations.
 * @fires im-chat-picked - A conversation is to be shown.
 * @fires im-chats-window - Another part of the list is to be shown.
 */
@localized()
export class ChatList extends LitElement {
  static override styles = [base, chatListStyles];

  @property({ attribute: false }) chats: ChatsSlice | undefined;
  @property({ attribute: false }) window: ChatsWindow = ALL_CHATS;
  /** The one that is shown beside the list. */
  @property({ attribute: false }) chosen: BareJid | null = null;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** Somebody has pressed what leads to the other list. */
  #turns = false;

  /** Puts the focus on the line of somebody, else where a conversation is looked for. */
  focusOn(jid: BareJid | null): void {
    const lines = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-jid]')];
    const line = lines.find(({ dataset }) => dataset.jid === jid) ?? this.renderRoot.querySelector('input');
    line?.focus();
  }

  /** What was pressed to come to the one list or the other is gone. */
  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('window');
    if (!this.#turns || before === undefined || before.strangers === this.window.strangers) return;
    this.#turns = false;
    this.renderRoot.querySelector<HTMLElement>(this.window.strangers ? 'h3' : 'input')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { chats, window } = this;
    if (!chats) return nothing;
    return html`${window.strangers ? this.#renderStrangersHead() : nothing} ${this.#renderSearch()}
    ${!window.strangers && chats.strangers > 0 && window.text === '' ? this.#renderStrangersLine(chats) : nothing}
    ${chats.rows.length === 0 ? this.#renderEmpty(chats) : this.#renderRows(chats)} ${this.#renderPager(chats)}
    ${
      chats.hasArchive
        ? nothing
        : html`<p class="note">
            ${msg('Your server keeps no messages: here is only what was written while this device looked.')}
          </p>`
    }`;
  }

  #renderSearch(): TemplateResult {
    return html`<label class="search">
      ${icons.search}<span class="visually-hidden">${msg('Search conversations')}</span>
      <input type="search" placeholder=${msg('Search')} .value=${this.window.text} @input=${this.#onSearch} />
    </label>`;
  }

  #renderStrangersHead(): TemplateResult {
    return html`<div class="head">
      <button class="icon-button" aria-label=${msg('All conversations')} @click=${() => this.#showStrangers(false)}>
        ${icons.back}
      </button>
      <h3 tabindex="-1">${msg('From people you do not know')}</h3>
    </div>`;
  }

  #renderStrangersLine({ strangers }: ChatsSlice): TemplateResult {
    return html`<button class="strangers" @click=${() => this.#showStrangers(true)}>
      ${chatIcons.stranger}<span>${strangersText(strangers)}</span>${optionIcons.forward}
    </button>`;
  }

  #renderEmpty({ loaded, matching }: ChatsSlice): TemplateResult {
    if (this.window.text !== '') return nothingFound(this.window.text);
    if (!loaded || matching > 0) {
      return html`<div class="skeleton" role="status" aria-label=${msg('Loading')}><i></i><i></i><i></i></div>`;
    }
    return html`<div class="empty">
      ${bubbles}
      <strong>${this.window.strangers ? msg('Nobody waits here') : msg('No conversations yet')}</strong>
      ${this.window.strangers ? nothing : html`<span>${msg('Write to one of your contacts to begin one.')}</span>`}
    </div>`;
  }

  #renderRows({ rows }: ChatsSlice): TemplateResult {
    return html`<ul aria-label=${msg('Conversations')}>
      ${repeat(
        rows,
        ({ jid }) => jid,
        (row) => this.#renderRow(row),
      )}
    </ul>`;
  }

  #renderRow(row: ChatRow): TemplateResult {
    const { jid, name, seen, last, unread, suspended } = row;
    const isApart = this.window.strangers || suspended !== null;
    return html`<li ${ref((element) => element && colourOf(element as HTMLElement, jid))}>
      <button
        class="row ${unread > 0 ? 'news' : ''}"
        data-jid=${jid}
        title=${jid}
        aria-current=${jid === this.chosen ? 'true' : nothing}
        @click=${() => this.dispatchEvent(componentEvent('im-chat-picked', { jid }))}
      >
        ${personAvatar(jid, name, isApart ? null : seen)}
        <span class="words">
          <span class="top">
            <span class="name"><bdi dir=${name ? 'auto' : 'ltr'}>${nameOf(row)}</bdi></span>
            ${isApart ? nothing : html`<span class="visually-hidden">${seenText(seen)}</span>`}
            ${last ? this.#renderTime(last.at) : nothing}
          </span>
          <span class="bottom"> ${this.#renderLast(row)} ${unread > 0 ? this.#renderUnread(unread) : nothing} </span>
        </span>
      </button>
    </li>`;
  }

  #renderLast(row: ChatRow): TemplateResult {
    const { jid, draft, typing, suspended } = row;
    if (suspended) return html`<span class="last"><bdi>${msg('Suspended by your organization')}</bdi></span>`;
    if (typing) return html`<span class="last writes">${msg('is writing …')}</span>`;
    if (draft && jid !== this.chosen) return html`<span class="last draft">${draftText(draft)}</span>`;
    return html`<span class="last">${this.#renderDelivery(row)}${lastText(row)}</span>`;
  }

  /** Of one's own last message only what somebody may have to do something about. */
  #renderDelivery({ last }: ChatRow): TemplateResult | typeof nothing {
    if (last?.delivery !== 'failed' && last?.delivery !== 'waiting') return nothing;
    return html`<span class="delivery ${last.delivery}" title=${deliveryText(last.delivery)}
      >${deliveryIcons[last.delivery]}<span class="visually-hidden">${deliveryText(last.delivery)}</span></span
    >`;
  }

  #renderTime(at: number): TemplateResult {
    return html`<time datetime=${new Date(at).toISOString()} title=${formatExactly(at, this.locale)}
      >${formatChatTime(at, this.now, this.locale)}</time
    >`;
  }

  #renderUnread(unread: number): TemplateResult {
    const most = formatCount(MOST_COUNTED, this.locale);
    return html`<span class="unread" aria-hidden="true"
        >${unread > MOST_COUNTED ? msg(str`${most}+`) : formatCount(unread, this.locale)}</span
      ><span class="visually-hidden">${unreadText(unread)}</span>`;
  }

  #renderPager({ matching, offset, rows }: ChatsSlice): TemplateResult | typeof nothing {
    const { limit } = this.window;
    if (matching <= limit) return nothing;
    const [first = '', last = '', all = ''] = [offset + 1, offset + rows.length, matching].map((count) =>
      formatCount(count, this.locale),
    );
    return html`<nav aria-label=${msg('Pages')}>
      <button class="button" ?disabled=${offset === 0} @click=${() => this.#go(Math.max(0, offset - limit))}>
        ${msg('Previous')}
      </button>
      <span class="muted small" role="status">${msg(str`${first}–${last} of ${all}`)}</span>
      <button class="button" ?disabled=${offset + rows.length >= matching} @click=${() => this.#go(offset + limit)}>
        ${msg('Next')}
      </button>
    </nav>`;
  }

  #go(offset: number): void {
    this.#look({ ...this.window, offset });
  }

  readonly #onSearch = (event: Event): void => {
    const text = (event.target as HTMLInputElement).value;
    this.#look({ ...this.window, text, offset: 0 });
  };

  #showStrangers(strangers: boolean): void {
    this.#turns = true;
    this.#look({ ...ALL_CHATS, strangers });
  }

  #look(window: ChatsWindow): void {
    this.dispatchEvent(componentEvent('im-chats-window', { window }));
  }
}
