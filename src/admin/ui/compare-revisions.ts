import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { formatDay } from '../../ui/format.js';
import { base } from '../../ui/styles/base.js';
import { differences } from '../policy/differences.js';
import type { Revision } from '../policy/revision.js';
import { differenceList, differenceStyles } from './difference-list.js';
import { pane } from './pane-styles.js';
import { revisionName, timeLocale } from './revision-text.js';

/**
 * Two revisions of somebody's choice, and what differs between them. Begins with the newest and the one before it.
 *
 * @summary The difference of two revisions.
 */
export class CompareRevisions extends LitElement {
  static override styles = [
    base,
    pane,
    differenceStyles,
    css`
      select {
        text-overflow: ellipsis;
      }

      .sides {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        gap: 12px;
      }
    `,
  ];

  /** The newest first. */
  @property({ attribute: false }) revisions: readonly Revision[] = [];
  @state() private from = '';
  @state() private to = '';

  override render(): TemplateResult | typeof nothing {
    const readable = this.revisions.filter(({ draft }) => draft);
    const after = readable.find(({ id }) => id === this.to) ?? readable[0];
    const before = readable.find(({ id }) => id === this.from) ?? readable[1];
    if (!after?.draft || !before?.draft) return nothing;
    return html`<section class="card" aria-labelledby="title">
      <h3 id="title">Compare two revisions</h3>
      <div class="sides">
        ${this.#renderChoice('From', readable, before, (id) => (this.from = id))}
        ${this.#renderChoice('To', readable, after, (id) => (this.to = id))}
      </div>
      <div role="status">${differenceList(differences(before.draft, after.draft))}</div>
    </section>`;
  }

  #renderChoice(
    name: string,
    readable: readonly Revision[],
    chosen: Revision,
    choose: (id: string) => void,
  ): TemplateResult {
    return html`<label class="field"
      >${name}
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${readable.map(
          (revision) =>
            html`<option value=${revision.id} ?selected=${revision.id === chosen.id}>${optionText(revision)}</option>`,
        )}
      </select>
    </label>`;
  }
}

function optionText(revision: Revision): string {
  const { at, publisher } = revision;
  const day = at === undefined ? '' : `, ${formatDay(at, timeLocale())}`;
  return `${revisionName(revision)}${day}${publisher ? `, ${publisher.jid}` : ''}`;
}

export const definitions = { 'im-admin-compare-revisions': CompareRevisions };
