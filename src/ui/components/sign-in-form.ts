import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { componentEvent } from '../events.js';
import { icons } from '../icons.js';
import type { ProblemText } from '../strings/problems.js';
import { base } from '../styles/base.js';

/**
 * Asks for address and password. The password goes into one event, and is not kept here.
 *
 * @summary The sign-in form.
 * @fires im-sign-in - The form was submitted.
 */
@localized()
export class SignInForm extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 20px 20px 24px;
      }

      form {
        display: grid;
        gap: 14px;
      }

      .field {
        display: grid;
        gap: 4px;
        font-weight: 550;
      }

      .affix {
        display: flex;
        align-items: center;
        gap: 6px;
      }

      .affix bdi {
        flex: none;
        max-inline-size: 55%;
        color: var(--_im-muted);
      }

      .check {
        display: flex;
        gap: 8px;
        align-items: flex-start;
      }

      .problem {
        display: flex;
        gap: 10px;
        padding: 10px 12px;
        border-radius: calc(var(--_im-radius) * 0.8);
        background: var(--_im-bad-soft);
        color: var(--_im-bad);
      }

      .problem b {
        display: block;
        font-weight: 650;
      }

      summary {
        cursor: pointer;
        color: var(--_im-muted);
        inline-size: fit-content;
      }

      details .field {
        margin-block-start: 10px;
      }
    `,
  ];

  /** Fixed by the site or the company: then only the part before the @ is asked for. */
  @property() domain = '';
  /** Fixed likewise; the form does not ask. */
  @property({ type: Boolean }) serviceIsSet = false;
  /** Filled in, to be changed. */
  @property() jid = '';
  @property({ attribute: false }) problem: ProblemText | undefined;
  /** The problem may be solved by entering the server's address. */
  @property({ type: Boolean }) asksForService = false;
  /** What staying signed in means here. */
  @property() stayMeans = '';
  @property({ type: Boolean }) busy = false;
  @state() private incomplete = false;

  /** A field that is disabled loses the focus; who has to try again goes on where it is wanted. */
  override updated(changed: PropertyValues<this>): void {
    if (!changed.get('busy') || this.busy || !this.problem) return;
    const password = this.renderRoot.querySelector<HTMLInputElement>('[name=password]');
    password?.focus();
    password?.select();
  }

  override render(): TemplateResult {
    return html`<form @submit=${this.#onSubmit} novalidate>
      ${
        this.problem
          ? html`<p class="problem" role="alert">
              ${icons.warning}<span><b>${this.problem.what}</b>${this.problem.todo}</span>
            </p>`
          : nothing
      }
      ${this.#renderAddress()}
      <label class="field">
        ${msg('Password')}
        <input type="password" name="password" autocomplete="current-password" required ?disabled=${this.busy} />
      </label>
      <label class="check">
        <input type="checkbox" name="stay" ?disabled=${this.busy} />
        <span>
          ${msg('Stay signed in')}
          ${this.stayMeans ? html`<span class="muted small"><br />${this.stayMeans}</span>` : nothing}
        </span>
      </label>
      ${this.serviceIsSet ? nothing : this.#renderService()}
      ${this.incomplete ? html`<p role="alert">${msg('Enter your address and your password.')}</p>` : nothing}
      <button class="button primary" ?disabled=${this.busy}>${this.busy ? msg('Signing in …') : msg('Sign in')}</button>
    </form>`;
  }

  #renderAddress(): TemplateResult {
    const input = html`<input
      type="text"
      name="jid"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      dir="ltr"
      required
      placeholder=${this.domain ? '' : 'name@example.com'}
      .value=${this.jid}
      ?disabled=${this.busy}
    />`;
    return html`<label class="field">
      ${this.domain ? msg('User name') : msg('Address')}
      ${this.domain ? html`<span class="affix" dir="ltr">${input}<bdi>@${this.domain}</bdi></span>` : input}
    </label>`;
  }

  #renderService(): TemplateResult {
    return html`<details ?open=${this.asksForService}>
      <summary>${msg('Server address')}</summary>
      <label class="field">
        <span class="muted small">${msg('Only if your administrator gave you one; else it is found by itself.')}</span>
        <input type="url" name="service" dir="ltr" placeholder="wss://" ?disabled=${this.busy} />
      </label>
    </details>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const typed = text('jid').trim();
    const jid = this.domain && typed && !typed.includes('@') ? `${typed}@${this.domain}` : typed;
    const password = text('password');
    this.incomplete = !jid || !password;
    if (this.incomplete) return;
    this.dispatchEvent(
      componentEvent('im-sign-in', {
        jid,
        password,
        service: text('service').trim() || null,
        stay: data.has('stay'),
      }),
    );
  };
}

export const definitions = { 'im-sign-in-form': SignInForm };
