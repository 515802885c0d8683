import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { BareJid } from '../../../core/jid.js';
import { property, state } from '../../decorators.js';
import { componentEvent } from '../../events.js';
import { icons } from '../../icons.js';
import { wrongAddressText } from '../../strings/people.js';
import type { ProblemText } from '../../strings/problems.js';
import { base } from '../../styles/base.js';
import { contactForm } from '../../styles/contact-form.js';
import { readContact } from '../../typed-address.js';

/** RFC 6121 sets no limit; what is longer is no name. */
const LONGEST = 100;
const LONGEST_NOTE = 500;
/** The session takes no more groups of one contact. */
const MOST_GROUPS = 20;

/** What stands in the form at first. */
export interface Prefilled {
  readonly jid: string;
  readonly name: string;
  readonly groups: readonly string[];
}

/**
 * Adds somebody to the contacts, or names a contact anew. What is wrong is said at its field, before anything is sent.
 *
 * @summary Address, name, groups, message.
 * @fires im-contact-drafted - It is complete; the detail is a `ContactDraft`.
 * @fires im-cancelled - It was closed.
 */
@localized()
export class ContactForm extends LitElement {
  static override styles = [base, contactForm];

  /** Somebody new is asked; else a contact is changed. */
  @property({ type: Boolean }) adding = false;
  @property({ attribute: false }) prefilled: Prefilled = { jid: '', name: '', groups: [] };
  /** Groups of the contact list. */
  @property({ attribute: false }) groups: readonly string[] = [];
  @property() account = '';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: ProblemText | undefined;
  @state() private wrongAddress = '';
  @state() private wrongGroups = '';

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('prefilled')) this.wrongAddress = this.wrongGroups = '';
  }

  /** Puts the focus on what has to be filled in first. */
  override focus(): void {
    this.#field(this.adding && !this.prefilled.jid ? 'address' : 'contact')?.focus();
  }

  override render(): TemplateResult {
    const { adding, busy, problem } = this;
    return html`<form novalidate @submit=${this.#onSubmit} @keydown=${this.#onKey}>
      ${adding ? this.#renderAddress() : nothing}
      <label class="field">
        <span>${msg('Name')} <span class="muted">${adding ? msg('as you call them') : nothing}</span></span>
        <input type="text" name="contact" maxlength=${LONGEST} autocomplete="off" .value=${this.prefilled.name} />
      </label>
      ${this.#renderGroups()} ${adding ? this.#renderNote() : nothing}
      ${
        problem && !(adding && problem.isOfAddress)
          ? html`<p class="wrong" role="alert">${icons.warning}<span>${problem.what} ${problem.todo}</span></p>`
          : nothing
      }
      <div class="answers">
        <button class="button primary" ?disabled=${busy}>
          ${adding ? (busy ? msg('Asking …') : msg('Add contact')) : busy ? msg('Saving …') : msg('Save')}
        </button>
        <button type="button" class="button" @click=${this.#close}>${msg('Cancel')}</button>
      </div>
    </form>`;
  }

  #renderAddress(): TemplateResult {
    const { problem } = this;
    const wrong = this.wrongAddress || (problem?.isOfAddress ? `${problem.what} ${problem.todo}` : '');
    return html`<div class="field">
      <label for="address">${msg('Address')}</label>
      <input
        id="address"
        type="text"
        name="address"
        dir="ltr"
        inputmode="email"
        autocapitalize="none"
        autocomplete="off"
        spellcheck="false"
        required
        placeholder="name@example.com"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby=${wrong ? 'wrong-address' : nothing}
        .value=${this.prefilled.jid}
        @input=${this.#onTyped}
        @change=${this.#onAddress}
      />
      ${wrong ? html`<p class="wrong" id="wrong-address" role="alert">${icons.warning}<span>${wrong}</span></p>` : nothing}
    </div>`;
  }

  #renderGroups(): TemplateResult {
    const mine = new Set(this.prefilled.groups);
    const all = [...new Set([...this.prefilled.groups, ...this.groups])].filter(Boolean);
    const wrong = this.wrongGroups;
    return html`<fieldset class="field" @input=${() => (this.wrongGroups = '')}>
      <legend>${msg('Groups')}</legend>
      ${
        all.length === 0
          ? nothing
          : html`<div class="chips">
              ${all.map(
                (group) =>
                  html`<label class="chip"
                    ><input type="checkbox" name="group" value=${group} ?checked=${mine.has(group)} /><bdi
                      >${group}</bdi
                    ></label
                  >`,
              )}
            </div>`
      }
      <input
        type="text"
        name="new-group"
        maxlength=${LONGEST}
        autocomplete="off"
        aria-label=${msg('New group')}
        placeholder=${msg('New group')}
        aria-describedby=${wrong ? 'wrong-groups' : nothing}
      />
      ${wrong ? html`<p class="wrong" id="wrong-groups" role="alert">${icons.warning}<span>${wrong}</span></p>` : nothing}
    </fieldset>`;
  }

  #renderNote(): TemplateResult {
    return html`<label class="field">
      <span>${msg('Message')} <span class="muted">${msg('for your request')}</span></span>
      <textarea name="note" rows="2" maxlength=${LONGEST_NOTE} dir="auto"></textarea>
    </label>`;
  }

  /** What was wrong is not what stands there now. */
  readonly #onTyped = (): void => {
    this.wrongAddress = '';
    if (this.problem?.isOfAddress) this.problem = undefined;
  };

  /** Left with something in it: it is completed, or said to be no address. */
  readonly #onAddress = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    if (field.value.trim()) field.value = this.#readAddress(field.value) ?? field.value;
  };

  #readAddress(text: string): BareJid | undefined {
    const read = readContact(text, this.account as BareJid);
    this.wrongAddress = read.ok ? '' : wrongAddressText(read.why);
    return read.ok ? read.jid : undefined;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.busy) return;
    const given = new FormData(event.target as HTMLFormElement);
    const jid = this.adding ? this.#readAddress(textOf(given.get('address'))) : (this.prefilled.jid as BareJid);
    if (!jid) {
      this.#field('address')?.focus();
      return;
    }
    const groups = new Set([...given.getAll('group'), given.get('new-group')].map(textOf).filter(Boolean));
    if (groups.size > MOST_GROUPS) {
      this.wrongGroups = msg('These are more groups than a contact can be in. Choose fewer.');
      return;
    }
    const [contact, note] = [textOf(given.get('contact')), textOf(given.get('note'))];
    this.dispatchEvent(componentEvent('im-contact-drafted', { jid, contact, groups: [...groups], note }));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') this.#close();
  };

  readonly #close = (): void => {
    this.dispatchEvent(componentEvent('im-cancelled'));
  };

  #field(name: string): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`[name=${name}]`);
  }
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.trim() : '';
}
