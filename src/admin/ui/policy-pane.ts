import { css, html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { policyStateWords } from '../policy/policy-problems.js';
import { differentFields, groupTitle, type GroupField } from '../policy/group-words.js';
import { FIELD_LABELS, type PolicyField } from '../policy/policy-words.js';
import { revisionsIn, type PolicyDraft } from '../policy/revision.js';
import { differenceStyles } from './difference-list.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import type { AdminServices } from './services.js';
import { Watch } from './watch.js';

/** Groups that are named. */
const MOST_NAMED = 3;

/** A pane about the policy: follows its draft, and says what is in the way of it. */
export abstract class PolicyPane extends LitElement {
  static override styles: CSSResultGroup = [
    base,
    pane,
    differenceStyles,
    css`
      [aria-disabled='true'] {
        opacity: 0.55;
        cursor: default;
      }

      .exceptions {
        overflow-wrap: anywhere;
      }

      .clash {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
      }

      /* What has the focus is not hidden by the bar that sticks to the foot. */
      :focus {
        scroll-margin-block: 64px 240px;
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  @property({ attribute: false }) editor: PolicyEditor | undefined;
  readonly #draft = new Watch(this, () => this.editor);
  readonly #store = new Watch(this, () => this.services?.policy);
  #announced = false;

  override render(): TemplateResult | typeof nothing {
    const { services, editor } = this;
    if (!services || !editor) return nothing;
    const { draft } = editor;
    return html`<div class="pane">
      ${this.#renderObstacle(services)} ${editor.clash ? this.#renderClash() : nothing}
      ${draft ? this.renderDraft(draft, services, editor) : nothing}
    </div>`;
  }

  override updated(): void {
    const { editor } = this;
    const fields: readonly PolicyField[] = editor?.clash
      ? (Object.keys(FIELD_LABELS) as PolicyField[])
      : (editor?.changes ?? []).map(({ field }) => field);
    const unsaved = fields.some((field) => this.edits(field));
    if (unsaved === this.#announced) return;
    this.#announced = unsaved;
    this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved }));
  }

  /** Whether this is where the field is edited. */
  protected abstract edits(field: PolicyField): boolean;

  protected abstract renderDraft(draft: PolicyDraft, services: AdminServices, editor: PolicyEditor): TemplateResult;

  /** Says which groups do not go by what is chosen for everyone. Not in a fieldset: it is for readers, too. */
  protected renderExceptions(
    draft: PolicyDraft,
    label: string,
    fields: readonly GroupField[],
  ): TemplateResult | typeof nothing {
    const names = draft.groups
      .filter((group) => differentFields(group, draft).some((field) => fields.includes(field)))
      .map(({ name }) => groupTitle(name));
    if (names.length === 0) return nothing;
    const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    const named = names.slice(0, MOST_NAMED).map((name, index) => html`${index > 0 ? ', ' : ''}“<bdi>${name}</bdi>”`);
    return html`<p class="exceptions">
      ${label}: set separately for ${named}${more}.
      <button type="button" class="link" @click=${this.#goToGroups}>Policy Groups</button>
    </p>`;
  }

  /** What there is to choose may be far down the page. */
  #renderClash(): TemplateResult {
    return html`<im-notice class="clash" tone="warn" role="alert">
      Somebody else changed the policy while you did. Nothing is lost.
      <button type="button" class="link" @click=${this.#goToClash}>See both</button>
    </im-notice>`;
  }

  #renderObstacle({ policy }: AdminServices): TemplateResult | typeof nothing {
    const { state } = policy;
    const words = policyStateWords(state);
    // Whoever can read it is told in its place that they may not change it.
    if (words === undefined || revisionsIn(state)?.length) return nothing;
    if (state.kind === 'unknown') return html`<p class="muted" role="status">${words}</p>`;
    return html`<im-notice tone="warn" role="status">
      <p>${words}</p>
      <p class="row">
        ${
          state.kind === 'unreadable'
            ? html`<button type="button" class="link" @click=${() => void policy.refresh()}>Read it again</button>`
            : html`<button type="button" class="link" @click=${this.#goToFirstRun}>See what to do</button>`
        }
      </p>
    </im-notice>`;
  }

  readonly #goToClash = (): void => {
    const bar = this.renderRoot.querySelector<HTMLElement>('im-admin-save-bar');
    if (bar) bar.focus();
    else this.dispatchEvent(adminEvent('im-admin-go', { pane: 'general-im' }));
  };

  readonly #goToGroups = (): void => {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: 'groups' }));
  };

  readonly #goToFirstRun = (): void => {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: 'organization' }));
  };
}
