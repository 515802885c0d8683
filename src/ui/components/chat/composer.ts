import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { LONGEST_MESSAGE } from '../../../ports/validate-messaging.js';
import { chatIcons } from '../../chat-icons.js';
import { DraftKeeper } from '../../chat/draft-keeper.js';
import { property, state } from '../../decorators.js';
import { componentEvent } from '../../events.js';
import { formatCount } from '../../format.js';
import { icons } from '../../icons.js';
import { tooLongText } from '../../strings/chat.js';
import { base } from '../../styles/base.js';
import { composerStyles } from '../../styles/chat/composer.js';

/** What is being corrected. */
export interface Correction {
  readonly id: string;
  readonly text: string;
}

/**
 * Where a message is written. Enter sends it, with Shift it begins a line; the arrow up in an empty field corrects the
 * last message. What is typed and not sent is kept.
 *
 * @summary The field for the next message.
 * @fires im-written - A message is to be sent.
 * @fires im-correction-wanted - The last message is to be corrected.
 * @fires im-cancelled - Nothing is to be corrected.
 */
@localized()
export class Composer extends LitElement {
  static override styles = [base, composerStyles];

  /** What was kept of it. */
  @property() draft = '';
  /** Keeps what is typed, and whether somebody is typing. One conversation's: another one has another composer. */
  @property({ attribute: false }) keep: ((text: string, typing: boolean) => void) | undefined;
  @property({ attribute: false }) correction: Correction | null = null;
  @property({ type: Boolean }) offline = false;
  @property() locale = 'en';
  @state() private text = '';
  /** What was typed before something was to be corrected. */
  #aside = '';
  readonly #keeper = new DraftKeeper(this, (text, typing) => this.keep?.(text, typing));

  override focus(): void {
    this.#field?.focus();
  }

  /** Writes a text that could not be sent back into the field, unless there is something else in it by now. */
  putBack(text: string): void {
    if (this.text === '') this.text = text;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Later it is what somebody types on another page; what is typed here is newer than that.
    if (changed.has('draft') && !this.correction && !this.matches(':focus-within')) this.text = this.draft;
    if (changed.has('correction')) this.#turn(changed.get('correction') ?? null);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#grow();
    if (changed.has('correction') && this.correction) this.#focusEnd();
  }

  override render(): TemplateResult {
    const { correction, text } = this;
    const about = this.#about;
    return html`${correction ? this.#renderCorrection() : nothing}
      <form @submit=${this.#onSubmit}>
        <textarea
          rows="1"
          dir="auto"
          aria-label=${msg('Message')}
          placeholder=${msg('Write a message')}
          aria-invalid=${this.#isTooLong ? 'true' : nothing}
          aria-describedby="about"
          enterkeyhint="send"
          .value=${live(text)}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
          @blur=${() => this.#keeper.stop()}
        ></textarea>
        <button
          class="button primary send"
          aria-label=${correction ? msg('Save the correction') : msg('Send')}
          title=${correction ? msg('Save the correction') : msg('Send')}
          ?disabled=${text.trim() === '' || this.#isTooLong}
        >
          ${correction ? icons.check : chatIcons.send}
        </button>
      </form>
      <p id="about" class="about ${this.#isTooLong ? 'bad' : ''}" role="status">
        ${about ? html`<span>${about}</span>` : nothing}
      </p>`;
  }

  get #about(): string {
    if (this.#isTooLong) {
      const [length = '', longest = ''] = [this.text.length, LONGEST_MESSAGE].map((count) =>
        formatCount(count, this.locale),
      );
      return tooLongText(length, longest);
    }
    return this.offline ? msg('You are offline. What you write is sent when you are connected.') : '';
  }

  #renderCorrection(): TemplateResult {
    return html`<p class="correction">
      ${chatIcons.pencil}<span>${msg('Correcting your message')}</span>
      <button class="link small" @click=${this.#cancel}>${msg('Cancel')}</button>
    </p>`;
  }

  get #isTooLong(): boolean {
    return this.text.length > LONGEST_MESSAGE;
  }

  /** What was typed goes aside for what is corrected, and comes back after it. */
  #turn(before: Correction | null): void {
    if (this.correction && !before) this.#aside = this.text;
    if (this.correction) this.text = this.correction.text;
    else if (before) {
      this.text = this.#aside;
      this.#aside = '';
    }
  }

  readonly #onInput = (event: Event): void => {
    this.text = (event.target as HTMLTextAreaElement).value;
    if (this.correction === null && !this.#isTooLong) this.#keeper.keep(this.text);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    // Enter chooses what an input method suggests; Safari says so by its code alone.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it there
    if (event.isComposing || event.keyCode === 229) return;
    switch (event.key) {
      case 'Enter':
        if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        this.#send();
        return;
      case 'Escape':
        if (!this.correction) return;
        event.preventDefault();
        event.stopPropagation();
        this.#cancel();
        return;
      case 'ArrowUp':
        if (this.text !== '') return;
        event.preventDefault();
        this.dispatchEvent(componentEvent('im-correction-wanted'));
        return;
    }
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#send();
    this.focus();
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(componentEvent('im-cancelled'));
    this.focus();
  };

  #send(): void {
    const { text, correction } = this;
    if (text.trim() === '' || this.#isTooLong) return;
    if (correction?.text === text) return this.#cancel();
    if (!correction) {
      this.text = '';
      this.#keeper.forget();
    }
    this.dispatchEvent(componentEvent('im-written', { text, corrects: correction?.id ?? null }));
  }

  #focusEnd(): void {
    const field = this.#field;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  /** As high as what is in it; by the object model, which a Content-Security-Policy without inline styles allows. */
  #grow(): void {
    const field = this.#field;
    if (!field) return;
    // What is above must not grow meanwhile: it would be scrolled, and taken for somebody who reads further up.
    this.style.minBlockSize = `${this.offsetHeight}px`;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
    this.style.minBlockSize = '';
  }

  get #field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }
}
