import { localized, msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LONGEST_LOG, type LogAct } from '../../core/log.js';
import type { LogLine } from '../../core/view.js';
import { download } from '../download.js';
import { formatCount, formatExactly, formatSince } from '../format.js';
import { icons } from '../icons.js';
import { KeepFocus } from '../keep-focus.js';
import { logAsCsv, logAsJson } from '../log-export.js';
import { optionIcons } from '../option-icons.js';
import { PagedList } from '../paged-list.js';
import { decisionText, remedyName, remedyText } from '../strings/decisions.js';
import { jidText } from './jid-text.js';
import { emptyList, nothingFound, pager, searchField } from './list-parts.js';
import { OptionsSection } from './options-section.js';

const EXPORT_PAGE = 200;
const ICON: Readonly<Record<LogAct, TemplateResult>> = {
  approve: icons.check,
  deny: icons.cross,
  ignore: icons.hide,
  block: icons.block,
};

/**
 * What became of every request: who, what, when, by whom and why, and what can still be done about it.
 *
 * @summary The decision log.
 */
@localized()
export class OptionsLog extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      .line {
        display: flex;
        flex: 1 1 240px;
        gap: 12px;
        min-inline-size: 0;
      }

      .line > div {
        min-inline-size: 0;
      }

      .line svg {
        color: var(--_im-muted);
        margin-block-start: 1px;
      }

      .approve svg {
        color: var(--_im-good);
      }

      .block svg {
        color: var(--_im-bad);
      }

      .undone svg {
        color: var(--_im-muted);
      }

      .undone .jid {
        text-decoration: line-through;
      }

      .export {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  readonly #log = new PagedList<LogLine>(this, {
    read: (range) => this.send?.({ name: 'read-log', ...range }),
    // What can be done about a line follows from the lists of people.
    dependsOn: () => [this.view?.activity, this.view?.options],
  });

  constructor() {
    super();
    new KeepFocus(this, '.list button', 'input, .empty');
  }

  override render(): TemplateResult | typeof nothing {
    const { page, text } = this.#log;
    if (!page) return nothing;
    if (page.total === 0 && text === '') {
      return emptyList(
        optionIcons.log,
        msg('Nothing decided yet'),
        msg('Each decision about a request is written down here.'),
      );
    }
    return html`${searchField(this.#log, msg('Search the log'))}
    ${
      page.total === 0
        ? nothingFound(text)
        : html`<ul class="list">
              ${repeat(
                page.entries,
                ({ id }) => id,
                (line) => this.#renderLine(line),
              )}
            </ul>
            ${pager(this.#log, this.locale)} ${this.#renderExport(page.total)}`
    }`;
  }

  #renderLine(line: LogLine): TemplateResult {
    const { id, jid, at, act, undone, remedy } = line;
    return html`<li>
      <div class="line ${act} ${undone ? 'undone' : ''}">
        ${undone ? icons.undo : ICON[act]}
        <div>
          <p>${jidText(jid)}</p>
          <p class="muted small">
            ${decisionText(line)}
            <time datetime=${new Date(at).toISOString()} title=${formatExactly(at, this.locale)}
              >${formatSince(at, this.now, this.locale)}</time
            >
          </p>
        </div>
      </div>
      ${
        remedy
          ? html`<button
              class="button"
              aria-label=${remedyName(remedy, jid)}
              @click=${() => void this.send?.({ name: 'undo', entry: id })}
            >
              ${remedyText(remedy)}
            </button>`
          : nothing
      }
    </li>`;
  }

  #renderExport(total: number): TemplateResult {
    const { text } = this.#log;
    const save = (format: 'csv' | 'json') => () => void this.#export(format);
    return html`<div class="toolbar">
      <p class="muted small">
        ${msg(str`The last ${formatCount(LONGEST_LOG, this.locale)} decisions are kept, on this device.`)}
      </p>
      <div class="export" role="group" aria-label=${msg('Export')}>
        <button class="button" @click=${save('csv')}>${msg('Export as CSV')}</button>
        <button class="button" @click=${save('json')}>${msg('Export as JSON')}</button>
      </div>
      ${
        text
          ? html`<p class="muted small">
              ${msg(str`An export contains what was found: ${formatCount(total, this.locale)}.`)}
            </p>`
          : nothing
      }
    </div>`;
  }

  async #export(format: 'csv' | 'json'): Promise<void> {
    const lines = await this.#readAll();
    if (!lines) return;
    const day = new Date(this.now).toISOString().slice(0, 10);
    if (format === 'csv') download(`contact-requests-${day}.csv`, 'text/csv', logAsCsv(lines));
    else download(`contact-requests-${day}.json`, 'application/json', logAsJson(lines));
  }

  /** All lines that the search finds, each once: new ones may come first while they are being read. */
  async #readAll(): Promise<LogLine[] | undefined> {
    const lines = new Map<number, LogLine>();
    const { text } = this.#log;
    for (let offset = 0; ; offset += EXPORT_PAGE) {
      const result = await this.send?.({ name: 'read-log', text, offset, limit: EXPORT_PAGE });
      if (!result?.ok || !result.data) return undefined;
      for (const line of result.data.entries) lines.set(line.id, line);
      if (offset + EXPORT_PAGE >= result.data.total) return [...lines.values()];
    }
  }
}

export const definitions = { 'im-options-log': OptionsLog };
