import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ContactsSlice, ContactsWindow } from '../../core/people-view.js';
import type { View } from '../../core/view.js';
import type { PortClient } from '../../ports/client.js';
import type { ContactLines } from '../components/contacts/contact-lines.js';
import { presenceDot } from '../components/presence-dot.js';
import { property, state } from '../decorators.js';
import type { ComponentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { icons } from '../icons.js';
import type { LineRange } from '../line-window.js';
import { optionIcons } from '../option-icons.js';
import { PersonActs } from '../person-acts.js';
import { foundText } from '../strings/contacts.js';
import { base } from '../styles/base.js';
import { contacts } from '../styles/contacts.js';
import { readPerson } from '../typed-address.js';
import { nobodyAvailable, nobodyMatches, noContacts, notKnownOffline, placeholder } from './contacts-states.js';

const FIRST: LineRange = { offset: 0, limit: 60 };

/**
 * The contacts of whoever is signed in, and what they show of themselves. It asks the session for the lines that are
 * in view as long as it is in a page.
 *
 * @summary Contact list and one's own availability.
 * @fires {CustomEvent<ChatWantedDetail>} im-chat-wanted - Somebody wants to write to a contact.
 * @cssproperty --im-list-block-size - How high the list may become.
 */
@localized()
export class Contacts extends LitElement {
  static override styles = [base, contacts];

  @property({ attribute: false }) client: PortClient | undefined;
  @property({ attribute: false }) view: View | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** People can be searched for beside this list. */
  @property({ type: Boolean }) hasDirectory = false;
  @state() private text = '';
  @state() private availableOnly = false;
  @state() private range = FIRST;
  @state() private collapsed: ReadonlySet<string> = new Set();
  #frame: number | undefined;
  /** What was told last: shown until what is asked for now is there. */
  #contacts: ContactsSlice | undefined;
  readonly #acts = new PersonActs(this, {
    client: () => this.client,
    closed: (pane) => this.#focusAfter(pane.kind === 'add'),
  });

  /** Opens the form that adds somebody, with what is known of them. */
  add(jid = '', name = ''): void {
    this.#acts.add(jid, name);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.client?.look({ contacts: undefined });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('client') && this.isConnected) {
      changed.get('client')?.look({ contacts: undefined });
      this.#look();
    }
    if (!changed.has('view') || !this.view) return;
    this.#contacts = this.view.contacts ?? (this.view.session.account ? this.#contacts : undefined);
    this.#acts.see(this.view);
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const acts = this.#acts;
    return html`<div class="top" ?inert=${acts.isOpen}>
        <im-own-availability
          .own=${view.own}
          .link=${view.session.link.phase}
          @im-availability=${this.#onAvailability}
        ></im-own-availability>
        <button
          class="button add"
          aria-label=${msg('Add contact')}
          title=${msg('Add contact')}
          @click=${() => this.add()}
        >
          ${optionIcons.expected}<span class="word">${msg('Add contact')}</span>
        </button>
      </div>
      <div class="stack">
        <div
          class="people"
          ?inert=${acts.isOpen}
          @im-lines=${this.#onLines}
          @im-collapse=${this.#onCollapse}
          @im-person-act=${acts.onAct}
        >
          ${this.#renderPeople(view)}
        </div>
        ${acts.renderPane(view)}
      </div>
      ${acts.renderDock()}`;
  }

  #renderPeople({ session }: View): TemplateResult {
    const slice = this.#contacts;
    if (!slice?.loaded) {
      const isOffline = session.link.phase === 'offline';
      return isOffline ? notKnownOffline(() => void this.#acts.run({ name: 'reconnect' })) : placeholder();
    }
    const isEmpty = slice.total === 0 && slice.length === 0 && this.text === '';
    if (isEmpty) return noContacts(() => this.add(), this.hasDirectory);
    return html`${this.#renderToolbar(slice)} ${slice.length > 0 ? this.#renderList(slice) : this.#renderNone()}`;
  }

  #renderToolbar({ available, matching }: ContactsSlice): TemplateResult {
    return html`<div class="toolbar" role="search" aria-label=${msg('Search contacts')}>
      <div class="search">
        ${icons.search}
        <input
          type="search"
          aria-label=${msg('Search contacts')}
          placeholder=${msg('Search')}
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          .value=${live(this.text)}
          @input=${this.#onInput}
          @keydown=${this.#onSearchKey}
        />
      </div>
      <button
        class="toggle"
        aria-pressed=${this.availableOnly}
        title=${msg('Show only who is available')}
        @click=${() => this.#filter({ availableOnly: !this.availableOnly })}
      >
        ${presenceDot('available')}<span class="word">${msg('Available')}</span>
        <span class="number">${formatCount(available, this.locale)}</span>
      </button>
      <span class="visually-hidden" role="status">${this.text ? foundText(matching) : nothing}</span>
    </div>`;
  }

  #renderList(slice: ContactsSlice): TemplateResult {
    return html`<im-contact-lines
      .contacts=${slice}
      .asked=${this.range}
      .locale=${this.locale}
      .now=${this.now}
    ></im-contact-lines>`;
  }

  #renderNone(): TemplateResult {
    const clear = (): void => {
      this.#filter({ text: '', availableOnly: false });
      this.#search?.focus();
    };
    if (this.text === '') return nobodyAvailable(clear);
    const account = this.view?.session.account;
    const person = account ? readPerson(this.text, account) : undefined;
    return nobodyMatches(this.text, clear, person?.ok ? () => this.add(person.jid) : undefined);
  }

  get #search(): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('input[type=search]');
  }

  get #list(): ContactLines | null {
    return this.renderRoot.querySelector<ContactLines>('im-contact-lines');
  }

  #look(): void {
    const { text, availableOnly, range } = this;
    // A search finds people in closed groups, too.
    const collapsed = text === '' ? [...this.collapsed] : [];
    const window: ContactsWindow = { ...range, text, collapsed, availableOnly };
    this.client?.look({ contacts: window });
  }

  #filter(change: Partial<Pick<ContactsWindow, 'text' | 'availableOnly'>>): void {
    this.text = change.text ?? this.text;
    this.availableOnly = change.availableOnly ?? this.availableOnly;
    this.range = FIRST;
    this.#list?.toTop();
    this.#look();
  }

  readonly #onInput = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    // What is typed within a frame is one search.
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#filter({});
    });
  };

  /** Down leads to those who were found, Escape to all. */
  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') this.#list?.focus();
    else if (event.key === 'Escape' && this.text !== '') this.#filter({ text: '' });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onLines = (event: ComponentEvent<'im-lines'>): void => {
    event.stopPropagation();
    this.range = event.detail;
    this.#look();
  };

  readonly #onCollapse = (event: ComponentEvent<'im-collapse'>): void => {
    event.stopPropagation();
    const { group, collapsed } = event.detail;
    const others = [...this.collapsed].filter((one) => one !== group);
    this.collapsed = new Set(collapsed ? [...others, group] : others);
    this.#look();
  };

  readonly #onAvailability = (event: ComponentEvent<'im-availability'>): void => {
    event.stopPropagation();
    void this.#acts.run({ name: 'set-availability', availability: event.detail });
  };

  #focusAfter(adding: boolean): void {
    const list = this.#list;
    if (list && !adding) list.focus();
    else this.renderRoot.querySelector<HTMLElement>('.add')?.focus();
  }
}
