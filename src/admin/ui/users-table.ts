import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { base } from '../../ui/styles/base.js';
import type { AccountSummary } from '../accounts/account.js';
import { personName, searchPeople, toldColumns, type ToldColumns } from '../users/search-people.js';
import { busyButton } from './busy-button.js';
import { pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';
import { usersEvent } from './users-events.js';

const PEOPLE_A_PAGE = 50;

/**
 * Everybody, a page at a time, and a search over all of them.
 *
 * @summary The list of people.
 * @fires im-users-task - Somebody is to be managed.
 */
export class UsersTable extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      :host {
        container-type: inline-size;
      }

      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 14px;
      }

      .search {
        max-inline-size: 420px;
      }

      /* Else one long address takes the room of all other columns. */
      table {
        table-layout: fixed;
      }

      .name {
        inline-size: 14%;
      }

      .mail {
        inline-size: 19%;
      }

      .title {
        inline-size: 12%;
      }

      .state {
        inline-size: 120px;
      }

      .sessions {
        inline-size: 92px;
        text-align: end;
      }

      .actions {
        inline-size: 122px;
      }

      .off {
        padding: 1px 8px;
        border-radius: 99px;
        background: var(--_im-bad-soft);
      }

      tr:last-child > td {
        border-block-end: 0;
      }

      /* Too narrow for columns: each person is a card. */
      @container (max-width: 720px) {
        .scroll {
          overflow: visible;
          border: 0;
        }

        table,
        tbody,
        tr,
        td {
          display: block;
        }

        thead {
          position: absolute;
          clip-path: inset(50%);
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
        }

        tr {
          padding: 12px 14px;
          border: var(--_im-line) solid var(--_im-border);
          border-radius: var(--_im-radius);
          margin-block-end: 10px;
        }

        td,
        td.number {
          padding: 2px 0;
          border: 0;
          text-align: start;
        }

        td[data-label]::before {
          content: attr(data-label) ': ';
          color: var(--_im-muted);
        }

        td:last-child {
          padding-block-start: 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) people: readonly AccountSummary[] = [];
  @property() own = '';
  @state() private query = '';
  @state() private offset = 0;

  #told: ToldColumns = toldColumns([]);
  #found: readonly AccountSummary[] = [];

  constructor() {
    super();
    new KeepFocus(this, '.manage', '#search');
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('people')) this.#told = toldColumns(this.people);
    if (changed.has('people') || changed.has('query')) this.#found = searchPeople(this.people, this.query);
  }

  override render(): TemplateResult {
    const found = this.#found;
    const offset = pageStart(this.offset, found.length, PEOPLE_A_PAGE);
    return html`<div class="list">
      <div class="field search">
        <label for="search">Search by name, mail or address</label>
        <input id="search" type="search" autocomplete="off" spellcheck="false" @input=${this.#onSearch} />
      </div>
      <p class="muted small" role="status">${this.#counts(found.length)}</p>
      ${found.length > 0 ? this.#renderTable(found.slice(offset, offset + PEOPLE_A_PAGE)) : nothing}
      ${pager(offset, found.length, (to) => (this.offset = to), PEOPLE_A_PAGE)}
    </div>`;
  }

  #counts(found: number): string {
    const total = this.people.length;
    const all = total === 1 ? '1 person' : `${total} people`;
    if (this.query.trim() === '') return all;
    return found === 0 ? `Nobody of ${all} is called that.` : `${found} of ${all}`;
  }

  /** Roles are named because the cards, which are no table to a browser, are one all the same. */
  #renderTable(people: readonly AccountSummary[]): TemplateResult {
    const { profile, state, sessions } = this.#told;
    const head = (text: string): TemplateResult =>
      html`<th role="columnheader" scope="col" class=${text.toLowerCase()}>${text}</th>`;
    return html`<div class="scroll">
      <table role="table" aria-label="People">
        <thead role="rowgroup">
          <tr role="row">
            ${profile ? head('Name') : nothing} ${head('Address')}
            ${profile ? html`${head('Mail')} ${head('Title')}` : nothing} ${state ? head('State') : nothing}
            ${sessions ? head('Sessions') : nothing} ${head('Actions')}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            people,
            ({ jid }) => jid,
            (person) => this.#renderPerson(person),
          )}
        </tbody>
      </table>
    </div>`;
  }

  #renderPerson({ jid, profile, isDisabled, sessions }: AccountSummary): TemplateResult {
    const told = this.#told;
    const name = personName(profile);
    return html`<tr role="row">
      ${told.profile ? cell('Name', name) : nothing}
      <td role="cell" data-label="Address"><bdi>${breakable(jid)}</bdi>${jid === this.own ? ' (you)' : ''}</td>
      ${told.profile ? html`${cell('Mail', profile?.mail ?? '')} ${cell('Title', profile?.title ?? '')}` : nothing}
      ${told.state ? html`<td role="cell" data-label="State">${stateText(isDisabled)}</td>` : nothing}
      ${told.sessions ? html`<td role="cell" data-label="Sessions" class="number">${sessions ?? ''}</td>` : nothing}
      <td role="cell">
        <button
          class="button manage"
          aria-label="Manage ${jid}"
          @click=${() => this.dispatchEvent(usersEvent('im-users-task', { kind: 'manage', jid }))}
        >
          Manage…
        </button>
      </td>
    </tr>`;
  }

  readonly #onSearch = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.offset = 0;
  };
}

/** Without a label where it is empty: a card does not show it then. */
function cell(label: string, text: string): TemplateResult {
  return html`<td role="cell" data-label=${text ? label : nothing}>
    ${text ? html`<bdi>${breakable(text)}</bdi>` : nothing}
  </td>`;
}

/** A long address is broken before its @ first. */
function breakable(text: string): TemplateResult {
  const at = text.indexOf('@');
  return at < 0 ? html`${text}` : html`${text.slice(0, at)}<wbr />${text.slice(at)}`;
}

function stateText(isDisabled: boolean | undefined): TemplateResult | string {
  if (isDisabled === undefined) return '';
  return isDisabled ? html`<span class="off">Deactivated</span>` : 'Active';
}

export const definitions = { 'im-admin-users-table': UsersTable };
