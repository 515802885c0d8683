import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { readGroupName, type GroupNameEntry } from '../policy/group-name-entry.js';
import { entryForm } from './entry-form.js';
import { pane } from './pane-styles.js';

declare global {
  interface HTMLElementEventMap {
    'im-admin-group-named': CustomEvent<{ readonly name: string }>;
  }
}

/**
 * A field for the name of a policy group: of a new one, or another name for one that is there.
 *
 * @summary The name of a policy group.
 * @slot - Buttons beside its own.
 * @fires im-admin-group-named - It is to be called so.
 */
export class GroupName extends LitElement {
  static override styles = [base, pane, entryForm];

  /** What the field is called. */
  @property() label = '';
  /** What the button is called. */
  @property() action = '';
  /** What stands in it first, and again after a name was taken. */
  @property() name = '';
  /** Names of other groups. */
  @property({ attribute: false }) taken: readonly string[] = [];
  /** Whether it is what its place is for. */
  @property({ type: Boolean }) primary = false;

  @state() private refused: Extract<GroupNameEntry, { ok: false }> | undefined;

  override focus(): void {
    this.#field?.focus();
  }

  override render(): TemplateResult {
    const { refused, label, action, name, primary } = this;
    return html`<form novalidate @submit=${this.#onSubmit}>
        <label class="field"
          >${label}
          <input
            type="text"
            name="group"
            dir="auto"
            autocomplete="off"
            .value=${name}
            aria-invalid=${refused ? 'true' : nothing}
            aria-describedby="finding"
            @input=${() => (this.refused = undefined)}
          />
        </label>
        <button class="button ${primary ? 'primary' : ''}">${action}</button>
        <slot></slot>
      </form>
      <div class="finding" id="finding" role="status">
        ${refused ? html`<p class="bad">${refused.problem} ${refused.todo}</p>` : nothing}
      </div>`;
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.#field;
    if (!field) return;
    const entry = readGroupName(field.value, this.taken);
    this.refused = entry.ok ? undefined : entry;
    if (!entry.ok) return field.focus();
    field.value = this.name;
    this.dispatchEvent(new CustomEvent('im-admin-group-named', { detail: { name: entry.name } }));
  };
}

export const definitions = { 'im-admin-group-name': GroupName };
