import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import type { ListedGroup } from '../../xmpp/policy-form.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { groupConflictsIn } from '../policy/group-conflicts.js';
import { named } from '../policy/group-content.js';
import { groupRenames } from '../policy/group-renames.js';
import type { PolicyField } from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import { definitions as effective } from './effective-policy-form.js';
import { definitions as groupName } from './group-name.js';
import { definitions as enforcement } from './groups-enforcement.js';
import { definitions as group } from './policy-group.js';
import { PolicyPane } from './policy-pane.js';
import type { AdminServices } from './services.js';

/**
 * Policy › Policy Groups: people for whom something of the policy is different, and what holds for any person.
 *
 * @summary The pane Policy Groups.
 * @fires im-admin-unsaved - There are changes that are not saved, or none any more.
 * @fires im-admin-told - The policy was saved, or was not.
 * @fires im-admin-go - Another pane is wanted.
 */
export class GroupsPane extends PolicyPane {
  static override styles = [
    PolicyPane.styles,
    css`
      .pane,
      .card,
      .groups {
        grid-template-columns: minmax(0, 1fr);
      }

      .groups {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  /** The names of the groups that are open. */
  @state() private open: ReadonlySet<string> = new Set();

  constructor() {
    super();
    new KeepFocus(this, 'im-admin-policy-group', 'im-admin-group-name');
  }

  protected override edits(field: PolicyField): boolean {
    return field === 'groups';
  }

  protected override renderDraft(draft: PolicyDraft, { wire }: AdminServices, editor: PolicyEditor): TemplateResult {
    const { groups } = draft;
    return html`<section class="card" aria-labelledby="about">
        <h3 id="about">Exceptions for groups of people</h3>
        <p class="help">
          What you choose under General IM, IM Federation and IM Logging holds for everyone. A group is people for whom
          something of it is different; what the group leaves out is as for everyone, also when that changes. Each
          person is in one group at most. The clients of all your people can read who is in which group, as they can
          read the whole policy.
        </p>
        ${
          editor.isReadOnly
            ? nothing
            : html`<im-admin-group-name
                label="Name of a new group"
                action="Add"
                primary
                .taken=${groups.map(({ name }) => name)}
                @im-admin-group-named=${({ detail }: HTMLElementEventMap['im-admin-group-named']) =>
                  void this.#add(detail.name, groups, editor)}
              ></im-admin-group-name>`
        }
        ${groups.length === 0 ? html`<p class="muted">There are no groups. The policy is the same for everyone.</p>` : nothing}
      </section>
      ${groups.length > 0 ? this.#renderGroups(draft, wire.domain, editor) : nothing}
      <im-admin-effective-policy .draft=${draft} own=${wire.domain}></im-admin-effective-policy>
      <im-admin-groups-enforcement
        .wire=${wire}
        .revision=${editor.base?.id}
        .groups=${groups}
      ></im-admin-groups-enforcement>
      <im-admin-save-bar pane="groups" .editor=${editor}></im-admin-save-bar>`;
  }

  #renderGroups(draft: PolicyDraft, own: string, editor: PolicyEditor): TemplateResult {
    const { groups } = draft;
    const published = editor.base?.draft?.groups ?? [];
    const renames = groupRenames(published, groups);
    const saved = (group: ListedGroup): ListedGroup | undefined =>
      named(published, group.name) ?? renames.find(({ is }) => is === group)?.was;
    const conflict = groupConflictsIn(draft, own);
    return html`<section class="groups" aria-labelledby="all">
      <h3 id="all">${groups.length === 1 ? '1 group' : `${groups.length} groups`}</h3>
      ${repeat(
        groups,
        ({ name }) => name,
        (group) =>
          html`<im-admin-policy-group
            .group=${group}
            .draft=${draft}
            .saved=${saved(group)}
            .conflict=${conflict}
            own=${own}
            ?open=${this.open.has(group.name)}
            ?readonly=${editor.isReadOnly}
            @im-admin-group-opened=${({ detail }: HTMLElementEventMap['im-admin-group-opened']) =>
              this.#setOpen(group.name, detail.open)}
            @im-admin-group-changed=${({ detail }: HTMLElementEventMap['im-admin-group-changed']) =>
              this.#change(group.name, detail.group, groups, editor)}
            @im-admin-group-removed=${() => this.#remove(group.name, groups, editor)}
          ></im-admin-policy-group>`,
      )}
    </section>`;
  }

  async #add(name: string, groups: readonly ListedGroup[], editor: PolicyEditor): Promise<void> {
    this.#setOpen(name, true);
    editor.set({ groups: [...groups, { name, members: [] }] });
    await this.updateComplete;
    const cards = [...this.renderRoot.querySelectorAll('im-admin-policy-group')];
    cards.find(({ group }) => group?.name === name)?.focus();
  }

  #change(name: string, group: ListedGroup, groups: readonly ListedGroup[], editor: PolicyEditor): void {
    if (group.name !== name) this.#setOpen(group.name, true);
    editor.set({ groups: groups.map((one) => (one.name === name ? group : one)) });
  }

  #remove(name: string, groups: readonly ListedGroup[], editor: PolicyEditor): void {
    this.#setOpen(name, false);
    editor.set({ groups: groups.filter((one) => one.name !== name) });
  }

  #setOpen(name: string, open: boolean): void {
    const names = new Set(this.open);
    if (open) names.add(name);
    else names.delete(name);
    this.open = names;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'im-admin-policy-group': InstanceType<(typeof group)['im-admin-policy-group']>;
  }
}

export const definitions = { 'im-admin-groups': GroupsPane, ...groupName, ...group, ...effective, ...enforcement };
