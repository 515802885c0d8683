import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatMinutes } from '../format.js';
import { awayText } from '../strings/options.js';
import { OptionsSection } from './options-section.js';

const MINUTES = [5, 10, 15, 30] as const;

/**
 * When others see the person as away, though they did not say so.
 *
 * @summary Away by itself.
 */
@localized()
export class OptionsAvailability extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      select {
        max-inline-size: 320px;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const values = this.view?.options.values;
    if (!values) return nothing;
    const after = values['away-after'];
    return html`<label class="field"
      >${msg('Show me as away when I do not use this device')}
      <select @change=${this.#onChange} aria-describedby="about">
        ${MINUTES.map(
          (minutes) =>
            html`<option value=${minutes} .selected=${after === String(minutes)}>
              ${awayText(formatMinutes(minutes, this.locale))}
            </option>`,
        )}
        <option value="never" .selected=${after === 'never'}>${awayText(null)}</option>
      </select>
      <span class="muted small" id="about">${msg('You are shown as available again as soon as you use it.')}</span>
    </label>`;
  }

  readonly #onChange = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    void this.send?.({ name: 'set-option', option: 'away-after', value });
  };
}

export const definitions = { 'im-options-availability': OptionsAvailability };
