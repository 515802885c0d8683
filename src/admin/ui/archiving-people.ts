import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { Domain } from '../../core/jid.js';
import type { ArchiverClient } from '../archiving/archiver-client.js';
import { NONE, type ArchiverAnswer, type Assignments } from '../archiving/archiver.js';
import { peopleCount } from '../archiving/archiver-words.js';
import { readTypedPeople } from '../archiving/typed-people.js';
import { archiverProblemText } from './archiver-problem-text.js';
import { archiveChanged } from './archiving-events.js';
import { definitions as table } from './archiving-people-table.js';
import { archivingStyles, peopleStyles } from './archiving-styles.js';
import { busyButton } from './busy-button.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import { timeLocale } from './revision-text.js';

const DEFAULT = 'default';

/**
 * Who is on which endpoint: everybody, and those who are named.
 *
 * @summary People and their endpoints.
 * @fires im-admin-archive-changed - Somebody is on another endpoint.
 * @fires im-admin-unsaved - Something was typed that is not saved, or nothing any more.
 * @fires im-admin-told - Somebody is on another endpoint.
 */
export class ArchivePeople extends LitElement {
  static override styles = [base, pane, busyButton, archivingStyles, peopleStyles];

  @property({ attribute: false }) client: ArchiverClient | undefined;
  @property() account = '';
  @property() domain = '' as Domain;
  /** The names of the endpoints. */
  @property({ attribute: false }) endpoints: readonly string[] = [];
  @property({ attribute: false }) assignments: Assignments | undefined;
  /** Chosen for everybody, and not saved. */
  @state() private everybody: string | undefined;
  @state() private typed = '';
  @state() private target: string | undefined;
  @state() private isBusy = false;
  @state() private everybodyError = '';
  @state() private error = '';
  @state() private tableError = '';
  #unsaved = false;

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('assignments') && this.everybody === this.assignments?.everybody) this.everybody = undefined;
  }

  override updated(): void {
    const isChosen = this.everybody !== undefined && this.everybody !== this.assignments?.everybody;
    const unsaved = isChosen || this.typed.trim() !== '';
    if (unsaved === this.#unsaved) return;
    this.#unsaved = unsaved;
    this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved }));
  }

  override render(): TemplateResult {
    const { assignments, isBusy } = this;
    return html`<section class="card" aria-labelledby="people">
      <h3 id="people">People</h3>
      <p class="help">
        Each person is on at most one endpoint. A change holds for what is sent from then on; what was sent before goes
        to the endpoint that they were on.
      </p>
      ${
        assignments
          ? html`${this.#renderEverybody(assignments.everybody)} ${this.#renderAdd()}
              <div class="part">
                <h4>Exceptions</h4>
                <im-admin-archive-people-table
                  .people=${assignments.people}
                  ?busy=${isBusy}
                  @im-admin-person-removed=${({ detail }: HTMLElementEventMap['im-admin-person-removed']) => void this.#release(detail.jid)}
                ></im-admin-archive-people-table>
                <p class="bad" role="alert">${this.tableError}</p>
              </div>`
          : html`<p class="muted" role="status">Asking who is on which …</p>`
      }
    </section>`;
  }

  #renderEverybody(current: string): TemplateResult {
    const chosen = this.everybody ?? current;
    const isSame = chosen === current;
    return html`<div class="ends">
        <div class="field">
          <label for="everybody">Everybody who is no exception</label>
          ${this.#renderSelect('everybody', chosen, (value) => {
            this.everybody = value;
            this.everybodyError = '';
          })}
        </div>
        <button
          type="button"
          class="button ${isSame ? '' : 'primary'}"
          aria-label="Save for everybody"
          aria-disabled=${isSame || this.isBusy ? 'true' : nothing}
          @click=${() => void (isSame || this.#assignEverybody(chosen))}
        >
          Save
        </button>
        ${isSame ? nothing : html`<span class="muted">Not saved yet.</span>`}
      </div>
      <p class="warn" role="status">${this.#idleText}</p>
      <p class="bad" role="alert">${this.everybodyError}</p>`;
  }

  /** Said where there are endpoints, and nobody is on one. */
  get #idleText(): string {
    const { assignments, endpoints } = this;
    if (!assignments || endpoints.length === 0) return '';
    const used = [assignments.everybody, ...assignments.people.map(({ endpoint }) => endpoint)];
    return used.every((name) => name === NONE) ? 'Nobody is on an endpoint, so nothing is archived yet.' : '';
  }

  #renderAdd(): TemplateResult {
    return html`<form class="part" novalidate @submit=${this.#onSubmit}>
      <div class="field">
        <label for="jids">Add exceptions</label>
        <textarea
          id="jids"
          rows="2"
          dir="ltr"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          .value=${this.typed}
          aria-invalid=${this.error ? 'true' : 'false'}
          aria-describedby=${this.error ? 'jids-error jids-help' : 'jids-help'}
          @input=${(event: Event) => {
            this.typed = (event.target as HTMLTextAreaElement).value;
            this.error = '';
          }}
        ></textarea>
        <span class="bad" id="jids-error" role="alert">${this.error}</span>
        <span class="help small" id="jids-help">
          Addresses of <bdi>${this.domain}</bdi>, or user names alone; several with commas or in lines. Who is on
          another endpoint moves.
        </span>
      </div>
      <div class="ends">
        <div class="field">
          <label for="target">Put them on</label>
          ${this.#renderSelect('target', this.#target, (value) => (this.target = value))}
        </div>
        <button class="button" aria-disabled=${this.isBusy ? 'true' : nothing}>Add</button>
      </div>
    </form>`;
  }

  #renderSelect(id: string, chosen: string, set: (value: string) => void): TemplateResult {
    // One that was removed meanwhile is still named where somebody is on it.
    const names = [...new Set([...this.endpoints, ...(chosen === NONE ? [] : [chosen])])];
    return html`<select id=${id} @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
      <option value=${NONE} .selected=${chosen === NONE}>None: not archived</option>
      ${names.map((name) => html`<option value=${name} .selected=${name === chosen}>${name}</option>`)}
    </select>`;
  }

  /** The first endpoint, unless it was chosen. */
  get #target(): string {
    const { target, endpoints } = this;
    return target !== undefined && (target === NONE || endpoints.includes(target)) ? target : (endpoints[0] ?? NONE);
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#add();
  };

  async #add(): Promise<void> {
    const { jids, wrong } = readTypedPeople(this.typed, this.domain);
    this.error =
      wrong.length > 0
        ? `Not an address: ${wrong.slice(0, 5).join(', ')}${wrong.length > 5 ? ', …' : ''}. Nothing was changed.`
        : jids.length === 0
          ? 'Write at least one address or user name.'
          : '';
    if (this.error) return this.renderRoot.querySelector<HTMLElement>('#jids')?.focus();
    const target = this.#target;
    const words = `${peopleCount(jids.length, timeLocale())} put on ${nameOf(target)}.`;
    this.error = await this.#change(words, (client) => client.assign(jids, target));
    if (this.error) this.renderRoot.querySelector<HTMLElement>('#jids')?.focus();
    else this.typed = '';
  }

  async #assignEverybody(endpoint: string): Promise<void> {
    const words = `Everybody who is no exception is on ${nameOf(endpoint)} now.`;
    this.everybodyError = await this.#change(words, (client) => client.assignEverybody(endpoint));
  }

  async #release(jid: string): Promise<void> {
    const words = `${jid} is no exception any more.`;
    this.tableError = await this.#change(words, (client) => client.assign([jid], DEFAULT));
  }

  /** Resolves with what went wrong; empty if nothing has. */
  async #change(words: string, act: (client: ArchiverClient) => Promise<ArchiverAnswer>): Promise<string> {
    const { client } = this;
    if (!client || this.isBusy) return '';
    this.isBusy = true;
    this.tableError = '';
    const answer = await act(client);
    this.isBusy = false;
    this.dispatchEvent(archiveChanged());
    if (!answer.ok) return archiverProblemText(answer.problem, this.account);
    this.dispatchEvent(adminEvent('im-admin-told', { text: words, tone: 'plain' }));
    return '';
  }
}

function nameOf(endpoint: string): string {
  return endpoint === NONE ? 'none' : `“${endpoint}”`;
}

export const definitions = { 'im-admin-archive-people': ArchivePeople, ...table };
