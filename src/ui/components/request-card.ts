import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { live } from 'lit/directives/live.js';
import { domainOf, type BareJid } from '../../core/jid.js';
import type { ReportReason } from '../../core/state.js';
import type { Abilities, RequestRow } from '../../core/view.js';
import type { CommandResult, Question } from '../../ports/protocol.js';
import { hue, initial } from '../avatar.js';
import { defineLater } from '../define-components.js';
import { componentEvent, type ComponentEvent, type RequestChoice } from '../events.js';
import { icons } from '../icons.js';
import { blockDomainQuestion, pendingText } from '../strings/answers.js';
import { base } from '../styles/base.js';
import { requestCard } from '../styles/request-card.js';
import { jidText } from './jid-text.js';
import type { MenuItem } from './menu.js';
import { reportOptions } from './report-options.js';
import { moreActions } from './request-actions.js';
import { renderClaims, renderFacts, renderWarnings } from './request-facts.js';

type Panel = 'accept' | 'look' | 'block' | 'block-domain' | 'report';

/**
 * One person who asks, and the answers they can get. The canonical address comes first; what they
 * say of themselves is marked as such.
 *
 * @summary A contact request, with its answers.
 * @fires im-choice - A person answered; the detail is a `RequestChoice`.
 * @fires im-select - The request was selected, or not any more.
 * @fires im-filter - All from the same domain are to be shown.
 */
@localized()
export class RequestCard extends LitElement {
  static override styles = [base, requestCard];

  @property({ attribute: false }) row: RequestRow | undefined;
  @property({ attribute: false }) can: Abilities = { block: false, report: false };
  @property() ownDomain = '';
  /** Groups of the contact list. */
  @property({ attribute: false }) contactGroups: readonly string[] = [];
  /** How many requests come from the same domain. */
  @property({ type: Number }) fromDomain = 1;
  /** Asks the session. */
  @property({ attribute: false }) ask: ((question: Question) => Promise<CommandResult>) | undefined;
  @property({ type: Boolean }) selectable = false;
  @property({ type: Boolean, reflect: true }) selected = false;
  /** Some request is selected. */
  @property({ type: Boolean }) selecting = false;
  /** The language for times. */
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  @state() private panel: Panel | undefined;

