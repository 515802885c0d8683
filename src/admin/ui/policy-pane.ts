import { css, html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { policyStateWords } from '../policy/policy-problems.js';
import type { PolicyDraft } from '../policy/revision.js';
import { differenceStyles } from './difference-list.js';
import type { PolicyEditor } from './draft-store.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import type { AdminServices } from './services.js';
import { Watch } from './watch.js';

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

      /* What has the focus is not hidden by the bar that sticks to the foot. */
      :focus {
        scroll-margin-block: 24px 220px;
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
      ${this.#renderObstacle(services)} ${draft ? this.renderDraft(draft, services, editor) : nothing}
    </div>`;
  }

  override updated(): void {
    const unsaved = this.editor?.isChanged === true || this.editor?.clash !== undefined;
    if (unsaved === this.#announced) return;
    this.#announced = unsaved;
    this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved }));
  }

  protected abstract renderDraft(draft: PolicyDraft, services: AdminServices, editor: PolicyEditor): TemplateResult;

  #renderObstacle({ policy }: AdminServices): TemplateResult | typeof nothing {
    const { state } = policy;
    const words = policyStateWords(state);
    if (words === undefined) return nothing;
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

  readonly #goToFirstRun = (): void => {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: 'organization' }));
  };
}
