import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { readDays } from '../policy/days-entry.js';
import { daysWords } from '../policy/policy-words.js';
import { pane } from './pane-styles.js';
import { radioChoice, renderRadio } from './radio-choice.js';

declare global {
  interface HTMLElementEventMap {
    /** Messages are to be kept for so many days; 0: for good. */
    'im-admin-days': CustomEvent<{ readonly days: number }>;
  }
}

/**
 * For how long messages are kept: for good, or for a number of days. What is no number is said at the field, and
 * what was there before holds until it is one.
 *
 * @summary For how long messages are kept.
 * @fires im-admin-days - It is to be so long.
 */
export class LoggingDays extends LitElement {
  static override styles = [
    base,
    pane,
    radioChoice,
    css`
      .card {
        grid-template-columns: minmax(0, 1fr);
      }

      input[name='days'] {
        inline-size: 9em;
        max-inline-size: 100%;
      }

      .field {
        padding-inline-start: 26px;
        justify-items: start;
      }

      .field > .bad {
        font-weight: 400;
      }

      .idle {
        padding-inline-start: 10px;
        border-inline-start: 3px solid var(--_im-border);
      }
    `,
  ];

  @property({ type: Number }) days = 0;
  /** Where it changes nothing, and why. */
  @property() idle = '';
  @property({ type: Boolean }) readonly = false;
  /** What stands in the field and is not taken; undefined while it says what `days` does. */
  @state() private typed: string | undefined;

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('days')) this.typed = undefined;
  }

  override render(): TemplateResult {
    const { days, typed } = this;
    const isLimited = days > 0 || typed !== undefined;
    return html`<fieldset class="card" ?disabled=${this.readonly}>
      <h3 id="days-title">For how long</h3>
      ${this.idle ? html`<p class="idle muted">${this.idle}</p>` : nothing}
      <div class="options" role="radiogroup" aria-labelledby="days-title">
        ${renderRadio('duration', 'good', GOOD, !isLimited, () => this.#set(0))}
        ${renderRadio('duration', 'limited', LIMITED, isLimited, () => (this.typed = ''))}
      </div>
      ${isLimited ? this.#renderField(typed) : nothing}
    </fieldset>`;
  }

  #renderField(typed: string | undefined): TemplateResult {
    const entry = typed === undefined ? undefined : readDays(typed);
    // Who has just chosen it has made no mistake yet.
    const problem = entry?.ok === false && typed !== '' ? entry.problem : '';
    const stays = typed === undefined ? '' : ` Until then: ${daysWords(this.days)}.`;
    return html`<div class="field">
      <label for="days">Days</label>
      <input
        id="days"
        name="days"
        type="text"
        inputmode="numeric"
        dir="ltr"
        autocomplete="off"
        .value=${typed ?? String(this.days)}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby="days-error days-help"
        @input=${this.#onInput}
      />
      <span class="bad" id="days-error" role="status">${problem ? `${problem}${stays}` : nothing}</span>
      <span class="help" id="days-help">
        Counted from the moment when a message was sent.${typed === '' ? stays : nothing}
      </span>
    </div>`;
  }

  readonly #onInput = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    const entry = readDays(value);
    if (!entry.ok) {
      this.typed = value;
      return;
    }
    this.typed = undefined;
    this.#set(entry.days);
  };

  #set(days: number): void {
    this.typed = undefined;
    if (days === this.days) return;
    this.days = days; // the field stays while whoever hears of it says the same
    this.dispatchEvent(new CustomEvent('im-admin-days', { detail: { days } }));
  }
}

const GOOD = { label: 'For good', meaning: 'Nothing is removed by itself.' };
const LIMITED = {
  label: 'For a number of days',
  meaning: 'Messages that are older are removed from your server, once a day.',
};

export const definitions = { 'im-admin-logging-days': LoggingDays };
