import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { download } from '../../ui/download.js';
import { base } from '../../ui/styles/base.js';
import { importTemplate } from '../import/export.js';
import { readPeople, type PeopleFile, type ReadPeople } from '../import/people-file.js';
import { renderPreview } from './import-preview.js';
import { pane } from './pane-styles.js';

/** Octets; of 10,000 lines there are some 1,000,000. */
const LARGEST_FILE = 30_000_000;

/**
 * A file of people, and what is in it.
 *
 * @summary Chooses what to import.
 * @fires im-import-chosen - It is to be imported; the detail has what was read.
 */
export class ImportChoice extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .card {
        grid-template-columns: minmax(0, 1fr);
        overflow-wrap: anywhere;
      }

      .card.over {
        border-style: dashed;
        background: var(--_im-accent-soft);
      }

      input[type='file'] {
        font: inherit;
        max-inline-size: 100%;
      }
    `,
  ];

  @property() domain = '';
  @property({ type: Boolean }) busy = false;
  @state() private read: ReadPeople | undefined;
  @state() private isOver = false;
  @state() private isTooLarge = false;

  async focusOnFile(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('input[type=file]')?.focus();
  }

  override render(): TemplateResult {
    return html`<div class="pane">
      ${
        this.isTooLarge ? html`<p class="bad" role="alert">The file is too large. Divide it into several.</p>` : nothing
      }
      ${this.#renderFile()} ${this.read ? this.#renderRead(this.read) : nothing}
    </div>`;
  }

  #renderFile(): TemplateResult {
    return html`<section
      class="card ${this.isOver ? 'over' : ''}"
      aria-labelledby="choose"
      @dragover=${(event: DragEvent) => {
        event.preventDefault();
        this.isOver = true;
      }}
      @dragleave=${() => (this.isOver = false)}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.isOver = false;
        void this.#take(event.dataTransfer?.files[0]);
      }}
    >
      <h3 id="choose">Choose a file</h3>
      <label class="field"
        >File of people (CSV)
        <input
          type="file"
          accept=".csv,.txt,text/csv"
          aria-describedby="columns"
          @change=${(event: Event) => void this.#take((event.target as HTMLInputElement).files?.[0])}
        />
      </label>
      <p class="help" id="columns">
        Or drop it here. Its first line names the columns: firstName, lastName, email and userName; password and title
        if you have them. In those two, a - stands for nothing.
      </p>
      <div class="row">
        <button
          type="button"
          class="link"
          @click=${() => download('people.csv', 'text/csv', `\ufeff${importTemplate()}`)}
        >
          Download a template
        </button>
      </div>
    </section>`;
  }

  #renderRead(read: ReadPeople): TemplateResult {
    return html`<section class="card" aria-labelledby="preview">
      <h3 id="preview">What is in it</h3>
      ${
        read.ok
          ? html`${renderPreview(read.file)}
              <div class="row">
                <button
                  type="button"
                  class="button primary"
                  ?disabled=${read.file.people.length === 0 || this.busy}
                  @click=${() => this.#choose(read.file)}
                >
                  Import ${read.file.people.length}
                </button>
              </div>`
          : html`<p class="bad" role="alert">Line ${read.line}: <bdi>${read.text}</bdi></p>`
      }
    </section>`;
  }

  async #take(file: File | undefined): Promise<void> {
    if (!file) return;
    this.isTooLarge = file.size > LARGEST_FILE;
    if (!this.isTooLarge) this.read = readPeople(new Uint8Array(await file.arrayBuffer()), this.domain);
  }

  #choose(file: PeopleFile): void {
    this.dispatchEvent(new CustomEvent('im-import-chosen', { detail: { file } }));
  }
}

export const definitions = { 'im-admin-import-choice': ImportChoice };
