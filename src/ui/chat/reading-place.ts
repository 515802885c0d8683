/**
 * Where in a conversation somebody reads. At the end they stay there as more comes; anywhere else what they read stays
 * where it is. Near either end it asks for what lies beyond, once.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatSlice } from '../../core/chat/chat-view.js';
import { keptPortion, LATEST, newerPortion, olderPortion, type ChatPortion } from './chat-window.js';
import { distanceToEnd, placeOf, restore, type Place } from './scroll-place.js';

export interface ReadingOptions {
  readonly chat: () => ChatSlice | undefined;
  readonly portion: () => ChatPortion;
  readonly look: (portion: ChatPortion) => void;
  /** All that the session knows is shown, and more is wanted. */
  readonly askArchive: () => void;
}

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

/** So near (CSS pixels) somebody is at the end. */
const AT_END = 40;
/** What was not answered by then may be asked for again (milliseconds). */
const ASK_AGAIN = 500;
/** Kept free above the line where the new messages begin (CSS pixels). */
const ABOVE_NEW = 8;

export class ReadingPlace implements ReactiveController {
  readonly #host: Host;
  readonly #options: ReadingOptions;
  /** What was shown last. */
  #chat: ChatSlice | undefined;
  #isOpening = true;
  /** Somebody is at the end, and is to stay there. */
  #sticks = true;
  /** How far it was scrolled when that was last heard of. */
  #top = 0;
  /** How high it was when somebody was last put to the end. */
  #height = 0;
  #place: Place | undefined;
  #asked: { readonly chat: ChatSlice; readonly at: number } | undefined;
  #isAway = false;
  /** It has been out of the page, and nothing was told since. */
  #isBack = false;
  readonly #observer = new ResizeObserver(() => this.#settle());

  constructor(host: Host, options: ReadingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Somebody has left the end. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** The messages on the page, in their order. */
  get messages(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.message')];
  }

  hostConnected(): void {
    void this.#host.updateComplete.then(() => {
      for (const part of this.#host.renderRoot.querySelectorAll('.scroller, .content')) this.#observer.observe(part);
      // Out of the page nothing stays scrolled. Whoever was at the end is put there by what is observed.
      const scroller = this.#scroller;
      if (scroller && this.#isBack && !this.#sticks) scroller.scrollTop = this.#top;
    });
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#isBack = true;
  }

  hostUpdate(): void {
    const chat = this.#options.chat();
    if (chat === this.#chat) return;
    if (chat?.jid !== this.#chat?.jid) this.#begin();
    const scroller = this.#scroller;
    this.#place = scroller && !this.#sticks ? placeOf(scroller, this.messages) : undefined;
  }

  hostUpdated(): void {
    const chat = this.#options.chat();
    if (chat === this.#chat) return;
    this.#chat = chat;
    const scroller = this.#scroller;
    const opens = this.#isOpening || (this.#isBack && this.#sticks);
    this.#isBack = false;
    if (opens) this.#open();
    else if (this.#place && scroller) restore(scroller, this.messages, this.#place);
    else this.#settle();
  }

  /** Goes to the end, and to the portion that ends with the newest. */
  toLatest(): void {
    this.#sticks = true;
    this.#isOpening = false;
    if (this.#options.portion().until !== null) this.#options.look(LATEST);
    this.#settle();
  }

  /** What is about to grow is read from its beginning. */
  stay(): void {
    this.#sticks = false;
  }

  /** Somebody asks for what is older, whatever was asked before. */
  wantOlder(): void {
    const chat = this.#options.chat();
    this.#asked = undefined;
    if (chat) this.#askOlder(chat);
  }

  scrolled(): void {
    const scroller = this.#scroller;
    const chat = this.#options.chat();
    if (!chat || !scroller || this.#isOpening) return;
    const wentUp = scroller.scrollTop < this.#top && scroller.clientHeight === this.#height;
    this.#top = scroller.scrollTop;
    const toEnd = distanceToEnd(scroller);
    const isAtEnd = toEnd < AT_END;
    // It is the end that has moved away, as when the field below grows.
    if (this.#sticks && !wentUp && !isAtEnd) return this.#settle();
    const portion = this.#options.portion();
    this.#sticks = isAtEnd && (chat.newer === 0 || portion.until === null);
    this.#become(!this.#sticks);
    if (!isAtEnd && portion.until === null) this.#options.look(keptPortion(portion, chat));
    else if (toEnd < scroller.clientHeight && (isAtEnd || chat.newer > 0)) this.#ask(newerPortion(portion, chat), chat);
    if (scroller.scrollTop < scroller.clientHeight && chat.older === 'some') this.#askOlder(chat);
  }

  #begin(): void {
    this.#isOpening = this.#sticks = true;
    this.#isAway = false;
    this.#asked = undefined;
  }

  /** A conversation opens where somebody goes on reading: at what is new, else at the end. */
  #open(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.#chat || this.#chat.messages.length === 0) return;
    this.#isOpening = false;
    this.#settle();
    const line = this.#host.renderRoot.querySelector('.new');
    if (!line) return;
    const above = scroller.getBoundingClientRect().top - line.getBoundingClientRect().top;
    if (above > 0) scroller.scrollTop -= above + ABOVE_NEW;
    this.#sticks = distanceToEnd(scroller) < AT_END;
  }

  /** Whatever has changed its size: who was at the end still is. */
  #settle(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.#sticks || this.#isOpening) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#height = scroller.clientHeight;
  }

  #askOlder(chat: ChatSlice): void {
    if (this.#isAsked(chat)) return;
    const portion = olderPortion(this.#options.portion(), chat);
    if (portion) return this.#ask(portion, chat);
    this.#asked = { chat, at: performance.now() };
    this.#options.askArchive();
  }

  #ask(portion: ChatPortion | undefined, chat: ChatSlice): void {
    if (!portion || this.#isAsked(chat)) return;
    this.#asked = { chat, at: performance.now() };
    this.#options.look(portion);
  }

  /** It was asked for just now, and what is shown may be the answer to something before that. */
  #isAsked(chat: ChatSlice): boolean {
    return this.#asked?.chat === chat && performance.now() - this.#asked.at < ASK_AGAIN;
  }

  #become(isAway: boolean): void {
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.#host.requestUpdate();
  }

  get #scroller(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.scroller');
  }
}
