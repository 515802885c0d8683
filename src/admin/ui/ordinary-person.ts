import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { Check } from '../setup/checks.js';
import { busyButton } from './busy-button.js';
import { definitions as checklist } from './checklist.js';
import { pane } from './pane-styles.js';
import type { ServerName } from './server-lines.js';

export interface PersonFindings {
  readonly checks: readonly Check[];
  /** What kept it from being tried, or is left to do; empty if nothing. */
  readonly problem: string;
}

/** Signs in as somebody who is no administrator, looks, and signs out: as `person`, or as an account made for it. */
export type CheckAsPerson = (
  person: { readonly jid: string; readonly password: string } | undefined,
  signal: AbortSignal,
) => Promise<PersonFindings>;

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
      summary {
        cursor: pointer;
        inline-size: fit-content;
      }

      details > * + * {
        margin-block-start: 8px;
      }

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
  @state() private problem = '';

  #leaves = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaves.abort();
  }

  override render(): TemplateResult {
    const isChecking = this.phase === 'checking';
    return html`<div class="card">
      <p class="muted">
        What somebody who may do nothing can do at the policy is tried here, with an account that is made for it and
        deleted again.
      </p>
      <div class="row">
        <button class="button" aria-disabled=${isChecking} @click=${() => void this.#run(undefined)}>
          ${isChecking ? 'Checking…' : 'Check'}
        </button>
      </div>
      <details>
        <summary>Use an account that is there</summary>
        <p class="muted">The password is used once, and not kept.</p>
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
          <button class="button" aria-disabled=${isChecking}>Check as this person</button>
        </form>
      </details>
      <div role="status">
        ${this.error ? html`<p class="bad" id="error">${this.error}</p>` : nothing}
        ${this.phase === 'done' && !this.error ? html`<p>${this.#summary()}</p>` : nothing}
        ${this.problem ? html`<p class="warn">${this.problem}</p>` : nothing}
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

  async #run(person: { readonly jid: string; readonly password: string } | undefined): Promise<void> {
    if (this.phase === 'checking' || !this.check) return;
    this.#leaves = new AbortController();
    const { signal } = this.#leaves;
    this.error = this.problem = '';
    this.phase = 'checking';
    const found = await this.check(person, signal).catch((reason: unknown) => {
      if (signal.aborted) return undefined;
      throw reason;
    });
    if (!found || signal.aborted) return;
    this.found = found.checks;
    this.problem = found.problem;
    this.phase = 'done';
  }

  #summary(): string {
    if (this.found.length === 0) return 'It could not be tried.';
    const count = this.found.filter(({ state }) => state === 'missing').length;
    if (count > 0)
      return count === 1 ? 'One thing is not as it should be.' : `${count} things are not as they should be.`;
    return this.found.every(({ state }) => state === 'ok')
      ? 'It is as it should be for everybody.'
      : 'Nothing wrong was found, as far as it could be tried.';
  }
}

export const definitions = { 'im-admin-ordinary-person': OrdinaryPerson, ...checklist };
