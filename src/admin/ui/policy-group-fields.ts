/** What is different for a policy group, field by field: each may be left as for everyone. */
import { html, nothing, type TemplateResult } from 'lit';
import { FEDERATION_MODES, HANDLINGS } from '../../core/policy/schema.js';
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { AS_FOR_EVERYONE, GROUP_LOGGING_MODES, KEPT_WORDS, type GroupField } from '../policy/group-words.js';
import { FEDERATION_WORDS, FIELD_LABELS, HANDLING_WORDS, valueWords } from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';

/** A value that can be chosen, and what it is called. */
interface Option<Value> {
  readonly value: Value;
  readonly label: string;
}

/** `draft`: what holds for everyone. `set` is told how the group is to be. */
export function policyGroupFields(
  group: ListedGroup,
  draft: PolicyDraft,
  set: (group: ListedGroup) => void,
): TemplateResult {
  const select = <Field extends GroupField>(
    field: Field,
    options: readonly Option<NonNullable<ListedGroup[Field]>>[],
  ): TemplateResult => {
    const everyone = `${AS_FOR_EVERYONE}: ${valueWords(field, draft)}`;
    const chosen = options.findIndex(({ value }) => value === group[field]);
    return html`<label class="field"
      >${FIELD_LABELS[field]}
      <select
        name=${field}
        .selectedIndex=${chosen + 1}
        @change=${({ target }: Event) => set(withField(group, field, options[(target as HTMLSelectElement).selectedIndex - 1]?.value))}
      >
        ${[everyone, ...options.map(({ label }) => label)].map(
          (label, index) => html`<option ?selected=${index === chosen + 1}>${label}</option>`,
        )}
      </select>
    </label>`;
  };
  const isChosen = group.allowUserOptions ?? draft.allowUserOptions;
  return html`${select('allowUserOptions', [
    { value: true, label: 'Ticked: each of them chooses' },
    { value: false, label: 'Cleared: they go by what you choose here' },
  ])}
  ${
    isChosen
      ? nothing
      : select(
          'handling',
          HANDLINGS.map((value) => ({ value, label: HANDLING_WORDS[value].label })),
        )
  }
  ${select(
    'federation',
    FEDERATION_MODES.map((value) => ({ value, label: FEDERATION_WORDS[value].label })),
  )}
  ${select(
    'logging',
    GROUP_LOGGING_MODES.map((value) => ({ value, label: KEPT_WORDS[value] })),
  )}`;
}

/** The same group with another value of a field; without one, it is as for everyone. */
function withField<Field extends GroupField>(group: ListedGroup, field: Field, value: ListedGroup[Field]): ListedGroup {
  const others: unknown = Object.fromEntries(Object.entries(group).filter(([name]) => name !== field));
  return { ...(others as ListedGroup), ...(value === undefined ? {} : { [field]: value }) };
}
