import { html, type TemplateResult } from 'lit';
import { state } from '../../ui/decorators.js';
import type { AccountProfile } from '../accounts/account.js';
import { userName } from '../users/user-name.js';
import { UserForm } from './user-form.js';
import { fieldNote, isEmptyProfile, profileFields, readProfileFields, secretOnce } from './user-parts.js';
import { UserPasswordChoice, type ChosenPassword } from './user-password-choice.js';

/**
 * A new person: an address, a password, and what their profile says.
 *
 * @summary The task Add a person.
 * @fires im-users-changed - There is one more.
 * @fires im-users-close - It is done, or given up.
 * @fires im-admin-told - The account was made.
 */
export class UserAdd extends UserForm {
  @state() private typed = '';
  @state() private nameError = '';
  /** Once it is made. */
  @state() private secret: { readonly jid: string; readonly password: string } | undefined;

  override render(): TemplateResult {
    if (this.secret) return secretOnce(this.secret.jid, this.secret.password, this.close);
    const name = userName(this.typed, this.#domain);
    const help = name.ok ? html`The address is <bdi>${name.jid}</bdi>` : `It becomes the address …@${this.#domain}`;
    return html`<form novalidate @submit=${this.#onSubmit}>
      <div class="field">
        <label for="username">User name</label>
        <input
          id="username"
          name="username"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          data-first
          aria-invalid=${this.nameError ? 'true' : 'false'}
          aria-describedby="username-note"
          @input=${this.#onInput}
        />
        ${fieldNote('username-note', this.nameError, help)}
      </div>
      <im-admin-password-choice></im-admin-password-choice>
      ${profileFields(undefined)} ${this.#renderProfileNote()} ${this.renderAnswers('Add', 'Adding…')}
    </form>`;
  }

  /** A new account may write its own profile where nobody else may, so the fields are there either way. */
  #renderProfileNote(): TemplateResult {
    return html`<p class="help small">
      Name, mail and title may stay empty.
      ${this.abilities?.['edit-profile'] === true ? '' : 'They cannot be changed here later: on this server people do that themselves.'}
    </p>`;
  }

  get #domain(): string {
    return this.services?.accounts.domain ?? '';
  }

  readonly #onInput = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.nameError = '';
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = userName(this.typed, this.#domain);
    this.nameError = name.ok ? '' : name.reason;
    if (!name.ok) return this.#focusName();
    const choice = this.renderRoot.querySelector('im-admin-password-choice');
    const chosen = choice instanceof UserPasswordChoice ? choice.read() : undefined;
    if (chosen) void this.#add(name.username, name.jid, chosen, readProfileFields(form));
  };

  async #add(username: string, jid: string, chosen: ChosenPassword, typed: AccountProfile): Promise<void> {
    const { password, isGenerated } = chosen;
    const profile = isEmptyProfile(typed) ? undefined : typed;
    const outcome = await this.ask(({ accounts }) =>
      accounts.add(profile ? { username, password, profile } : { username, password }),
    );
    if (!outcome) return;
    if (!outcome.ok) {
      if (outcome.problem.kind !== 'exists') return;
      this.error = '';
      this.nameError = `There is ${jid} already. Choose another name.`;
      return this.#focusName();
    }
    const { profileSet } = outcome.value;
    this.change({ kind: 'added', jid, profile: profileSet ? profile : undefined });
    if (isGenerated) this.secret = { jid, password };
    this.tell(
      profileSet ? `${jid} was added.` : `${jid} was added, but the server has not taken name, mail and title.`,
    );
    if (!isGenerated) return this.close();
    await this.updateComplete;
    this.focusFirst();
  }

  #focusName(): void {
    this.renderRoot.querySelector<HTMLElement>('#username')?.focus();
  }
}

export const definitions = { 'im-admin-user-add': UserAdd };
