import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { QrCode } from '../../ui/components/qr-code.js';
import { property, state } from '../../ui/decorators.js';
import { download } from '../../ui/download.js';
import { base } from '../../ui/styles/base.js';
import type { Abilities, AccountSummary } from '../accounts/account.js';
import type { AdminProblem } from '../outcome.js';
import { definitions as code } from './code-block.js';
import { pane } from './pane-styles.js';
import { namelessOf } from '../users/nameless.js';
import { problemText } from './problem-text.js';
import type { AdminServices } from './services.js';
import { definitions as add } from './user-add.js';
import { definitions as confirm } from './user-confirm.js';
import { definitions as erase } from './user-delete.js';
import { definitions as find } from './user-find.js';
import { definitions as invite } from './user-invite.js';
import { definitions as manage } from './user-manage.js';
import { definitions as passwordChoice } from './user-password-choice.js';
import { definitions as password } from './user-password.js';
import { definitions as profile } from './user-profile.js';
import { definitions as dialog, UsersDialog } from './users-dialog.js';
import type { UserTask } from './users-events.js';
import { missingThings, noList } from './users-missing.js';
import { People } from './users-people.js';
import { definitions as names } from './users-names.js';
import { definitions as table } from './users-table.js';
import { taskForm, taskTitle } from './users-task.js';

/**
 * The people of the organisation: all of them, and what an administrator can do for each, as far as the server goes.
 *
 * @summary The pane Users.
 * @fires im-admin-told - Something was done.
 */
export class UsersPane extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .pane {
        grid-template-columns: minmax(0, 1fr);
      }

      summary {
        color: var(--_im-muted);
        cursor: pointer;
        inline-size: fit-content;
      }

      dt {
        margin-block-start: 10px;
        font-weight: 550;
      }

      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  /** Makes the file of Export; without it there is no Export. */
  @property({ attribute: false }) exportCsv: ((accounts: readonly AccountSummary[]) => string) | undefined;

  @state() private task: UserTask | undefined;
  @state() private isImporting = false;
  /** It goes on behind the list. */
  @state() private hasImport = false;
  readonly #people = new People(this);

  constructor() {
    super();
    this.addEventListener('im-admin-import-done', () => void this.#people.readList());
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('services')) return;
    this.task = undefined;
    this.isImporting = this.hasImport = false;
    void this.#people.read(this.services?.accounts);
  }

  override render(): TemplateResult | typeof nothing {
    const { services } = this;
    const { abilities } = this.#people;
    if (!services) return nothing;
    if (!abilities) return html`<p role="status" class="muted">Asking the server what it can do…</p>`;
    if (!abilities.ok) return this.#renderProblem(abilities.problem, () => void this.#people.read(services.accounts));
    return html`${this.isImporting ? nothing : this.#renderPeople(services, abilities.value)}
    ${this.hasImport ? html`<div ?hidden=${!this.isImporting}>${this.#renderImport(services)}</div>` : nothing}`;
  }

  #renderPeople(services: AdminServices, abilities: Abilities): TemplateResult {
    const { task } = this;
    const { list } = this.#people;
    const people = list?.ok ? list.value : [];
    return html`<div
      class="pane wide"
      @im-users-task=${this.#onTask}
      @im-users-changed=${this.#onChanged}
      @im-users-close=${this.#onClose}
    >
      ${this.#renderTools(abilities)}
      ${abilities.list === true ? this.#renderList(services, abilities) : noList(abilities, () => (this.task = { kind: 'find' }))}
      ${missingThings(abilities)}
      ${
        task
          ? html`<im-admin-users-dialog
              .label=${taskTitle(task)}
              .content=${taskForm(task, { services, abilities, people })}
            ></im-admin-users-dialog>`
          : nothing
      }
    </div>`;
  }

  #renderTools(abilities: Abilities): TemplateResult {
    const { list } = this.#people;
    const tool = (name: string, look: string, act: () => void): TemplateResult =>
      html`<button class="button ${look}" @click=${act}>${name}</button>`;
    return html`<div class="row" role="group" aria-label="People">
      ${abilities.add === true ? tool('Add a person…', 'primary', () => (this.task = { kind: 'add' })) : nothing}
      ${abilities.invite === true ? tool('Invite…', '', () => (this.task = { kind: 'invite' })) : nothing}
      ${abilities.add === true ? tool('Import from a file', 'import', () => void this.#showImport(true)) : nothing}
      ${this.exportCsv && list?.ok ? tool('Export', '', () => this.#export(list.value)) : nothing}
    </div>`;
  }

  #renderList(services: AdminServices, abilities: Abilities): TemplateResult {
    const { list } = this.#people;
    if (!list) return html`<p role="status" class="muted">Reading the list of people…</p>`;
    if (list.ok) {
      return html`${abilities['read-profile'] === true ? this.#renderNames(services, list.value) : nothing}
        <im-admin-users-table .people=${list.value} .own=${services.wire.account}></im-admin-users-table>`;
    }
    return html`${this.#renderProblem(list.problem, () => void this.#people.readList())}
      <div class="row">
        <button class="button find" @click=${() => (this.task = { kind: 'find' })}>
          Manage one person by address…
        </button>
      </div>`;
  }

  #renderNames({ accounts }: AdminServices, people: readonly AccountSummary[]): TemplateResult {
    return html`<im-admin-users-names
      .accounts=${accounts}
      .nameless=${namelessOf(people)}
      @im-users-names=${({ detail }: HTMLElementEventMap['im-users-names']) => this.#people.named(detail)}
    ></im-admin-users-names>`;
  }

  #renderProblem(problem: AdminProblem, retry: () => void): TemplateResult {
    return html`<div class="card">
      <p role="status">${problemText(problem)}</p>
      <div class="row"><button class="button retry" @click=${retry}>Try again</button></div>
    </div>`;
  }

  #renderImport(services: AdminServices): TemplateResult {
    return html`<div class="pane wide">
      <div class="row">
        <button class="button back" @click=${() => void this.#showImport(false)}>Back to the list</button>
      </div>
      <im-admin-import .services=${services}></im-admin-import>
    </div>`;
  }

  async #showImport(isImporting: boolean): Promise<void> {
    this.isImporting = isImporting;
    this.hasImport ||= isImporting;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(isImporting ? '.back' : '.import')?.focus();
  }

  readonly #onTask = (event: HTMLElementEventMap['im-users-task']): void => {
    event.stopPropagation();
    this.task = event.detail;
  };

  readonly #onChanged = (event: HTMLElementEventMap['im-users-changed']): void => {
    event.stopPropagation();
    this.#people.changed(event.detail);
  };

  /** Closed first, so that the browser gives the focus back. */
  readonly #onClose = (event: Event): void => {
    event.stopPropagation();
    const open = this.renderRoot.querySelector('im-admin-users-dialog');
    if (open instanceof UsersDialog) open.close();
    this.task = undefined;
  };

  #export(people: readonly AccountSummary[]): void {
    const { exportCsv, services } = this;
    if (!exportCsv || !services) return;
    download(`people-${services.accounts.domain}.csv`, 'text/csv;charset=utf-8', exportCsv(people));
  }
}

declare global {
  interface HTMLElementEventMap {
    /** An import has made accounts: the list is another one. */
    'im-admin-import-done': CustomEvent;
  }
}

export const definitions = {
  'im-admin-users': UsersPane,
  'im-qr-code': QrCode,
  ...code,
  ...dialog,
  ...table,
  ...add,
  ...confirm,
  ...erase,
  ...find,
  ...invite,
  ...manage,
  ...names,
  ...password,
  ...passwordChoice,
  ...profile,
} as const;
