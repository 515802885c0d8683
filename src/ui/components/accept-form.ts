import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { componentEvent } from '../events.js';
import { base } from '../styles/base.js';

/** RFC 6121 sets no limit; what is longer is no name. */
const LONGEST = 100;

/**
 * Accepts somebody under a name and into a group of one's own choice. What they call themselves is offered,
 * and never filled in. Enter accepts, Escape closes.
 *
 * @summary Name, group, and whether to add them.
 * @fires im-accepted - The detail holds `addBack` and `details`.
 * @fires im-cancelled - It was closed.
 */
@localized()
export class AcceptForm extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        scroll-margin-block: 16px;
        padding: 12px 14px;
        border-radius: calc(var(--_im-radius) * 0.8);
        background: var(--_im-raised);
        container-type: inline-size;
      }

      form {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 10px 12px;
      }

      @container (max-width: 330px) {
        form {
          grid-template-columns: 1fr;
        }
      }

      .field {
        display: grid;
        gap: 4px;
        align-content: start;
        font-weight: 550;
        min-inline-size: 0;
      }

      .wide {
        grid-column: 1 / -1;
      }

      .claimed {
        justify-self: start;
        min-block-size: 32px;
        text-align: start;
        overflow-wrap: anywhere;
      }

      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 32px;
      }

      .check input {
        margin: 0;
      }

      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  /** What they call themselves. */
  @property() nick = '';
  /** Groups of the contact list. */
  @property({ attribute: false }) groups: readonly string[] = [];
  @property({ type: Boolean }) alreadyContact = false;

  protected override firstUpdated(): void {
    this.focus();
    this.scrollIntoView({ block: 'nearest' });
  }

  override focus(): void {
    this.#name?.focus();
  }

  override render(): TemplateResult {
    const { nick } = this;
    return html`<form
      aria-label=${msg('Accept with a name and a group')}
      @submit=${this.#onSubmit}
      @keydown=${this.#onKey}
    >
      <label class="field">
        <span>${msg('Name')}</span>
        <input type="text" name="name" maxlength=${LONGEST} autocomplete="off" placeholder=${nick || nothing} />
      </label>
      <label class="field">
        <span>${msg('Group')}</span>
        <input type="text" name="group" maxlength=${LONGEST} autocomplete="off" list="groups" />
        <datalist id="groups">${this.groups.map((group) => html`<option value=${group}></option>`)}</datalist>
      </label>
      ${
        nick
          ? html`<button type="button" class="link claimed wide" @click=${this.#useNick}>
              ${msg(str`Call them “${nick}”, as they do`)}
            </button>`
          : nothing
      }
      ${
        this.alreadyContact
          ? nothing
          : html`<label class="check wide">
              <input type="checkbox" name="add-back" />
              <span>${msg('Also add to my contacts')}</span>
            </label>`
      }
      <div class="answers wide">
        <button class="button primary">${msg('Accept')}</button>
        <button type="button" class="button" @click=${this.#close}>${msg('Cancel')}</button>
      </div>
    </form>`;
  }

  get #name(): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('[name=name]');
  }

  readonly #useNick = (): void => {
    const name = this.#name;
    if (!name) return;
    name.value = this.nick.slice(0, LONGEST);
    name.focus();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const [name, group] = ['name', 'group'].map((field) => textOf(given.get(field)));
    const details = name || group ? { name: name ?? '', groups: group ? [group] : [] } : null;
    this.dispatchEvent(componentEvent('im-accepted', { addBack: given.has('add-back'), details }));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') this.#close();
  };

  readonly #close = (): void => {
    this.dispatchEvent(componentEvent('im-cancelled'));
  };
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value.trim() : '';
}

export const definitions = { 'im-accept-form': AcceptForm };
