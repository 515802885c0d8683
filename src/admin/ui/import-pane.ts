import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { download } from '../../ui/download.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { base } from '../../ui/styles/base.js';
import { holdImport } from '../import/one-tab.js';
import { ImportRun } from '../import/import-run.js';
import { Pace } from '../import/pace.js';
import type { PeopleFile } from '../import/people-file.js';
import { resultFile } from '../import/result-file.js';
import { KINDS_TO_LOOK_AT, linesToLookAt } from '../import/status-text.js';
import { adminEvent } from './events.js';
import { definitions as choice, type ImportChoice } from './import-choice.js';
import { definitions as problems } from './import-problems.js';
import { NO_STORE, renderProgress, summaryOf } from './import-progress.js';
import { pane } from './pane-styles.js';
import type { AdminServices } from './services.js';

/**
 * Imports people from a file, and goes on with an import that was interrupted.
 *
 * @summary Users › Import.
 * @fires im-admin-unsaved - An import is running, or none any more.
 * @fires im-admin-told - An import has come to its end.
 * @fires im-admin-import-done - Accounts were made.
 */
export class ImportPane extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      .pane,
      .card {
        grid-template-columns: minmax(0, 1fr);
        overflow-wrap: anywhere;
      }

      progress {
        inline-size: 100%;
        accent-color: var(--_im-accent);
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  @state() private run: ImportRun | undefined;
  @state() private isBusy = false;
  @state() private wantsSecrets = false;
  @state() private problem = '';
  /** Whether this tab has the imports of this browser; undefined while it waits for them. */
  @state() private isHere: boolean | undefined;

  /** Gives back what only one tab has. */
  #release: (() => void) | undefined;
  #leaves = new AbortController();
  #pace = new Pace();

  constructor() {
    super();
    new KeepFocus(this, '.row > button', 'button');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leaves = new AbortController();
    if (!this.hasUpdated) return;
    // What was stopped when the pane was left is found again.
    this.run = undefined;
    void this.#find();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaves.abort();
    const release = this.#release;
    this.#release = undefined;
    void Promise.resolve(this.run?.stop()).finally(() => release?.());
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('services')) return;
    this.run = undefined;
    void this.#find();
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.services) return nothing;
    if (this.isHere === undefined)
      return html`<p role="status" class="muted">Looking for an import that was begun …</p>`;
    if (!this.isHere) return this.#renderElsewhere();
    return html`<div class="pane">
      ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : nothing}
      ${
        this.run
          ? this.#renderRun(this.run)
          : html`<im-admin-import-choice
              .domain=${this.services.accounts.domain}
              ?busy=${this.isBusy}
              @im-import-chosen=${(event: CustomEvent<{ file: PeopleFile }>) => void this.#begin(event.detail.file)}
            ></im-admin-import-choice>`
      }
    </div>`;
  }

  #renderElsewhere(): TemplateResult {
    return html`<div class="pane">
      <p role="status">Another tab of this browser has the imports open. Go on there, or close it.</p>
      <div class="row"><button class="button" @click=${() => void this.#find()}>Look again</button></div>
    </div>`;
  }

  #renderRun(run: ImportRun): TemplateResult {
    const { counts, left, phase } = run;
    const isRunning = phase === 'running' || phase === 'pausing';
    return html`<section class="card" aria-labelledby="run">
      ${renderProgress(run, this.#pace)}
      <div class="row">
        ${
          isRunning
            ? html`<button
                type="button"
                class="button"
                aria-disabled=${phase === 'pausing'}
                @click=${() => void run.pause()}
              >
                Pause
              </button>`
            : left > 0
              ? html`<button type="button" class="button primary" @click=${() => this.#start(run)}>Go on</button>`
              : nothing
        }
        ${
          !isRunning && counts.failed > 0
            ? html`<button
                type="button"
                class="button"
                @click=${() => {
                  run.retryFailed();
                  this.#start(run);
                }}
              >
                Try the failed ones again
              </button>`
            : nothing
        }
      </div>
      ${isRunning ? nothing : this.#renderResult(run)}
    </section>`;
  }

  #renderResult(run: ImportRun): TemplateResult {
    return html`<label class="choice">
        <input
          type="checkbox"
          .checked=${this.wantsSecrets}
          @change=${(event: Event) => (this.wantsSecrets = (event.target as HTMLInputElement).checked)}
        />
        With passwords and invitation links
      </label>
      <div class="row">
        <button type="button" class="button" @click=${() => this.#download(run)}>Download the result file</button>
        <button type="button" class="button danger" @click=${() => void this.#discard(run)}>
          ${run.left > 0 ? 'Discard the rest' : 'Done'}
        </button>
      </div>
      <p class="help">
        Until then, the file’s people and their passwords are kept in this browser. Download what you need before:
        passwords that were made cannot be had again.
      </p>
      <im-admin-import-problems
        .lines=${linesToLookAt(run)}
        .names=${KINDS_TO_LOOK_AT}
        label="Lines to look at"
      ></im-admin-import-problems>`;
  }

  async #find(): Promise<void> {
    const { services } = this;
    if (!services) return;
    const leaves = this.#leaves;
    this.#release ??= await holdImport();
    if (leaves.signal.aborted) return this.#letGo();
    if (!this.#release) {
      this.isHere = false;
      return;
    }
    const run = await ImportRun.find(services);
    this.isHere = true;
    if (run && this.services === services && !this.run) this.#use(run);
  }

  #letGo(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #use(run: ImportRun): void {
    this.run = run;
    this.#pace = new Pace();
    const seen = (): void => {
      this.#pace.saw(run.left, run.phase === 'running' && !run.isOffline);
      this.requestUpdate();
    };
    run.subscribe(seen, this.#leaves.signal);
  }

  async #begin(file: PeopleFile): Promise<void> {
    const { services } = this;
    if (!services || this.isBusy) return;
    this.isBusy = true;
    // It rejects where the browser keeps nothing.
    const run = await ImportRun.begin(services, file).catch(() => undefined);
    this.isBusy = false;
    this.problem = run ? '' : NO_STORE;
    if (!run) return;
    this.#use(run);
    this.#start(run);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.row > button')?.focus();
  }

  #start(run: ImportRun): void {
    this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved: true }));
    void run.start().finally(() => {
      this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved: false }));
      this.dispatchEvent(new CustomEvent('im-admin-import-done', { bubbles: true, composed: true }));
      if (run.phase === 'done')
        this.dispatchEvent(adminEvent('im-admin-told', { text: summaryOf(run), tone: 'plain' }));
    });
  }

  #download(run: ImportRun): void {
    // Spreadsheets take a file for UTF-8 by its mark.
    download('import-result.csv', 'text/csv', `\ufeff${resultFile(run, { secrets: this.wantsSecrets })}`);
  }

  async #discard(run: ImportRun): Promise<void> {
    await run.discard();
    this.run = undefined;
    this.wantsSecrets = false;
    await this.updateComplete;
    await this.renderRoot.querySelector<ImportChoice>('im-admin-import-choice')?.focusOnFile();
  }
}

export const definitions = { 'im-admin-import': ImportPane, ...choice, ...problems };
