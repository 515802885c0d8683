/** What the elements share that show somebody something of their own: signing in, the connection, options, account. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import { state } from '../decorators.js';
import type { View } from '../../core/view.js';
import type { Command } from '../../ports/protocol.js';
import { defineLater } from '../define-components.js';
import type { ComponentEvent } from '../events.js';
import { icons } from '../icons.js';
import type { OptionsWantedDetail, SessionChangedDetail } from '../page-events.js';
import { commandProblemText, problemText, type ProblemText } from '../strings/problems.js';
import { base } from '../styles/base.js';
import { container } from '../styles/container.js';
import { tokens } from '../styles/tokens.js';
import { ConnectedElement } from './connected-element.js';
import { linkState, offlineNotice, skeleton } from './inbox-parts.js';

export type Part = TemplateResult | typeof nothing;

/**
 * An element that asks whoever is not signed in to sign in, and has their options behind a button.
 *
 * @fires {CustomEvent<SessionChangedDetail>} im-session-changed - Somebody signed in or out, or the connection changed.
 * @fires {CustomEvent<OptionsWantedDetail>} im-options-wanted - The options button was pressed; cancel it to show them elsewhere.
 */
export abstract class SignedInElement extends ConnectedElement {
  static override styles = [tokens, base, container];

  @state() protected signingIn = false;
  @state() protected problem: ProblemText | undefined;
  /** Which part of the options is shown, if they are. */
  @state() private shownOptions: OptionsWantedDetail | undefined;
  @state() private asksForService = false;
  #session = '';
  #countdown: ReturnType<typeof setInterval> | undefined;

  /** What it is called. */
  protected abstract get heading(): string;

  /** What it shows to whoever is signed in. */
  protected abstract renderContent(view: View, now: number): Part;

  /** What stands beside the title, if anything does. */
  protected renderCount?(view: View): Part;

  /** Buttons before that of the options, if there are any. */
  protected renderTools?(): Part;

  /** What it takes to show that is loaded while somebody signs in. */
  protected abstract prefetch(): void;

  /** What the sign-in form need not ask; a shell knows more. */
  protected get preset(): { readonly domain: string; readonly jid: string; readonly service: string | null } {
    const preset = this.view?.session.preset;
    return { domain: preset?.domain ?? '', jid: '', service: preset?.service ?? null };
  }

  /** PLAIN may be used where a server has never offered better. */
  protected get allowPlain(): boolean {
    return false;
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
    if (!account) this.forgetPage();
    const session = `${account ?? ''} ${link.phase}`;
    if (session === this.#session) return;
    this.#session = session;
    const detail: SessionChangedDetail = { account, phase: link.phase };
    this.dispatchEvent(new CustomEvent('im-session-changed', { detail, bubbles: true, composed: true }));
  }

  /** Whoever signs in next begins at the beginning. */
  protected forgetPage(): void {
    this.shownOptions = undefined;
  }

  override render(): TemplateResult {
    const { view } = this;
    if (this.shownOptions && view?.session.account) return this.#renderOptions(view, this.shownOptions);
    return html`${this.#renderHeader(view)}
      <div part="body">${view ? this.#renderView(view) : this.renderPortState()}</div>`;
  }

  #renderHeader(view: View | undefined): TemplateResult {
    const isSignedIn = Boolean(view?.session.account);
    return html`<header part="header">
      <h2 id="title" tabindex="-1">${this.heading}</h2>
      ${view && isSignedIn ? this.renderCount?.(view) : nothing} ${view ? linkState(view.session.link) : nothing}
      ${
        isSignedIn
          ? html`${this.renderTools?.()}<button
                class="icon-button"
                aria-label=${msg('Options')}
                title=${msg('Options')}
                @click=${() => this.openOptions({ section: null })}
              >
                ${icons.gear}
              </button>`
          : nothing
      }
    </header>`;
  }

  #renderView(view: View): Part {
    const { link, account } = view.session;
    if (link.phase === 'starting') return skeleton();
    if (!account || this.signingIn) return this.renderSignIn(view);
    const now = Date.now();
    return html`${link.phase === 'offline' ? offlineNotice(link, now, this.locale, this.#reconnect) : nothing}
    ${this.renderContent(view, now)}`;
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
      @focusin=${() => this.client?.prepare()}
      @im-sign-in=${this.#onSignIn}
    ></im-sign-in-form>`;
  }

  #renderOptions(view: View, { section }: OptionsWantedDetail): TemplateResult {
    return html`<header part="header">
        <button class="icon-button" aria-label=${msg('Back')} title=${msg('Back')} @click=${this.#closeOptions}>
          ${icons.back}
        </button>
        <h2 id="title" tabindex="-1">${msg('Options')}</h2>
      </header>
      <div part="body" @im-chat-wanted=${this.#onChatWanted}>${this.renderOptionsPanel(view, section)}</div>`;
  }

  /** Signs in, and shows what became of it. */
  protected async signIn(command: Command & { readonly name: 'sign-in' | 'sign-in-with-token' }): Promise<void> {
    this.signingIn = true;
    this.problem = undefined;
    this.prefetch();
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

  protected override signOut(): void {
    this.problem = undefined;
    super.signOut();
  }

  readonly #reconnect = (): void => void this.command({ name: 'reconnect' });

  protected openOptions(detail: OptionsWantedDetail): void {
    const wanted = new CustomEvent('im-options-wanted', { detail, bubbles: true, composed: true, cancelable: true });
    if (!this.dispatchEvent(wanted)) return;
    this.shownOptions = detail;
    void this.updateComplete.then(() => this.focusTitle());
  }

  /** Somebody is to be written to whom the options name; without it, that is for the page to see to. */
  protected openChat?(jid: BareJid): void;

  readonly #onChatWanted = (event: ComponentEvent<'im-chat-wanted'>): void => {
    if (!this.openChat) return;
    event.stopPropagation();
    this.shownOptions = undefined;
    this.openChat(event.detail.jid as BareJid);
  };

  readonly #closeOptions = (): void => {
    this.shownOptions = undefined;
    void this.updateComplete.then(() => this.focusTitle());
  };

  protected focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus();
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
