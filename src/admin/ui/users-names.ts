import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { AccountProfile, AccountService } from '../accounts/account.js';
import { readMany } from '../read-many.js';
import { pane } from './pane-styles.js';
import { problemText } from './problem-text.js';

/** The list shows what is known after so many: to show each by itself would be slow. */
const PORTION = 200;

declare global {
  interface HTMLElementEventMap {
    /** These names are known now, by address. */
    'im-users-names': CustomEvent<ReadonlyMap<string, AccountProfile>>;
  }
}

/**
 * Where the list of people comes without names: says so, and reads their profiles one by one when that is wanted.
 *
 * @summary Reads the names of a list that has none.
 * @fires im-users-names - Some names are known now.
 */
export class UsersNames extends LitElement {
  static override styles = [
    base,
    pane,
    css`
      progress {
        accent-color: var(--_im-accent);
        inline-size: min(240px, 100%);
      }
    `,
  ];

  @property({ attribute: false }) accounts: AccountService | undefined;
  /** Those of whom nothing but the address is known. */
  @property({ attribute: false }) nameless: readonly string[] = [];
  @state() private reading: { readonly done: number; readonly all: number } | undefined;
  @state() private problem = '';
  #ends = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends.abort();
  }

  override render(): TemplateResult | typeof nothing {
    const { reading, nameless } = this;
    if (reading) {
      return html`<div class="row">
        <progress max=${reading.all} .value=${reading.done} aria-label="Names read"></progress>
        <span class="muted">${reading.done} of ${reading.all}</span>
        <button type="button" class="button" @click=${() => this.#ends.abort()}>Stop</button>
      </div>`;
    }
    if (nameless.length === 0) return nothing;
    return html`<div class="row">
        <span class="muted">The list of your server has no names. To search by name, have them read, one by one.</span>
        <button type="button" class="button" @click=${this.#read}>
          ${nameless.length === 1 ? 'Read the name' : `Read ${nameless.length} names`}
        </button>
      </div>
      <p class="bad" role="alert">${this.problem || nothing}</p>`;
  }

  readonly #read = async (): Promise<void> => {
    const { accounts, nameless } = this;
    if (!accounts) return;
    this.#ends = new AbortController();
    this.problem = '';
    this.reading = { done: 0, all: nameless.length };
    await this.#focusOnButton();
    const names = new Map<string, AccountProfile>();
    const problem = await readMany({
      jids: nameless,
      read: (jid) => accounts.profile(jid),
      got: (jid, profile) => {
        names.set(jid, profile?.is ?? { firstName: '', lastName: '', mail: '', title: '' });
        this.reading = { done: names.size, all: nameless.length };
        if (names.size % PORTION === 0) this.#tell(names);
      },
      signal: this.#ends.signal,
    });
    const hadFocus = (this.renderRoot as ShadowRoot).activeElement !== null;
    this.#tell(names);
    this.reading = undefined;
    this.problem = problem ? `Not all names could be read. ${problemText(problem)}` : '';
    if (hadFocus) await this.#focusOnButton();
  };

  #tell(names: ReadonlyMap<string, AccountProfile>): void {
    if (this.isConnected) this.dispatchEvent(new CustomEvent('im-users-names', { detail: new Map(names) }));
  }

  async #focusOnButton(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }
}

export const definitions = { 'im-admin-users-names': UsersNames };
