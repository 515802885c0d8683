import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { View } from '../../core/view.js';
import type { Answers, PeopleList } from '../../ports/protocol.js';
import { formatExactly, formatSince } from '../format.js';
import { KeepFocus } from '../keep-focus.js';
import { icons } from '../icons.js';
import { optionIcons } from '../option-icons.js';
import { PagedList } from '../paged-list.js';
import { peopleText, removeName, removeText, wrongAddressText } from '../strings/people.js';
import { readPerson, readPersonOrDomain } from '../typed-address.js';
import { jidText } from './jid-text.js';
import { emptyList, nothingFound, pager, searchField } from './list-parts.js';
import { commandProblemText } from '../strings/problems.js';
import { OptionsSection } from './options-section.js';

type Entry = Answers['read-people']['entries'][number];

const COUNT = { blocked: 'blocked', ignored: 'ignored', allowed: 'allowed' } as const;
const REMOVE = { blocked: 'unblock', ignored: 'restore', allowed: 'disallow' } as const;
const ICON = { blocked: icons.block, ignored: icons.hide, allowed: optionIcons.expected } as const;

/**
 * A list of people that a person has made: blocked, ignored, or expected. Searched, read a page at a time, and
 * added to by typing where that makes sense.
 *
 * @summary Blocked, ignored, or expected people.
 */
@localized()
export class OptionsPeople extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      .held {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 12px;
      }
    `,
  ];

  @property() list: PeopleList = 'blocked';
  /** What is wrong with the address that was typed. */
  @state() private wrong = '';
  readonly #people = new PagedList<Entry>(this, {
    read: (range) => this.send?.({ name: 'read-people', list: this.list, ...range }),
    dependsOn: () => [this.list, this.view?.options],
  });

  constructor() {
    super();
    new KeepFocus(this, '.list button', 'input, .empty');
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('list')) return;
    this.wrong = '';
    if (changed.get('list') !== undefined) this.#people.reset();
  }

  override render(): TemplateResult | typeof nothing {
    const { view, list } = this;
    if (!view) return nothing;
    return html`${this.#renderForm(view)} ${list === 'blocked' ? this.#renderHeld(view) : nothing}
    ${this.#renderList(view.options[COUNT[list]])}`;
  }

  #renderForm({ requests, session }: View): TemplateResult | typeof nothing {
    switch (this.list) {
      case 'ignored':
        return nothing;
      case 'allowed':
        return this.#renderField(msg('Address'), 'name@example.com', msg('Add'));
      case 'blocked':
        if (requests.can.block) {
          return this.#renderField(msg('Address, or whole domain'), 'name@example.com', msg('Block'));
        }
        return html`<im-notice>
          ${
            session.link.phase === 'online'
              ? msg('Your server keeps no block list, so nobody can be blocked.')
              : msg('The block list is on your server. Connect to see and change it.')
          }
        </im-notice>`;
    }
  }

  #renderField(label: string, example: string, action: string): TemplateResult {
    const { wrong } = this;
    return html`<form class="fields" novalidate @submit=${this.#onSubmit}>
      <label class="field wide"
        >${label}
        <input
          type="text"
          name="address"
          dir="ltr"
          inputmode="email"
          autocapitalize="none"
          autocomplete="off"
          spellcheck="false"
          placeholder=${example}
          aria-invalid=${wrong ? 'true' : nothing}
          aria-describedby=${wrong ? 'wrong' : nothing}
          @input=${() => (this.wrong = '')}
        />
      </label>
      <button class="button ${this.list === 'blocked' ? 'danger' : 'primary'}">${action}</button>
      ${wrong ? html`<p class="wrong" id="wrong" role="alert">${wrong}</p>` : nothing}
    </form>`;
  }

  /** A block is sent after a moment, in which it can be taken back. */
  #renderHeld({ requests: { held } }: View): TemplateResult | typeof nothing {
    if (held?.act !== 'block') return nothing;
    return html`<div class="box held">
      <span>${held.jid ? msg(html`Blocking ${jidText(held.jid)} …`) : msg('Blocking …')}</span>
      <button class="button" @click=${() => void this.send?.({ name: 'take-back' })}>${msg('Take back')}</button>
    </div>`;
  }

  #renderList(count: number): TemplateResult | typeof nothing {
    const { page, text } = this.#people;
    if (!page) return nothing;
    const { search, emptyTitle, emptyAbout } = peopleText(this.list);
    if (count === 0 && page.total === 0) return emptyList(ICON[this.list], emptyTitle, emptyAbout);
    return html`${searchField(this.#people, search)}
    ${
      page.total === 0
        ? nothingFound(text)
        : html`<ul class="list">
            ${repeat(
              page.entries,
              ({ jid }) => jid,
              (entry) => this.#renderEntry(entry),
            )}
          </ul>`
    }
    ${pager(this.#people, this.locale)}`;
  }

  #renderEntry({ jid, at }: Entry): TemplateResult {
    const { list } = this;
    return html`<li>
      <div class="who">
        <p>${jidText(jid)}</p>
        <p class="muted small">
          ${jid.includes('@') ? nothing : msg('Everybody of this domain.')} ${this.#renderTime(at)}
        </p>
      </div>
      <button
        class="button"
        aria-label=${removeName(list, jid)}
        @click=${() => void this.send?.({ name: REMOVE[list], jid })}
      >
        ${removeText(list)}
      </button>
    </li>`;
  }

  #renderTime(at: number | null): TemplateResult | typeof nothing {
    if (at === null) return nothing;
    return html`<time datetime=${new Date(at).toISOString()} title=${formatExactly(at, this.locale)}
      >${formatSince(at, this.now, this.locale)}</time
    >`;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).querySelector('input');
    const account = this.view?.session.account;
    if (!input || !account) return;
    const address = (this.list === 'blocked' ? readPersonOrDomain : readPerson)(input.value, account);
    if (!address.ok) {
      this.wrong = wrongAddressText(address.why);
      input.focus();
      return;
    }
    const { jid } = address;
    const command =
      this.list === 'blocked' ? ({ name: 'block', jid, report: null } as const) : ({ name: 'allow', jid } as const);
    const result = await this.send?.(command);
    if (result?.ok) input.value = '';
    if (result?.ok !== false) return;
    const { what, todo, isOfAddress } = commandProblemText(result.problem);
    if (!isOfAddress) return;
    this.wrong = `${what} ${todo}`;
    input.focus();
  };
}

export const definitions = { 'im-options-people': OptionsPeople };
