import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { Check } from '../setup/checks.js';
import type { AdminWire } from '../wire.js';
import { busyButton } from './busy-button.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';

/** Who holds people to what a pane says: our client, and the server as far as it tells; `Found` is what the server was found to do. */
export abstract class EnforcementCard<Found> extends LitElement {
  static override styles = [base, pane, busyButton];

  @property({ attribute: false }) wire: AdminWire | undefined;
  /** What is published, by its id: with each the server is asked anew. */
  @property({ attribute: false }) revision: string | undefined;
  /** Undefined until the server was asked. */
  @state() private found: Found | undefined;
  @state() private isBusy = false;
  #asked = 0;

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if ((changed.has('wire') || changed.has('revision')) && this.wire) void this.#ask(this.wire);
  }

  override render(): TemplateResult {
    const { found, wire, isBusy } = this;
    const todo = found === undefined ? '' : this.todo(found);
    return html`<section class="card" aria-labelledby="title">
      <div class="row spread">
        <h3 id="title">Who enforces this</h3>
        <button
          type="button"
          class="button"
          aria-disabled=${isBusy ? 'true' : nothing}
          @click=${() => void (wire && !isBusy && this.#ask(wire))}
        >
          Check again
        </button>
      </div>
      <div role="status" aria-busy=${isBusy ? 'true' : 'false'}>
        ${
          found === undefined
            ? html`<p class="muted">The server is being asked …</p>`
            : html`<im-admin-checklist .checks=${this.checks(found)}></im-admin-checklist>`
        }
      </div>
      ${
        todo
          ? html`<p><button type="button" class="link" @click=${this.#goToDeployment}>${todo} (Deployment)</button></p>`
          : nothing
      }
    </section>`;
  }

  /** Asks the server. */
  protected abstract ask(wire: AdminWire): Promise<Found>;

  /** What was found, in words. */
  protected abstract checks(found: Found): readonly Check[];

  /** What there is to do under Deployment; empty if there is nothing. */
  protected abstract todo(found: Found): string;

  async #ask(wire: AdminWire): Promise<void> {
    this.isBusy = true;
    const asked = (this.#asked += 1);
    const found = await this.ask(wire);
    if (asked !== this.#asked) return; // what was found out since is newer
    [this.found, this.isBusy] = [found, false];
  }

  readonly #goToDeployment = (): void => {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: 'deployment' }));
  };
}
