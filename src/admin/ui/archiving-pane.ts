import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { definitions as question } from '../../ui/components/question.js';
import { formatExactly } from '../../ui/format.js';
import { base } from '../../ui/styles/base.js';
import type { ArchiverClient } from '../archiving/archiver-client.js';
import type { ArchiverProblem, ArchiverStatus } from '../archiving/archiver.js';
import { definitions as endpoints } from './archiving-endpoints.js';
import { definitions as install } from './archiving-install.js';
import { definitions as people } from './archiving-people.js';
import { renderArchiverStatus, renderWhatIsArchived } from './archiving-parts.js';
import { archivingStyles } from './archiving-styles.js';
import { ArchivingWatch } from './archiving-watch.js';
import { archiverProblemText } from './archiver-problem-text.js';
import { busyButton } from './busy-button.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import { timeLocale } from './revision-text.js';
import type { AdminServices } from './services.js';

type Part = 'endpoints' | 'people';

/**
 * Archiving and Logging › IM Archiving: where messages are delivered, whose, and how that is going.
 *
 * @summary The pane IM Archiving.
 * @fires im-admin-unsaved - Something was typed that is not saved, or nothing any more.
 * @fires im-admin-told - Something was done, or copied.
 */
export class ArchivingPane extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    archivingStyles,
    css`
      .pane {
        grid-template-columns: minmax(0, 1fr);
        max-inline-size: 860px;
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  /** Milliseconds between two looks at how it is going. */
  @property({ type: Number }) interval = 4000;
  readonly #watch = new ArchivingWatch(this);
  readonly #unsaved = new Set<Part>();

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('services')) void this.#watch.begin(this.services?.wire);
  }

  override render(): TemplateResult {
    const { found, status, client, problem } = this.#watch;
    return html`<div class="pane">
      ${
        !found
          ? html`<p class="muted" role="status">Looking for the archiver …</p>`
          : status && client
            ? [this.#renderStale(problem), this.#renderArchiver(client, status)]
            : this.#renderAbsent()
      }
    </div>`;
  }

  #renderArchiver(client: ArchiverClient, status: ArchiverStatus): TemplateResult {
    const { endpoints: all, assignments } = this.#watch;
    const refresh = (): void => void this.#watch.refresh();
    const everybody = assignments?.everybody ?? '';
    const around = { address: client.address, domain: this.#domain, endpoints: all, everybody };
    return html`${renderArchiverStatus(status, around)}
      <im-admin-archive-endpoints
        .client=${client}
        .account=${this.#account}
        .endpoints=${all}
        .status=${status}
        .everybody=${everybody}
        @im-admin-archive-changed=${refresh}
        @im-admin-unsaved=${(event: HTMLElementEventMap['im-admin-unsaved']) => this.#mark('endpoints', event)}
      ></im-admin-archive-endpoints>
      <im-admin-archive-people
        ?hidden=${all.length === 0 && !assignments?.people.length}
        .client=${client}
        .account=${this.#account}
        .domain=${this.#domain}
        .endpoints=${all.map(({ name }) => name)}
        .assignments=${assignments}
        @im-admin-archive-changed=${refresh}
        @im-admin-unsaved=${(event: HTMLElementEventMap['im-admin-unsaved']) => this.#mark('people', event)}
      ></im-admin-archive-people>
      ${renderWhatIsArchived()}`;
  }

  /** What was known a moment ago is still shown. */
  #renderStale(problem: ArchiverProblem | undefined): TemplateResult | typeof nothing {
    if (!problem) return nothing;
    const at = formatExactly(this.#watch.at, timeLocale());
    return html`<im-notice tone="warn" role="status">
      ${archiverProblemText(problem, this.#account)} What you see here is as of ${at}.
    </im-notice>`;
  }

  #renderAbsent(): TemplateResult {
    const { found, problem } = this.#watch;
    const wrong = problem ?? (found?.kind === 'failed' ? found.problem : undefined);
    if (!wrong && found?.kind !== 'none') return html`<p class="muted" role="status">Asking the archiver …</p>`;
    if (!wrong) {
      return html`<im-admin-archiver-install
        .wire=${this.services?.wire}
        .busy=${this.#watch.isLooking}
        @im-admin-archiver-look=${() => void this.#watch.look()}
      ></im-admin-archiver-install>`;
    }
    return html`<section class="card" aria-labelledby="wrong">
      <h3 id="wrong">
        ${wrong.kind === 'forbidden' ? 'This account may not set it up yet' : 'The archiver cannot be asked'}
      </h3>
      <p role="status">${archiverProblemText(wrong, this.#account)}</p>
      ${wrong.kind === 'forbidden' ? this.#renderAllow() : nothing}
      <div class="row">${this.#renderLook()}</div>
    </section>`;
  }

  #renderAllow(): TemplateResult {
    const line = `"administrators": ["${this.#account}"],`;
    return html`<p class="help">In <code>/etc/im-archiver/config.json</code>, beside whoever is named there:</p>
      <im-admin-code label="the line for the configuration" .text=${line}></im-admin-code>
      <im-admin-code label="the command that restarts it" .text=${'systemctl restart im-archiver'}></im-admin-code>`;
  }

  #renderLook(): TemplateResult {
    const { isLooking } = this.#watch;
    return html`<button
      type="button"
      class="button primary"
      aria-disabled=${isLooking ? 'true' : nothing}
      @click=${() => void this.#watch.look()}
    >
      Look again
    </button>`;
  }

  get #account(): string {
    return this.services?.wire.account ?? '';
  }

  get #domain(): string {
    return this.services?.wire.domain ?? '';
  }

  /** Its parts are one pane to the shell. */
  #mark(part: Part, event: HTMLElementEventMap['im-admin-unsaved']): void {
    event.stopPropagation();
    const before = this.#unsaved.size > 0;
    if (event.detail.unsaved) this.#unsaved.add(part);
    else this.#unsaved.delete(part);
    const unsaved = this.#unsaved.size > 0;
    if (unsaved !== before) this.dispatchEvent(adminEvent('im-admin-unsaved', { unsaved }));
  }
}

export const definitions = { 'im-admin-archiving': ArchivingPane, ...question, ...endpoints, ...install, ...people };
