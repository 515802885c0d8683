import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Link, LinkProblem } from '../../core/link.js';
import type { Platform } from '../../session/platform.js';
import { property, state } from '../../ui/decorators.js';
import type { ComponentEvent } from '../../ui/events.js';
import { formatUntil } from '../../ui/format.js';
import { problemText } from '../../ui/strings/problems.js';
import { base } from '../../ui/styles/base.js';
import { container } from '../../ui/styles/container.js';
import { tokens } from '../../ui/styles/tokens.js';
import { Surroundings } from '../../ui/surroundings.js';
import { AdminSession } from '../session.js';
import { Workplace } from '../workplace.js';
import { PANES, type PaneName } from './events.js';
import { frame } from './frame-styles.js';
import { renderPane } from './panes.js';
import { pathTo, placeOf } from './places.js';

const PHASES: Readonly<Record<Link['phase'], string>> = {
  starting: '',
  'signed-out': '',
  connecting: 'Connecting …',
  online: 'Online',
  offline: 'Offline',
};

/** Milliseconds for which what was done is said. */
const TELL = 6000;

/**
 * The administration console: an administrator signs in with their own account, sets the policy, and manages
 * the organisation's people. The server decides what they may.
 *
 * @summary Sets the policy for contact requests, and manages people.
 * @tag im-admin-console
 * @fires im-admin-pane-changed - Another pane is shown; the detail names it.
 * @csspart header - The bar with the organisation and the account.
 * @csspart body - Everything below it.
 * @cssproperty --im-accent - Colour of main buttons, links and focus.
 */
export class AdminConsole extends LitElement {
  static override styles = [tokens, base, container, frame];

  /** The organisation's domain. Without it whoever signs in writes their whole address. */
  @property() domain = '';
  /** The `wss://` address of the XMPP server; found by XEP-0156 without it. */
  @property() service = '';
  /**
   * The pane that is shown: `users`, `organization`, `domains`, `federation`, `general-im`, `logging`, `archiving`,
   * `groups`, `history`, `deployment`, `reports` or `about`; without it the policy where there is one, else what it takes to have one.
   */
  @property({ reflect: true }) pane: PaneName | '' = '';
  @state() private workplace: Workplace | undefined;
  @state() private problem: LinkProblem | undefined;
  @state() private unsaved: ReadonlySet<PaneName> = new Set();
  @state() private told = '';
  @state() private leaving = false;
  /** Panes that were opened stay as they are when another one is shown: an import goes on. */
  readonly #opened = new Set<PaneName>();
  readonly #platform: Platform;
  #shown: PaneName | '' = '';
  #session: AdminSession | undefined;
  #signedIn: AbortController | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #lastJid = '';

  constructor(platform: Platform) {
    super();
    this.#platform = platform;
    new Surroundings(this);
    this.addEventListener('im-admin-go', ({ detail }) => this.#go(detail.pane));
    this.addEventListener('im-admin-told', ({ detail }) => this.#tell(detail.text, detail.tone));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#warn);
    addEventListener('pagehide', this.#end);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#warn);
    removeEventListener('pagehide', this.#end);
    // Who only moves it to another place of the page puts it back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  override willUpdate(): void {
    if (!this.workplace?.mayAdminister) return;
    const { hasPolicy } = this.workplace;
    this.pane = PANES.find((name) => name === this.pane) ?? (hasPolicy ? 'general-im' : 'organization');
    this.#opened.add(this.pane);
    if (this.#shown === this.pane) return;
    this.#shown = this.pane;
    this.dispatchEvent(new CustomEvent('im-admin-pane-changed', { detail: { pane: this.pane } }));
  }

  override render(): TemplateResult {
    return html`<header part="header">
        <strong>Administration</strong>
        ${this.#session && this.workplace ? this.#renderAccount(this.#session) : nothing}
      </header>
      <div part="body">${this.workplace ? this.#renderWorkplace(this.workplace) : this.#renderSignIn()}</div>
      <div class="told" role="status">${this.told}</div>`;
  }

  #renderAccount(session: AdminSession): TemplateResult {
    return html`<span class="account">
      <span class="link-state ${session.isOnline ? 'online' : ''}">${PHASES[session.link.phase]}</span
      ><bdi>${session.account}</bdi>
      <button class="quiet" @click=${() => (this.unsaved.size > 0 ? (this.leaving = true) : void this.#leave())}>
        Sign out
      </button>
    </span>`;
  }

  #renderSignIn(): TemplateResult {
    const busy = this.#session !== undefined;
    return html`<div class="sign-in">
      <p class="muted">Sign in with your own account. Your server says what it may administer.</p>
      <im-admin-sign-in-form
        .domain=${this.domain}
        .jid=${withoutDomain(this.#lastJid, this.domain)}
        ?serviceIsSet=${this.service !== ''}
        .problem=${this.problem && problemText(this.problem)}
        ?asksForService=${this.problem?.kind === 'unknown-domain' || this.problem?.kind === 'unreachable'}
        ?busy=${busy}
        @im-sign-in=${this.#onSignIn}
      ></im-admin-sign-in-form>
    </div>`;
  }

  #renderWorkplace(workplace: Workplace): TemplateResult {
    switch (workplace.mayAdminister) {
      case undefined:
        return html`${this.#renderLink()}
          <div class="skeleton" role="status" aria-label="Loading"><i></i><i></i><i></i></div>`;
      case false:
        return html`<im-admin-refused .services=${workplace.services}></im-admin-refused>`;
      case true:
        return html`${this.#renderLeaving()}
          <im-admin-navigation .pane=${this.pane || 'organization'} .unsaved=${this.unsaved}></im-admin-navigation>
          ${this.#renderLink()}
          ${PANES.filter((pane) => this.#opened.has(pane)).map((pane) => this.#renderPane(pane, workplace))}`;
    }
  }

  #renderPane(pane: PaneName, workplace: Workplace): TemplateResult {
    const path = pathTo(pane);
    return html`<section
      ?hidden=${pane !== this.pane}
      aria-labelledby=${`title-${pane}`}
      @im-admin-unsaved=${(event: CustomEvent<{ unsaved: boolean }>) => this.#mark(pane, event.detail.unsaved)}
    >
      ${path ? html`<p class="path">${path}</p>` : nothing}
      <h2 id=${`title-${pane}`} tabindex="-1">${placeOf(pane).entry.title}</h2>
      ${renderPane(pane, workplace)}
    </section>`;
  }

  #renderLink(): TemplateResult | typeof nothing {
    const link = this.#session?.link;
    if (link?.phase !== 'offline') return nothing;
    const { problem, retryAt } = link;
    const text = problem && problemText(problem);
    // What is not saved can still be read, and copied, until the person has had enough of it.
    const isOver = retryAt === null;
    const next = isOver ? text?.todo : `Trying again ${formatUntil(retryAt, this.#platform.now(), 'en')}.`;
    return html`<im-notice tone=${isOver ? 'warn' : 'plain'}>
      <span role="status">${text?.what ?? 'You are offline.'}</span> ${next}
      <button class="link" @click=${() => (isOver ? void this.#leave() : this.#session?.reconnect())}>
        ${isOver ? 'Sign in again' : 'Connect now'}
      </button>
    </im-notice>`;
  }

