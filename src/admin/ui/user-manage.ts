import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { formatExactly } from '../../ui/format.js';
import type { Ability, AccountProfile, AccountSummary } from '../accounts/account.js';
import type { Outcome } from '../outcome.js';
import { personName } from '../users/search-people.js';
import { timeLocale } from './revision-text.js';
import { UserForm } from './user-form.js';
import { usersEvent, type PersonTask } from './users-events.js';

interface Action {
  readonly task: PersonTask;
  readonly ability: Ability;
  readonly name: string;
  readonly danger?: boolean;
}

const ACTIONS: readonly Action[] = [
  { task: 'profile', ability: 'edit-profile', name: 'Edit profile' },
  { task: 'password', ability: 'set-password', name: 'Reset password' },
  { task: 'end-sessions', ability: 'end-sessions', name: 'End sessions' },
  { task: 'disable', ability: 'disable', name: 'Deactivate' },
  { task: 'enable', ability: 'enable', name: 'Reactivate' },
  { task: 'delete', ability: 'delete', name: 'Delete', danger: true },
];
/** What would lock administrators out. */
const NOT_TO_ONESELF: ReadonlySet<PersonTask> = new Set(['disable', 'delete']);

/**
 * What is known of one person, and what can be done.
 *
 * @summary One person.
 * @fires im-users-task - This is to be done.
 * @fires im-users-close - Nothing more is to be done.
 */
export class UserManage extends UserForm {
  static override styles = [
    ...UserForm.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(0, auto) minmax(0, 1fr);
        gap: 4px 16px;
      }

      dt {
        color: var(--_im-muted);
      }
    `,
  ];

  /** As the list has it, where there is one. */
  @property({ attribute: false }) person: AccountSummary | undefined;

  @state() private profile: Outcome<AccountProfile> | undefined;
  @state() private lastActivity: Outcome<number | undefined> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render(): TemplateResult {
    const actions = ACTIONS.filter((action) => this.#isPossible(action));
    return html`<div class="task">
      <dl>
        ${this.#facts().map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd><bdi>${value}</bdi></dd>`,
        )}
      </dl>
      ${
        actions.length > 0
          ? html`<div class="row" role="group" aria-label="What to do">
              ${actions.map(
                ({ task, name, danger }, index) =>
                  html`<button
                    type="button"
                    class="button ${danger ? 'danger' : ''}"
                    ?data-first=${index === 0}
                    @click=${() => this.dispatchEvent(usersEvent('im-users-task', { kind: task, jid: this.jid }))}
                  >
                    ${name}…
                  </button>`,
              )}
            </div>`
          : html`<p class="muted">The server lets this account do nothing here.</p>`
      }
      ${
        this.isOwn
          ? html`<p class="help">
              This is your own account. It can neither be deactivated nor deleted here, so that you do not lock yourself
              out; another administrator can do it.
            </p>`
          : nothing
      }
      <div class="row"><button type="button" class="button" @click=${this.close}>Close</button></div>
    </div>`;
  }

  #isPossible({ task, ability }: Action): boolean {
    if (this.abilities?.[ability] !== true || (this.isOwn && NOT_TO_ONESELF.has(task))) return false;
    const isDisabled = this.person?.isDisabled;
    if (task === 'enable') return isDisabled !== false && !this.isOwn;
    return task !== 'disable' || isDisabled !== true;
  }

  #facts(): readonly (readonly [string, string | number])[] {
    const { person } = this;
    const profile = person?.profile ?? (this.profile?.ok ? this.profile.value : undefined);
    const state = person?.isDisabled === undefined ? '' : person.isDisabled ? 'Deactivated' : 'Active';
    const facts: readonly (readonly [string, string | number])[] = [
      ['Address', this.jid],
      ['Name', personName(profile)],
      ['Mail', profile?.mail ?? ''],
      ['Title', profile?.title ?? ''],
      ['State', state],
      ['Sessions', person?.sessions ?? ''],
      ['Last online', this.#lastOnline()],
      ['Profile', this.#profileProblem(profile)],
    ];
    return facts.filter(([, value]) => value !== '');
  }

  #lastOnline(): string {
    if (this.abilities?.['last-activity'] !== true || this.person?.sessions) return '';
    if (!this.lastActivity) return 'Asking…';
    if (!this.lastActivity.ok) return this.wordsOf(this.lastActivity.problem);
    const { value } = this.lastActivity;
    return value === undefined ? 'Never' : formatExactly(value, timeLocale());
  }

  #profileProblem(profile: AccountProfile | undefined): string {
    if (profile || this.abilities?.['read-profile'] !== true) return '';
    if (!this.profile) return 'Asking…';
    if (this.profile.ok) return '';
    return this.profile.problem.kind === 'not-found' ? 'None' : this.wordsOf(this.profile.problem);
  }

  /** Of whom is shown now: the answers may come late. */
  async #read(): Promise<void> {
    const { services, abilities, jid, person } = this;
    if (!services || !abilities) return;
    const { accounts } = services;
    await Promise.all([
      person?.profile || abilities['read-profile'] !== true
        ? undefined
        : accounts.profile(jid).then((profile) => (this.profile = profile)),
      abilities['last-activity'] === true
        ? accounts.lastActivity(jid).then((lastActivity) => (this.lastActivity = lastActivity))
        : undefined,
    ]);
  }
}

export const definitions = { 'im-admin-user-manage': UserManage };
