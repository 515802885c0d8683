import { html, type TemplateResult } from 'lit';
import { state } from '../../ui/decorators.js';
import { UserForm } from './user-form.js';
import { secretOnce } from './user-parts.js';
import { UserPasswordChoice, type ChosenPassword } from './user-password-choice.js';

/**
 * A new password for somebody.
 *
 * @summary The task Reset a password.
 * @fires im-users-close - It is done, or given up.
 * @fires im-admin-told - The password was set.
 */
export class UserPassword extends UserForm {
  @state() private secret = '';

  override render(): TemplateResult {
    if (this.secret) return secretOnce(this.jid, this.secret, this.close);
    return html`<form novalidate @submit=${this.#onSubmit}>
      <p>
        ${
          this.isOwn
            ? 'This is your own account: you need the new password the next time you sign in.'
            : 'The old one does not work any more then. Devices ask for the new one when they next connect.'
        }
      </p>
      <im-admin-password-choice></im-admin-password-choice>
      ${this.renderAnswers('Set password', 'Setting…')}
    </form>`;
  }

  protected override focusFirst(): void {
    if (this.secret) return super.focusFirst();
    const choice = this.renderRoot.querySelector('im-admin-password-choice');
    if (choice instanceof UserPasswordChoice) void choice.updateComplete.then(() => choice.focus());
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const choice = this.renderRoot.querySelector('im-admin-password-choice');
    const chosen = choice instanceof UserPasswordChoice ? choice.read() : undefined;
    if (chosen) void this.#set(chosen);
  };

  async #set({ password, isGenerated }: ChosenPassword): Promise<void> {
    const outcome = await this.ask(({ accounts }) => accounts.setPassword(this.jid, password));
    if (!outcome?.ok) return;
    if (isGenerated) this.secret = password;
    this.tell(`The password of ${this.jid} was set.`);
    if (!isGenerated) return this.close();
    await this.updateComplete;
    this.focusFirst();
  }
}

export const definitions = { 'im-admin-user-password': UserPassword };
