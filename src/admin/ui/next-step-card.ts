import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { icons } from '../../ui/icons.js';
import { base } from '../../ui/styles/base.js';
import { busyButton } from './busy-button.js';
import { adminEvent, type PaneName } from './events.js';
import type { NextStep } from './next-step.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';

/**
 * What to do next, in a heading, a sentence and at most one main button.
 *
 * @summary The next step.
 * @fires im-admin-step - The button was pressed: `check` again, or `create` the policy.
 * @fires im-admin-go - Another pane is wanted.
 */
export class NextStepCard extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      .card {
        grid-template-columns: auto minmax(0, 1fr);
        background: var(--_im-accent-soft);
        border-color: transparent;
      }

      .card > div {
        display: grid;
        gap: 8px;
        min-inline-size: 0;
      }

      .bad-card {
        background: var(--_im-bad-soft);
      }

      .good-card {
        background: var(--_im-good-soft);
      }
    `,
  ];

  @property({ attribute: false }) step: NextStep = { kind: 'wait' };
  @property() domain = '';
  /** What was asked for is being done. */
  @property({ type: Boolean }) busy = false;

  #hadFocus = false;

  override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  /** A step that is taken goes with its button: the next one is read from its heading. */
  override updated(): void {
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.renderRoot.querySelector('h3')?.focus();
  }

  override render(): TemplateResult {
    const { step } = this;
    switch (step.kind) {
      case 'wait':
        return this.#card('plain', icons.clock, 'Looking at the server…', html`This takes a few seconds.`);
      case 'unreadable':
        return this.#card('bad', icons.warning, 'The policy cannot be read', problemText(step.problem), this.#again());
      case 'foreign':
        return this.#card(
          'bad',
          icons.warning,
          'The policy belongs to somebody else',
          html`${
              step.owners.length > 0
                ? html`${this.#list(step.owners)} ${step.owners.length === 1 ? 'owns' : 'own'}`
                : html`Another account owns`
            }
            the node of the policy on <bdi>${step.service}</bdi>, and you may not publish there. If it is an
            administrator of yours, let them add you under Administrators of the policy. If nobody knows that account,
            delete the node <code>urn:im-contact-requests:policy:1</code> as an administrator of the server, and see to
            it that only administrators may create nodes; then check again. Until then, nothing is made here.`,
          this.#again(),
        );
      case 'several':
        return this.#card(
          'bad',
          icons.warning,
          'There are several policies',
          html`${this.#list(step.services)} each have one, and nobody can tell which counts: everybody is asked about
            every request. Delete the node <code>urn:im-contact-requests:policy:1</code> on all but one of them, or take
            the other services out of the server’s configuration; then check again.`,
          this.#again(),
        );
      case 'mend':
        return this.#card(
          'plain',
          icons.gear,
          step.count > 1 ? `Add ${step.count} things to your server` : 'Add something to your server',
          html`What is missing stands first below, with the lines to add. Restart the server, then check again.`,
          this.#again(),
        );
      case 'create':
      case 'publish':
        return this.#card(
          'plain',
          icons.check,
          'Everything is there: make the policy',
          html`The first one lists <bdi>${this.domain}</bdi>: colleagues are accepted, everybody else waits for an
            answer, and people may choose otherwise. You can change all of it afterwards.`,
          this.#button('Make the policy', 'create'),
        );
      case 'done':
        return this.#card(
          'good',
          icons.check,
          'The policy is in place',
          html`What you save reaches everybody who is signed in within a second.`,
          html`<button class="button" @click=${() => this.#go('general-im')}>General IM</button>
            <button class="button" @click=${() => this.#go('domains')}>Domain(s)</button>`,
        );
    }
  }

  #card(
    tone: 'plain' | 'good' | 'bad',
    icon: TemplateResult,
    title: string,
    says: TemplateResult | string,
    actions: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const color = tone === 'plain' ? '' : tone;
    return html`<section class="card ${tone}-card" aria-labelledby="next">
      <span class=${color}>${icon}</span>
      <div>
        <h3 id="next" tabindex="-1">${title}</h3>
        <p>${says}</p>
        ${actions === nothing ? nothing : html`<div class="row">${actions}</div>`}
      </div>
    </section>`;
  }

  #again(): TemplateResult {
    return this.#button('Check again', 'check');
  }

  #button(label: string, step: 'check' | 'create'): TemplateResult {
    const tell = (): void => {
      if (!this.busy) this.dispatchEvent(new CustomEvent('im-admin-step', { detail: { step } }));
    };
    return html`<button class="button primary" aria-disabled=${this.busy} @click=${tell}>${label}</button>`;
  }

  #list(names: readonly string[]): TemplateResult {
    return html`${names.map((name, index) => html`${index === 0 ? '' : index === names.length - 1 ? ' and ' : ', '}<bdi>${name}</bdi>`)}`;
  }

  #go(to: PaneName): void {
    this.dispatchEvent(adminEvent('im-admin-go', { pane: to }));
  }
}

export const definitions = { 'im-admin-next-step': NextStepCard };
