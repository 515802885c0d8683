import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ChatSlice } from '../../../core/chat/chat-view.js';
import type { Link } from '../../../core/link.js';
import type { ReportReason } from '../../../core/state.js';
import type { Abilities, HeldAnswer } from '../../../core/view.js';
import type { Command } from '../../../ports/protocol.js';
import { LATEST, type ChatPortion } from '../../chat/chat-window.js';
import { correctable } from '../../chat/correctable.js';
import { property, state } from '../../decorators.js';
import { componentEvent, type ComponentEvent } from '../../events.js';
import type { Send } from '../../send.js';
import { commandProblemText, type ProblemText } from '../../strings/problems.js';
import { base } from '../../styles/base.js';
import { conversationStyles } from '../../styles/chat/conversation.js';
import type { Composer, Correction } from './composer.js';
import { conversationBar, blockQuestionOf, type BarAct } from './conversation-bar.js';
import { conversationHeader, type HeaderAct } from './conversation-header.js';
import type { MessageList } from './message-list.js';
import { nameOf } from './person.js';

/**
 * One conversation: who it is with, what was written, and where one writes. A stranger is answered first: nothing is
 * told to them before that.
 *
 * @summary A conversation.
 * @fires im-chat-portion - Another part of it is to be shown.
 * @fires im-add-wanted - The other one is to become a contact.
 * @fires im-back - The list of conversations is wanted.
 */
@localized()
export class Conversation extends LitElement {
  static override styles = [base, conversationStyles];

  @property({ attribute: false }) chat: ChatSlice | undefined;
  @property({ attribute: false }) portion: ChatPortion = LATEST;
  @property({ attribute: false }) send: Send | undefined;
  @property({ attribute: false }) link: Link = { phase: 'starting' };
  @property({ attribute: false }) can: Abilities = { block: false, report: false };
  /** A block that can still be taken back. */
  @property({ attribute: false }) held: HeldAnswer | null = null;
  /** There is a list of conversations to go back to. */
  @property({ type: Boolean }) canGoBack = false;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  @state() private correction: Correction | null = null;
  @state() private asks: 'block' | 'report' | null = null;
  @state() private problem: ProblemText | null = null;
  @state() private said = '';

