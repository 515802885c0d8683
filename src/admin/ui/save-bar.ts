import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { policyProblemWords } from '../policy/policy-problems.js';
import type { Published } from '../policy/revision.js';
import { differenceList, differenceStyles } from './difference-list.js';
import type { PolicyEditor } from '../policy/draft-store.js';
import { adminEvent, type PaneName } from './events.js';
import { pane } from './pane-styles.js';
import { placeOf } from './places.js';
import { publisherText, revisionName, timeText } from './revision-text.js';
import { Watch } from './watch.js';

/** Contradictions that are named. */
const MOST_NAMED = 3;

/**
 * What is not saved yet, and Save. Stays in sight where there is room for it.
 *
 * @summary The unsaved changes of the policy.
 * @fires im-admin-told - It was saved, or was not.
 * @fires im-admin-go - What is in the way of Save is to be seen.
 */
export class SaveBar extends LitElement {
  static override styles = [
    base,
    pane,
    differenceStyles,
    css`
      .card {
        background: var(--_im-surface);
      }

      [aria-disabled='true'] {
        opacity: 0.55;
        cursor: default;
      }

      .conflicts {
        display: grid;
        gap: 4px;
        overflow-wrap: anywhere;
      }

      .unsaved {
        border-color: var(--_im-accent);
      }

      @media (width >= 640px) and (height >= 700px) {
        :host([unsaved]) {
          position: sticky;
          inset-block-end: 0;
          padding-block-end: 12px;
          background: var(--_im-surface);
        }
      }
    `,
  ];

  @property({ attribute: false }) editor: PolicyEditor | undefined;
  /** The pane that it stands in. */
  @property() pane: PaneName | '' = '';
  /** For styles. */
  @property({ type: Boolean, reflect: true }) unsaved = false;
  /** Why the last attempt came to nothing. */
  @state() private problem = '';
  readonly #watch = new Watch(this, () => this.editor);

  /** On what there is to choose, or to save. */
  override focus(): void {
    const clash = this.renderRoot.querySelector<LitElement>('im-admin-clash');
    (clash?.renderRoot ?? this.renderRoot).querySelector<HTMLElement>('#title')?.focus();
  }

  override willUpdate(): void {
    this.unsaved = this.editor?.isChanged === true && !this.editor.clash;
  }

  override render(): TemplateResult | typeof nothing {
    const { editor } = this;
    if (!editor?.draft) return nothing;
    if (editor.clash) {
      return html`<im-admin-clash
        .editor=${editor}
        .publish=${() => void this.#save()}
        @click=${() => void this.#keepFocus()}
      ></im-admin-clash>`;
    }
    return html`<section class="card ${editor.isChanged ? 'unsaved' : ''}" aria-labelledby="title">
      <h3 id="title" tabindex="-1">${titleOf(editor)}</h3>
      ${this.#renderContent(editor)}
      ${this.problem ? html`<p class="bad" role="alert">Not saved. ${this.problem}</p>` : nothing}
    </section>`;
  }

  #renderContent(editor: PolicyEditor): TemplateResult {
    const { base, isChanged, needsMending, isSaving } = editor;
    const hasReason = isChanged || needsMending || base === null;
    return html`${
      base === null
        ? html`<p class="muted">Until the first policy is saved, people are asked about every request.</p>`
        : nothing
    }
    ${
      base && !isChanged
        ? html`<p class="muted">${revisionName(base)}, saved by ${publisherText(base)}, ${timeText(base)}.</p>`
        : nothing
    }
    ${isChanged ? differenceList(editor.changes, 4) : nothing} ${this.#renderConflicts(editor)}
    ${editor.isReadOnly ? html`<p>This account may look at the policy, and not change it.</p>` : nothing}
    ${
      hasReason && !editor.isReadOnly
        ? html`<div class="row">
            <button
              type="button"
              class="button primary save"
              aria-disabled=${editor.canSave ? nothing : 'true'}
              @click=${() => void this.#save()}
            >
              ${isSaving ? 'Saving …' : 'Save'}
            </button>
            ${
              isChanged && !isSaving
                ? html`<button type="button" class="button" @click=${this.#discard}>Discard</button>`
                : nothing
            }
          </div>`
        : nothing
    }`;
  }

  /** They are settled where the lists are. */
  #renderConflicts({ conflicts, isReadOnly }: PolicyEditor): TemplateResult | typeof nothing {
    if (conflicts.length === 0 || isReadOnly) return nothing;
    const more = conflicts.length - MOST_NAMED;
    const elsewhere = new Set(conflicts.map(({ pane }) => pane).filter((pane) => pane !== this.pane));
    return html`<div class="conflicts" role="status">
      <p class="bad">Save waits until this is settled:</p>
      <ul>
        ${conflicts.slice(0, MOST_NAMED).map((conflict) => html`<li>${conflict.fact}</li>`)}
        ${more > 0 ? html`<li>And ${more} more.</li>` : nothing}
      </ul>
      ${[...elsewhere].map(
        (pane) =>
          html`<p>
            <button type="button" class="link" @click=${() => this.#go(pane)}>
              Settle it under ${placeOf(pane).entry.title}
            </button>
          </p>`,
      )}
    </div>`;
  }

  #go(pane: PaneName): void {
    this.dispatchEvent(adminEvent('im-admin-go', { pane }));
  }

  async #save(): Promise<void> {
    const { editor } = this;
    if (!editor?.canSave) return;
    this.problem = '';
    const published = await editor.save();
    if (published) this.#tell(published);
    await this.#keepFocus();
  }

  readonly #discard = (): void => {
    this.problem = '';
    this.editor?.discard();
    void this.#keepFocus();
  };

  #tell(published: Published): void {
    const tell = (text: string, tone: 'plain' | 'bad' = 'plain'): boolean =>
      this.dispatchEvent(adminEvent('im-admin-told', { text, tone }));
    switch (published.kind) {
      case 'saved':
        return void tell(`Saved. Revision ${published.mine.revision} is in force.`);
      case 'behind':
        return void tell('Not saved yet: somebody else changed the policy meanwhile.', 'bad');
      case 'crossed':
        return void tell('Somebody else saved at the same moment. Say which of the two is to be in force.', 'bad');
      case 'failed':
        this.problem = policyProblemWords(published.problem);
        return void tell(`Not saved. ${this.problem}`, 'bad');
    }
  }

  /** The button that had the focus may be gone: whoever works with the keyboard goes on where they were. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    const root = this.renderRoot as ShadowRoot;
    if (root.activeElement?.matches('button')) return;
    const clash = root.querySelector<LitElement>('im-admin-clash');
    await clash?.updateComplete;
    if (root.activeElement === clash && clash?.shadowRoot?.activeElement) return;
    const place = clash?.renderRoot ?? root;
    (place.querySelector<HTMLElement>('.save') ?? place.querySelector<HTMLElement>('#title'))?.focus();
  }
}

function titleOf({ isChanged, isSaving, isReadOnly, needsMending, base }: PolicyEditor): string {
  if (isSaving) return 'Saving …';
  if (isChanged) return 'Not saved yet';
  if (base === null) return 'No policy is in force yet';
  if (isReadOnly) return 'In force';
  return needsMending ? 'The policy in force cannot be read. Save publishes the last readable one anew' : 'All saved';
}

export const definitions = { 'im-admin-save-bar': SaveBar };
