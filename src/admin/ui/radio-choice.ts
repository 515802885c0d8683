/** One of several options, each with its meaning; beside it what such a group looks like. */
import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export const radioChoice = css`
  .options {
    display: grid;
    gap: 10px;
  }

  .choice .label {
    font-weight: 550;
  }
`;

export function renderRadio(
  group: string,
  value: string,
  { label, meaning }: { readonly label: string; readonly meaning: string },
  checked: boolean,
  choose: () => void,
): TemplateResult {
  return html`<label class="choice">
    <input
      type="radio"
      name=${group}
      .checked=${live(checked)}
      aria-labelledby="${group}-${value}"
      aria-describedby="${group}-${value}-help"
      @change=${choose}
    />
    <span class="label" id="${group}-${value}">${label}</span>
    <span class="help" id="${group}-${value}-help">${meaning}</span>
  </label>`;
}