  /** To where one writes; on a touch screen that would bring up its keyboard, so to the name. */
  override focus(): void {
    const field = matchMedia('(pointer: coarse)').matches ? null : this.#composer;
    (field ?? this.renderRoot.querySelector<HTMLElement>('.title'))?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('chat') || changed.get('chat')?.jid === this.chat?.jid) return;
    this.correction = this.asks = this.problem = null;
    this.said = '';
  }

  override render(): TemplateResult | typeof nothing {
    const { chat, locale, now } = this;
    if (!chat) return nothing;
    const { can, canGoBack } = this;
    return html`${conversationHeader(chat, { can, canGoBack, locale, now, act: (act) => this.#onHeader(act, chat) })}
      <im-message-list
        .chat=${chat}
        .portion=${this.portion}
        .name=${nameOf(chat)}
        .corrects=${this.correction?.id ?? null}
        .locale=${locale}
        .now=${now}
        @im-older-wanted=${() => void this.#do({ name: 'read-older', jid: chat.jid })}
        @im-message-act=${this.#onMessageAct}
      ></im-message-list>
      ${this.#renderProblem()} ${this.#renderFoot(chat)}
      <p class="visually-hidden" role="status">${this.said}</p>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (!problem) return nothing;
    return html`<im-notice tone="bad" role="alert">${problem.what} ${problem.todo}</im-notice>`;
  }

  #renderFoot(chat: ChatSlice): TemplateResult {
    if (this.asks) {
      return blockQuestionOf(chat, this.asks === 'report', {
        confirmed: (report) => this.#block(chat, report),
        cancelled: () => this.#closeQuestion(),
      });
    }
    const isHeld = this.held?.act === 'block' && this.held.jid === chat.jid;
    const bar = conversationBar(chat, {
      can: this.can,
      isHeld,
      canGoBack: this.canGoBack,
      act: (act) => this.#onBar(act, chat),
    });
    if (bar) return bar;
    // Each conversation has a field of its own: what is typed in one is kept as that one's.
    return html`${keyed(
      chat.jid,
      html`<im-composer
        .draft=${chat.draft}
        .keep=${(text: string, typing: boolean) => void this.#do({ name: 'keep-draft', jid: chat.jid, text, typing })}
        .correction=${this.correction}
        .offline=${this.link.phase !== 'online'}
        .locale=${this.locale}
        @im-written=${this.#onWritten}
        @im-correction-wanted=${this.#correctLast}
        @im-cancelled=${this.#stopCorrecting}
      ></im-composer>`,
    )}`;
  }

  #onHeader(act: HeaderAct, { jid, name, blocked }: ChatSlice): void {
    switch (act) {
      case 'back':
        this.dispatchEvent(componentEvent('im-back'));
        return;
      case 'add':
        this.dispatchEvent(componentEvent('im-add-wanted', { jid, name }));
        return;
      case 'copy':
        void this.#copy(jid, msg('The address is copied.'));
        return;
      case 'block':
      case 'report':
        this.asks = act;
        return;
      case 'unblock':
        if (blocked) void this.#do({ name: 'unblock', jid: blocked });
        return;
    }
  }

  #onBar(act: BarAct, { jid, blocked }: ChatSlice): void {
    switch (act) {
      case 'accept':
        void this.#do({ name: 'accept-stranger', jid })
          .then(() => this.updateComplete)
          .then(() => this.focus());
        return;
      case 'take-back':
        void this.#do({ name: 'take-back' });
        return;
      case 'later':
        this.dispatchEvent(componentEvent('im-back'));
        return;
      case 'block':
      case 'report':
        this.asks = act;
        return;
      case 'unblock':
        if (blocked) void this.#do({ name: 'unblock', jid: blocked });
        return;
    }
  }

  readonly #onMessageAct = (event: ComponentEvent<'im-message-act'>): void => {
    event.stopPropagation();
    const { act, id } = event.detail;
    const message = this.chat?.messages.find((one) => one.id === id);
    if (!this.chat || !message) return;
    const { jid } = this.chat;
    switch (act) {
      case 'copy':
        void this.#copy(message.text, msg('The text is copied.'));
        return;
      case 'correct':
        this.correction = message;
        return;
      case 'retry':
        void this.#do({ name: 'retry-message', jid, id });
        return;
      case 'discard':
        void this.#do({ name: 'discard-message', jid, id });
        this.focus(); // what had it is about to go
        return;
    }
  };

  readonly #onWritten = (event: ComponentEvent<'im-written'>): void => {
    event.stopPropagation();
    const { text, corrects } = event.detail;
    if (!this.chat) return;
    this.correction = null;
    if (corrects === null) this.#list?.toLatest();
    void this.#write({ name: 'send-message', jid: this.chat.jid, id: crypto.randomUUID(), text, corrects });
  };

  async #write(command: Command & { readonly name: 'send-message' }): Promise<void> {
    const taken = await this.#do(command);
    // Nobody writes a text twice because it was not taken.
    if (!taken && command.corrects === null && this.chat?.jid === command.jid) this.#composer?.putBack(command.text);
  }

  readonly #correctLast = (event: Event): void => {
    event.stopPropagation();
    const messages = this.chat?.messages ?? [];
    const last = [...correctable(messages)].at(-1);
    this.correction = messages.find(({ id }) => id === last) ?? null;
  };

  readonly #stopCorrecting = (event: Event): void => {
    event.stopPropagation();
    this.correction = null;
  };

  #block({ jid }: ChatSlice, report: ReportReason | null): void {
    this.#closeQuestion();
    void this.#do({ name: 'block', jid, report });
  }

  #closeQuestion(): void {
    this.asks = null;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('header im-menu')?.focus());
  }

  async #copy(text: string, said: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = said;
    } catch {
      this.problem = {
        what: msg('This page may not copy by itself.'),
        todo: msg('Select the text, and copy it with your keyboard.'),
      };
    }
  }

  /** Whether the session took it; what is wrong is said. */
  async #do(command: Command): Promise<boolean> {
    const result = await this.send?.(command);
    if (result) this.problem = result.ok ? null : commandProblemText(result.problem);
    return result?.ok ?? false;
  }

  get #composer(): Composer | null {
    return this.renderRoot.querySelector<Composer>('im-composer');
  }

  get #list(): MessageList | null {
    return this.renderRoot.querySelector<MessageList>('im-message-list');
  }
}
