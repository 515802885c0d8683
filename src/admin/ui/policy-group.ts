import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { FEDERATION_MODES, HANDLINGS } from '../../core/policy/schema.js';
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { groupConflictMend, groupConflictWords, type GroupConflict } from '../policy/group-conflicts.js';
import {
  AS_FOR_EVERYONE,
  GROUP_LOGGING_MODES,
  groupSummary,
  KEPT_WORDS,
  type GroupField,
} from '../policy/group-words.js';
import {
  ALLOW_USER_OPTIONS,
  FEDERATION_WORDS,
  FIELD_LABELS,
  HANDLING_WORDS,
  LOGGING_WORDS,
} from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import { definitions as groupName } from './group-name.js';
import { definitions as peopleList } from './people-list.js';
import { pane } from './pane-styles.js';

declare global {
  interface HTMLElementEventMap {
    /** The group is to be so; its name may be another. */
    'im-admin-group-changed': CustomEvent<{ readonly group: ListedGroup }>;
    'im-admin-group-removed': CustomEvent;
    'im-admin-group-opened': CustomEvent<{ readonly open: boolean }>;
  }
}

/** A value that can be chosen, and what it is called. */
type Option = readonly [value: string, label: string];

/**
 * One policy group: its people, and what is different for them.
 *
 * @summary A policy group, to be read and edited.
 * @fires im-admin-group-changed - It is to be another.
 * @fires im-admin-group-removed - It is to be no more.
 * @fires im-admin-group-opened - It was opened, or closed.
 */
