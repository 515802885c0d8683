import { html, nothing, type TemplateResult } from 'lit';
import { state } from '../../ui/decorators.js';
import { UserForm } from './user-form.js';
import { fieldNote } from './user-parts.js';

/**
 * Somebody is deleted for good: only for who types the address.
 *
 * @summary The task Delete.
 * @fires im-users-changed - There is one less.
 * @fires im-users-close - It is done, or given up.
 * @fires im-admin-told - The account was deleted.
 */
export class UserDelete extends UserForm {
  @state() private typedError = '';

  override render(): TemplateResult {
    return html`<form novalidate @submit=${this.#onSubmit}>
      <p>
        The account, its contacts, its profile and the messages that the server keeps are gone for good.
        ${this.abilities?.disable === true ? 'To keep them, deactivate it instead.' : nothing}
      </p>
      <div class="field">
        <label for="address">To confirm, type <bdi>${this.jid}</bdi></label>
        <input
          id="address"
          type="text"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          data-first
          aria-invalid=${this.typedError ? 'true' : 'false'}
          aria-describedby=${this.typedError ? 'address-note' : nothing}
        />
        ${fieldNote('address-note', this.typedError, '')}
      </div>
      ${this.renderAnswers('Delete for good', 'Deleting…', 'danger')}
    </form>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('#address');
    const typed = field?.value.trim().normalize('NFC').toLowerCase();
    this.typedError = typed === this.jid ? '' : 'This is another address. Nothing was deleted.';
    if (this.typedError) field?.focus();
    else void this.#delete();
  };

  async #delete(): Promise<void> {
    const { jid } = this;
    const outcome = await this.ask(({ accounts }) => accounts.delete(jid));
    if (!outcome?.ok) return;
    this.change({ kind: 'deleted', jid });
    this.tell(`${jid} was deleted.`);
    this.close();
  }
}

export const definitions = { 'im-admin-user-delete': UserDelete };
