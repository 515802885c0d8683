import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { ListedGroup } from '../../xmpp/policy-form.js';
import { groupConflictMend, groupConflictWords, type GroupConflict } from '../policy/group-conflicts.js';
import { differentFields, groupSummary, groupTitle } from '../policy/group-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import { definitions as groupName } from './group-name.js';
import { definitions as peopleList } from './people-list.js';
import { pane } from './pane-styles.js';
import { policyGroupFields } from './policy-group-fields.js';

declare global {
  interface HTMLElementEventMap {
    /** The group is to be so; its name may be another. */
    'im-admin-group-changed': CustomEvent<{ readonly group: ListedGroup }>;
    'im-admin-group-removed': CustomEvent;
    'im-admin-group-opened': CustomEvent<{ readonly open: boolean }>;
  }
}

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

      /* The mark stays beside a name of several lines. */
      summary {
        margin-inline-start: 36px;
        padding-block: 14px;
        padding-inline-end: 18px;
        list-style-position: outside;
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

      .line {
        display: block;
        margin-block-start: 2px;
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
    `,
  ];

  @property({ attribute: false }) group: ListedGroup | undefined;
  /** What holds for everyone. */
  @property({ attribute: false }) draft: PolicyDraft | undefined;
  /** As it is published, maybe by another name; undefined for a new one. */
  @property({ attribute: false }) saved: ListedGroup | undefined;
  /** The organisation's domain. */
  @property() own = '';
  @property({ type: Boolean }) open = false;
  @property({ type: Boolean }) readonly = false;
  /** What speaks against somebody in a group, if anything. */
  @property({ attribute: false }) conflict: (group: string, jid: string) => GroupConflict | undefined = () => undefined;
  @state() private renaming = false;

  /** On the field for its people, which are what comes next; where there is none, on its name. */
  override focus(): void {
    void this.#focusOn(this.open && !this.readonly ? 'im-admin-people-list' : 'summary');
  }

  override render(): TemplateResult | typeof nothing {
    const { group, draft, saved } = this;
    if (!group || !draft) return nothing;
    const { name, members } = group;
    const wrong = members.filter((jid) => this.conflict(name, jid)).length;
    return html`<div class="card">
      <details aria-labelledby="name" .open=${this.open} @toggle=${this.#onToggle}>
        <summary>
          <bdi class="name" id="name">${groupTitle(name)}</bdi>
          ${saved?.name === name ? nothing : html`<span class="badge">${saved ? 'Name not saved yet' : 'Not saved yet'}</span>`}
          <span class="line muted">${groupSummary(group, differentFields(group, draft))}</span>
          ${wrong > 0 ? html`<span class="line bad">${wrongWords(wrong)}</span>` : nothing}
        </summary>
        ${this.open ? this.#renderBody(group, draft) : nothing}
      </details>
    </div>`;
  }

  #renderBody(group: ListedGroup, draft: PolicyDraft): TemplateResult {
    const { name, members } = group;
    return html`<div class="body">
      <div class="part">
        <h4>People</h4>
        <im-admin-people-list
          label="People of ${groupTitle(name)}"
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
      <fieldset class="part" aria-labelledby="different" ?disabled=${this.readonly}>
        <h4 id="different">What is different for them</h4>
        ${policyGroupFields(group, draft, (changed) => this.#change(changed))}
      </fieldset>
      ${this.readonly ? nothing : this.#renderEnd(group, draft)}
    </div>`;
  }

  #renderEnd({ name }: ListedGroup, { groups }: PolicyDraft): TemplateResult {
    if (this.renaming) {
      return html`<im-admin-group-name
        label="New name"
        action="Rename"
        name=${name}
        .taken=${groups.map((one) => one.name).filter((other) => other !== name)}
        @im-admin-group-named=${this.#onNamed}
        @keydown=${this.#onKey}
        ><button type="button" class="button" @click=${() => void this.#endRenaming()}>
          Cancel
        </button></im-admin-group-name
      >`;
    }
    const title = groupTitle(name);
    return html`<div class="row">
      <button type="button" class="button rename" aria-label="Rename ${title}" @click=${this.#onRename}>Rename</button>
      <button
        type="button"
        class="button"
        aria-label="Remove ${title}"
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

  readonly #onRename = (): void => {
    this.renaming = true;
    void this.#focusOn('im-admin-group-name');
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) void this.#endRenaming();
  };

  readonly #onNamed = ({ detail }: HTMLElementEventMap['im-admin-group-named']): void => {
    const { group } = this;
    if (!group || detail.name === group.name) return void this.#endRenaming();
    this.#change({ ...group, name: detail.name });
  };

  async #endRenaming(): Promise<void> {
    this.renaming = false;
    await this.#focusOn('.rename');
  }

  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    const place = this.renderRoot.querySelector<HTMLElement>(selector);
    if (place instanceof LitElement) await place.updateComplete;
    place?.focus();
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
