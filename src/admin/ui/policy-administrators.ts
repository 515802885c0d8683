import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { base } from '../../ui/styles/base.js';
import { typedJid } from '../../core/jid.js';
import { busyButton } from './busy-button.js';
import { adminEvent } from './events.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';
import type { AdminServices } from './services.js';

type Affiliation = 'owner' | 'publisher';

const ROLES: Readonly<Record<Affiliation, string>> = {
  owner: 'May save the policy, and say who else may',
  publisher: 'May save the policy',
};

/**
 * Who may save the policy. The server keeps this list, and holds everybody to it.
 *
 * @summary Administrators of the policy.
 * @fires im-admin-told - Somebody was added or removed, or could not be.
 */
export class PolicyAdministrators extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      .field > .bad {
        font-weight: 400;
      }

      .people {
        display: grid;
        gap: 8px;
      }

      .people > li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: center;
        gap: 4px 12px;
        padding-block: 4px;
      }

      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
        gap: 12px;
        align-items: end;
      }

      form > button {
        justify-self: start;
        margin-block-end: 2px;
      }
    `,
  ];

  @property({ attribute: false }) services: AdminServices | undefined;

  @state() private people: ReadonlyMap<string, Affiliation> | undefined;
  @state() private problem = '';
  @state() private error = '';
  @state() private isBusy = false;

  constructor() {
    super();
    new KeepFocus(this, '.people button', '#jid');
  }

  override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (changed.has('services')) void this.#read();
  }

  override render(): TemplateResult | typeof nothing {
    const { services, people } = this;
    if (!services) return nothing;
    if (!people) {
      return this.problem
        ? html`<p role="status">${this.problem}</p>`
        : html`<p role="status" class="muted">Asking the server who may save the policy…</p>`;
    }
    return html`<div class="card">
      <ul class="people" aria-label="Administrators of the policy">
        ${[...people].map(([jid, affiliation]) => this.#renderPerson(jid, affiliation, services.wire.account))}
      </ul>
      ${people.get(services.wire.account) === 'owner' ? this.#renderForm() : nothing}
    </div>`;
  }

  #renderPerson(jid: string, affiliation: Affiliation, account: string): TemplateResult {
    const isOwn = jid === account;
    const mayRemove = !isOwn && this.people?.get(account) === 'owner';
    return html`<li>
      <div>
        <bdi>${jid}</bdi>${isOwn ? ' (you)' : ''}
        <p class="help small">${ROLES[affiliation]}</p>
      </div>
      ${
        mayRemove
          ? html`<button
              class="button"
              aria-label="Remove ${jid}"
              aria-disabled=${this.isBusy}
              @click=${() => void this.#set(jid, 'none', `${jid} may not save the policy any more.`)}
            >
              Remove
            </button>`
          : nothing
      }
    </li>`;
  }

  #renderForm(): TemplateResult {
    return html`<form novalidate @submit=${this.#onAdd}>
      <div class="field">
        <label for="jid">Another administrator</label>
        <input
          id="jid"
          name="jid"
          type="text"
          dir="ltr"
          autocomplete="off"
          spellcheck="false"
          aria-invalid=${this.error ? 'true' : 'false'}
          aria-describedby=${this.error ? 'jid-error' : nothing}
        />
        ${this.error ? html`<span class="bad" id="jid-error">${this.error}</span>` : nothing}
      </div>
      <div class="field">
        <label for="role">What they may do</label>
        <select id="role" name="role">
          <option value="publisher">${ROLES.publisher}</option>
          <option value="owner">${ROLES.owner}</option>
        </select>
      </div>
      <button class="button" aria-disabled=${this.isBusy}>Add</button>
    </form>`;
  }

  readonly #onAdd = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const field = form.elements.namedItem('jid') as HTMLInputElement;
    const role = form.elements.namedItem('role') as HTMLSelectElement;
    const jid = typedJid(field.value)?.bare;
    this.error = this.#objection(jid);
    if (!jid || this.error) return field.focus();
    const affiliation = role.value === 'owner' ? 'owner' : 'publisher';
    void this.#set(jid, affiliation, `${jid} may save the policy now.`).then((isDone) => {
      if (isDone) form.reset();
    });
  };

  /** People of other domains cannot read the node on a server that keeps it to its own. */
  #objection(jid: string | undefined): string {
    const domain = this.services?.wire.domain ?? '';
    if (!jid) return `This is not an address. Enter one such as name@${domain}.`;
    if (!jid.endsWith(`@${domain}`)) return `An administrator has an account of your organization: …@${domain}.`;
    return '';
  }

  async #set(jid: string, affiliation: Affiliation | 'none', says: string): Promise<boolean> {
    if (!this.services || this.isBusy) return false;
    this.isBusy = true;
    const outcome = await this.services.policy.setAdministrator(jid, affiliation);
    if (outcome.ok) await this.#read();
    this.isBusy = false;
    const told = outcome.ok
      ? ({ text: says, tone: 'plain' } as const)
      : ({ text: problemText(outcome.problem), tone: 'bad' } as const);
    this.dispatchEvent(adminEvent('im-admin-told', told));
    return outcome.ok;
  }

  async #read(): Promise<void> {
    const { services } = this;
    if (!services) return;
    const outcome = await services.policy.administrators();
    if (services !== this.services) return;
    if (outcome.ok) this.people = outcome.value;
    else if (outcome.problem.kind === 'forbidden') this.problem = 'Only an owner of the policy sees who may save it.';
    else this.problem = problemText(outcome.problem);
  }
}

export const definitions = { 'im-admin-policy-administrators': PolicyAdministrators };
