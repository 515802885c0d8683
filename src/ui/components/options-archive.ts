import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ArchiveEntry } from '../../core/chat/archive-search.js';
import { archiveAsJsonLines, archiveAsText } from '../archive-export.js';
import { ArchiveReading } from '../archive-reading.js';
import { state } from '../decorators.js';
import { download } from '../download.js';
import { componentEvent } from '../events.js';
import { formatExactly, formatSince } from '../format.js';
import { keepingText, keptForText, openChatLabel, searchedText, writtenByYouText } from '../strings/archive.js';
import { OptionsSection } from './options-section.js';

/** Characters of a message that are shown. */
const EXCERPT = 300;
const FOUND = 25;
const EXPORT_PAGE = 200;

type Format = 'jsonl' | 'txt';

/**
 * What the server keeps of the person's messages: how much, for how long, searching it, and taking it along.
 *
 * @summary The person's own archive.
 * @fires im-chat-wanted - The conversation with somebody is to be shown.
 */
@localized()
export class OptionsArchive extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      .message {
        flex: 1 1 240px;
        min-inline-size: 0;
      }

      .excerpt {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }

      .export {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @state() private text = '';
  @state() private person = '';
  /** What was searched for last. */
  @state() private sought: { readonly text: string; readonly person: string } | undefined;
  readonly #found = new ArchiveReading(this, (command) => this.send?.(command), FOUND);
  readonly #export = new ArchiveReading(this, (command) => this.send?.(command), EXPORT_PAGE);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#found.cancel();
    this.#export.cancel();
  }

  override render(): TemplateResult | typeof nothing {
    const logging = this.view?.options.logging;
    if (!logging) return nothing;
    const { mode, days } = logging;
    const keeping = keepingText(mode);
    return html`${keeping ? html`<p>${keeping} ${mode === 'nobody' ? nothing : keptForText(days)}</p>` : nothing}
    ${
      this.#found.hasArchive && this.#export.hasArchive
        ? html`${this.#renderForm()} ${this.#renderFound()} ${this.#renderExport()}`
        : html`<p class="empty" role="status">${msg('Your server keeps no messages.')}</p>`
    }`;
  }

  #renderForm(): TemplateResult {
    return html`<form class="fields" role="search" @submit=${this.#onSearch}>
      <label class="field wide">
        ${msg('Text')}
        <input
          type="search"
          name="text"
          maxlength="200"
          .value=${this.text}
          @input=${(event: Event) => (this.text = valueOf(event))}
        />
      </label>
      <label class="field wide">
        ${msg('Person')}
        <input
          type="search"
          name="person"
          maxlength="200"
          autocapitalize="none"
          spellcheck="false"
          .value=${this.person}
          @input=${(event: Event) => (this.person = valueOf(event))}
        />
      </label>
      <button class="button primary" ?disabled=${this.#found.isReading}>${msg('Search messages')}</button>
    </form>`;
  }

  #renderFound(): TemplateResult | typeof nothing {
    const { entries, isReading, read, next, hasFailed } = this.#found;
    const isDone = next === null && !hasFailed;
    if (!this.sought) return nothing;
    // A line that says whose record it is would be found with everything.
    const shown = entries.filter(({ notice }) => !notice);
    return html`${
        shown.length === 0
          ? nothing
          : html`<ul class="list">
              ${repeat(
                shown,
                ({ id }) => id,
                (entry) => this.#renderEntry(entry),
              )}
            </ul>`
      }
      <p class="muted small" role="status">
        ${isReading ? msg('Searching …') : shown.length === 0 && isDone ? msg('Nothing was found.') : nothing}
        ${searchedText(read)}
      </p>
      ${
        isReading
          ? this.#renderCancel(this.#found)
          : next === null
            ? nothing
            : html`<button class="button" @click=${() => void this.#found.goOn()}>${msg('Search further')}</button>`
      }`;
  }

  #renderEntry({ jid, name, mine, at, text }: ArchiveEntry): TemplateResult {
    const who = html`<bdi>${name || jid}</bdi>`;
    return html`<li>
      <div class="message">
        <p class="small">
          <strong title=${jid}>${mine ? writtenByYouText(who) : who}</strong>
          <time class="muted" datetime=${new Date(at).toISOString()} title=${formatExactly(at, this.locale)}
            >${formatSince(at, this.now, this.locale)}</time
          >
        </p>
        <p class="excerpt"><bdi>${excerpt(text)}</bdi></p>
      </div>
      <button
        class="button"
        aria-label=${openChatLabel(name || jid)}
        @click=${() => this.dispatchEvent(componentEvent('im-chat-wanted', { jid }))}
      >
        ${msg('Open')}
      </button>
    </li>`;
  }

  #renderExport(): TemplateResult {
    const { isReading, read } = this.#export;
    const isAll = !this.sought?.text && !this.sought?.person;
    const save = (format: Format) => () => void this.#save(format);
    return html`<div class="toolbar">
      <div class="export" role="group" aria-label=${msg('Export')}>
        <button class="button" ?disabled=${isReading} @click=${save('jsonl')}>${msg('Export as JSON Lines')}</button>
        <button class="button" ?disabled=${isReading} @click=${save('txt')}>${msg('Export as text')}</button>
        ${isReading ? this.#renderCancel(this.#export) : nothing}
      </div>
      <p class="muted small">
        ${isAll ? msg('An export contains all messages.') : msg('An export contains the messages that the search finds.')}
      </p>
      <p class="muted small" role="status">${isReading ? searchedText(read) : nothing}</p>
    </div>`;
  }

  #renderCancel(reading: ArchiveReading): TemplateResult {
    return html`<button class="button" @click=${() => reading.cancel()}>${msg('Cancel')}</button>`;
  }

  readonly #onSearch = (event: Event): void => {
    event.preventDefault();
    this.sought = { text: this.text.trim(), person: this.person.trim() };
    void this.#found.begin(this.sought);
  };

  async #save(format: Format): Promise<void> {
    const account = this.view?.session.account;
    if (!account || !(await this.#export.all(this.sought ?? { text: '', person: '' }))) return;
    const { entries } = this.#export;
    const name = `messages-${new Date(this.now).toISOString().slice(0, 10)}.${format}`;
    if (format === 'jsonl') download(name, 'application/jsonl', archiveAsJsonLines(entries, account));
    else download(name, 'text/plain;charset=utf-8', archiveAsText(entries, account));
    this.#export.cancel();
  }
}

function valueOf({ target }: Event): string {
  return (target as HTMLInputElement).value;
}

function excerpt(text: string): string {
  if (text.length <= EXCERPT) return text;
  return `${text.slice(0, EXCERPT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export const definitions = { 'im-options-archive': OptionsArchive };
