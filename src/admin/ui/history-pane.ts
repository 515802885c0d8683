import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { state } from '../../ui/decorators.js';
import { differences } from '../policy/differences.js';
import { changesOf, isCrossed } from '../policy/revision-changes.js';
import { policyErrorWords, policyProblemWords } from '../policy/policy-problems.js';
import { revisionsIn, type PolicyDraft, type Published, type Revision } from '../policy/revision.js';
import { differenceList } from './difference-list.js';
import { adminEvent } from './events.js';
import { PAGE, pager, pageStart } from './paging.js';
import { PolicyPane } from './policy-pane.js';
import { publisherText, revisionName, timeText } from './revision-text.js';

/**
 * Every revision of the policy: who, when, and what it changed; two of them compared; an old one in force again.
 *
 * @summary The pane History.
 * @fires im-admin-unsaved - There are changes that are not saved, or none any more.
 * @fires im-admin-told - A revision was restored, or was not.
 * @fires im-admin-go - The person wants to see what to do about a policy that cannot be had.
 */
export class HistoryPane extends PolicyPane {
  static override styles = [
    PolicyPane.styles,
    css`
      ol {
        display: grid;
        gap: 12px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li.card {
        gap: 8px;
        overflow-wrap: anywhere;
      }

      h4,
      h5 {
        margin: 0;
        font-size: 1em;
        font-weight: 650;
      }

      .badge {
        padding: 1px 8px;
        border-radius: 99px;
        background: var(--_im-accent-soft);
        font-weight: 400;
        font-size: 0.9em;
      }

      .badge.bad {
        background: var(--_im-bad-soft);
      }

      .errors {
        display: grid;
        gap: 2px;
        padding-inline-start: 1.2em;
        list-style: disc;
      }
    `,
  ];

  @state() private offset = 0;
  /** The id of the one that is to be restored, once that is confirmed. */
  @state() private asked = '';
  @state() private restoring = '';

  /** Nothing is. */
  protected override edits(): boolean {
    return false;
  }

  protected override renderDraft(): TemplateResult {
    const { revisions, mayPublish } = this.#history;
    if (revisions.length === 0) return html`<p class="muted">Nothing was published yet.</p>`;
    const offset = pageStart(this.offset, revisions.length);
    return html`<im-admin-compare-revisions .revisions=${revisions}></im-admin-compare-revisions>
      <section class="pane" aria-labelledby="all">
        <h3 id="all" tabindex="-1">All revisions, the newest first</h3>
        <ol>
          ${repeat(
            revisions.slice(offset, offset + PAGE),
            ({ id }) => id,
            (revision, index) => this.#renderRevision(revision, revisions, offset + index, mayPublish),
          )}
        </ol>
        ${pager(offset, revisions.length, (to) => (this.offset = to))}
      </section>`;
  }

  get #history(): { readonly revisions: readonly Revision[]; readonly mayPublish: boolean } {
    const policy = this.services?.policy.state;
    return {
      revisions: (policy && revisionsIn(policy)) ?? [],
      mayPublish: policy?.kind === 'ready',
    };
  }

  #renderRevision(
    revision: Revision,
    revisions: readonly Revision[],
    index: number,
    mayPublish: boolean,
  ): TemplateResult {
    const { id, draft } = revision;
    const isInForce = index === 0;
    return html`<li class="card">
      <div class="row">
        <h4>${revisionName(revision)}</h4>
        ${isInForce && draft ? html`<span class="badge">In force</span>` : nothing}
        ${isInForce && !draft ? html`<span class="badge bad">People are asked about every request</span>` : nothing}
        ${isCrossed(revisions, revision) ? html`<span class="badge">Saved at the same moment as another</span>` : nothing}
      </div>
      <p class="help">${publisherText(revision)}, ${timeText(revision)}</p>
      ${renderChanges(revisions, index)}
      ${!isInForce && draft && mayPublish ? this.#renderRestore(id, revision, draft, revisions[0]) : nothing}
    </li>`;
  }

  #renderRestore(id: string, revision: Revision, draft: PolicyDraft, inForce: Revision | undefined): TemplateResult {
    const name = revisionName(revision);
    if (this.asked !== id) {
      const isBusy = this.restoring !== '';
      return html`<div class="row">
        <button
          type="button"
          class="button restore"
          data-id=${id}
          aria-disabled=${isBusy ? 'true' : nothing}
          aria-label="Restore ${name.toLowerCase()}"
          @click=${() => (this.asked = isBusy ? '' : id)}
        >
          ${this.restoring === id ? 'Restoring …' : 'Restore'}
        </button>
      </div>`;
    }
    return html`<h5>What restoring it changes</h5>
      ${differenceList(inForce?.draft ? differences(inForce.draft, draft) : [])}
      ${
        this.editor?.isChanged
          ? html`<p>What you have not saved yet stays as it is; you are asked how it goes together with this.</p>`
          : nothing
      }
      <im-question
        .text=${`Restore ${name.toLowerCase()}? It is published anew, and in force for everybody at once.`}
        confirm="Restore"
        @im-confirmed=${(event: Event) => {
          event.stopPropagation();
          void this.#restore(id, draft, inForce ?? null);
        }}
        @im-cancelled=${(event: Event) => {
          event.stopPropagation();
          this.asked = '';
          void this.#focusOn(`[data-id="${CSS.escape(id)}"]`);
        }}
      ></im-question>`;
  }

  async #restore(id: string, draft: PolicyDraft, inForce: Revision | null): Promise<void> {
    const { services } = this;
    if (!services) return;
    this.asked = '';
    this.restoring = id;
    void this.#focusOn('#all');
    const published = await services.policy.publish(draft, inForce);
    this.restoring = '';
    if (published.kind === 'saved') this.offset = 0;
    const text = outcomeText(published);
    this.dispatchEvent(adminEvent('im-admin-told', { text, tone: published.kind === 'saved' ? 'plain' : 'bad' }));
  }

  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}

function renderChanges(revisions: readonly Revision[], index: number): TemplateResult {
  const changes = changesOf(revisions, index);
  switch (changes.kind) {
    case 'first':
      return html`<p>The first policy.</p>`;
    case 'unknown':
      return html`<p class="muted">
        What it changed cannot be told: the one before it is not there any more, or unreadable.
      </p>`;
    case 'changes':
      return differenceList(changes.lines);
    case 'unreadable':
      return html`<p class="bad">It cannot be read:</p>
        <ul class="errors">
          ${revisions[index]?.errors.map((error) => html`<li>${policyErrorWords(error)}</li>`)}
        </ul>`;
  }
}

function outcomeText(published: Published): string {
  switch (published.kind) {
    case 'saved':
      return `Restored. It is revision ${published.mine.revision} now.`;
    case 'behind':
      return 'Not restored: somebody else published just now. Look at what is in force, and restore again if you still want to.';
    case 'crossed':
      return published.inForce === published.mine.id
        ? 'Restored. Somebody else saved at the same moment; theirs is in the history, too.'
        : 'Restored, but somebody else saved at the same moment, and theirs is in force. Restore again if yours is to be.';
    case 'failed':
      return `Not restored. ${policyProblemWords(published.problem)}`;
  }
}

export const definitions = { 'im-admin-history': HistoryPane };
