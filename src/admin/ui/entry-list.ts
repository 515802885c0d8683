import { css, html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { PAGE, pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';

/** A list whose entries can be taken off it, with what is to know of each: a page at a time, with a search where there are many. */
export abstract class EntryList<Entry> extends LitElement {
  static override styles: CSSResultGroup = [
    base,
    pane,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }

      .list > li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
        padding-block: 8px;
        border-block-start: var(--_im-line) solid var(--_im-border);
      }

      .list > li > div {
        flex: 1 1 200px;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .domain,
      .person {
        font-weight: 550;
      }

      .badge {
        display: inline-block;
        padding: 0 8px;
        border-radius: 99px;
        background: var(--_im-accent-soft);
        font-size: 0.9em;
      }
    `,
  ];

  /** What it is called. */
  @property() label = '';
  /** Said where there is none. */
  @property() empty = '';
  @property({ type: Boolean }) readonly = false;

  @state() private search = '';
  @state() private offset = 0;

  /** What the field is called in which they are searched. */
  protected abstract readonly searchLabel: string;

  /** What one is called: each in another way. */
  protected abstract nameOf(entry: Entry): string;

  /** Whether what was sought, in small letters, is in it. */
  protected abstract has(entry: Entry, sought: string): boolean;

  protected abstract renderEntry(entry: Entry): TemplateResult;

  /** It is to be listed no more. */
  protected abstract takeOff(entry: Entry): void;

  /** What stands above those that are shown. */
  protected renderAbove?(shown: readonly Entry[]): TemplateResult | typeof nothing;

  protected renderList(entries: readonly Entry[]): TemplateResult {
    if (entries.length === 0) return html`<p class="muted">${this.empty}</p>`;
    const sought = this.search.trim().normalize('NFC').toLowerCase();
    const found = entries.filter((entry) => this.has(entry, sought));
    const offset = pageStart(this.offset, found.length);
    const shown = found.slice(offset, offset + PAGE);
    return html`${entries.length > PAGE ? this.#renderSearch() : nothing}
      ${found.length === 0 ? html`<p class="muted" role="status">None of them holds that.</p>` : nothing}
      ${this.renderAbove?.(shown) ?? nothing}
      <ul class="list" aria-label=${this.label}>
        ${repeat(
          shown,
          (entry) => this.nameOf(entry),
          (entry) =>
            html`<li>
              <div>${this.renderEntry(entry)}</div>
              ${this.readonly ? nothing : this.#renderRemove(entry)}
            </li>`,
        )}
      </ul>
      ${pager(offset, found.length, (to) => (this.offset = to))}`;
  }

  #renderSearch(): TemplateResult {
    return html`<label class="field"
      >${this.searchLabel}
      <input
        type="search"
        .value=${this.search}
        @input=${(event: Event) => {
          this.search = (event.target as HTMLInputElement).value;
          this.offset = 0;
        }}
      />
    </label>`;
  }

  #renderRemove(entry: Entry): TemplateResult {
    return html`<button
      type="button"
      class="button remove"
      aria-label="Remove ${this.nameOf(entry)}"
      @click=${() => this.takeOff(entry)}
    >
      Remove
    </button>`;
  }
}

/** Marks an entry that is not published yet. */
export function newBadge(isNew: boolean): TemplateResult | typeof nothing {
  return isNew ? html`<span class="badge">Not saved yet</span>` : nothing;
}

/** What is to be mended about an entry, if anything. */
export function mendLine(mend: string): TemplateResult | typeof nothing {
  return mend ? html`<div class="bad">${mend}</div>` : nothing;
}
