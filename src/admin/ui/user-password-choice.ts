import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { generatePassword, passwordObjection, SHORTEST_PASSWORD } from '../users/new-password.js';
import { pane } from './pane-styles.js';

export interface ChosenPassword {
  readonly password: string;
  /** Nobody knows it yet: it has to be shown. */
  readonly isGenerated: boolean;
}

/**
 * A password, generated or typed. It is handed out only to who asks for it by `read`.
 *
 * @summary The choice of a password.
 */
export class UserPasswordChoice extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      fieldset {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        min-inline-size: 0;
      }

      legend {
        padding: 0;
        font-weight: 550;
      }

      .typed {
        padding-inline-start: 26px;
      }

      .field > .bad {
        font-weight: 400;
      }
    `,
  ];

  @state() private isTyped = false;
  @state() private isShown = false;
  @state() private error = '';

  override render(): TemplateResult {
    return html`<fieldset>
      <legend>Password</legend>
      <label class="choice">
        <input type="radio" name="way" value="generated" ?checked=${!this.isTyped} @change=${this.#onWay} />
        <span>Generate one</span>
        <span class="help small">You see it once, when it is set.</span>
      </label>
      <label class="choice">
        <input type="radio" name="way" value="typed" ?checked=${this.isTyped} @change=${this.#onWay} />
        <span>Type one</span>
      </label>
      ${this.isTyped ? this.#renderField() : nothing}
    </fieldset>`;
  }

  #renderField(): TemplateResult {
    return html`<div class="typed field">
      <label for="password">New password</label>
      <input
        id="password"
        type=${this.isShown ? 'text' : 'password'}
        dir="ltr"
        autocomplete="new-password"
        spellcheck="false"
        aria-invalid=${this.error ? 'true' : 'false'}
        aria-describedby="hint"
      />
      <span id="hint" class=${this.error ? 'bad' : 'help small'}>
        ${this.error || `At least ${SHORTEST_PASSWORD} characters.`}
      </span>
      <label class="choice">
        <input type="checkbox" .checked=${this.isShown} @change=${() => (this.isShown = !this.isShown)} />
        <span class="help">Show what I type</span>
      </label>
    </div>`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus();
  }

  readonly #onWay = (event: Event): void => {
    this.isTyped = (event.target as HTMLInputElement).value === 'typed';
    this.error = '';
  };

  /** What was chosen; undefined if it will not do, which is said, and the focus is put there. */
  read(): ChosenPassword | undefined {
    if (!this.isTyped) return { password: generatePassword(), isGenerated: true };
    const field = this.renderRoot.querySelector<HTMLInputElement>('#password');
    const password = field?.value ?? '';
    this.error = passwordObjection(password);
    if (!this.error) return { password, isGenerated: false };
    field?.focus();
    return undefined;
  }
}

export const definitions = { 'im-admin-password-choice': UserPasswordChoice };