export class PolicyGroupCard extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .card {
        grid-template-columns: minmax(0, 1fr);
        padding: 0;
      }

      summary {
        padding: 14px 18px;
        overflow-wrap: anywhere;
        cursor: pointer;
      }

      summary:focus-visible {
        outline-offset: -3px;
      }

      .name {
        font-weight: 650;
      }

      .badge {
        display: inline-block;
        margin-inline-start: 6px;
        padding: 0 8px;
        border-radius: 99px;
        background: var(--_im-accent-soft);
        font-size: 0.9em;
      }

      .summary {
        display: block;
        margin-block-start: 2px;
        color: var(--_im-muted);
        font-weight: 400;
      }

      .body {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
        padding: 4px 18px 18px;
      }

      .part {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        min-inline-size: 0;
      }

      h4 {
        margin: 0;
        font-size: 1em;
        font-weight: 600;
      }

      select {
        text-overflow: ellipsis;
      }

      .danger {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) group: ListedGroup | undefined;
  /** What holds for everyone. */
  @property({ attribute: false }) draft: PolicyDraft | undefined;
  /** As it is published; undefined for a new one. */
  @property({ attribute: false }) saved: ListedGroup | undefined;
  /** The organisation's domain. */
  @property() own = '';
  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) readonly = false;
  /** What speaks against somebody in a group, if anything. */
  @property({ attribute: false }) conflict: (group: string, jid: string) => GroupConflict | undefined = () => undefined;
  @state() private renaming = false;

  /** On the people of it. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('im-admin-people-list')?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    const { group, draft } = this;
    if (!group || !draft) return nothing;
    const { name, members } = group;
    const wrong = members.filter((jid) => this.conflict(name, jid)).length;
    return html`<section class="card" aria-labelledby="name">
      <details .open=${this.open} @toggle=${this.#onToggle}>
        <summary>
          <bdi class="name" id="name">${name}</bdi>
          ${this.saved ? nothing : html`<span class="badge">Not saved yet</span>`}
          <span class="summary">${groupSummary(group)}</span>
          ${wrong > 0 ? html`<span class="summary bad">${wrongWords(wrong)}</span>` : nothing}
        </summary>
        ${this.open ? this.#renderBody(group, draft) : nothing}
      </details>
    </section>`;
  }

  #renderBody(group: ListedGroup, draft: PolicyDraft): TemplateResult {
    const { name, members } = group;
    return html`<div class="body">
      <div class="part">
        <h4>People</h4>
        <im-admin-people-list
          label="People of ${name}"
          field="Person of this group"
          empty="Nobody is in it yet, so it changes nothing."
          own=${this.own}
          .people=${members}
          .saved=${this.saved?.members ?? []}
          .conflict=${(jid: string) => {
            const found = this.conflict(name, jid);
            return found && groupConflictWords(found, jid);
          }}
          .mend=${(jid: string) => {
            const found = this.conflict(name, jid);
            return found ? groupConflictMend(found) : '';
          }}
          ?readonly=${this.readonly}
          @im-admin-person-added=${({ detail }: HTMLElementEventMap['im-admin-person-added']) =>
            this.#change({ ...group, members: [...members, detail.jid] })}
          @im-admin-person-removed=${({ detail }: HTMLElementEventMap['im-admin-person-removed']) =>
            this.#change({ ...group, members: members.filter((jid) => jid !== detail.jid) })}
        ></im-admin-people-list>
      </div>
      <fieldset class="part" ?disabled=${this.readonly}>
        <h4>What is different for them</h4>
        ${this.#renderFields(group, draft)}
      </fieldset>
      ${this.readonly ? nothing : this.#renderEnd(group, draft)}
    </div>`;
  }

  #renderFields(group: ListedGroup, draft: PolicyDraft): TemplateResult {
    const isAllowed = group.allowUserOptions ?? draft.allowUserOptions;
    const everyone = (words: string): string => `${AS_FOR_EVERYONE}: ${words}`;
    const { allowUserOptions: allow } = group;
    return html`${this.#renderSelect(
      'allowUserOptions',
      ALLOW_USER_OPTIONS,
      everyone(draft.allowUserOptions ? 'ticked' : 'cleared'),
      [
        ['1', 'Ticked: each of them chooses'],
        ['0', 'Cleared: they go by what you choose here'],
      ],
      allow === undefined ? '' : allow ? '1' : '0',
      (value) => value === '1',
    )}
    ${
      isAllowed
        ? nothing
        : this.#renderSelect(
            'handling',
            FIELD_LABELS.handling,
            everyone(HANDLING_WORDS[draft.handling].label),
            HANDLINGS.map((value) => [value, HANDLING_WORDS[value].label]),
          )
    }
    ${this.#renderSelect(
      'federation',
      FIELD_LABELS.federation,
      everyone(FEDERATION_WORDS[draft.federation].label),
      FEDERATION_MODES.map((value) => [value, FEDERATION_WORDS[value].label]),
    )}
    ${this.#renderSelect(
      'logging',
      FIELD_LABELS.logging,
      everyone(LOGGING_WORDS[draft.logging].label),
      GROUP_LOGGING_MODES.map((value) => [value, KEPT_WORDS[value]]),
    )}`;
  }

  #renderSelect(
    field: GroupField,
    label: string,
    asForEveryone: string,
    options: readonly Option[],
    chosen = String(this.group?.[field] ?? ''),
    read: (value: string) => unknown = (value) => value,
  ): TemplateResult {
    return html`<label class="field"
      >${label}
      <select
        name=${field}
        .value=${chosen}
        @change=${({ target }: Event) => {
          const { value } = target as HTMLSelectElement;
          this.#set(field, value === '' ? undefined : read(value));
        }}
      >
        ${[['', asForEveryone] as const, ...options].map(
          ([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </label>`;
  }

  #renderEnd({ name }: ListedGroup, { groups }: PolicyDraft): TemplateResult {
    if (this.renaming) {
      return html`<im-admin-group-name
        label="New name"
        action="Rename"
        name=${name}
        .taken=${groups.map((one) => one.name).filter((other) => other !== name)}
        @im-admin-group-named=${this.#onNamed}
      ></im-admin-group-name>`;
    }
    return html`<div class="row">
      <button type="button" class="button" aria-label="Rename ${name}" @click=${this.#onRename}>Rename</button>
      <button
        type="button"
        class="button"
        aria-label="Remove ${name}"
        @click=${() => this.dispatchEvent(new CustomEvent('im-admin-group-removed'))}
      >
        Remove
      </button>
    </div>`;
  }

  readonly #onToggle = (event: Event): void => {
    const { open } = event.target as HTMLDetailsElement;
    if (open === this.open) return;
    this.dispatchEvent(new CustomEvent('im-admin-group-opened', { detail: { open } }));
  };

  readonly #onRename = async (): Promise<void> => {
    this.renaming = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('im-admin-group-name')?.focus();
  };

  readonly #onNamed = ({ detail }: HTMLElementEventMap['im-admin-group-named']): void => {
    this.renaming = false;
    if (this.group) this.#change({ ...this.group, name: detail.name });
  };

  #set(field: GroupField, value: unknown): void {
    const { group } = this;
    if (!group) return;
    const others = Object.fromEntries(Object.entries(group).filter(([name]) => name !== field));
    this.#change({ ...(others as unknown as ListedGroup), ...(value === undefined ? {} : { [field]: value }) });
  }

  #change(group: ListedGroup): void {
    this.dispatchEvent(new CustomEvent('im-admin-group-changed', { detail: { group } }));
  }
}

function wrongWords(count: number): string {
  return count === 1
    ? 'One of them is in another group, too, or not of your own domain.'
    : `${count} of them are in other groups, too, or not of your own domain.`;
}

export const definitions = { 'im-admin-policy-group': PolicyGroupCard, ...groupName, ...peopleList };
