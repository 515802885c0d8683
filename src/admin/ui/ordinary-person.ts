import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { Check } from '../setup/checks.js';
import { busyButton } from './busy-button.js';
import { definitions as checklist } from './checklist.js';
import { pane } from './pane-styles.js';
import type { ServerName } from './server-lines.js';

/** Signs in as somebody who is no administrator, looks, and signs out. */
export type CheckAsPerson = (
  person: { readonly jid: string; readonly password: string },
  signal: AbortSignal,
) => Promise<readonly Check[]>;

/**
 * Looks at the server through the eyes of somebody who may do nothing: only so it is seen that everybody can read the
 * policy, and that nobody else can change it.
 *
 * @summary Check as an ordinary person.
 */
export class OrdinaryPerson extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
        gap: 12px;
        align-items: end;
      }

      form > button {
        justify-self: start;
        margin-block-end: 2px;
      }
    `,
  ];

  @property({ attribute: false }) check: CheckAsPerson | undefined;
  @property() domain = '';
  @property() detected: ServerName | undefined;

  @state() private phase: 'idle' | 'checking' | 'done' = 'idle';
  @state() private found: readonly Check[] = [];
  @state() private error = '';

  #leaves = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaves.abort();
  }

  override render(): TemplateResult {
    const isChecking = this.phase === 'checking';
    return html`<div class="card">
      <p class="muted">
        Use an account that is no administrator, such as one made for tests. The password is used once, and not kept.
      </p>
      <form novalidate @submit=${this.#onSubmit}>
        <div class="field">
          <label for="user">User name</label>
          <input
            id="user"
            name="user"
            type="text"
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=${this.error ? 'true' : 'false'}
            aria-describedby=${this.error ? 'error' : nothing}
          />
        </div>
        <div class="field">
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="off" />
        </div>
        <button class="button" aria-disabled=${isChecking}>${isChecking ? 'Checking…' : 'Check'}</button>
      </form>
      <div role="status">
        ${this.error ? html`<p class="bad" id="error">${this.error}</p>` : nothing}
        ${this.phase === 'done' && !this.error ? html`<p>${this.#summary()}</p>` : nothing}
      </div>
      ${
        this.phase === 'done' && this.found.length > 0
          ? html`<im-admin-checklist .checks=${this.found} .detected=${this.detected}></im-admin-checklist>`
          : nothing
      }
    </div>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.phase === 'checking') return;
    const form = event.target as HTMLFormElement;
    const user = form.elements.namedItem('user') as HTMLInputElement;
    const password = form.elements.namedItem('password') as HTMLInputElement;
    const name = user.value.trim();
    this.error = '';
    if (name === '' || password.value === '') {
      this.error = 'Enter the user name and the password of an ordinary account.';
      return (name === '' ? user : password).focus();
    }
    const jid = name.includes('@') ? name : `${name}@${this.domain}`;
    void this.#run({ jid, password: password.value }).then(() => (password.value = ''));
  };

  async #run(person: { readonly jid: string; readonly password: string }): Promise<void> {
    this.#leaves.abort();
    const leaves = (this.#leaves = new AbortController());
    this.phase = 'checking';
    const found = (await this.check?.(person, leaves.signal)) ?? [];
    if (leaves.signal.aborted) return;
    this.found = found;
    this.phase = 'done';
  }

  #summary(): string {
    const count = this.found.filter(({ state }) => state === 'missing').length;
    if (count > 0)
      return count === 1 ? 'One thing is not as it should be.' : `${count} things are not as they should be.`;
    return 'It is as it should be for everybody.';
  }
}

export const definitions = { 'im-admin-ordinary-person': OrdinaryPerson, ...checklist };
