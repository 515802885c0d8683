import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { DEFAULT_HANDLING } from '../../core/policy/handling.js';
import { ADD_BACK, HANDLINGS, type AddBack, type Handling } from '../../core/policy/schema.js';
import {
  ADD_BACK_WORDS,
  ALLOW_USER_OPTIONS,
  FIELD_LABELS,
  HANDLING_WORDS,
  type PolicyField,
} from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { PolicyPane } from './policy-pane.js';
import { radioChoice, renderRadio } from './radio-choice.js';
import type { AdminServices } from './services.js';

const GENERAL_IM: ReadonlySet<PolicyField> = new Set([
  'allowUserOptions',
  'handling',
  'addBack',
  'temporaryAvailability',
]);

/**
 * Connect Client › General IM: who decides how contact requests are dealt with, and what the policy says.
 *
 * @summary The pane General IM.
 * @fires im-admin-unsaved - There are changes that are not saved, or none any more.
 * @fires im-admin-told - The policy was saved, or was not.
 * @fires im-admin-go - The person wants to see what to do about a policy that cannot be had.
 */
export class GeneralImPane extends PolicyPane {
  static override styles = [
    PolicyPane.styles,
    radioChoice,
    css`
      fieldset {
        display: grid;
        gap: 20px;
        min-inline-size: 0;
      }

      li {
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--_im-border);
      }

      li.default {
        border-color: var(--_im-accent);
      }

      .badge {
        margin-inline-start: 6px;
        padding: 1px 8px;
        border-radius: 99px;
        background: var(--_im-accent-soft);
        color: var(--_im-text);
        font-size: 0.9em;
        white-space: nowrap;
      }
    `,
  ];

  protected override edits(field: PolicyField): boolean {
    return GENERAL_IM.has(field);
  }

  protected override renderDraft(draft: PolicyDraft, { wire }: AdminServices, editor: PolicyEditor): TemplateResult {
    return html`<fieldset ?disabled=${editor.isReadOnly}>
        <section class="card" aria-labelledby="requests">
          <h3 id="requests">${FIELD_LABELS.handling}</h3>
          ${this.#renderTick(
            'allow',
            ALLOW_USER_OPTIONS,
            'Ticked, each person chooses for themselves. Cleared, what you choose here holds for everybody.',
            draft.allowUserOptions,
            (allowUserOptions) => editor.set({ allowUserOptions }),
          )}
          ${draft.allowUserOptions ? renderOffered() : this.#renderHandlings(draft.handling, editor)}
        </section>
        <section class="card" aria-labelledby="add-back">
          <h3 id="add-back">${FIELD_LABELS.addBack}</h3>
          <div class="options" role="radiogroup" aria-labelledby="add-back">
            ${ADD_BACK.map((value) => this.#renderAddBack(value, draft.addBack, editor))}
          </div>
        </section>
        <section class="card" aria-labelledby="temporary">
          <h3 id="temporary">${FIELD_LABELS.temporaryAvailability}</h3>
          ${this.#renderTick(
            'temporary-availability',
            'Show in search whether people are available',
            'Whoever finds a colleague in the directory sees whether they are available, without being a contact.',
            draft.temporaryAvailability,
            (temporaryAvailability) => editor.set({ temporaryAvailability }),
          )}
        </section>
      </fieldset>
      ${this.renderExceptions(draft, FIELD_LABELS.handling, ['allowUserOptions', 'handling'])}
      <im-admin-try-it .draft=${draft} .own=${wire.domain}></im-admin-try-it>
      <im-admin-save-bar pane="general-im" .editor=${editor}></im-admin-save-bar>`;
  }

  #renderTick(
    id: string,
    label: string,
    help: string,
    checked: boolean,
    set: (checked: boolean) => void,
  ): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${live(checked)}
        aria-labelledby="${id}-label"
        aria-describedby="${id}-help"
        @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
      />
      <span class="label" id="${id}-label">${label}</span>
      <span class="help" id="${id}-help">${help}</span>
    </label>`;
  }

  #renderHandlings(handling: Handling, editor: PolicyEditor): TemplateResult {
    return html`<div class="options" role="radiogroup" aria-labelledby="requests">
      ${HANDLINGS.map((value) =>
        renderRadio('handling', value, HANDLING_WORDS[value], value === handling, () =>
          editor.set({ handling: value }),
        ),
      )}
    </div>`;
  }

  #renderAddBack(value: AddBack, current: AddBack, editor: PolicyEditor): TemplateResult {
    return renderRadio('add-back', value, ADD_BACK_WORDS[value], value === current, () =>
      editor.set({ addBack: value }),
    );
  }
}

/** What people may choose, where it is left to them: to be read, not to be operated. */
function renderOffered(): TemplateResult {
  return html`<p>People choose one of these. Until somebody chooses, the default holds for them.</p>
    <ul class="options">
      ${HANDLINGS.map((handling) => {
        const isDefault = handling === DEFAULT_HANDLING;
        return html`<li class=${isDefault ? 'default' : nothing}>
          <strong>${HANDLING_WORDS[handling].label}</strong>
          ${isDefault ? html`<span class="badge">Default</span>` : nothing}
          <div class="help">${HANDLING_WORDS[handling].meaning}</div>
        </li>`;
      })}
    </ul>`;
}

export const definitions = { 'im-admin-general-im': GeneralImPane };
