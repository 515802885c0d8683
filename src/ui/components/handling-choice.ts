import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { DEFAULT_HANDLING } from '../../core/policy/handling.js';
import { HANDLINGS, type Handling } from '../../core/policy/schema.js';
import { handlingText } from '../strings/handling.js';
import { OptionsSection } from './options-section.js';

/**
 * "Options for contact list requests": the three handlings, if the policy leaves the choice to the
 * person; nothing at all if it does not.
 *
 * @summary The choice of handling.
 */
@localized()
export class HandlingChoice extends OptionsSection {
  override render(): TemplateResult | typeof nothing {
    const setting = this.view?.setting.setting;
    if (!setting || setting.kind === 'absent') return nothing;
    return html`<fieldset ?disabled=${setting.kind === 'waiting'}>
        <legend class="visually-hidden">${msg('Options for contact list requests')}</legend>
        ${HANDLINGS.map((handling) => this.#renderOption(handling, setting.handling))}
      </fieldset>
      ${
        setting.kind === 'waiting'
          ? html`<p class="muted" role="status">
              ${msg('Your choice cannot be read from the server just now, so it cannot be changed.')}
            </p>`
          : nothing
      }`;
  }

  #renderOption(handling: Handling, current: Handling): TemplateResult {
    const { label, meaning } = handlingText(handling);
    return html`<label class="choice">
      <input
        type="radio"
        name="handling"
        value=${handling}
        .checked=${live(handling === current)}
        aria-labelledby="label-${handling}"
        aria-describedby="about-${handling}"
        @change=${() => void this.send?.({ name: 'choose-handling', handling })}
      />
      <span>
        <span class="label" id="label-${handling}"
          >${handling === DEFAULT_HANDLING ? msg(str`${label} (default)`) : label}</span
        >
        <span class="muted small" id="about-${handling}">${meaning}</span>
      </span>
    </label>`;
  }
}

export const definitions = { 'im-handling-choice': HandlingChoice };
