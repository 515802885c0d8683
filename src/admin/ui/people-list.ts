import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { readPersonEntry, type PersonEntry, type PersonEntryContext } from '../policy/person-entry.js';
import { personText } from './domain-text.js';
import { entryForm } from './entry-form.js';
import { EntryList, mendLine, newBadge } from './entry-list.js';

declare global {
  interface HTMLElementEventMap {
    'im-admin-person-added': CustomEvent<{ readonly jid: string }>;
    'im-admin-person-removed': CustomEvent<{ readonly jid: string }>;
  }
}

/**
 * A list of people by their addresses, with a field to add one.
 *
 * @summary People, to add and to remove.
 * @fires im-admin-person-added - Somebody is to be listed.
 * @fires im-admin-person-removed - Somebody is to be listed no more.
 */
export class PeopleList extends EntryList<string> {
  static override styles = [EntryList.styles, entryForm];

  /** What its field is called. */
  @property() field = '';
  /** Bare JIDs. */
  @property({ attribute: false }) people: readonly string[] = [];
  /** Those that are published already. */
  @property({ attribute: false }) saved: readonly string[] = [];
  /** The organisation's domain. */
  @property() own = '';
  /** What speaks against somebody, if anything. */
  @property({ attribute: false }) conflict: PersonEntryContext['conflict'];
  /** What is to be mended about somebody who is listed; empty if nothing is. */
  @property({ attribute: false }) mend: (jid: string) => string = () => '';

  protected override readonly searchLabel = 'Search these people';
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
    return html`${this.readonly ? nothing : this.#renderForm()} ${this.renderList(this.people)}`;
  }

  protected override nameOf(jid: string): string {
    return jid;
  }

  protected override has(jid: string, sought: string): boolean {
    return jid.includes(sought);
  }

  protected override takeOff(jid: string): void {
    this.dispatchEvent(new CustomEvent('im-admin-person-removed', { detail: { jid } }));
  }

  protected override renderEntry(jid: string): TemplateResult {
    return html`${personText(jid)} ${newBadge(!this.saved.includes(jid))} ${mendLine(this.mend(jid))}`;
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
