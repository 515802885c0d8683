import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { ArchiverClient } from '../archiving/archiver-client.js';
import type { ArchiveEndpoint, ArchiverProblem, FieldMistake, TestReport } from '../archiving/archiver.js';
import {
  beginEdit,
  draftOf,
  isEdited,
  nameMistake,
  settingsKey,
  type EndpointEdit,
} from '../archiving/endpoint-edit.js';
import { isUnheard } from '../outcome.js';
import { archiverProblemText } from './archiver-problem-text.js';
import { endpointStyles, renderName, renderStart, renderTypes } from './archiving-endpoint-choices.js';
import { renderEndpointFields } from './archiving-endpoint-fields.js';
import { endpointDone } from './archiving-events.js';
import { archivingStyles } from './archiving-styles.js';
import { renderTestReport, testStyles, whyText } from './archiving-test-report.js';
import { busyButton } from './busy-button.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import { radioChoice } from './radio-choice.js';

interface Tested {
  /** The settings, as they were tested. */
  readonly key: string;
  readonly report: TestReport;
}

/**
 * One endpoint: its settings, their test, and saving what has passed it.
 *
 * @summary Adds or changes an endpoint.
 * @fires im-admin-endpoint-done - It is saved, or given up.
 * @fires im-admin-unsaved - Something was typed that is not saved, or nothing any more.
 */
export class ArchiveEndpointForm extends LitElement {
  static override styles = [base, pane, busyButton, radioChoice, archivingStyles, testStyles, endpointStyles];

  @property({ attribute: false }) client: ArchiverClient | undefined;
  @property() account = '';
  /** Undefined for one that is new. */
  @property({ attribute: false }) endpoint: ArchiveEndpoint | undefined;
  /** Names of those that are there. */
  @property({ attribute: false }) taken: readonly string[] = [];
  @property({ type: Boolean, reflect: true, attribute: 'data-unsaved' }) private unsaved = false;
  @state() private edit: EndpointEdit = beginEdit(undefined);
  @state() private mistakes: ReadonlyMap<string, string> = new Map();
  @state() private error = '';
  @state() private busy: 'test' | 'save' | undefined;
  @state() private tested: Tested | undefined;
  @state() private asksToLeave = false;
  /** As it was when the form was opened, whatever is told of it meanwhile. */
  #before: ArchiveEndpoint | undefined;
  /** Nothing is known of the last saving: a name that is there may be this one's. */
  #isUnheard = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) return;
    this.#before = this.endpoint;
    this.edit = beginEdit(this.endpoint);
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>(this.#before ? '#title' : '#name')?.focus();
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  override render(): TemplateResult {
    const { edit, busy } = this;
    const before = this.#before;
    const title = before ? html`Edit “<bdi>${before.name}</bdi>”` : html`New endpoint`;
    return html`<form novalidate aria-labelledby="title" @submit=${this.#onSubmit} @keydown=${this.#onKey}>
      <h4 id="title" tabindex="-1">${title}</h4>
      ${before ? nothing : renderName(edit.name, this.mistakes.get('name'), (name) => this.#set({ name }))}
      ${renderTypes(edit.type, (type) => this.#set({ type }))}
      ${renderEndpointFields({ edit, before, mistakes: this.mistakes, set: (changes) => this.#set(changes) })}
      ${before ? nothing : renderStart(edit.start, (start) => this.#set({ start }))}
      <div class="part" role="status">${this.#renderReport()}</div>
      <p class="bad" role="alert">${this.error}</p>
      <p class="help" id="why">${whyText(this.tested?.report, this.#isTested)}</p>
      <div class="row">
        <button
          type="button"
          class="button test ${this.#canSave ? '' : 'primary'}"
          aria-disabled=${busy ? 'true' : nothing}
          @click=${() => void this.#test()}
        >
          ${busy === 'test' ? 'Testing…' : 'Test'}
        </button>
        <button
          type="button"
          class="button save ${this.#canSave ? 'primary' : ''}"
          aria-disabled=${this.#canSave && !busy ? nothing : 'true'}
          aria-describedby="why"
          @click=${() => void this.#save()}
        >
          ${busy === 'save' ? 'Saving…' : 'Save'}
        </button>
        <button
          type="button"
          class="button cancel"
          aria-disabled=${busy === 'save' ? 'true' : nothing}
          @click=${this.#cancel}
        >
          Cancel
        </button>
      </div>
      ${this.asksToLeave ? this.#renderLeave() : nothing}
    </form>`;
  }

  #renderReport(): TemplateResult | typeof nothing {
    if (this.busy === 'test') return html`<p class="muted">The test is running. It may take a minute.</p>`;
    return this.tested ? renderTestReport(this.tested.report, this.#isTested) : nothing;
  }

  #renderLeave(): TemplateResult {
    return html`<im-question
      text="What you have typed is not saved. Leave it?"
      confirm="Leave it"
      danger
      @im-confirmed=${() => this.#leave()}
      @im-cancelled=${() => {
        this.asksToLeave = false;
        this.renderRoot.querySelector<HTMLElement>('.cancel')?.focus();
      }}
    ></im-question>`;
  }

