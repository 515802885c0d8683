import { css, html, nothing, type TemplateResult } from 'lit';
import { FEDERATION_MODES, type FederationMode } from '../../core/policy/schema.js';
import { conflictMend, conflictsIn, conflictWords, type FederationList } from '../policy/federation-conflicts.js';
import { FEDERATION_WORDS, FIELD_LABELS, type PolicyField } from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { definitions as list } from './domain-list.js';
import { definitions as enforcement } from './federation-enforcement.js';
import { PolicyPane } from './policy-pane.js';
import { radioChoice, renderRadio } from './radio-choice.js';
import { definitions as records } from './server-records.js';
import type { AdminServices } from './services.js';

const FEDERATION: ReadonlySet<PolicyField> = new Set(['federation', 'trusted', 'refused']);

const LISTS: Readonly<Record<FederationList, { readonly help: string; readonly empty: string }>> = {
  trusted: {
    help: 'Domains of others that your people work with. Each stands for itself: sub-domains do not come with it.',
    empty: 'None is trusted.',
  },
  refused: {
    help: 'Nothing passes between your people and these. Each stands for itself: sub-domains do not come with it.',
    empty: 'None is refused.',
  },
};

/** Where a list changes nothing, and why. */
const IDLE: Readonly<Record<FederationMode, Readonly<Record<FederationList, string>>>> = {
  open: {
    trusted: 'Not in force while federation is open: all domains but the refused ones pass. Kept for later.',
    refused: '',
  },
  listed: { trusted: '', refused: 'Whoever is not trusted is refused now, listed here or not. Kept for later.' },
  closed: {
    trusted: 'Not in force while federation is closed. Kept for later.',
    refused: 'Not in force while federation is closed: all others are refused. Kept for later.',
  },
};

/**
 * System Settings › IM Federation: with which other domains the organisation's people may have to do, and who sees to it.
 *
 * @summary The pane IM Federation.
 * @fires im-admin-unsaved - There are changes that are not saved, or none any more.
 * @fires im-admin-told - The policy was saved, or was not; something was copied.
 * @fires im-admin-go - Another pane is wanted.
 */
export class FederationPane extends PolicyPane {
  static override styles = [
    PolicyPane.styles,
    radioChoice,
    css`
      .pane {
        grid-template-columns: minmax(0, 1fr);
      }

      .idle {
        padding-inline-start: 10px;
        border-inline-start: 3px solid var(--_im-border);
      }
    `,
  ];

  protected override edits(field: PolicyField): boolean {
    return FEDERATION.has(field);
  }

  protected override renderDraft(draft: PolicyDraft, { wire }: AdminServices, editor: PolicyEditor): TemplateResult {
    return html`<fieldset class="card" ?disabled=${editor.isReadOnly}>
        <h3 id="federation">Which other domains your people may reach</h3>
        <div class="options" role="radiogroup" aria-labelledby="federation">
          ${FEDERATION_MODES.map((mode) =>
            renderRadio('federation', mode, FEDERATION_WORDS[mode], mode === draft.federation, () =>
              editor.set({ federation: mode }),
            ),
          )}
        </div>
        <p class="help">
          Your own domain and those under Domain(s) are one organization: they always reach each other.
        </p>
      </fieldset>
      ${this.renderExceptions(draft, FIELD_LABELS.federation, ['federation'])}
      <im-admin-federation-enforcement .wire=${wire} .revision=${editor.base?.id}></im-admin-federation-enforcement>
      ${this.#renderList('trusted', draft, wire, editor)} ${this.#renderList('refused', draft, wire, editor)}
      <im-admin-save-bar pane="federation" .editor=${editor}></im-admin-save-bar>
      <im-admin-server-records .wire=${wire}></im-admin-server-records>`;
  }

  #renderList(
    name: FederationList,
    draft: PolicyDraft,
    wire: AdminServices['wire'],
    editor: PolicyEditor,
  ): TemplateResult {
    const { help, empty } = LISTS[name];
    const label = FIELD_LABELS[name];
    const find = conflictsIn(draft, wire.domain);
    const isTrusted = name === 'trusted';
    const isForSome = draft.groups.some(({ federation }) => federation === (isTrusted ? 'listed' : 'open'));
    const idle = isForSome ? '' : IDLE[draft.federation][name];
    return html`<section class="card" aria-labelledby=${name}>
      <h3 id=${name}>${label}</h3>
      <p class="help">${help}</p>
      ${idle && draft[name].length > 0 ? html`<p class="idle muted">${idle}</p>` : nothing}
      <im-admin-domain-list
        label=${label}
        use=${name}
        empty=${empty}
        .domains=${draft[name]}
        .saved=${editor.base?.draft?.[name] ?? []}
        .own=${wire.domain}
        .known=${draft.domains}
        .conflict=${(domain: PolicyDraft['domains'][number]) => {
          const kind = find(name, domain);
          return kind && conflictWords(name, kind, domain);
        }}
        .mend=${(domain: PolicyDraft['domains'][number]) => {
          const kind = find(name, domain);
          return kind ? conflictMend(name, kind) : '';
        }}
        .wire=${isTrusted ? wire : undefined}
        ?checked=${isTrusted}
        ?readonly=${editor.isReadOnly}
        @im-admin-domain-added=${({ detail }: HTMLElementEventMap['im-admin-domain-added']) =>
          editor.set({ [name]: [...draft[name], detail.domain] })}
        @im-admin-domain-removed=${({ detail }: HTMLElementEventMap['im-admin-domain-removed']) =>
          editor.set({ [name]: draft[name].filter(({ ascii }) => ascii !== detail.domain.ascii) })}
      ></im-admin-domain-list>
    </section>`;
  }
}

export const definitions = { 'im-admin-federation': FederationPane, ...list, ...enforcement, ...records };
