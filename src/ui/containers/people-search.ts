import { localized, msg } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BareJid } from '../../core/jid.js';
import type { DirectoryPage, PersonStanding } from '../../core/people-view.js';
import type { View } from '../../core/view.js';
import type { PortClient } from '../../ports/client.js';
import type { PersonEntry } from '../components/contacts/person-entry.js';
import { property } from '../decorators.js';
import { DirectorySearch } from '../directory-search.js';
import type { ComponentEvent } from '../events.js';
import { icons } from '../icons.js';
import { InView } from '../in-view.js';
import { KeptScroll } from '../kept-scroll.js';
import { PersonActs } from '../person-acts.js';
import { base } from '../styles/base.js';
import { contacts } from '../styles/contacts.js';
import { peopleSearch } from '../styles/people-search.js';
import { placeholder } from './contacts-states.js';
import { found, nobodyFound, notSearched, searchProblem } from './people-search-states.js';

/** The session looks after no more at once. */
const MOST_IN_VIEW = 200;

/**
 * The search of the organisation's directory. As long as somebody whom it found is in view, the session asks for
 * their availability.
 *
 * @summary People of the organisation, found by name.
 * @fires {CustomEvent<ChatWantedDetail>} im-chat-wanted - Somebody wants to write to a person.
 * @cssproperty --im-list-block-size - How high the list may become.
 */
@localized()
export class PeopleSearch extends LitElement {
  static override styles = [base, contacts, peopleSearch];

  @property({ attribute: false }) client: PortClient | undefined;
  @property({ attribute: false }) view: View | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  #asked = '';
  readonly #search = new DirectorySearch(
    this,
    async (text, after) =>
      this.client?.command({ name: 'find-people', text, after }) ?? { ok: false, problem: { kind: 'not-signed-in' } },
  );
  readonly #acts = new PersonActs(this, {
    client: () => this.client,
    closed: (pane) => this.#focusOn(pane.kind === 'add' ? pane.prefilled.jid : pane.contact.jid),
  });
  readonly #scroll = new KeptScroll(this, () => this.renderRoot.querySelector('.results'));

  constructor() {
    super();
    new InView<PersonEntry>(this, {
      elements: () => this.renderRoot.querySelectorAll<PersonEntry>('im-person-entry'),
      changed: (seen) => this.#look(seen.flatMap(({ person }) => (person ? [person.jid] : []))),
    });
  }

  /** Puts the focus on the search. */
  override focus(): void {
    this.#input?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('client');
    if (changed.has('client') && this.#asked !== '') {
      before?.look({ people: undefined });
      this.client?.look({ people: this.#asked.split('\n') as BareJid[] });
    }
    if (changed.has('view') && this.view) this.#acts.see(this.view);
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const acts = this.#acts;
    return html`<div class="stack">
        <div class="people" ?inert=${acts.isOpen} @im-add-wanted=${this.#onAdd} @im-person-act=${acts.onAct}>
          ${this.#renderField()} ${this.#renderBody(view)}
        </div>
        ${acts.renderPane(view)}
      </div>
      ${acts.renderDock()}`;
  }

  #renderField(): TemplateResult {
    return html`<div class="toolbar" role="search" aria-label=${msg('Search the directory')}>
      <div class="search">
        ${icons.search}
        <input
          type="search"
          aria-label=${msg('Search the directory')}
          placeholder=${msg('Name or address')}
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          .value=${live(this.#search.text)}
          @input=${this.#onInput}
          @keydown=${this.#onSearchKey}
        />
      </div>
    </div>`;
  }

  #renderBody(view: View): TemplateResult {
    const { found: page, problem, isAsking, text } = this.#search;
    if (page && page.rows.length > 0) return this.#renderFound(page, view);
    if (isAsking) return placeholder();
    if (problem) {
      const isRetry = problem.kind !== 'no-directory';
      return searchProblem(problem, isRetry ? () => this.#search.again() : () => this.#acts.add('', ''), isRetry);
    }
    return page ? nobodyFound(text) : notSearched();
  }

  #renderFound(page: DirectoryPage, { people, requests, session }: View): TemplateResult {
    const standings = new Map<BareJid, PersonStanding>(people?.rows.map((row) => [row.jid, row]));
    return html`<div class="results" @scroll=${() => this.#scroll.scrolled()} @keydown=${this.#onListKey}>
      ${found(page)}
      <ul aria-label=${msg('People found')}>
        ${repeat(
          page.rows,
          ({ jid }) => jid,
          (person) =>
            html`<li>
              <im-person-entry
                .person=${person}
                .standing=${standings.get(person.jid)}
                .temporary=${people?.temporaryAvailability ?? true}
                .own=${person.jid === session.account}
                .can=${requests.can}
                .locale=${this.locale}
                .now=${this.now}
              ></im-person-entry>
            </li>`,
        )}
      </ul>
      ${this.#renderMore(page)}
    </div>`;
  }

  #renderMore({ next, cut }: DirectoryPage): TemplateResult {
    const { isAsking, problem } = this.#search;
    return html`${problem ? searchProblem(problem, () => this.#search.more(), next !== null) : nothing}
    ${
      next !== null && !problem
        ? html`<button class="button more" ?disabled=${isAsking} @click=${() => this.#search.more()}>
            ${isAsking ? msg('Loading …') : msg('More')}
          </button>`
        : nothing
    }
    ${
      cut && next === null
        ? html`<p class="muted small cut">
            ${msg('The directory shows no more than these. Write more of the name to find others.')}
          </p>`
        : nothing
    }`;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #entries(): PersonEntry[] {
    return [...this.renderRoot.querySelectorAll<PersonEntry>('im-person-entry')];
  }

  #look(jids: readonly BareJid[]): void {
    const people = jids.slice(0, MOST_IN_VIEW);
    const asked = people.join('\n');
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.client?.look({ people: people.length > 0 ? people : undefined });
  }

  readonly #onInput = (event: Event): void => {
    this.#search.type((event.target as HTMLInputElement).value);
  };

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') this.#entries()[0]?.focus();
    else if (event.key === 'Escape' && this.#search.text !== '') this.#search.type('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onListKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const entries = this.#entries();
    const at = entries.findIndex((entry) => entry.matches(':focus-within'));
    if (step === 0 || at < 0) return;
    event.preventDefault();
    if (at + step < 0) this.focus();
    else entries[at + step]?.focus();
  };

  readonly #onAdd = (event: ComponentEvent<'im-add-wanted'>): void => {
    event.stopPropagation();
    this.#acts.add(event.detail.jid, event.detail.name ?? '');
  };

  #focusOn(jid: string): void {
    const entry = this.#entries().find(({ person }) => person?.jid === jid);
    if (entry) entry.focus();
    else this.focus();
  }
}
