import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { ListedDomain } from '../../xmpp/policy-form.js';
import { readDomainEntry, type DomainEntry, type DomainEntryContext } from '../policy/domain-entry.js';
import { isReached, reachWords, type Reach } from '../policy/domain-reach.js';
import { domainWarningWords } from '../policy/domain-words.js';
import { domainText } from './domain-text.js';
import { entryForm } from './entry-form.js';
import { pane } from './pane-styles.js';

/** What a list of domains is for. */
export type DomainUse = 'organization' | 'trusted' | 'refused';

const WORDS: Readonly<Record<DomainUse, { readonly label: string; readonly add: string; readonly anyway: string }>> = {
  organization: { label: 'Domain to add', add: 'Add', anyway: 'Add all the same' },
  trusted: { label: 'Domain to trust', add: 'Trust', anyway: 'Trust all the same' },
  refused: { label: 'Domain to refuse', add: 'Refuse', anyway: 'Refuse all the same' },
};

/** Milliseconds without a key before what was typed is looked at. */
const PAUSE = 350;

declare global {
  interface HTMLElementEventMap {
    /** A domain that can be listed is to be. */
    'im-admin-domain-added': CustomEvent<{ readonly domain: ListedDomain }>;
    /** One stands in the field: whether a server answers for it would be good to know. */
    'im-admin-domain-typed': CustomEvent<{ readonly domain: ListedDomain }>;
  }
}

/**
 * A field for a domain: says as it is typed how it will be listed, why it cannot be, or what to look at twice. Whoever
 * is warned presses Add once more.
 *
 * @summary Adds a domain.
 * @fires im-admin-domain-added - It is to be listed.
 * @fires im-admin-domain-typed - It can be listed, and may be looked up.
 */
export class DomainForm extends LitElement {
  static override styles = [base, pane, entryForm];

  @property({ attribute: false }) listed: readonly ListedDomain[] = [];
  @property() own = '';
  @property() use: DomainUse = 'organization';
  /** Whose imitations are pointed out beside those of what is listed. */
  @property({ attribute: false }) known: readonly ListedDomain[] = [];
  /** What else speaks against a domain, if anything. */
  @property({ attribute: false }) conflict: DomainEntryContext['conflict'];
  /** What is known of whether a server answers, by the A-label form. */
  @property({ attribute: false }) reach: ReadonlyMap<string, Reach> = new Map();
  /** What was last looked at. */
  @state() private typed = '';
  #pause: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
  }

  override focus(): void {
    this.#field?.focus();
  }

  override render(): TemplateResult {
    const entry = this.typed ? this.#read(this.typed) : undefined;
    const isWarned = entry?.ok === true && entry.warnings.length > 0;
    const { label, add, anyway } = WORDS[this.use];
    return html`<form novalidate @submit=${this.#onSubmit}>
        <label class="field"
          >${label}
          <input
            type="text"
            id=${this.use}
            name="domain"
            dir="ltr"
            inputmode="url"
            autocapitalize="none"
            autocomplete="off"
            spellcheck="false"
            placeholder="example.com"
            aria-invalid=${entry?.ok === false ? 'true' : nothing}
            aria-describedby="finding"
            @input=${this.#onInput}
          />
        </label>
        <button class="button ${isWarned ? 'danger' : 'primary'}">${isWarned ? anyway : add}</button>
      </form>
      <div class="finding" id="finding" role="status">${entry ? this.#renderFinding(entry) : nothing}</div>`;
  }

  #renderFinding(entry: DomainEntry): TemplateResult {
    if (!entry.ok) return html`<p class="bad">${entry.problem} ${entry.todo}</p>`;
    const { ascii, unicode } = entry.domain;
    const reach = this.reach.get(ascii);
    return html`<p>
        Will be listed as <strong>${domainText(unicode)}</strong>${
          ascii === unicode ? nothing : html`, which is <code><bdi>${ascii}</bdi></code> in DNS`
        }.
      </p>
      ${entry.warnings.map((warning) => html`<p class="warn">${domainWarningWords(warning, this.use === 'organization')}</p>`)}
      ${reach ? html`<p class=${isReached(reach) ? 'muted' : 'warn'}>${reachWords(reach)}</p>` : nothing}`;
  }

  #read(text: string): DomainEntry {
    const { listed, own, known, conflict } = this;
    const entry = readDomainEntry(text, { listed, known, conflict, ...(own ? { own } : {}) });
    // Who pretends to be somebody else may well be refused.
    return entry.ok && this.use === 'refused' ? { ...entry, warnings: [] } : entry;
  }

  get #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  readonly #onInput = (): void => {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#look(), PAUSE);
    // Nothing is said of half a word, and an old answer is not left beside a new one.
    if (this.typed) this.typed = '';
  };

  /** What is in the field is looked at now. */
  #look(): DomainEntry {
    clearTimeout(this.#pause);
    const text = this.#field?.value.trim() ?? '';
    this.typed = text;
    const entry = this.#read(text);
    if (entry.ok) this.dispatchEvent(new CustomEvent('im-admin-domain-typed', { detail: { domain: entry.domain } }));
    return entry;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = this.#field;
    if (!field) return;
    const isSeen = this.typed !== '' && this.typed === field.value.trim();
    const entry = this.#look();
    if (!entry.ok || (entry.warnings.length > 0 && !isSeen)) {
      if (!entry.ok) this.typed ||= ' ';
      return field.focus();
    }
    field.value = '';
    this.typed = '';
    this.dispatchEvent(new CustomEvent('im-admin-domain-added', { detail: { domain: entry.domain } }));
    field.focus();
  };
}

export const definitions = { 'im-admin-domain-form': DomainForm };