  /** Puts the focus on the first answer. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.accept')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { row } = this;
    if (!changed.has('row') || !row) return;
    this.setAttribute('origin', row.origin);
    this.toggleAttribute('alarming', row.warning !== null);
    this.style.setProperty('--_im-hue', String(hue(row.jid)));
    if (row.pending !== null) this.panel = undefined;
  }

  override render(): TemplateResult | typeof nothing {
    const { row } = this;
    if (!row) return nothing;
    return html`${this.#renderPick(row)}
      <h3 class="who" id="who">${jidText(row.jid)}</h3>
      <p class="facts">${renderFacts(row, this.now, this.locale)}</p>
      <div class="body">${renderClaims(row, this.locale)}${renderWarnings(row)}</div>
      ${
        row.pending === null
          ? this.#renderAnswers(row)
          : html`<p class="actions progress" role="status">${pendingText(row.pending)}</p>`
      }`;
  }

  #renderPick({ jid, warning, pending }: RequestRow): TemplateResult {
    const avatar = html`<span class="avatar" aria-hidden="true"
      >${warning ? icons.warning : (initial(jid) ?? icons.globe)}</span
    >`;
    if (!this.selectable || pending !== null) return html`<span class="pick">${avatar}</span>`;
    return html`<label class="pick ${this.selecting ? 'selecting' : ''}">
      <input
        type="checkbox"
        aria-label=${msg(str`Select ${jid}`)}
        .checked=${live(this.selected)}
        @change=${this.#onSelect}
      />
      ${avatar}
    </label>`;
  }

  #renderAnswers(row: RequestRow): TemplateResult {
    const { panel } = this;
    if (panel && panel !== 'look') return html`<div class="panel">${this.#renderPanel(panel, row)}</div>`;
    return html`${panel ? html`<div class="panel">${this.#renderPanel(panel, row)}</div>` : nothing}
      <div class="actions" role="group" aria-labelledby="who">
        <span class="split">
          <button
            class="button primary accept"
            title=${msg('They can see when you are available.')}
            @click=${() => this.#choose({ act: 'approve', jid: row.jid, addBack: false, details: null })}
          >
            ${msg('Accept')}
          </button>
          <button
            class="button primary expand"
            aria-expanded="false"
            aria-label=${msg('Accept with name and group…')}
            title=${msg('Name and group…')}
            @click=${() => this.#show('accept')}
          >
            ${icons.down}
          </button>
        </span>
        <button
          class="button"
          title=${msg('They are told.')}
          aria-describedby="told"
          @click=${() => this.#choose({ act: 'deny', jid: row.jid })}
        >
          ${msg('Decline')}
        </button>
        <span id="told" hidden>${msg('They are told.')}</span>
        <im-menu .label=${msg('More answers')} .items=${this.#moreActions(row)} @im-pick=${this.#onPick}></im-menu>
      </div>`;
  }

  #moreActions({ jid }: RequestRow): MenuItem[] {
    const { can, ownDomain, fromDomain } = this;
    return moreActions({ jid, can, ownDomain, fromDomain });
  }

  #renderPanel(panel: Panel, { jid, nick, alreadyContact }: RequestRow): TemplateResult {
    switch (panel) {
      case 'accept':
        void defineLater('im-accept-form');
        return html`<im-accept-form
          .nick=${nick}
          .groups=${this.contactGroups}
          .alreadyContact=${alreadyContact}
          @im-accepted=${this.#onAccepted}
          @im-cancelled=${this.#onClosed}
        ></im-accept-form>`;
      case 'look':
        void defineLater('im-profile');
        return html`<im-profile .jid=${jid} .ask=${this.ask} @im-cancelled=${this.#onClosed}></im-profile>`;
      case 'block':
      case 'block-domain':
      case 'report':
        void defineLater('im-question');
        return html`<im-question
          danger
          .text=${blockQuestion(panel, jid)}
          .confirm=${panel === 'report' ? msg('Block and report') : msg('Block')}
          .options=${panel === 'report' ? reportOptions() : []}
          @im-confirmed=${this.#onConfirmed}
          @im-cancelled=${this.#onClosed}
        ></im-question>`;
    }
  }

  readonly #onPick = (event: ComponentEvent<'im-pick'>): void => {
    event.stopPropagation();
    const jid = this.row?.jid;
    if (!jid) return;
    switch (event.detail.item) {
      case 'ignore':
        return this.#choose({ act: 'ignore', jid });
      case 'same-domain':
        this.dispatchEvent(componentEvent('im-filter', { filter: { group: null, domain: domainOf(jid), text: '' } }));
        return;
      default:
        this.#show(event.detail.item as Panel);
    }
  };

  readonly #onAccepted = ({ detail }: ComponentEvent<'im-accepted'>): void => {
    if (this.row) this.#choose({ act: 'approve', jid: this.row.jid, ...detail });
  };

  readonly #onConfirmed = ({ detail: { option } }: ComponentEvent<'im-confirmed'>): void => {
    const { row, panel } = this;
    if (!row) return;
    const jid = panel === 'block-domain' ? domainOf(row.jid) : row.jid;
    this.#choose({ act: 'block', jid, report: option === '' ? null : (option as ReportReason) });
  };

  /** Whatever was open is closed; the focus goes where it came from. */
  readonly #onClosed = (event: Event): void => {
    event.stopPropagation();
    const from = this.panel === 'accept' ? '.expand' : 'im-menu';
    this.panel = undefined;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(from)?.focus());
  };

  readonly #onSelect = (event: Event): void => {
    const { row } = this;
    const { checked } = event.target as HTMLInputElement;
    if (row) this.dispatchEvent(componentEvent('im-select', { which: row.jid, selected: checked }));
  };

  #show(panel: Panel): void {
    this.panel = panel;
  }

  #choose(choice: RequestChoice): void {
    const { panel } = this;
    this.panel = undefined;
    // What was open goes, and the focus must not go with it.
    if (panel) void this.updateComplete.then(() => this.focus());
    this.dispatchEvent(componentEvent('im-choice', choice));
  }
}

function blockQuestion(panel: 'block' | 'block-domain' | 'report', jid: BareJid): TemplateResult {
  return panel === 'block-domain'
    ? blockDomainQuestion(domainOf(jid))
    : msg(html`Block <bdi>${jid}</bdi>? Nothing they send reaches you any more. They see you as offline.`);
}
