import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { download } from '../../ui/download.js';
import { base } from '../../ui/styles/base.js';
import { tableAsCsv, type Table } from '../reports/table.js';
import { PAGE, pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';

/**
 * One report: figures, a chart where there is one, and the table beneath both, which can be had as a file.
 *
 * @summary A report.
 * @slot - Figures and chart.
 */
export class ReportCard extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      summary {
        cursor: pointer;
        color: var(--_im-accent);
        inline-size: fit-content;
      }

      details[open] > summary {
        margin-block-end: 8px;
      }

      .pages {
        display: block;
        margin-block-start: 8px;
      }
    `,
  ];

  @property() override title = '';
  /** The name of the file, without its ending. */
  @property() file = '';
  @property({ attribute: false }) table: Table | undefined;
  @state() private offset = 0;

  override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="title">
      <div class="row spread">
        <h3 id="title">${this.title}</h3>
        ${
          this.table
            ? html`<button
                type="button"
                class="button"
                aria-label="Download CSV: ${this.title}"
                @click=${this.#download}
              >
                Download CSV
              </button>`
            : nothing
        }
      </div>
      <slot></slot>
      ${this.table ? this.#renderTable(this.table) : nothing}
    </section>`;
  }

  #renderTable({ columns, rows }: Table): TemplateResult {
    const offset = pageStart(this.offset, rows.length);
    return html`<details>
      <summary>Show as a table (${rows.length === 1 ? '1 line' : `${rows.length} lines`})</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="${this.title}, as a table">
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col">${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(offset, offset + PAGE).map(
              (row) =>
                html`<tr>
                  ${row.map((cell) => html`<td class=${typeof cell === 'number' ? 'number' : nothing}><bdi>${cell}</bdi></td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div class="pages">${pager(offset, rows.length, (to) => (this.offset = to))}</div>
    </details>`;
  }

  readonly #download = (): void => {
    if (this.table) download(`${this.file}.csv`, 'text/csv;charset=utf-8', `\ufeff${tableAsCsv(this.table)}`);
  };
}

export const definitions = { 'im-admin-report': ReportCard };
