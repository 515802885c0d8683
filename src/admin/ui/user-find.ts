import { html, type TemplateResult } from 'lit';
import { state } from '../../ui/decorators.js';
import { ownAddress } from '../accounts/addresses.js';
import { userName } from '../users/user-name.js';
import { UserForm } from './user-form.js';
import { fieldNote } from './user-parts.js';
import { usersEvent } from './users-events.js';

/**
 * Whom to manage, where there is no list to choose from.
 *
 * @summary The task Manage one person by address.
 * @fires im-users-task - This is the one.
 * @fires im-users-close - It is given up.
 */
export class UserFind extends UserForm {
  @state() private typedError = '';

  override render(): TemplateResult {
    const domain = this.services?.accounts.domain ?? '';
    return html`<form novalidate @submit=${this.#onSubmit}>
      <div class="field">
        <label for="address">Address</label>
        <input
          id="address"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          data-first
          aria-invalid=${this.typedError ? 'true' : 'false'}
          aria-describedby="address-note"
        />
        ${fieldNote('address-note', this.typedError, `Such as ann@${domain}, or only what stands before the @.`)}
      </div>
      ${this.renderAnswers('Manage', 'Manage')}
    </form>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('#address');
    const found = this.#read(field?.value ?? '');
    if ('jid' in found) this.dispatchEvent(usersEvent('im-users-task', { kind: 'manage', jid: found.jid }));
    else {
      this.typedError = found.reason;
      field?.focus();
    }
  };

  #read(typed: string): { readonly jid: string } | { readonly reason: string } {
    const domain = this.services?.accounts.domain ?? '';
    if (!typed.includes('@')) {
      const name = userName(typed, domain);
      return name.ok ? { jid: name.jid } : { reason: name.reason };
    }
    const jid = ownAddress(typed.trim().normalize('NFC').toLowerCase(), domain);
    return jid ? { jid } : { reason: `This is not the address of an account here: those end in @${domain}.` };
  }
}

export const definitions = { 'im-admin-user-find': UserFind };
