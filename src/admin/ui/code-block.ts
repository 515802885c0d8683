import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { download } from '../../ui/download.js';
import { base } from '../../ui/styles/base.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';

/** What a text becomes when it is saved. */
export interface SavedAs {
  readonly name: string;
  readonly type: string;
  /** Where the file is not just the text in UTF-8. */
  readonly octets?: Uint8Array<ArrayBuffer>;
}

/**
 * Lines that are wanted somewhere else: to read, to copy, to save.
 *
 * @summary Lines to take along.
 * @fires im-admin-told - It was copied, or could not be.
 */
export class CodeBlock extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .block {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        min-inline-size: 0;
      }

      pre {
        max-block-size: 320px;
        overflow-y: auto;
      }

      summary {
        color: var(--_im-muted);
        cursor: pointer;
        inline-size: fit-content;
      }

      details[open] > pre {
        margin-block-start: 8px;
      }
    `,
  ];

  /** What it is, as the end of a sentence that begins with Copy. */
  @property() label = '';
  @property() text = '';
  @property({ attribute: false }) file: SavedAs | undefined;
  /** Shown only on request. */
  @property({ type: Boolean }) folded = false;

  override render(): TemplateResult {
    const { label, text, file } = this;
    const lines = html`<pre tabindex="0" role="region" aria-label=${label}>${text}</pre>`;
    return html`<div class="block">
      <div class="row">
        ${
          file
            ? html`<button class="button" aria-label="Download ${label}" @click=${() => this.#save(file)}>
                Download
              </button>`
            : nothing
        }
        <button class="button" aria-label="Copy ${label}" @click=${() => void this.#copy()}>Copy</button>
      </div>
      ${
        this.folded
          ? html`<details>
              <summary aria-label="Show ${label}">Show</summary>
              ${lines}
            </details>`
          : lines
      }
    </div>`;
  }

  #save({ name, type, octets }: SavedAs): void {
    download(name, type, octets ?? this.text);
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.dispatchEvent(adminEvent('im-admin-told', { text: 'Copied.', tone: 'plain' }));
    } catch {
      const lines = await this.#select();
      lines?.focus();
      const text = 'The browser does not let this page copy. The lines are selected now: press Ctrl and C.';
      this.dispatchEvent(adminEvent('im-admin-told', { text, tone: 'bad' }));
    }
  }

  async #select(): Promise<HTMLElement | null> {
    const details = this.renderRoot.querySelector('details');
    if (details) details.open = true;
    await this.updateComplete;
    const lines = this.renderRoot.querySelector('pre');
    if (lines) getSelection()?.selectAllChildren(lines);
    return lines;
  }
}

export const definitions = { 'im-admin-code': CodeBlock };
