import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import {
  askEnforcement,
  enforcementChecks,
  enforcementTodo,
  type ServerEnforcement,
} from '../setup/federation-check.js';
import type { AdminWire } from '../wire.js';
import { busyButton } from './busy-button.js';
import { definitions as checklist } from './checklist.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';

/**
 * Who holds people to the policy's federation: our client always, the server as far as it tells.
 *
 * @summary Who enforces federation.
 * @fires im-admin-go - What adds it to the server is wanted.
 */
export class FederationEnforcement extends LitElement {
  static override styles = [base, pane, busyButton];

  @property({ attribute: false }) wire: AdminWire | undefined;
  /** What is published, by its id: with each the server is asked anew. */
  @property({ attribute: false }) revision: string | undefined;
  /** Undefined until the server was asked. */
  @state() private server: ServerEnforcement | undefined;
  @state() private isBusy = false;
  #asked = 0;

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if ((changed.has('wire') || changed.has('revision')) && this.wire) void this.#ask(this.wire);
  }

  override render(): TemplateResult {
    const { server, wire, isBusy } = this;
    const todo = server ? enforcementTodo(server) : '';
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
          server
            ? html`<im-admin-checklist .checks=${enforcementChecks(server)}></im-admin-checklist>`
            : html`<p class="muted">The server is being asked …</p>`
        }
      </div>
      ${
        todo
          ? html`<p><button type="button" class="link" @click=${this.#goToDeployment}>${todo} (Deployment)</button></p>`
          : nothing
      }
    </section>`;
  }

  async #ask(wire: AdminWire): Promise<void> {
    this.isBusy = true;
    const asked = (this.#asked += 1);
    const found = await askEnforcement(wire);
    if (asked !== this.#asked) return; // what was found out since is newer
    [this.server, this.isBusy] = [found, false];
  }

  readonly #goToDeployment = (): void => {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: 'deployment' }));
  };
}

export const definitions = { 'im-admin-federation-enforcement': FederationEnforcement, ...checklist };
