import { localized, msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../../core/view.js';
import { PAGE_SIZE } from '../../ports/client.js';
import type { Command, CommandResult } from '../../ports/protocol.js';
import { state } from '../decorators.js';
import { defineLater } from '../define-components.js';
import type { ComponentEvent, RequestChoice } from '../events.js';
import { formatCount } from '../format.js';
import { icons } from '../icons.js';
import type { RequestsChangedDetail, SessionChangedDetail } from '../page-events.js';
import { waitingText } from '../strings/counts.js';
import { commandProblemText, problemText, type ProblemText } from '../strings/problems.js';
import { base } from '../styles/base.js';
import { container } from '../styles/container.js';
import { tokens } from '../styles/tokens.js';
import { ConnectedElement } from './connected-element.js';
import { emptyInbox, ignoredList, linkState, offlineNotice, policyNotice, skeleton } from './inbox-parts.js';

/**
 * The contact requests of whoever is signed in: what waits for an answer, and what was decided by
 * itself and why. Where nobody is signed in, it asks them to.
 *
 * @summary Contact requests, decided by the organisation's policy.
 * @fires {CustomEvent<RequestsChangedDetail>} im-requests-changed - The number of waiting requests changed.
 * @fires {CustomEvent<SessionChangedDetail>} im-session-changed - Somebody signed in or out, or the connection changed.
 * @fires {CustomEvent<null>} im-options-wanted - The options button was pressed; cancel it to show them elsewhere.
 */
@localized()
export class ContactRequestsElement extends ConnectedElement {
  static override styles = [tokens, base, container];

  @state() protected signingIn = false;
  @state() protected problem: ProblemText | undefined;
  @state() private showsOptions = false;
  @state() private asksForService = false;
  @state() private announcement = '';
  #count = -1;
  #session = '';
  #countdown: ReturnType<typeof setInterval> | undefined;

  /** What the sign-in form need not ask; a shell knows more. */
  protected get preset(): { readonly domain: string; readonly jid: string; readonly service: string | null } {
    const preset = this.view?.session.preset;
    return { domain: preset?.domain ?? '', jid: '', service: preset?.service ?? null };
  }

  /** PLAIN may be used where a server has never offered better. */
  protected get allowPlain(): boolean {
    return false;
  }

  /** What staying signed in means in this shell, if it has to be said. */
  protected get stayMeans(): string {
    return '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#countDown(false);
  }

  protected override viewChanged(): void {
    const { view } = this;
    if (!view) return;
    const { link, account } = view.session;
    this.#countDown(link.phase === 'offline' && link.retryAt !== null);
    if (!account) this.showsOptions = false;
    this.#tell(view);
  }

  override render(): TemplateResult {
    const { view } = this;
    if (this.showsOptions && view?.session.account) return this.#renderOptions(view);
    return html`${this.#renderHeader(view)}
      <div part="body">${view ? this.#renderView(view) : this.renderPortState()}</div>
      <p class="visually-hidden" aria-live="polite">${this.announcement}</p>`;
  }

  #renderHeader(view: View | undefined): TemplateResult {
    const account = view?.session.account;
    const waiting = account ? view.requests.total : 0;
    return html`<header part="header">
      <h2 id="title" tabindex="-1">${msg('Contact requests')}</h2>
      ${
        waiting === 0
          ? nothing
          : html`<span class="count" title=${waitingText(waiting)}>${formatCount(waiting, this.locale)}</span>`
      }
      ${view ? linkState(view.session.link) : nothing}
      ${
        account
          ? html`<button
              class="icon-button"
              aria-label=${msg('Options')}
              title=${msg('Options')}
              @click=${this.#openOptions}
            >
              ${icons.gear}
            </button>`
          : nothing
      }
    </header>`;
  }

  #renderView(view: View): TemplateResult {
    const { link, account } = view.session;
    if (link.phase === 'starting') return skeleton();
    if (!account || this.signingIn) return this.renderSignIn(view);
    void defineLater('im-request-list');
    const now = Date.now();
    return html`${link.phase === 'offline' ? offlineNotice(link, now, this.#reconnect) : nothing}
    ${policyNotice(view.setting.notice)} ${this.#renderRequests(view, now)}
    ${ignoredList(view.requests, this.locale, (jid) => void this.command({ name: 'restore', jid }))}
    ${
      view.activity.total === 0
        ? nothing
        : html`<im-activity-list
            .activity=${view.activity}
            .locale=${this.locale}
            .now=${now}
            @im-undo=${this.#onUndo}
          ></im-activity-list>`
    }`;
  }

  #renderRequests({ requests, setting, session }: View, now: number): TemplateResult {
    if (requests.total === 0) {
      return requests.loaded || session.link.phase === 'offline' ? emptyInbox(setting.handling) : skeleton();
    }
    return html`<im-request-list
      .requests=${requests}
      .pageSize=${PAGE_SIZE}
      .locale=${this.locale}
      .now=${now}
      @im-choice=${this.#onChoice}
      @im-page=${this.#onPage}
      @im-emptied=${this.#onEmptied}
    ></im-request-list>`;
  }

  /** The sign-in form; a shell that signs in by itself shows something else. */
  protected renderSignIn({ session: { link } }: View): TemplateResult {
    const { domain, jid, service } = this.preset;
    const ended = link.phase === 'signed-out' && link.problem ? problemText(link.problem) : undefined;
    void defineLater('im-sign-in-form');
    return html`<im-sign-in-form
      .domain=${domain}
      .jid=${jid}
      .serviceIsSet=${service !== null}
      .problem=${this.signingIn ? undefined : (this.problem ?? ended)}
      .asksForService=${this.asksForService}
      .stayMeans=${this.stayMeans}
      .busy=${this.signingIn}
      @im-sign-in=${this.#onSignIn}
    ></im-sign-in-form>`;
  }

  #renderOptions(view: View): TemplateResult {
    void defineLater('im-options-panel');
    return html`<header part="header">
        <button class="icon-button" aria-label=${msg('Back')} title=${msg('Back')} @click=${this.#closeOptions}>
          ${icons.back}
        </button>
        <h2 id="title" tabindex="-1">${msg('Options')}</h2>
      </header>
      <div part="body">
        <im-options-panel
          .view=${view}
          .keyMeans=${this.stayMeans}
          @im-handling=${this.#onHandling}
          @im-sign-out=${this.#onSignOut}
        ></im-options-panel>
      </div>`;
  }

  /** Signs in, and shows what became of it. */
  protected async signIn(command: Command & { readonly name: 'sign-in' | 'sign-in-with-token' }): Promise<void> {
    this.signingIn = true;
    this.problem = undefined;
    const result = await this.command(command);
    this.signingIn = false;
    if (result.ok) return;
    this.problem = commandProblemText(result.problem);
    this.asksForService = result.problem.kind === 'link' && result.problem.problem.kind === 'unknown-domain';
  }

  readonly #onSignIn = (event: ComponentEvent<'im-sign-in'>): void => {
    event.stopPropagation();
    const { jid, password, service, stay } = event.detail;
    const given = this.preset.service ?? service;
    void this.signIn({ name: 'sign-in', jid, password, service: given, stay, allowPlain: this.allowPlain });
  };

  readonly #onChoice = (event: ComponentEvent<'im-choice'>): void => {
    event.stopPropagation();
    const { detail } = event;
    void this.#commandAnd(commandFor(detail), choiceText(detail));
  };

  readonly #onUndo = (event: ComponentEvent<'im-undo'>): void => {
    event.stopPropagation();
    void this.#commandAnd({ name: 'undo', entry: event.detail.entry }, msg('Taken back.'));
  };

  readonly #onHandling = (event: ComponentEvent<'im-handling'>): void => {
    event.stopPropagation();
    void this.command({ name: 'choose-handling', handling: event.detail.handling });
  };

  readonly #onSignOut = (event: ComponentEvent<'im-sign-out'>): void => {
    event.stopPropagation();
    this.problem = undefined;
    void this.command({ name: 'sign-out' });
  };

  readonly #onPage = (event: ComponentEvent<'im-page'>): void => {
    event.stopPropagation();
    this.client?.look({ offset: event.detail.offset, limit: PAGE_SIZE });
  };

  readonly #onEmptied = (event: Event): void => {
    event.stopPropagation();
    this.#focusTitle();
  };

  readonly #reconnect = (): void => void this.command({ name: 'reconnect' });

  readonly #openOptions = (): void => {
    if (
      !this.dispatchEvent(new CustomEvent('im-options-wanted', { bubbles: true, composed: true, cancelable: true }))
    ) {
      return;
    }
    this.showsOptions = true;
    void this.updateComplete.then(() => this.#focusTitle());
  };

  readonly #closeOptions = (): void => {
    this.showsOptions = false;
    void this.updateComplete.then(() => this.#focusTitle());
  };

  #focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus();
  }

  async #commandAnd(command: Command, done: string): Promise<void> {
    const result: CommandResult = await this.command(command);
    this.announcement = result.ok ? done : commandProblemText(result.problem).what;
  }

  /** Tells the page around us what changed. */
  #tell({ requests, session: { account, link } }: View): void {
    const count = account ? requests.total : 0;
    if (count !== this.#count) {
      this.#count = count;
      const detail: RequestsChangedDetail = { count };
      this.dispatchEvent(new CustomEvent('im-requests-changed', { detail, bubbles: true, composed: true }));
    }
    const session = `${account ?? ''} ${link.phase}`;
    if (session !== this.#session) {
      this.#session = session;
      const detail: SessionChangedDetail = { account, phase: link.phase };
      this.dispatchEvent(new CustomEvent('im-session-changed', { detail, bubbles: true, composed: true }));
    }
  }

  /** Renders every second while seconds are shown. */
  #countDown(counts: boolean): void {
    if (counts) {
      this.#countdown ??= setInterval(() => this.requestUpdate(), 1000);
    } else {
      clearInterval(this.#countdown);
      this.#countdown = undefined;
    }
  }
}

function commandFor(choice: RequestChoice): Command {
  return choice.act === 'approve'
    ? { name: 'approve', jid: choice.jid, addBack: choice.addBack }
    : { name: choice.act, jid: choice.jid };
}

function choiceText({ act, jid }: RequestChoice): string {
  switch (act) {
    case 'approve':
      return msg(str`${jid} is accepted.`);
    case 'deny':
      return msg(str`${jid} is declined.`);
    case 'ignore':
      return msg(str`${jid} is ignored.`);
    case 'block':
      return msg(str`${jid} is blocked.`);
  }
}
