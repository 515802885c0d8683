import { html, nothing, type TemplateResult } from 'lit';
import { state } from '../../ui/decorators.js';
import { formatExactly } from '../../ui/format.js';
import type { Invitation } from '../accounts/account.js';
import type { AdminProblem } from '../outcome.js';
import { userName } from '../users/user-name.js';
import { timeLocale } from './revision-text.js';
import { UserForm } from './user-form.js';
import { fieldNote } from './user-parts.js';

/**
 * A link by which somebody makes their account themselves, with a password that nobody else knows.
 *
 * @summary The task Invite.
 * @fires im-users-close - It is done, or given up.
 * @fires im-admin-told - The link is there.
 */
export class UserInvite extends UserForm {
  @state() private nameError = '';
  @state() private invitation: Invitation | undefined;

  override render(): TemplateResult {
    return this.invitation ? this.#renderInvitation(this.invitation) : this.#renderForm();
  }

  #renderForm(): TemplateResult {
    return html`<form novalidate @submit=${this.#onSubmit}>
      <p>Whoever opens the link makes an account here, and chooses the password.</p>
      <div class="field">
        <label for="username">User name (may stay empty)</label>
        <input
          id="username"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          data-first
          aria-invalid=${this.nameError ? 'true' : 'false'}
          aria-describedby="username-note"
        />
        ${fieldNote('username-note', this.nameError, 'Empty: they choose it, too.')}
      </div>
      ${this.renderAnswers('Make a link', 'Making…')}
    </form>`;
  }

  #renderInvitation({ uri, page, expires }: Invitation): TemplateResult {
    return html`<div class="task">
      <p>
        Give it to one person only.
        ${expires === undefined ? nothing : html`It works until ${formatExactly(expires, timeLocale())}.`}
      </p>
      <im-qr-code .text=${page ?? uri} label="The invitation as a QR code"></im-qr-code>
      ${page ? linkText('Web page', 'the web page', page) : nothing}
      ${linkText('Link that opens an app', 'the link that opens an app', uri)}
      <div class="row">
        <button type="button" class="button primary" data-first @click=${this.close}>Done</button>
      </div>
    </div>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('#username');
    const typed = field?.value.trim() ?? '';
    const name = typed === '' ? undefined : userName(typed, this.services?.accounts.domain ?? '');
    this.nameError = name && !name.ok ? name.reason : '';
    if (this.nameError) field?.focus();
    else void this.#invite(name?.ok ? name.username : undefined);
  };

  async #invite(username: string | undefined): Promise<void> {
    const outcome = await this.ask(({ accounts }) => accounts.invite(username));
    if (!outcome) return;
    if (!outcome.ok) {
      this.error = username === undefined ? this.error : namedProblem(outcome.problem, this.error);
      return;
    }
    this.invitation = outcome.value;
    this.tell('The link is there.');
    await this.updateComplete;
    this.focusFirst();
  }
}

function linkText(title: string, label: string, text: string): TemplateResult {
  return html`<div class="field">
    <span>${title}</span>
    <im-admin-code .label=${label} .text=${text}></im-admin-code>
  </div>`;
}

function namedProblem(problem: AdminProblem, words: string): string {
  if (problem.kind === 'exists') return 'There is an account of this name already.';
  if (problem.kind !== 'not-offered') return words;
  return 'This server makes links for any name only. Leave the user name empty.';
}

export const definitions = { 'im-admin-user-invite': UserInvite };
