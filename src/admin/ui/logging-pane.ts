import { css, html, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import { policyFor } from '../../core/policy/groups.js';
import { LOGGING_MODES, NO_LOGGING, type Logging } from '../../core/policy/schema.js';
import { policyOf } from '../policy/draft-policy.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import {
  loggingConflict,
  loggingConflictMend,
  loggingConflictWords,
  type LoggingList,
} from '../policy/logging-conflicts.js';
import { FIELD_LABELS, LOGGING_WORDS, type PolicyField } from '../policy/policy-words.js';
import type { PolicyDraft } from '../policy/revision.js';
import { definitions as days } from './logging-days.js';
import { definitions as enforcement } from './logging-enforcement.js';
import { definitions as list } from './people-list.js';
import { PolicyPane } from './policy-pane.js';
import { radioChoice, renderRadio } from './radio-choice.js';
import type { AdminServices } from './services.js';

const LOGGING: ReadonlySet<PolicyField> = new Set(['logging', 'loggingDays', 'loggingAlways', 'loggingNever']);

const LISTS: Readonly<Record<LoggingList, { readonly help: string; readonly empty: string; readonly field: string }>> =
  {
    loggingAlways: {
      help: 'Everything that they write and receive is kept, whatever is chosen above.',
      empty: 'Nobody is excepted in this way.',
      field: 'Person who is always logged',
    },
    loggingNever: {
      help: 'Nothing that they write and receive is kept for them, whatever is chosen above. What others keep of the same conversation is theirs.',
      empty: 'Nobody is excepted in this way.',
      field: 'Person who is never logged',
    },
  };

/**
 * Archiving and Logging › IM Logging: whose messages the organisation's server keeps, for how long, and who sees to it.
 *
 * @summary The pane IM Logging.
 * @fires im-admin-unsaved - There are changes that are not saved, or none any more.
 * @fires im-admin-told - The policy was saved, or was not.
 * @fires im-admin-go - Another pane is wanted.
 */
export class LoggingPane extends PolicyPane {
  static override styles = [
    PolicyPane.styles,
    radioChoice,
    css`
      .pane,
      .card {
        grid-template-columns: minmax(0, 1fr);
      }

      blockquote {
        margin: 0;
        padding: 8px 12px;
        border-radius: var(--_im-control-radius);
        background: var(--_im-raised);
        text-align: center;
        color: var(--_im-muted);
      }
    `,
  ];

  protected override edits(field: PolicyField): boolean {
    return LOGGING.has(field);
  }

  protected override renderDraft(draft: PolicyDraft, { wire }: AdminServices, editor: PolicyEditor): TemplateResult {
    return html`<fieldset class="card" ?disabled=${editor.isReadOnly}>
        <h3 id="logging">Whose messages your server keeps</h3>
        <div class="options" role="radiogroup" aria-labelledby="logging">
          ${LOGGING_MODES.map((mode) =>
            renderRadio('logging', mode, LOGGING_WORDS[mode], mode === draft.logging, () =>
              editor.set({ logging: mode }),
            ),
          )}
        </div>
        <p class="help">
          It holds for messages between people from now on, not for conference rooms. What is kept already stays until
          it is too old.
        </p>
      </fieldset>
      ${this.renderExceptions(draft, FIELD_LABELS.logging, ['logging'])}
      <im-admin-logging-days
        .days=${draft.loggingDays}
        .idle=${idleDays(draft)}
        ?readonly=${editor.isReadOnly}
        @im-admin-days=${({ detail }: HTMLElementEventMap['im-admin-days']) => editor.set({ loggingDays: detail.days })}
      ></im-admin-logging-days>
      ${this.#renderList('loggingAlways', draft, wire.domain, editor)}
      ${this.#renderList('loggingNever', draft, wire.domain, editor)}
      <section class="card" aria-labelledby="notice">
        <h3 id="notice">What people see of it</h3>
        ${renderNotice(draft)}
      </section>
      <im-admin-logging-enforcement
        .wire=${wire}
        .revision=${editor.base?.id}
        .logging=${published(editor, wire.account)}
      ></im-admin-logging-enforcement>
      <im-admin-save-bar pane="logging" .editor=${editor}></im-admin-save-bar>`;
  }

  #renderList(name: LoggingList, draft: PolicyDraft, own: string, editor: PolicyEditor): TemplateResult {
    const { help, empty, field } = LISTS[name];
    const label = FIELD_LABELS[name];
    return html`<section class="card" aria-labelledby=${name}>
      <h3 id=${name}>${label}</h3>
      <p class="help">${help}</p>
      <im-admin-people-list
        label=${label}
        field=${field}
        empty=${empty}
        own=${own}
        .people=${draft[name]}
        .saved=${editor.base?.draft?.[name] ?? []}
        .conflict=${(jid: string) => {
          const kind = loggingConflict(draft, own, name, jid);
          return kind && loggingConflictWords(name, kind, jid);
        }}
        .mend=${(jid: string) => {
          const kind = loggingConflict(draft, own, name, jid);
          return kind ? loggingConflictMend(name, kind) : '';
        }}
        ?readonly=${editor.isReadOnly}
        @im-admin-person-added=${({ detail }: HTMLElementEventMap['im-admin-person-added']) =>
          editor.set({ [name]: [...draft[name], detail.jid] })}
        @im-admin-person-removed=${({ detail }: HTMLElementEventMap['im-admin-person-removed']) =>
          editor.set({ [name]: draft[name].filter((jid) => jid !== detail.jid) })}
      ></im-admin-people-list>
    </section>`;
  }
}

/** What is said in conversations. */
function renderNotice(draft: PolicyDraft): TemplateResult {
  if (!keepsSomething(draft) && draft.logging === 'unset') {
    return html`<p class="muted">
      Nothing, while it is left to the server. Where you choose that messages are kept, both sides are told so in the
      conversation.
    </p>`;
  }
  if (!keepsSomething(draft)) {
    return html`<p class="muted">Nothing, for nothing is kept.</p>`;
  }
  return html`<p>
      Where a conversation is kept, both sides are told so: before the first message, and again when an hour has passed.
      Your people see this line:
    </p>
    <blockquote>Your organization keeps a record of this conversation.</blockquote>
    <p class="muted">
      The other side gets it as a message, in whichever client: “My organization keeps a record of this conversation.”
    </p>`;
}

function keepsSomething({ logging, loggingAlways, groups }: PolicyDraft): boolean {
  const modes = [logging, ...groups.map((group) => group.logging)];
  return loggingAlways.length > 0 || modes.some((mode) => mode === 'everyone' || mode === 'contacts');
}

function saysNothing({ logging, loggingAlways, loggingNever, groups }: PolicyDraft): boolean {
  const isDifferent = groups.some((group) => group.logging !== undefined);
  return logging === 'unset' && loggingAlways.length + loggingNever.length === 0 && !isDifferent;
}

/** Where the days change nothing, or not for all, and why. */
function idleDays(draft: PolicyDraft): string {
  if (draft.logging !== 'unset') return '';
  return saysNothing(draft)
    ? 'Not in force while it is left to the server: its own settings count. Kept for later.'
    : 'In force for the people of the two lists, and of policy groups with logging of their own. For all others the server’s own settings count.';
}

/** What is in force for whoever looks at it. */
function published({ base }: PolicyEditor, account: BareJid): Logging {
  return base?.draft ? policyFor(policyOf(base.draft), account).logging : NO_LOGGING;
}

export const definitions = { 'im-admin-logging': LoggingPane, ...days, ...enforcement, ...list };
