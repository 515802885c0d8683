import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { base } from '../../ui/styles/base.js';
import { readPersonEntry, type PersonEntry, type PersonEntryContext } from '../policy/person-entry.js';
import { personText } from './domain-text.js';
import { entryList } from './entry-list.js';
import { PAGE, pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';

declare global {
  interface HTMLElementEventMap {
    'im-admin-person-added': CustomEvent<{ readonly jid: string }>;
    'im-admin-person-removed': CustomEvent<{ readonly jid: string }>;
  }
}

/**
 * A list of people by their addresses, a page at a time, with a field to add one.
 *
 * @summary People, to add and to remove.
 * @fires im-admin-person-added - Somebody is to be listed.
 * @fires im-admin-person-removed - Somebody is to be listed no more.
 */
export class PeopleList extends LitElement {
  static override styles = [
    base,
    pane,
    entryList,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: end;
      }

      form .field {
        flex: 1 1 240px;
      }

      form .button {
        min-block-size: 38px;
      }

      .finding:not(:empty) {
        margin-block-start: 10px;
      }

      .finding {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What it is called. */
  @property() label = '';
  /** What its field is called. */
  @property() field = '';
  /** Bare JIDs. */
  @property({ attribute: false }) people: readonly string[] = [];
  /** Those that are published already. */
  @property({ attribute: false }) saved: readonly string[] = [];
  /** The organisation's domain. */
  @property() own = '';
  /** Said where there is nobody. */
  @property() empty = '';
  @property({ type: Boolean }) readonly = false;
  /** What speaks against somebody, if anything. */
  @property({ attribute: false }) conflict: PersonEntryContext['conflict'];
  /** What is to be mended about somebody who is listed; empty if nothing is. */
  @property({ attribute: false }) mend: (jid: string) => string = () => '';

  @state() private search = '';
  @state() private offset = 0;
  @state() private refused: Extract<PersonEntry, { ok: false }> | undefined;

  constructor() {
    super();
    new KeepFocus(this, '.list .remove', 'form input');
  }

  /** On the field, or what is there instead. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('form input')?.focus();
  }

  override render(): TemplateResult {
    const { people } = this;
    return html`${this.readonly ? nothing : this.#renderForm()}
    ${people.length === 0 ? html`<p class="muted">${this.empty}</p>` : this.#renderList(people)}`;
  }

  #renderForm(): TemplateResult {
    const { refused } = this;
    return html`<div>
      <form novalidate @submit=${this.#onSubmit}>
        <label class="field"
          >${this.field}
          <input
            type="text"
            name="person"
            dir="ltr"
            inputmode="email"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            placeholder=${`name@${this.own || 'example.com'}`}
            aria-invalid=${refused ? 'true' : nothing}
            aria-describedby="finding"
            @input=${() => (this.refused = undefined)}
          />
        </label>
        <button class="button primary">Add</button>
      </form>
      <div class="finding" id="finding" role="status">
        ${refused ? html`<p class="bad">${refused.problem} ${refused.todo}</p>` : nothing}
      </div>
    </div>`;
  }

  #renderList(people: readonly string[]): TemplateResult {
    const sought = this.search.trim().normalize('NFC').toLowerCase();
    const found = people.filter((jid) => jid.includes(sought));
    const offset = pageStart(this.offset, found.length);
    const shown = found.slice(offset, offset + PAGE);
    const saved = new Set(this.saved);
    return html`${people.length > PAGE ? this.#renderSearch() : nothing}
      ${found.length === 0 ? html`<p class="muted" role="status">None of them holds that.</p>` : nothing}
      <ul class="list" aria-label=${this.label}>
        ${repeat(
          shown,
          (jid) => jid,
          (jid) => this.#renderPerson(jid, !saved.has(jid)),
        )}
      </ul>
      ${pager(offset, found.length, (to) => (this.offset = to))}`;
  }

  #renderSearch(): TemplateResult {
    return html`<label class="field"
      >Search these people
      <input
        type="search"
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
          this.offset = 0;
        }}
      />
    </label>`;
  }

  #renderPerson(jid: string, isNew: boolean): TemplateResult {
    const mend = this.mend(jid);
    return html`<li>
      <div>
        ${personText(jid)} ${isNew ? html`<span class="badge">Not saved yet</span>` : nothing}
        ${mend ? html`<div class="bad">${mend}</div>` : nothing}
      </div>
      ${
        this.readonly
          ? nothing
          : html`<button
              type="button"
              class="button remove"
              aria-label="Remove ${jid}"
              @click=${() => this.dispatchEvent(new CustomEvent('im-admin-person-removed', { detail: { jid } }))}
            >
              Remove
            </button>`
      }
    </li>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector<HTMLInputElement>('form input');
    if (!field) return;
    const { people: listed, own, conflict } = this;
    const entry = readPersonEntry(field.value, { listed, own, conflict });
    field.focus();
    this.refused = entry.ok ? undefined : entry;
    if (!entry.ok) return;
    field.value = '';
    this.dispatchEvent(new CustomEvent('im-admin-person-added', { detail: { jid: entry.jid } }));
  };
}

export const definitions = { 'im-admin-people-list': PeopleList };
