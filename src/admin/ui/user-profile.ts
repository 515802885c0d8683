import { html, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import type { AccountProfile } from '../accounts/account.js';
import { UserForm } from './user-form.js';
import { profileFields, readProfileFields } from './user-parts.js';

/**
 * Name, mail and title of somebody, as their contacts see them.
 *
 * @summary The task Edit a profile.
 * @fires im-users-changed - The profile is another one.
 * @fires im-users-close - It is done, or given up.
 * @fires im-admin-told - The profile was saved.
 */
export class UserProfile extends UserForm {
  /** As the list has it; read from the server where it has not. */
  @property({ attribute: false }) profile: AccountProfile | undefined;
  @state() private isReading = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.profile && this.abilities?.['read-profile'] === true) void this.#read();
  }

  override render(): TemplateResult {
    if (this.isReading) return html`<p role="status" class="muted">Reading the profile…</p>`;
    return html`<form novalidate @submit=${this.#onSubmit}>
      <p class="help">Everybody who has this person as a contact sees this.</p>
      ${profileFields(this.profile, true)} ${this.renderAnswers('Save', 'Saving…')}
    </form>`;
  }

  async #read(): Promise<void> {
    const { services, jid } = this;
    if (!services) return;
    this.isReading = true;
    const outcome = await services.accounts.profile(jid);
    this.isReading = false;
    if (outcome.ok) this.profile = outcome.value;
    // Whoever has none gets their first one.
    else if (outcome.problem.kind !== 'not-found') {
      this.error = `The profile could not be read; saving replaces it. ${this.wordsOf(outcome.problem)}`;
    }
    await this.updateComplete;
    this.focusFirst();
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#save(readProfileFields(event.target as HTMLFormElement));
  };

  async #save(profile: AccountProfile): Promise<void> {
    const { jid } = this;
    const outcome = await this.ask(({ accounts }) => accounts.setProfile(jid, profile));
    if (!outcome?.ok) return;
    this.change({ kind: 'changed', jid, now: { profile } });
    this.tell(`The profile of ${jid} was saved.`);
    this.close();
  }
}

export const definitions = { 'im-admin-user-profile': UserProfile };
