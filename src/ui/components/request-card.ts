import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { RequestRow } from '../../core/view.js';
import { property, state } from '../decorators.js';
import { componentEvent, type RequestChoice } from '../events.js';
import { formatExactly, formatSince } from '../format.js';
import { icons } from '../icons.js';
import { warningText } from '../strings/policy.js';
import { base } from '../styles/base.js';
import { jidText } from './jid-text.js';

/**
 * One person who asks, and the answers they can get. The canonical address comes first; what they
 * say of themselves is marked as such.
 *
 * @summary A contact request, with Accept, Decline, Ignore and Block.
 * @fires im-choice - A person answered; the detail is a `RequestChoice`.
 */
@localized()
export class RequestCard extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: 40px minmax(0, 1fr);
        gap: 2px 12px;
        padding: 16px;
      }

      .avatar {
        grid-row: span 2;
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: 50%;
        background: var(--_im-raised);
        color: var(--_im-muted);
      }

      :host([origin='colleague']) .avatar {
        background: var(--_im-good-soft);
        color: var(--_im-good);
      }

      .who {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 10px;
      }

      .jid {
        color: var(--_im-muted);
        overflow-wrap: anywhere;
        min-inline-size: 0;
      }

      .local {
        color: var(--_im-text);
        font-weight: 400;
      }

      .domain {
        color: var(--_im-text);
        font-weight: 650;
      }

      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        color: var(--_im-muted);
        font-size: 0.93em;
      }

      .origin {
        font-weight: 550;
      }

      :host([origin='colleague']) .origin {
        color: var(--_im-good);
      }

      .claim {
        grid-column: 2;
        margin-block-start: 4px;
      }

      blockquote {
        grid-column: 2;
        margin: 6px 0 0;
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--_im-border);
        overflow-wrap: anywhere;
        white-space: pre-line;
      }

      .warning {
        grid-column: 2;
        display: flex;
        gap: 8px;
        margin-block-start: 8px;
        padding: 8px 12px;
        border-radius: calc(var(--_im-radius) * 0.7);
        background: var(--_im-warn-soft);
        color: var(--_im-warn);
        font-weight: 550;
      }

      .bad {
        background: var(--_im-bad-soft);
        color: var(--_im-bad);
      }

      label {
        grid-column: 2;
        display: inline-flex;
        gap: 8px;
        justify-self: start;
        margin-block-start: 10px;
      }

      .actions {
        grid-column: 2;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 12px;
        align-items: center;
      }

      .apart {
        display: flex;
        gap: 2px;
        margin-inline-start: auto;
      }

      .confirm {
        flex-basis: 100%;
      }

      .progress {
        grid-column: 2;
        margin-block-start: 12px;
        min-block-size: 34px;
        color: var(--_im-muted);
      }
    `,
  ];

  @property({ attribute: false }) row: RequestRow | undefined;
  @property({ type: Boolean }) canBlock = false;
  /** The language for times. */
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  @state() private addBack = false;
  @state() private confirmsBlock = false;

  /** Puts the focus on the first answer. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.accept')?.focus();
  }

  override willUpdate(): void {
    this.setAttribute('origin', this.row?.origin ?? 'unknown');
  }

  override render(): TemplateResult | typeof nothing {
    const { row } = this;
    if (!row) return nothing;
    return html`
      <span class="avatar">${row.origin === 'colleague' ? icons.building : icons.globe}</span>
      <h3 class="who" id="who">${jidText(row.jid)}</h3>
      <p class="facts">${this.#renderOrigin(row)} ${this.#renderSince(row)}</p>
      ${
        row.nick
          ? html`<p class="claim"><span class="muted">${msg('Calls themselves')}</span> <bdi>${row.nick}</bdi></p>`
          : nothing
      }
      ${row.note ? html`<blockquote dir="auto">${row.note}</blockquote>` : nothing}
      ${row.warning ? html`<p class="warning">${icons.warning}<span>${warningText(row.warning)}</span></p>` : nothing}
      ${
        row.refused === null
          ? nothing
          : html`<p class="warning bad" role="alert">
              ${icons.warning}<span>${msg(str`The server did not take your answer (${row.refused}). Try again.`)}</span>
            </p>`
      }
      ${
        row.pending === null
          ? this.#renderAnswers(row)
          : html`<p class="progress" role="status">${progressText(row.pending)}</p>`
      }
    `;
  }

  #renderOrigin(row: RequestRow): TemplateResult | typeof nothing {
    switch (row.origin) {
      case 'colleague':
        return html`<span class="origin">${msg('Colleague')}</span>`;
      case 'outside':
        return html`<span class="origin">${msg('Outside your organization')}</span>`;
      case 'unknown':
        return nothing;
    }
  }

  #renderSince({ since }: RequestRow): TemplateResult {
    return html`<time datetime=${new Date(since).toISOString()} title=${formatExactly(since, this.locale)}
      >${formatSince(since, this.now, this.locale)}</time
    >`;
  }

  #renderAnswers(row: RequestRow): TemplateResult {
    if (this.confirmsBlock) return this.#renderConfirmation(row);
    return html`${
        row.alreadyContact
          ? nothing
          : html`<label>
              <input type="checkbox" .checked=${this.addBack} @change=${this.#onAddBack} />
              <span>${msg('Also add to my contacts')}</span>
            </label>`
      }
      <div class="actions" role="group" aria-labelledby="who">
        <button class="button primary accept" @click=${() => this.#choose('approve')}>${msg('Accept')}</button>
        <button class="button" title=${msg('They are told that you declined.')} @click=${() => this.#choose('deny')}>
          ${msg('Decline')}
        </button>
        <span class="apart">
          <button class="quiet" title=${msg('They learn nothing.')} @click=${() => this.#choose('ignore')}>
            ${msg('Ignore')}
          </button>
          ${
            this.canBlock
              ? html`<button class="quiet block" @click=${this.#askBlock}>${msg('Block')}</button>`
              : nothing
          }
        </span>
      </div>`;
  }

  #renderConfirmation({ jid }: RequestRow): TemplateResult {
    return html`<div class="actions" role="alertdialog" aria-labelledby="question">
      <p class="confirm" id="question">
        ${msg(html`Block <bdi>${jid}</bdi>? The request is declined, and nothing they send reaches you any more.`)}
      </p>
      <button class="button danger confirm-block" @click=${() => this.#choose('block')}>${msg('Block')}</button>
      <button class="button" @click=${this.#cancelBlock}>${msg('Cancel')}</button>
    </div>`;
  }

  #choose(act: RequestChoice['act']): void {
    const jid = this.row?.jid;
    if (!jid) return;
    this.confirmsBlock = false;
    this.dispatchEvent(
      componentEvent('im-choice', act === 'approve' ? { act, jid, addBack: this.addBack } : { act, jid }),
    );
  }

  readonly #onAddBack = (event: Event): void => {
    this.addBack = (event.target as HTMLInputElement).checked;
  };

  readonly #askBlock = (): void => {
    this.confirmsBlock = true;
    this.#focusAfterUpdate('.confirm-block');
  };

  readonly #cancelBlock = (): void => {
    this.confirmsBlock = false;
    this.#focusAfterUpdate('.block');
  };

  #focusAfterUpdate(selector: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }
}

function progressText(pending: NonNullable<RequestRow['pending']>): string {
  switch (pending) {
    case 'approve':
      return msg('Accepting …');
    case 'deny':
      return msg('Declining …');
    case 'block':
      return msg('Blocking …');
  }
}
