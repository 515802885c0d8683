/** What the tasks of the Users pane have in common. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { Abilities } from '../accounts/account.js';
import type { AdminProblem, Outcome } from '../outcome.js';
import type { PersonChange } from '../users/people-changes.js';
import { busyButton } from './busy-button.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';
import type { AdminServices } from './services.js';
import { usersEvent } from './users-events.js';

const form = css`
  form,
  .task {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .two {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
    gap: 12px;
  }

  .field > .bad,
  .field > im-admin-code {
    font-weight: 400;
  }

  [role='alert']:empty {
    display: none;
  }
`;

/** The attribute of a task that waits for the server; what it answers must not come too late to be seen. */
export const BUSY = 'data-busy';

/** A task that may fail: then it stays, with what was typed, and says so beside the button that was pressed. */
export abstract class UserForm extends LitElement {
  static override styles = [base, pane, busyButton, form];

  @property({ attribute: false }) services: AdminServices | undefined;
  @property({ attribute: false }) abilities: Abilities | undefined;
  /** Whom it is about; empty where it is about nobody yet. */
  @property() jid = '';

  /** An attribute, too: the dialog does not close meanwhile. */
  @property({ type: Boolean, reflect: true, attribute: BUSY }) protected isBusy = false;
  @state() protected error = '';

  protected override firstUpdated(): void {
    this.focusFirst();
  }

  /** The focus goes to what is to be filled in, or read. */
  protected focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  /** Whether somebody is about to lock themselves out, however the address is written. */
  protected get isOwn(): boolean {
    return this.jid.normalize('NFKC').toLowerCase() === this.services?.wire.account;
  }

  /** One thing at a time; undefined while another is waited for. */
  protected async ask<T>(act: (services: AdminServices) => Promise<Outcome<T>>): Promise<Outcome<T> | undefined> {
    const { services } = this;
    if (!services || this.isBusy) return undefined;
    this.isBusy = true;
    this.error = '';
    const outcome = await act(services);
    this.isBusy = false;
    if (!outcome.ok) this.error = this.wordsOf(outcome.problem);
    return outcome;
  }

  protected wordsOf(problem: AdminProblem): string {
    return problemText(problem);
  }

  protected tell(text: string): void {
    this.dispatchEvent(adminEvent('im-admin-told', { text, tone: 'plain' }));
  }

  protected change(change: PersonChange): void {
    this.dispatchEvent(usersEvent('im-users-changed', change));
  }

  protected readonly close = (): void => {
    if (!this.isBusy) this.dispatchEvent(usersEvent('im-users-close', undefined));
  };

  /** The button that does it, a way out, and what went wrong. */
  protected renderAnswers(yes: string, busy: string, look = 'primary'): TemplateResult {
    return html`<p class="bad" role="alert">${this.error}</p>
      <div class="row">
        <button class="button ${look}" aria-disabled=${this.isBusy ? 'true' : nothing}>
          ${this.isBusy ? busy : yes}
        </button>
        <button type="button" class="button" @click=${this.close}>Cancel</button>
      </div>`;
  }
}