  /** Exactly what stands here was tested. */
  get #isTested(): boolean {
    return this.tested?.key === settingsKey(this.edit, this.#before);
  }

  get #canSave(): boolean {
    return this.#isTested && this.tested?.report.token !== undefined;
  }

  #set(changes: Partial<EndpointEdit>): void {
    this.edit = { ...this.edit, ...changes };
    this.error = '';
    this.mistakes = new Map();
    this.#tellUnsaved(isEdited(this.edit, this.#before));
  }

  async #test(): Promise<void> {
    const { client, edit } = this;
    if (!client || this.busy) return;
    const wrongName = this.#before ? '' : nameMistake(edit.name, this.#isUnheard ? [] : this.taken);
    if (wrongName) return this.#showMistakes([{ field: 'name', text: wrongName }]);
    const key = settingsKey(edit, this.#before);
    [this.busy, this.error, this.tested, this.mistakes] = ['test', '', undefined, new Map()];
    const answer = await client.test(draftOf(edit, this.#before));
    this.busy = undefined;
    if (answer.ok) this.tested = { key, report: answer.value };
    else await this.#fail(answer.problem);
  }

  async #save(): Promise<void> {
    const { client, edit, tested } = this;
    if (!client || this.busy || !this.#canSave || tested?.report.token === undefined) return;
    [this.busy, this.error] = ['save', ''];
    const answer = await client.save(
      draftOf(edit, this.#before),
      tested.report.token,
      this.#before ? undefined : edit.start,
    );
    this.busy = undefined;
    if (answer.ok) {
      return this.#leave(edit.name.trim());
    }
    const { problem } = answer;
    if (problem.kind === 'mistakes') this.tested = undefined;
    else this.#isUnheard ||= isUnheard(problem as Parameters<typeof isUnheard>[0]);
    await this.#fail(problem);
  }

  async #fail(problem: ArchiverProblem): Promise<void> {
    if (problem.kind === 'mistakes') return this.#showMistakes(problem.mistakes);
    this.error = archiverProblemText(problem, this.account);
  }

  /** What belongs to no field that is shown is said beside the buttons. */
  async #showMistakes(found: readonly FieldMistake[]): Promise<void> {
    this.mistakes = new Map(found.map(({ field, text }) => [field, text]));
    await this.updateComplete;
    const isShown = (field: string): boolean => this.renderRoot.querySelector(`[data-field="${field}"]`) !== null;
    const elsewhere = found.filter(({ field }) => !isShown(field)).map(({ text }) => text);
    const count = found.length - elsewhere.length;
    const marked =
      count === 0 ? '' : count === 1 ? 'One field has to be mended.' : `${count} fields have to be mended.`;
    this.error = [marked, ...elsewhere].filter((text) => text !== '').join(' ');
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus();
  }

  #tellUnsaved(unsaved: boolean): void {
    if (unsaved === this.unsaved) return;
    this.unsaved = unsaved;
    this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved }));
  }

  readonly #cancel = (): void => {
    if (this.busy === 'save') return;
    if (this.unsaved) this.asksToLeave = true;
    else this.#leave();
  };

  /** Said while it is in the page: nobody hears of it afterwards. */
  #leave(saved = ''): void {
    this.#tellUnsaved(false);
    this.dispatchEvent(endpointDone(saved));
  }

  readonly #onSubmit = (event: Event): void => event.preventDefault();

  /** The Enter key does what comes next. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const isText = event.target instanceof HTMLInputElement && event.target.type !== 'radio';
    if (event.key !== 'Enter' || !isText || event.isComposing) return;
    event.preventDefault();
    void (this.#canSave ? this.#save() : this.#test());
  };
}

export const definitions = { 'im-admin-archive-endpoint': ArchiveEndpointForm };
