import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from '../../ui/decorators.js';
import { formatCount } from '../../ui/format.js';
import { KeepFocus } from '../../ui/keep-focus.js';
import { base } from '../../ui/styles/base.js';
import { NONE, type Assignments } from '../archiving/archiver.js';
import { busyButton } from './busy-button.js';
import { PAGE, pager, pageStart } from './paging.js';
import { pane } from './pane-styles.js';
import { timeLocale } from './revision-text.js';

type Person = Assignments['people'][number];

/**
 * Everybody who is named for an endpoint, or for none: a page at a time, with a search.
 *
 * @summary People who are exceptions.
 * @fires im-admin-person-removed - Somebody is to be as everybody else; the detail has the address.
 */
export class ArchivePeopleTable extends LitElement {
  static override styles = [
    base,
    pane,
    busyButton,
    css`
      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
        overflow-wrap: anywhere;
      }

      .search {
        max-inline-size: 360px;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, auto) auto;
        gap: 2px 14px;
        align-items: center;
        padding-block: 6px;
        border-block-end: var(--_im-line) solid var(--_im-border);
      }

      @media (max-width: 560px) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }

        .on {
          grid-area: 2 / 1;
        }

        .remove {
          grid-area: 1 / 2 / span 2;
        }
      }
    `,
  ];

  @property({ attribute: false }) people: Assignments['people'] = [];
  @property({ type: Boolean }) busy = false;
  @state() private query = '';
  @state() private offset = 0;

  constructor() {
    super();
    new KeepFocus(this, '.remove', '#search, #count');
  }

  override render(): TemplateResult {
    const { people } = this;
    if (people.length === 0)
      return html`<p class="muted" id="count" tabindex="-1">None: what is chosen for everybody holds for all.</p>`;
    const query = this.query.trim().toLowerCase();
    const found = people.filter(({ jid, endpoint }) => jid.includes(query) || endpoint.toLowerCase().includes(query));
    const offset = pageStart(this.offset, found.length);
    return html`<div class="list">
      <div class="field search">
        <label for="search">Search by address or endpoint</label>
        <input id="search" type="search" autocomplete="off" spellcheck="false" @input=${this.#onSearch} />
      </div>
      <p class="muted small" role="status">${countText(found.length, people.length)}</p>
      ${
        found.length > 0
          ? html`<ul aria-label="Exceptions">
              ${repeat(
                found.slice(offset, offset + PAGE),
                ({ jid }) => jid,
                (person) => this.#renderPerson(person),
              )}
            </ul>`
          : nothing
      }
      ${pager(offset, found.length, (to) => (this.offset = to))}
    </div>`;
  }

  #renderPerson({ jid, endpoint }: Person): TemplateResult {
    return html`<li>
      <bdi>${jid}</bdi>
      <span class="on muted">${endpoint === NONE ? 'on none: not archived' : html`on <bdi>${endpoint}</bdi>`}</span>
      <button
        type="button"
        class="button remove"
        aria-label="Remove ${jid}"
        aria-disabled=${this.busy ? 'true' : nothing}
        @click=${() => this.busy || this.dispatchEvent(new CustomEvent('im-admin-person-removed', { detail: { jid } }))}
      >
        Remove
      </button>
    </li>`;
  }

  readonly #onSearch = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.offset = 0;
  };
}

function countText(found: number, all: number): string {
  const count = (number: number): string => formatCount(number, timeLocale());
  const total = all === 1 ? '1 exception' : `${count(all)} exceptions`;
  if (found === all) return total;
  return found === 0 ? `None of ${total} has this in it.` : `${count(found)} of ${total}`;
}

declare global {
  interface HTMLElementEventMap {
    /** Somebody is to be on the endpoint for everybody again. */
    'im-admin-person-removed': CustomEvent<{ readonly jid: string }>;
  }
}

export const definitions = { 'im-admin-archive-people-table': ArchivePeopleTable };
