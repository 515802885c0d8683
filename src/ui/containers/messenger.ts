import { localized, msg } from '@lit/localize';
import { html, nothing, render, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import { NO_FILTER, type View } from '../../core/view.js';
import { PAGE_SIZE } from '../../ports/client.js';
import { property, state } from '../decorators.js';
import { defineLater } from '../define-components.js';
import type { ComponentEvent } from '../events.js';
import { formatCount } from '../format.js';
import { messengerIcons } from '../messenger-icons.js';
import { TABS, type Tab } from '../messenger-tabs.js';
import { nextTab } from '../next-tab.js';
import { OpenChat } from '../open-chat.js';
import { waitingText } from '../strings/counts.js';
import { partText, tabText, unreadText } from '../strings/messenger.js';
import { filling } from '../styles/filling.js';
import { messenger } from '../styles/messenger.js';
import type { Inbox } from './inbox.js';
import { policyNotice, skeleton } from './inbox-parts.js';
import { chatsPart, contactsPart, searchPart, type Shown } from './messenger-parts.js';
import { SignedInElement, type Part } from './signed-in-element.js';

/** Of the conversations, so much that their number of unread messages is told. */
const COUNT_ONLY = { offset: 0, limit: 1, text: '', strangers: false } as const;

/**
 * All of it in one, behind tabs (WAI-ARIA APG, with automatic activation): contact requests, contacts, conversations and
 * the directory. It begins with what waits for an answer, else where the person was last. What somebody has searched for
 * or opened behind a tab is still there when they come back to it.
 *
 * @summary Requests, contacts, conversations and directory of whoever is signed in.
 * @fires im-tab-shown - Another tab is shown.
 * @fires im-panel-wanted - The button was pressed that shows all of this beside the page.
 */
@localized()
export class MessengerElement extends SignedInElement {
  static override styles = [...SignedInElement.styles, filling, messenger];

  /** Where to begin where nothing waits. */
  @property({ attribute: false }) tab: Tab = 'requests';
  /** It can be shown beside the page, too. */
  @property({ type: Boolean }) canDock = false;
  /** What is shown; undefined until it is known what waits. */
  @state() private shown: Tab | undefined;
  /** The last that was told. */
  #unread = 0;
  readonly #openChat = new OpenChat(this);
  /** Parts that were shown. They are in the page only while they are: elsewhere they look at nothing. */
  readonly #parts = new Map<Tab, HTMLElement>();
  /** Whose they are. */
  #account: BareJid | null = null;

  /** Shows a tab. */
  show(tab: Tab): void {
    if (tab === this.shown) return;
    this.shown = tab;
    this.dispatchEvent(new CustomEvent<Tab>('im-tab-shown', { detail: tab }));
  }

  /** Shows a conversation. */
  override openChat(jid: BareJid): void {
    this.show('chats');
    this.#openChat.open(jid);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#onKey);
  }

  protected override get heading(): string {
    return partText(this.#current);
  }

  get #current(): Tab {
    return this.shown ?? this.tab;
  }

  protected override viewChanged(): void {
    super.viewChanged();
    const { view } = this;
    if (view && view.session.account !== this.#account) {
      this.#account = view.session.account;
      this.#parts.clear();
    }
    if (!view?.session.account) return;
    this.#unread = view.chats?.unread ?? view.chat?.unread ?? this.#unread;
    if (view.requests.loaded) this.shown ??= view.requests.total > 0 ? 'requests' : this.tab;
  }

  protected override forgetPage(): void {
    super.forgetPage();
    this.shown = undefined;
    this.tab = 'requests';
    this.#unread = 0;
    this.#openChat.forget();
    if (this.client?.window.filter !== NO_FILTER) {
      this.client?.look({ offset: 0, limit: PAGE_SIZE, filter: NO_FILTER });
    }
  }

  protected override updated(): void {
    const { client } = this;
    // Conversations that are shown say themselves what of them.
    const isOpen = this.renderRoot.querySelector('im-chats') !== null;
    if (client && this.view?.session.account && !isOpen && !client.window.chats) client.look({ chats: COUNT_ONLY });
  }

  protected override prefetch(): void {
    void defineLater('im-inbox');
  }

  protected override renderTools(): Part {
    if (!this.canDock) return nothing;
    const label = msg('Show beside the page');
    return html`<button
      class="icon-button panel-button"
      aria-label=${label}
      title=${label}
      @click=${() => this.dispatchEvent(new CustomEvent('im-panel-wanted'))}
    >
      ${messengerIcons.panel}
    </button>`;
  }

  protected override renderContent(view: View, now: number): TemplateResult {
    const current = this.#current;
    return html`<div class="tabs" role="tablist" aria-label=${msg('Parts')} @keydown=${this.#onTabKey}>
        ${TABS.map((tab) => this.#renderTab(tab, tab === current, view))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby=${`tab-${current}`} @im-chat-wanted=${this.#onChatWanted}>
        ${this.#renderPanel(current, { client: this.client, view, locale: this.locale, now })}
      </div>`;
  }

  #renderTab(tab: Tab, isSelected: boolean, view: View): TemplateResult {
    const count = tab === 'requests' ? view.requests.total : tab === 'chats' ? this.#unread : 0;
    const text = tab === 'requests' ? waitingText(count) : unreadText(count);
    return html`<button
      role="tab"
      id=${`tab-${tab}`}
      aria-selected=${isSelected}
      aria-controls="panel"
      tabindex=${isSelected ? 0 : -1}
      @click=${() => this.show(tab)}
    >
      ${messengerIcons[tab]} ${tabText(tab)}
      ${
        count === 0
          ? nothing
          : html`<span class="count" aria-hidden="true">${formatCount(count, this.locale)}</span
              ><span class="visually-hidden">(${text})</span>`
      }
    </button>`;
  }

  #renderPanel(tab: Tab, shown: Shown): TemplateResult | HTMLElement {
    switch (tab) {
      case 'requests':
        return this.#renderRequests(shown);
      case 'contacts':
        return this.#keep(tab, contactsPart(shown, true));
      case 'chats':
        return this.#keep(tab, chatsPart(shown, null, this.command));
      case 'search':
        return this.#keep(tab, searchPart(shown));
    }
  }

  #keep(tab: Tab, part: TemplateResult): HTMLElement {
    const place = this.#parts.get(tab) ?? document.createElement('div');
    place.className = 'part';
    this.#parts.set(tab, place);
    render(part, place);
    return place;
  }

  #renderRequests({ client, view, locale, now }: Shown): TemplateResult {
    this.prefetch();
    return html`${policyNotice(view.setting.notice)}
      <im-inbox
        .client=${client}
        .view=${view}
        .locale=${locale}
        .now=${now}
        @im-emptied=${this.#onEmptied}
        @im-all-decisions=${this.#onAllDecisions}
        >${skeleton()}</im-inbox
      >`;
  }

  readonly #onChatWanted = (event: ComponentEvent<'im-chat-wanted'>): void => {
    event.stopPropagation();
    this.openChat(event.detail.jid as BareJid);
  };

  readonly #onTabKey = (event: KeyboardEvent): void => {
    const next = nextTab(TABS, this.#current, event.key, this.matches(':dir(rtl)'));
    if (!next) return;
    event.preventDefault();
    this.show(next);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus());
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    this.renderRoot.querySelector<Inbox>('im-inbox')?.onKey(event);
  };

  readonly #onEmptied = (event: Event): void => {
    event.stopPropagation();
    this.focusTitle();
  };

  readonly #onAllDecisions = (event: Event): void => {
    event.stopPropagation();
    this.openOptions({ section: 'log' });
  };
}
