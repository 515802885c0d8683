import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { LineToLookAt } from '../import/status-text.js';
import { pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';

const PAGE = 50;

/**
 * Lines of a file with what is to be said of each, a page at a time; one kind of them alone, if it is chosen.
 *
 * @summary Users › Import › what is wrong, line by line.
 */
export class ImportProblems extends LitElement {
  static override styles = [base, pane];

  @property({ attribute: false }) lines: readonly LineToLookAt[] = [];
  /** What the kinds are called. */
  @property({ attribute: false }) names: Readonly<Record<string, string>> = {};
  /** The name of the table. */
  @property() label = '';
  @state() private kind = '';
  @state() private offset = 0;

  override render(): TemplateResult | typeof nothing {
    const kinds = this.#kinds();
    const kind = kinds.has(this.kind) ? this.kind : '';
    const lines = this.lines.filter(({ problems }) => !kind || problems.some((problem) => problem.kind === kind));
    if (lines.length === 0) return nothing;
    const start = pageStart(this.offset, lines.length);
    return html`<div class="pane wide">
      ${kinds.size > 1 ? this.#renderFilter(kinds, kind) : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
        <table>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">User name</th>
              <th scope="col">What there is to say</th>
            </tr>
          </thead>
          <tbody>
            ${lines.slice(start, start + PAGE).map(
              ({ line, username, problems }) =>
                html`<tr>
                  <td class="number">${line}</td>
                  <td><bdi>${username}</bdi></td>
                  <td>${problems.map(({ text }) => html`<p><bdi>${text}</bdi></p>`)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${pager(start, lines.length, (offset) => (this.offset = offset), PAGE)}
    </div>`;
  }

  #renderFilter(kinds: ReadonlyMap<string, number>, chosen: string): TemplateResult {
    return html`<label class="field"
      >Show
      <select
        @change=${(event: Event) => {
          this.kind = (event.target as HTMLSelectElement).value;
          this.offset = 0;
        }}
      >
        <option value="" ?selected=${chosen === ''}>All lines (${this.lines.length})</option>
        ${[...kinds].map(
          ([kind, count]) =>
            html`<option value=${kind} ?selected=${chosen === kind}>${this.names[kind] ?? kind} (${count})</option>`,
        )}
      </select>
    </label>`;
  }

  /** How many lines have a problem of each kind; the most frequent first. */
  #kinds(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { problems } of this.lines) {
      for (const kind of new Set(problems.map((problem) => problem.kind))) {
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
    }
    return new Map([...counts].sort(([, one], [, other]) => other - one));
  }
}

export const definitions = { 'im-admin-import-problems': ImportProblems };
