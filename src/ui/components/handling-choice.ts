import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { DEFAULT_HANDLING, type Setting } from '../../core/policy/handling.js';
import { HANDLINGS, type Handling } from '../../core/policy/schema.js';
import type { SettingSlice } from '../../core/view.js';
import { property } from '../decorators.js';
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
        display: contents;
        color: var(--_im-good);
      }

      .status:has(+ .failed) {
        min-block-size: 0;
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
      <p class="status" role="status">${this.#renderStatus(setting, saving)}</p>
      ${
        saving === 'failed' && setting.kind === 'choice'
          ? html`<p class="status failed" role="alert">
              ${icons.warning}${msg('In use here, but not saved on your server yet. It is tried again when you next connect.')}
            </p>`
          : nothing
      }`;
  }

  #renderOption(handling: Handling, current: Handling): TemplateResult {
    const { label, meaning } = handlingText(handling);
    return html`<label>
      <input
        type="radio"
        name="handling"
        value=${handling}
        .checked=${live(handling === current)}
        aria-labelledby="label-${handling}"
        aria-describedby="about-${handling}"
        @change=${() => this.#choose(handling)}
      />
      <span>
        <span class="label" id="label-${handling}"
          >${handling === DEFAULT_HANDLING ? msg(str`${label} (default)`) : label}</span
        >
        <span class="muted small" id="about-${handling}">${meaning}</span>
      </span>
    </label>`;
  }

  /** In a live region that stays: one that comes with its text is not read out everywhere. */
  #renderStatus(setting: Setting, saving: SettingSlice['saving']): TemplateResult | string | typeof nothing {
    if (setting.kind === 'waiting') {
      return msg('Your choice cannot be read from the server just now, so it cannot be changed.');
    }
    if (saving === 'saving') return msg('Saving …');
    if (saving === 'failed' || !this.#chosen) return nothing;
    return html`<span class="saved">${icons.check}${msg('Saved, for all your devices.')}</span>`;
  }

  #choose(handling: Handling): void {
    this.#chosen = true;
    this.dispatchEvent(componentEvent('im-handling', { handling }));
  }
}
