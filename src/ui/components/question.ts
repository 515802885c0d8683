import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { componentEvent } from '../events.js';
import { base } from '../styles/base.js';

/**
 * Asks once more before something that others notice, or that is hard to undo. It takes the focus; Escape
 * is no.
 *
 * @summary A question in its place, with two answers.
 * @fires im-confirmed - Yes; the detail holds the option that was chosen, and whether the box was ticked.
 * @fires im-cancelled - No.
 */
@localized()
export class Question extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        scroll-margin-block: 16px;
        padding: 12px 14px;
        border-radius: calc(var(--_im-radius) * 0.8);
        background: var(--_im-raised);
      }

      p,
      legend {
        padding: 0;
        overflow-wrap: anywhere;
      }

      fieldset,
      .tick {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin-block-start: 8px;
      }

      label {
        display: inline-flex;
        gap: 8px;
        min-block-size: 32px;
        align-items: center;
      }

      input:is([type='checkbox'], [type='radio']) {
        margin: 0;
      }

      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 10px;
      }
    `,
  ];

  @property({ attribute: false }) text: TemplateResult | string = '';
  /** The yes, in a word. */
  @property() confirm = '';
  @property({ type: Boolean }) danger = false;
  /** What can be chosen between; the first is. */
  @property({ attribute: false }) options: readonly { readonly value: string; readonly label: string }[] = [];
  /** What can be had with it. */
  @property() tick = '';

  protected override firstUpdated(): void {
    this.focus();
    this.scrollIntoView({ block: 'nearest' });
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.yes')?.focus();
  }

  override render(): TemplateResult {
    const { options } = this;
    return html`<div role="alertdialog" aria-labelledby="text">
      <form @submit=${this.#onSubmit} @keydown=${this.#onKey}>
        <p id="text">${this.text}</p>
        ${
          options.length > 0
            ? html`<fieldset>
                <legend class="visually-hidden">${msg('Reason')}</legend>
                ${options.map(
                  ({ value, label }, index) =>
                    html`<label>
                      <input type="radio" name="option" value=${value} ?checked=${index === 0} /><span>${label}</span>
                    </label>`,
                )}
              </fieldset>`
            : nothing
        }
        ${
          this.tick
            ? html`<label class="tick"><input type="checkbox" name="tick" /><span>${this.tick}</span></label>`
            : nothing
        }
        <div class="answers">
          <button class="button yes ${this.danger ? 'danger' : 'primary'}">${this.confirm}</button>
          <button type="button" class="button" @click=${this.#cancel}>${msg('Cancel')}</button>
        </div>
      </form>
    </div>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const option = given.get('option');
    const detail = { option: typeof option === 'string' ? option : '', ticked: given.has('tick') };
    this.dispatchEvent(componentEvent('im-confirmed', detail));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') this.#cancel();
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(componentEvent('im-cancelled'));
  };
}

export const definitions = { 'im-question': Question };
