import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { componentEvent } from '../events.js';
import { icons } from '../icons.js';
import { base } from '../styles/base.js';

export interface ToastMessage {
  readonly text: TemplateResult | string;
  readonly tone: 'plain' | 'bad';
  readonly canUndo: boolean;
  /** Milliseconds for which it is shown. */
  readonly lasts: number;
  /** Whether it waits while somebody is at it. What cannot wait is taken away by whoever shows it. */
  readonly waits: boolean;
}

/**
 * A short message that goes by itself. It is announced politely, takes no focus, and does not go while
 * the pointer or the focus is on it.
 *
 * @summary A message with an Undo.
 * @fires im-toast-undo - Undo was pressed.
 * @fires im-toast-over - Its time is over.
 */
@localized()
export class Toast extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      .toast {
        position: relative;
        display: flex;
        align-items: center;
        gap: 10px;
        min-block-size: 48px;
        padding-block: 6px;
        padding-inline: 14px 6px;
        border: 1px solid transparent;
        border-radius: var(--_im-control-radius);
        background: var(--_im-toast);
        color: var(--_im-on-toast);
        box-shadow: var(--_im-shadow);
        overflow: clip;
        animation: rise 160ms ease-out;
      }

      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }

      p {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .undo {
        min-block-size: 36px;
        padding-inline: 12px;
        border-radius: calc(var(--_im-control-radius) * 0.7);
        color: var(--_im-on-toast-accent);
        font-weight: 650;
      }

      .undo:hover {
        background: color-mix(in oklab, currentColor 14%, transparent);
      }

      .undo[aria-disabled='true'] {
        opacity: 0.7;
        cursor: default;
      }

      .undo:focus-visible {
        outline-color: var(--_im-on-toast-accent);
        outline-offset: -2px;
      }

      .time {
        position: absolute;
        inset-inline: 0;
        inset-block-end: 0;
        block-size: 2px;
        background: var(--_im-on-toast-accent);
        transform-origin: 0 0;
        opacity: 0.7;
      }

      .time:dir(rtl) {
        transform-origin: 100% 0;
      }

      @media (prefers-reduced-motion: reduce) {
        .time {
          visibility: hidden;
        }
      }
    `,
  ];

  @property({ attribute: false }) message: ToastMessage | undefined;
  /** What is shown; it may outlast the message while somebody is at it. */
  @state() private shown: ToastMessage | undefined;
  #timer: Animation | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('message') && (this.message || !this.#isBusy)) this.shown = this.message;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('message') || !this.message) return;
    this.#timer?.cancel();
    // An animation is a clock that can be paused, and stands still with its page.
    this.#timer = this.renderRoot
      .querySelector('.time')
      ?.animate({ transform: ['scaleX(1)', 'scaleX(0)'] }, { duration: this.message.lasts, fill: 'forwards' });
    this.#timer?.addEventListener('finish', () => this.#over());
    this.#pause();
  }

  override render(): TemplateResult {
    const { shown } = this;
    return html`<div
      class=${shown ? 'toast' : 'visually-hidden'}
      @pointerenter=${this.#pause}
      @pointerleave=${this.#resume}
      @focusin=${this.#pause}
      @focusout=${this.#resume}
    >
      ${shown?.tone === 'bad' ? icons.warning : nothing}
      <p role="status">${shown?.text ?? nothing}</p>
      ${shown?.canUndo ? this.#renderUndo() : nothing} ${shown ? html`<span class="time"></span>` : nothing}
    </div>`;
  }

  #renderUndo(): TemplateResult {
    const late = !this.message;
    return html`<button
      class="undo"
      aria-disabled=${late}
      aria-keyshortcuts="Control+Z"
      title=${msg('Ctrl+Z')}
      @click=${() => late || this.#undo()}
    >
      ${late ? msg('Too late') : msg('Undo')}
    </button>`;
  }

  #undo(): void {
    this.dispatchEvent(componentEvent('im-toast-undo'));
    this.shown = undefined; // it says what is not so any more
  }

  get #isBusy(): boolean {
    return this.renderRoot.querySelector('.toast:is(:hover, :focus-within)') !== null;
  }

  readonly #pause = (): void => {
    if (this.message?.waits && this.#isBusy) this.#timer?.pause();
  };

  readonly #resume = (): void => {
    // The focus has moved when this event is through.
    queueMicrotask(() => {
      if (this.#isBusy) return;
      if (!this.message) this.shown = undefined;
      else if (this.#timer?.playState === 'paused') this.#timer.play();
    });
  };

  #over(): void {
    if (this.message?.waits) this.dispatchEvent(componentEvent('im-toast-over'));
  }
}
