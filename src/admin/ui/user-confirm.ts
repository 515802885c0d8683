import { html, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import type { AccountService, AccountSummary } from '../accounts/account.js';
import type { Outcome } from '../outcome.js';
import { UserForm } from './user-form.js';

export type Confirmed = 'disable' | 'enable' | 'end-sessions';

interface Words {
  readonly says: string;
  readonly yes: string;
  readonly busy: string;
  readonly told: (jid: string) => string;
  readonly now: Partial<Omit<AccountSummary, 'jid'>>;
  readonly act: (accounts: AccountService, jid: string) => Promise<Outcome>;
}

const WORDS: Readonly<Record<Confirmed, Words>> = {
  disable: {
    says: 'They are signed out everywhere and cannot sign in any more. Contacts, profile and messages are kept.',
    yes: 'Deactivate',
    busy: 'Deactivating…',
    told: (jid) => `${jid} was deactivated.`,
    now: { isDisabled: true, sessions: 0 },
    act: (accounts, jid) => accounts.disable(jid),
  },
  enable: {
    says: 'They can sign in again with the password that they had.',
    yes: 'Reactivate',
    busy: 'Reactivating…',
    told: (jid) => `${jid} can sign in again.`,
    now: { isDisabled: false },
    act: (accounts, jid) => accounts.enable(jid),
  },
  'end-sessions': {
    says: 'All their devices are signed out now. With their password they can sign in again at once.',
    yes: 'End sessions',
    busy: 'Ending…',
    told: (jid) => `The sessions of ${jid} were ended.`,
    now: { sessions: 0 },
    act: (accounts, jid) => accounts.endSessions(jid),
  },
};

/**
 * What is done to somebody with one yes.
 *
 * @summary The tasks Deactivate, Reactivate and End sessions.
 * @fires im-users-changed - It is done.
 * @fires im-users-close - It is done, or given up.
 * @fires im-admin-told - It is done.
 */
export class UserConfirm extends UserForm {
  @property() kind: Confirmed = 'end-sessions';

  override render(): TemplateResult {
    const { says, yes, busy } = WORDS[this.kind];
    return html`<form @submit=${this.#onSubmit}>
      <p tabindex="-1" data-first>${says} ${this.#more}</p>
      ${this.renderAnswers(yes, busy, this.kind === 'enable' ? 'primary' : 'danger')}
    </form>`;
  }

  get #more(): string {
    if (this.kind === 'end-sessions' && this.isOwn) return 'That is your own account: you are signed out here, too.';
    const { abilities } = this;
    if (this.kind !== 'disable' || !abilities || abilities.enable === true) return '';
    return abilities['set-password'] === true ? 'To let them in again, give them a new password.' : '';
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#do();
  };

  async #do(): Promise<void> {
    const { jid, kind } = this;
    const { act, told, now } = WORDS[kind];
    const outcome = await this.ask(({ accounts }) => act(accounts, jid));
    if (!outcome?.ok) return;
    this.change({ kind: 'changed', jid, now });
    this.tell(told(jid));
    this.close();
  }
}

export const definitions = { 'im-admin-user-confirm': UserConfirm };
