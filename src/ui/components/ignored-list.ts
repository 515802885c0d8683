import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { BareJid } from '../../core/jid.js';
import type { Answers, CommandResult, Question } from '../../ports/protocol.js';
import { componentEvent } from '../events.js';
import { base } from '../styles/base.js';
import { jidText } from './jid-text.js';

type Page = Answers['read-people'];

const PAGE = 50;
/** The session gives no more at once; the options have all of them, with a search. */
const MOST = 200;

/**
 * Whom the person ignores; read when it is shown, a page at a time.
 *
 * @summary The ignored, who can be brought back.
 * @fires im-restore - Somebody is to be brought back.
 */
@localized()
export class IgnoredList extends LitElement {
  static override styles = [
    base,
    css`
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        min-block-size: 40px;
      }

      li > span {
        overflow-wrap: anywhere;
      }

      .domain {
        font-weight: 600;
      }

      .quiet {
        flex: none;
      }
    `,
  ];

  /** Asks the session. */
  @property({ attribute: false }) ask: ((question: Question) => Promise<CommandResult>) | undefined;
  /** How many there are; read again when that changes. */
  @property({ type: Number }) count = 0;
  @state() private page: Page | undefined;
  #limit = PAGE;
  /** Which line had the focus when it was brought back. */
  #left = -1;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('count')) void this.#read();
  }

  protected override updated(): void {
    if (this.#left < 0) return;
    const buttons = this.renderRoot.querySelectorAll('button');
    if (this.renderRoot.querySelector(':focus')) return;
    buttons[Math.min(this.#left, buttons.length - 1)]?.focus();
    this.#left = -1;
  }

  override render(): TemplateResult | typeof nothing {
    const { page } = this;
    if (!page) return nothing;
    return html`<ul>
        ${repeat(
          page.entries,
          ({ jid }) => jid,
          ({ jid }, index) =>
            html`<li>
              <span>${jidText(jid)}</span>
              <button
                class="quiet"
                aria-label=${msg(str`Bring back: ${jid}`)}
                @click=${() => this.#restore(jid, index)}
              >
                ${msg('Bring back')}
              </button>
            </li>`,
        )}
      </ul>
      ${
        page.total <= page.entries.length
          ? nothing
          : this.#limit < MOST
            ? html`<button class="quiet" @click=${this.#more}>${msg('Show more')}</button>`
            : html`<p class="muted">${msg('The others are in the options.')}</p>`
      }`;
  }

  async #read(): Promise<void> {
    const result = await this.ask?.({ name: 'read-people', list: 'ignored', text: '', offset: 0, limit: this.#limit });
    if (result?.ok) this.page = result.data as Page;
  }

  readonly #more = (): void => {
    this.#limit = Math.min(this.#limit + PAGE, MOST);
    void this.#read();
  };

  #restore(jid: BareJid, index: number): void {
    this.#left = index;
    this.dispatchEvent(componentEvent('im-restore', { jid }));
  }
}

export const definitions = { 'im-ignored-list': IgnoredList };
