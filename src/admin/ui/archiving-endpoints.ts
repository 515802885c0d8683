import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { ArchiverClient } from '../archiving/archiver-client.js';
import type { ArchiveEndpoint, ArchiverAnswer, ArchiverStatus, EndpointStatus } from '../archiving/archiver.js';
import {
  entries,
  isUsed,
  progressText,
  stateWords,
  waitingEntries,
  waitingText,
  whereTo,
} from '../archiving/archiver-words.js';
import { archiverProblemText } from './archiver-problem-text.js';
import { definitions as form } from './archiving-endpoint.js';
import { archiveChanged } from './archiving-events.js';
import { archivingStyles } from './archiving-styles.js';
import { usersText } from './archiving-users-text.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import { timeLocale } from './revision-text.js';

/** What is done with which endpoint. */
type Task =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'remove'; readonly name: string; readonly endpoint: ArchiveEndpoint };

/**
 * Where messages go: all endpoints, how each is doing, and what can be done with it.
 *
 * @summary The endpoints of the archiver.
 * @fires im-admin-archive-changed - One was saved or removed.
 * @fires im-admin-unsaved - Something was typed that is not saved, or nothing any more.
 * @fires im-admin-told - One was saved or removed.
 */
export class ArchiveEndpoints extends LitElement {
  static override styles = [
    base,
    pane,
    archivingStyles,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
        padding-block: 14px;
        border-block-start: var(--_im-line) solid var(--_im-border);
      }

      li:last-child {
        padding-block-end: 0;
      }

      .title {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        min-inline-size: 0;
      }
    `,
  ];

  @property({ attribute: false }) client: ArchiverClient | undefined;
  @property() account = '';
  @property({ attribute: false }) endpoints: readonly ArchiveEndpoint[] = [];
  @property({ attribute: false }) status: ArchiverStatus | undefined;
  /** The endpoint of whoever is not named. */
  @property() everybody = '';
  @state() private task: Task | undefined;
  @state() private error = '';
  @state() private isBusy = false;

  override render(): TemplateResult {
    const { task } = this;
    const endpoints = this.#shown;
    const isAdding = task?.kind === 'add';
    return html`<section class="card" aria-labelledby="endpoints">
      <div class="row spread">
        <h3 id="endpoints" tabindex="-1">Endpoints</h3>
        ${
          isAdding
            ? nothing
            : html`<button type="button" class="button add" @click=${() => this.#begin({ kind: 'add' })}>
                Add an endpoint…
              </button>`
        }
      </div>
      <p class="help">Where messages are delivered. There may be many; each person is on at most one.</p>
      ${isAdding ? this.#renderForm(undefined) : nothing}
      ${
        endpoints.length > 0
          ? html`<ul aria-label="Endpoints">
              ${repeat(
                endpoints,
                ({ name }) => name,
                (endpoint) => html`<li>${this.#renderEntry(endpoint)}</li>`,
              )}
            </ul>`
          : isAdding
            ? nothing
            : html`<p>None yet, so nothing is delivered. Add one, then choose below who is on it.</p>`
      }
    </section>`;
  }