  #renderLeaving(): TemplateResult | typeof nothing {
    if (!this.leaving) return nothing;
    return html`<im-question
      .text=${'There are changes that are not saved. Sign out without them?'}
      confirm="Sign out"
      danger
      @im-confirmed=${() => void this.#leave()}
      @im-cancelled=${() => (this.leaving = false)}
    ></im-question>`;
  }

  readonly #onSignIn = (event: ComponentEvent<'im-sign-in'>): void => {
    // It holds a password: nobody outside of this element hears of it.
    event.stopPropagation();
    const { detail } = event;
    this.problem = undefined;
    this.#lastJid = detail.jid;
    const service = detail.service ?? (this.service || null);
    const opened = AdminSession.open(this.#platform, { jid: detail.jid, password: detail.password, service });
    if ('kind' in opened) {
      this.problem = opened;
      return;
    }
    this.#session = opened;
    const signedIn = (this.#signedIn = new AbortController());
    opened.subscribe(() => {
      const { link } = opened;
      if (link.phase === 'online' && !this.workplace) this.#enter(opened, service, signedIn.signal);
      if (link.phase === 'signed-out') {
        this.problem = link.problem;
        void this.#leave();
      }
      this.requestUpdate();
    }, signedIn.signal);
    this.requestUpdate();
  };

  #enter(session: AdminSession, service: string | null, signal: AbortSignal): void {
    const workplace = new Workplace({ session, platform: this.#platform, service, signal });
    this.workplace = workplace;
    workplace.subscribe(() => this.requestUpdate(), signal);
    void workplace.begin();
  }

  async #leave(): Promise<void> {
    const session = this.#session;
    this.#signedIn?.abort();
    this.#session = this.workplace = this.#signedIn = undefined;
    this.#opened.clear();
    this.#shown = '';
    this.unsaved = new Set();
    this.leaving = false;
    this.told = '';
    await session?.close();
  }

  #go(pane: PaneName): void {
    this.pane = pane;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#title-${pane}`)?.focus());
  }

  #mark(pane: PaneName, unsaved: boolean): void {
    if (this.unsaved.has(pane) === unsaved) return;
    const panes = new Set(this.unsaved);
    if (unsaved) panes.add(pane);
    else panes.delete(pane);
    this.unsaved = panes;
  }

  /** What went wrong stays until something else is told. */
  #tell(text: string, tone: 'plain' | 'bad'): void {
    this.told = text;
    clearTimeout(this.#telling);
    this.#telling = tone === 'bad' ? undefined : setTimeout(() => (this.told = ''), TELL);
  }

  /** Else the server would hold the session for minutes, in case it comes back. */
  readonly #end = (): void => void this.#leave();

  /** A browser asks in words of its own. */
  readonly #warn = (event: BeforeUnloadEvent): void => {
    if (this.unsaved.size > 0) event.preventDefault();
  };
}

/** What is left to type where the form adds the domain. */
function withoutDomain(jid: string, domain: string): string {
  return domain && jid.endsWith(`@${domain}`) ? jid.slice(0, -domain.length - 1) : jid;
}
