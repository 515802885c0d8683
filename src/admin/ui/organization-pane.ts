import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import { firstPolicy } from '../policy/first-policy.js';
import { busyButton } from './busy-button.js';
import { definitions as checklist } from './checklist.js';
import { adminEvent } from './events.js';
import { definitions as card } from './next-step-card.js';
import { nextStep } from './next-step.js';
import { definitions as ordinaryPerson } from './ordinary-person.js';
import { SETUP, type OrganizationSetup, type ServerFindings } from './organization-setup.js';
import { pane } from './pane-styles.js';
import { definitions as administrators } from './policy-administrators.js';
import { problemText } from './problem-text.js';
import type { AdminServices } from './services.js';

/**
 * The organisation, what its server offers, and the way to the first policy.
 *
 * @summary Organization Information.
 * @fires im-admin-told - The policy was made, or could not be.
 */
export class OrganizationPane extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(min(100%, 120px), auto) minmax(0, 1fr);
        gap: 6px 20px;
      }

      dt {
        color: var(--_im-muted);
      }

      section {
        display: grid;
        gap: 10px;
        min-inline-size: 0;
      }

      @media (max-width: 480px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }

        dd {
          margin-block-end: 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;
  @property({ attribute: false }) setup: OrganizationSetup = SETUP;

  @state() private findings: ServerFindings | undefined;
  @state() private isBusy = false;

  #leaves = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaves.abort();
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('services')) this.#follow();
  }

  override render(): TemplateResult | typeof nothing {
    const { services, findings } = this;
    if (!services) return nothing;
    const { wire, policy } = services;
    const asPerson = this.setup.asPerson(services);
    const step = nextStep(findings?.checks, policy.state);
    return html`<div class="pane">
      <im-admin-next-step
        role="status"
        .step=${step}
        .domain=${wire.domain}
        .busy=${this.isBusy}
        @im-admin-step=${this.#onStep}
      ></im-admin-next-step>
      <section class="card" aria-labelledby="facts">
        <h3 id="facts">Your organization</h3>
        <dl>
          <dt>Domain</dt>
          <dd><bdi>${wire.domain}</bdi></dd>
          <dt>Signed in as</dt>
          <dd><bdi>${wire.account}</bdi></dd>
          <dt>Server</dt>
          <dd>${findings ? (findings.software ? html`<bdi>${findings.software}</bdi>` : 'It does not say.') : '…'}</dd>
          ${
            'service' in policy.state
              ? html`<dt>Policy on</dt>
                  <dd><bdi>${policy.state.service}</bdi></dd>`
              : nothing
          }
        </dl>
      </section>
      ${this.#renderChecks(findings)}
      ${
        policy.state.kind === 'ready'
          ? html`<section aria-labelledby="administrators">
              <h3 id="administrators">Administrators of the policy</h3>
              <im-admin-policy-administrators .services=${services}></im-admin-policy-administrators>
            </section>`
          : nothing
      }
      ${
        asPerson
          ? html`<section aria-labelledby="person">
              <h3 id="person">Check as an ordinary person</h3>
              <im-admin-ordinary-person
                .check=${asPerson}
                .domain=${wire.domain}
                .detected=${findings?.server}
              ></im-admin-ordinary-person>
            </section>`
          : nothing
      }
    </div>`;
  }

  #renderChecks(findings: ServerFindings | undefined): TemplateResult {
    const again = html`<button class="button" aria-disabled=${this.isBusy} @click=${() => void this.#check()}>
      Check again
    </button>`;
    const isMendable =
      this.services?.policy.state.kind === 'ready' &&
      findings?.checks.some(({ id, state }) => id === 'policy-node' && state === 'warn');
    const mend = html`<button class="button" aria-disabled=${this.isBusy} @click=${() => void this.#mendNode()}>
      Set the place of the policy right
    </button>`;
    return html`<section aria-labelledby="checks">
      <div class="row spread">
        <h3 id="checks">What your server offers</h3>
        ${findings ? html`<div class="row">${isMendable ? mend : nothing}${again}</div>` : nothing}
      </div>
      ${
        findings
          ? html`<div class="card">
              <im-admin-checklist .checks=${findings.checks} .detected=${findings.server}></im-admin-checklist>
            </div>`
          : nothing
      }
    </section>`;
  }

  #follow(): void {
    this.#leaves.abort();
    this.#leaves = new AbortController();
    this.findings = undefined;
    this.isBusy = false;
    if (!this.services) return;
    this.services.policy.subscribe(() => this.requestUpdate(), this.#leaves.signal);
    void this.#check();
  }

  readonly #onStep = (event: CustomEvent<{ readonly step: 'check' | 'create' }>): void => {
    void (event.detail.step === 'create' ? this.#create() : this.#check());
  };

  async #check(): Promise<void> {
    const { services } = this;
    const { signal } = this.#leaves;
    if (!services || this.isBusy) return;
    this.isBusy = true;
    try {
      const findings = await this.setup.check(services, signal);
      if (!signal.aborted) this.findings = findings;
    } catch (reason) {
      if (!signal.aborted) throw reason;
    } finally {
      this.isBusy = false;
    }
  }

  /** A node whose configuration somebody has changed, or made by other means. */
  async #mendNode(): Promise<void> {
    const { services } = this;
    if (!services || this.isBusy) return;
    this.isBusy = true;
    const outcome = await services.policy.create();
    this.isBusy = false;
    this.dispatchEvent(
      outcome.ok
        ? adminEvent('im-admin-told', { text: 'The place of the policy is as it should be.', tone: 'plain' })
        : adminEvent('im-admin-told', { text: problemText(outcome.problem), tone: 'bad' }),
    );
    await this.#check();
  }

  async #create(): Promise<void> {
    const { services } = this;
    const { signal } = this.#leaves;
    if (!services || this.isBusy) return;
    this.isBusy = true;
    const problem = await makePolicy(services);
    await services.policy.refresh();
    if (signal.aborted) return;
    this.isBusy = false;
    this.dispatchEvent(
      problem
        ? adminEvent('im-admin-told', { text: problem, tone: 'bad' })
        : adminEvent('im-admin-told', { text: 'The policy is made, and in force.', tone: 'plain' }),
    );
    if (!problem) void this.#check();
  }
}

/** Makes the node, or sees to it that only those can read it who should, and publishes the first policy; what went wrong, if anything did. */
async function makePolicy({ policy, wire }: AdminServices): Promise<string | undefined> {
  const isThere = policy.state.kind === 'ready';
  const created = await policy.create();
  // How a node is kept is its owner's business; this account may publish there.
  if (!created.ok && !(isThere && created.problem.kind === 'forbidden')) return problemText(created.problem);
  const published = await policy.publish(firstPolicy(wire.domain), null);
  switch (published.kind) {
    case 'saved':
      return undefined;
    case 'behind':
    case 'crossed':
      return 'Somebody else has published a policy at the same time. Look at it under History.';
    case 'failed':
      return problemText(published.problem);
  }
}

export const definitions = {
  'im-admin-organization': OrganizationPane,
  ...card,
  ...checklist,
  ...administrators,
  ...ordinaryPerson,
};
