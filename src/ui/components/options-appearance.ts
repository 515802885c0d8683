import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { endonym } from '../format.js';
import { LOCALES } from '../locale.js';
import { themeText } from '../strings/options.js';
import { OptionsSection } from './options-section.js';

const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;

/**
 * How everything of ours looks to this person, and in which language it speaks. Both change at once.
 *
 * @summary Theme and language.
 */
@localized()
export class OptionsAppearance extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      .themes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(118px, 1fr));
        gap: 10px;
      }

      .choice {
        flex-direction: column;
        padding: 8px;
        gap: 8px;
      }

      .choice > span:last-child {
        display: flex;
        gap: 8px;
        padding-inline: 2px;
      }

      /* A page in little, as it would look. */
      .swatch {
        display: grid;
        align-content: center;
        gap: 6px;
        block-size: 60px;
        padding-inline: 12px;
        border: 1px solid #8a93a3;
        border-radius: calc(var(--_im-radius) * 0.6);
        background: var(--surface);
      }

      .swatch::before,
      .swatch::after {
        content: '';
        block-size: 6px;
        inline-size: 70%;
        border-radius: 3px;
        background: var(--text);
      }

      .swatch::after {
        inline-size: 42%;
        background: var(--accent);
      }

      .light {
        --surface: #ffffff;
        --text: #9aa2b1;
        --accent: #2a55d6;
      }

      .dark {
        --surface: #15181e;
        --text: #7b8494;
        --accent: #9db4ff;
      }

      .contrast {
        --surface: #000000;
        --text: #ffffff;
        --accent: #ffd89b;
      }

      .auto {
        --surface: linear-gradient(105deg, #ffffff 50%, #15181e 50%);
        --text: linear-gradient(90deg, #9aa2b1 66%, #7b8494 66%);
        --accent: #2a55d6;
      }

      select {
        max-inline-size: 320px;
      }

      @media (forced-colors: active) {
        .swatch {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const values = this.view?.options.values;
    if (!values) return nothing;
    return html`<fieldset>
        <legend>${msg('Theme')}</legend>
        <div class="themes">${THEMES.map((theme) => this.#renderTheme(theme, values.theme))}</div>
        <p class="muted small" id="about-auto">${msg('Automatic: light or dark, like the page or your system.')}</p>
      </fieldset>
      <label class="field"
        >${msg('Language')}
        <select @change=${this.#onLanguage}>
          <option value="" .selected=${values.language === ''}>${msg('As in the browser')}</option>
          ${LOCALES.map(
            (locale) =>
              html`<option value=${locale} lang=${locale} .selected=${values.language === locale}>
                ${endonym(locale)}
              </option>`,
          )}
        </select></label
      >`;
  }

  #renderTheme(theme: (typeof THEMES)[number], current: string): TemplateResult {
    return html`<label class="choice">
      <span class="swatch ${theme}"></span>
      <span>
        <input
          type="radio"
          name="theme"
          value=${theme}
          .checked=${theme === current}
          aria-describedby=${theme === 'auto' ? 'about-auto' : nothing}
          @change=${() => void this.send?.({ name: 'set-option', option: 'theme', value: theme })}
        />
        ${themeText(theme)}
      </span>
    </label>`;
  }

  readonly #onLanguage = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    void this.send?.({ name: 'set-option', option: 'language', value });
  };
}

export const definitions = { 'im-options-appearance': OptionsAppearance };
