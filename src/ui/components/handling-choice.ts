import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DEFAULT_HANDLING } from '../../core/policy/handling.js';
import { HANDLINGS, type Handling } from '../../core/policy/schema.js';
import type { SettingSlice } from '../../core/view.js';
import { componentEvent } from '../events.js';
import { icons } from '../icons.js';
import { handlingText } from '../strings/handling.js';
import { base } from '../styles/base.js';

/**
 * "Options for contact list requests": the three handlings, if the policy leaves the choice to the
 * person; nothing at all if it does not.
 *
 * @summary The choice of handling.
 * @fires im-handling - A handling was chosen.
 */
@localized()
export class HandlingChoice extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      fieldset {
        display: grid;
        gap: 8px;
        min-inline-size: 0;
      }

      legend {
        padding: 0;
        margin-block-end: 10px;
        font-size: 1.07em;
        font-weight: 650;
      }

      label {
        display: flex;
        gap: 12px;
        padding: 12px 14px;
        border: 1px solid var(--_im-border);
        border-radius: var(--_im-radius);
        cursor: pointer;
      }

      label:hover {
        background: var(--_im-raised);
      }

      label:has(:checked) {
        border-color: var(--_im-accent);
        box-shadow: inset 0 0 0 1px var(--_im-accent);
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--_im-accent);
        outline-offset: 2px;
      }

      label :focus-visible {
        outline: none;
      }

      .label {
        display: block;
        font-weight: 550;
      }

      .default {
        color: var(--_im-muted);
        font-weight: 400;
      }

      fieldset:disabled label {
        opacity: 0.6;
        cursor: default;
      }

      .status {
        display: flex;
        gap: 6px;
        align-items: center;
        min-block-size: 1.5em;
        margin-block-start: 8px;
        color: var(--_im-muted);
      }

      .saved {
        color: var(--_im-good);
      }

      .failed {
        color: var(--_im-bad);
      }
    `,
  ];

  @property({ attribute: false }) slice: SettingSlice | undefined;
  /** Something was chosen here, so that "Saved" means something. */
  #chosen = false;

  override render(): TemplateResult | typeof nothing {
    const { slice } = this;
    if (!slice || slice.setting.kind === 'absent') return nothing;
    const { setting, saving } = slice;
    return html`<fieldset ?disabled=${setting.kind === 'waiting'}>
        <legend>${msg('Options for contact list requests')}</legend>
        ${HANDLINGS.map((handling) => this.#renderOption(handling, setting.handling))}
      </fieldset>
      ${
        setting.kind === 'waiting'
          ? html`<p class="status" role="status">
              ${msg('Your choice cannot be read from the server just now, so it cannot be changed.')}
            </p>`
          : this.#renderStatus(saving)
      }`;
  }

  #renderOption(handling: Handling, current: Handling): TemplateResult {
    const { label, meaning } = handlingText(handling);
    return html`<label>
      <input
        type="radio"
        name="handling"
        value=${handling}
        .checked=${handling === current}
        aria-describedby="about-${handling}"
        @change=${() => this.#choose(handling)}
      />
      <span>
        <span class="label"
          >${label}${
            handling === DEFAULT_HANDLING ? html` <span class="default">${msg('(default)')}</span>` : nothing
          }</span
        >
        <span class="muted small" id="about-${handling}">${meaning}</span>
      </span>
    </label>`;
  }

  #renderStatus(saving: SettingSlice['saving']): TemplateResult {
    if (saving === 'saving') return html`<p class="status" role="status">${msg('Saving …')}</p>`;
    if (saving === 'failed') {
      return html`<p class="status failed" role="alert">
        ${icons.warning}${msg('In use here, but not saved on your server yet. It is tried again when you next connect.')}
      </p>`;
    }
    return html`<p class="status saved" role="status">
      ${this.#chosen ? html`${icons.check}${msg('Saved, for all your devices.')}` : nothing}
    </p>`;
  }

  #choose(handling: Handling): void {
    this.#chosen = true;
    this.dispatchEvent(componentEvent('im-handling', { handling }));
  }
}