  /** One that somebody else has removed is shown as long as it is edited here. */
  get #shown(): readonly ArchiveEndpoint[] {
    const { endpoints, task } = this;
    if (task?.kind !== 'edit' || endpoints.some(({ name }) => name === task.name)) return endpoints;
    return [...endpoints, task.endpoint];
  }

  #renderEntry(endpoint: ArchiveEndpoint): TemplateResult {
    const { name } = endpoint;
    const task = this.task && this.task.kind !== 'add' && this.task.name === name ? this.task.kind : undefined;
    if (task === 'edit') return this.#renderForm(endpoint);
    const status = this.status?.endpoints.find((one) => one.name === name);
    const { word, tone } = stateWords(status?.state, isUsed(endpoint, this.everybody));
    const [how, place] = whereTo(endpoint);
    return html`<div class="row spread">
        <p class="title">
          <strong><bdi>${name}</bdi></strong> <span class="pill ${tone}">${word}</span>
        </p>
        <div class="row">
          ${this.#renderBegin('edit', 'Edit', endpoint)} ${this.#renderBegin('remove', 'Remove', endpoint)}
        </div>
      </div>
      <p>${how} <bdi dir="ltr">${place}</bdi></p>
      ${status ? this.#renderState(status) : nothing}
      <p class="muted">${usersText(endpoint, this.everybody, timeLocale())}</p>
      ${task === 'remove' ? this.#renderRemove(endpoint, status) : nothing}`;
  }

  #renderBegin(kind: 'edit' | 'remove', word: string, endpoint: ArchiveEndpoint): TemplateResult {
    const { name } = endpoint;
    return html`<button
      type="button"
      class="button ${kind}"
      data-name=${name}
      aria-label="${word} ${name}"
      @click=${() => this.#begin({ kind, name, endpoint })}
    >
      ${word}…
    </button>`;
  }

  #renderState(status: EndpointStatus): TemplateResult {
    const now = Date.now();
    return html`${
        status.state === 'waiting'
          ? html`<p><bdi>${status.text}</bdi></p>
              <p class="muted">${waitingText(status, now, timeLocale())}</p>`
          : nothing
      }
      <p class="muted">${progressText(status, this.status?.settled, now, timeLocale())}</p>`;
  }

  #renderForm(endpoint: ArchiveEndpoint | undefined): TemplateResult {
    return html`<im-admin-archive-endpoint
      .client=${this.client}
      .account=${this.account}
      .endpoint=${endpoint}
      .taken=${this.endpoints.map(({ name }) => name)}
      @im-admin-endpoint-done=${({ detail }: HTMLElementEventMap['im-admin-endpoint-done']) => this.#onDone(detail.saved)}
    ></im-admin-archive-endpoint>`;
  }

  #renderRemove(endpoint: ArchiveEndpoint, status: EndpointStatus | undefined): TemplateResult {
    const { name } = endpoint;
    if (isUsed(endpoint, this.everybody)) {
      return html`<im-notice tone="warn" role="status">
        “<bdi>${name}</bdi>” cannot be removed while somebody is on it.
        ${usersText(endpoint, this.everybody, timeLocale())} Put them on another one under People first.
        <button type="button" class="link" @click=${() => void this.#leave(`.remove[data-name="${name}"]`)}>
          Close
        </button>
      </im-notice>`;
    }
    const waits = status && waitingEntries(status, this.status?.settled);
    return html`<im-question
        .text=${html`Remove “<bdi>${name}</bdi>”, with its passwords? What was delivered stays where it is. ${discardText(waits)}`}
        confirm=${waits === 0 ? 'Remove' : 'Discard, and remove'}
        danger
        @im-confirmed=${() => void this.#remove(name, waits !== 0)}
        @im-cancelled=${() => void this.#leave(`.remove[data-name="${name}"]`)}
      ></im-question>
      <p class="bad" role="alert">${this.error}</p>`;
  }

  #begin(task: Task): void {
    const form = this.renderRoot.querySelector<HTMLElement>('im-admin-archive-endpoint');
    // What is typed there is not thrown away by another button.
    if (form?.hasAttribute('data-unsaved')) return form.focus();
    this.error = '';
    this.task = task;
  }

  async #remove(name: string, discard: boolean): Promise<void> {
    const { client } = this;
    if (!client || this.isBusy) return;
    this.isBusy = true;
    const answer: ArchiverAnswer = await client.remove(name, discard);
    this.isBusy = false;
    this.dispatchEvent(archiveChanged());
    if (!answer.ok) {
      this.error = archiverProblemText(answer.problem, this.account);
      return;
    }
    this.dispatchEvent(adminEvent('im-admin-told', { text: `“${name}” was removed.`, tone: 'plain' }));
    await this.#leave('#endpoints');
  }

  #onDone(saved: string): void {
    const { task } = this;
    if (saved) {
      const next = task?.kind === 'add' ? ' Choose under People who is on it.' : '';
      this.dispatchEvent(
        adminEvent('im-admin-told', { text: `“${saved}” is saved, and in use.${next}`, tone: 'plain' }),
      );
      this.dispatchEvent(archiveChanged());
    }
    void this.#leave(task?.kind === 'edit' ? `.edit[data-name="${task.name}"]` : '.add');
  }

  /** The focus goes back to what the task was begun with. */
  async #leave(selector: string): Promise<void> {
    this.task = undefined;
    await this.updateComplete;
    const { renderRoot } = this;
    (renderRoot.querySelector<HTMLElement>(selector) ?? renderRoot.querySelector<HTMLElement>('.add'))?.focus();
  }
}

function discardText(waits: number | undefined): string {
  if (waits === 0) return 'Nothing waits for it.';
  if (waits === undefined) return 'It is not known what still waits for it; whatever does is never delivered to it.';
  return `It has ${entries(waits, timeLocale())} of the archive still to go: what is for it among these is discarded, that is, never delivered to it.`;
}

export const definitions = { 'im-admin-archive-endpoints': ArchiveEndpoints, ...form };
