import { localized } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import type { BareJid } from '../../core/jid.js';
import { domainOf } from '../../core/jid.js';
import { NO_FILTER, type Filter, type RequestsSlice, type View } from '../../core/view.js';
import { PAGE_SIZE, type PortClient } from '../../ports/client.js';
import type { RequestList } from '../components/request-list.js';
import { Answers } from '../answers.js';
import { defineLater } from '../define-components.js';
import { componentEvent, type ComponentEvent } from '../events.js';
import { NOTHING, type Selected } from '../selected.js';
import type { Send } from '../send.js';
import { ignoredText } from '../strings/answers.js';
import { base } from '../styles/base.js';
import { inbox } from '../styles/inbox.js';
import { skeleton } from './inbox-parts.js';
import { emptyInbox, nothingMatches } from './inbox-states.js';

/**
 * What waits for an answer, what was decided, and what can be done about both. It holds what a page knows
 * beside the session: the filter, what is selected, and the messages at the bottom.
 *
 * @summary The contact requests of whoever is signed in.
 * @fires im-emptied - The focus was on something that is gone, and nothing here can take it.
 * @fires im-all-decisions - The whole log is wanted.
 */
@localized()
export class Inbox extends LitElement {
  static override styles = [base, inbox];

  @property({ attribute: false }) client: PortClient | undefined;
  @property({ attribute: false }) view: View | undefined;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  @state() private selected: Selected = NOTHING;
  @state() private showsIgnored = false;
  readonly #answers = new Answers(this, (command) => this.#send(command));
  /** Who gets the focus when they wait again. */
  #returning: BareJid | 'anybody' | undefined;
  /** A filter that was given up because all were answered whom it let through: they may wait again. */
  #spent: Filter | undefined;
  /** The part of the inbox that has the focus. */
  #focusedPart: Element | null = null;

  get #filter(): Filter {
    return this.client?.window.filter ?? NO_FILTER;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { view } = this;
    this.#focusedPart = (this.renderRoot as ShadowRoot).activeElement;
    if (!changed.has('view') || !view) return;
    this.selected = this.selected.among(view.requests);
    this.#answers.see(view);
    if (!view.requests.held && !view.requests.bulk) this.#spent = undefined; // it is too late for that
    if (this.#isSpent(view, changed.get('view'))) this.#giveUpFilter();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#returns(changed)) {
      const returning = this.#returning === 'anybody' ? undefined : this.#returning;
      this.#returning = undefined;
      void this.#focusOn(returning);
    } else if (this.#focusedPart?.isConnected === false) void this.#focusOn();
  }

  /** Whether the filter is of no more use: nobody waits, or all of those are answered whom it let through. */
  #isSpent({ requests }: View, before: View | undefined): boolean {
    if (!requests.loaded || this.#filter === NO_FILTER) return false;
    const answered = before !== undefined && before.requests.matching > 0 && requests.matching === 0;
    return requests.total === 0 || (answered && this.#filter.text === '');
  }

  /** Whether they are shown again who are to have the focus then. */
  #returns(changed: PropertyValues<this>): boolean {
    const rows = this.view?.requests.rows ?? [];
    if (!changed.has('view') || this.#returning === undefined) return false;
    return rows.some(({ jid }) => this.#returning === 'anybody' || this.#returning === jid);
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { requests, activity } = view;
    return html`<div
      @im-choice=${this.#onChoice}
      @im-filter=${this.#onFilter}
      @im-select=${this.#onSelect}
      @im-bulk=${this.#onBulk}
      @im-page=${this.#onPage}
      @im-stop=${this.#onStop}
      @im-undo=${this.#onUndo}
      @im-restore=${this.#onRestore}
    >
      ${requests.total > 0 ? this.#renderWaiting(view) : this.#renderEmpty(view)}
      ${requests.ignored > 0 ? this.#renderIgnored(requests) : nothing}
      <im-activity-list .activity=${activity} .locale=${this.locale} .now=${this.now}></im-activity-list>
      ${this.#renderDock(requests)}
    </div>`;
  }

  #renderEmpty({ requests, setting, session }: View): TemplateResult {
    const known = requests.loaded || session.link.phase === 'offline';
    return known ? emptyInbox(setting.handling) : skeleton();
  }

  #renderWaiting({ requests, session }: View): TemplateResult {
    const filter = this.#filter;
    const ownDomain = session.account ? domainOf(session.account) : '';
    return html`<im-filter-bar .requests=${requests} .filter=${filter} .locale=${this.locale}></im-filter-bar>
      ${
        requests.total > 1 && requests.matching > 0
          ? html`<im-list-header
              .requests=${requests}
              .filter=${filter}
              .selected=${this.selected.count(requests)}
              .allMatching=${this.selected.all}
              .ownDomain=${ownDomain}
              .locale=${this.locale}
            ></im-list-header>`
          : nothing
      }
      ${requests.matching === 0 ? nothingMatches(() => this.#clearFilter()) : nothing}
      <im-request-list
        .requests=${requests}
        .selected=${this.selected.shown(requests)}
        .ownDomain=${ownDomain}
        .ask=${this.#send}
        .pageSize=${PAGE_SIZE}
        .locale=${this.locale}
        .now=${this.now}
      ></im-request-list>`;
  }

  #renderIgnored({ ignored }: RequestsSlice): TemplateResult {
    if (this.showsIgnored) void defineLater('im-ignored-list');
    return html`<details class="ignored" ?open=${this.showsIgnored} @toggle=${this.#onIgnored}>
      <summary>${ignoredText(ignored)}</summary>
      ${this.showsIgnored ? html`<im-ignored-list .ask=${this.#send} .count=${ignored}></im-ignored-list>` : nothing}
    </details>`;
  }

  /** What stays at the bottom of the window. */
  #renderDock({ bulk }: RequestsSlice): TemplateResult {
    if (bulk) void defineLater('im-bulk-bar');
    const { held, last } = this.#answers;
    return html`<div class="dock">
      ${bulk ? html`<im-bulk-progress .progress=${bulk} .locale=${this.locale}></im-bulk-progress>` : nothing}
      <div class="toasts">
        <im-toast .message=${held} @im-toast-undo=${this.#onTakeBack}></im-toast>
        <im-toast
          .message=${last}
          @im-toast-undo=${this.#onUndoLast}
          @im-toast-over=${() => this.#answers.forget()}
        ></im-toast>
      </div>
    </div>`;
  }

  readonly #send: Send = async (command) =>
    this.client?.command<(typeof command)['name']>(command) ?? { ok: false, problem: { kind: 'not-signed-in' } };

  #look(offset: number, filter: Filter): void {
    this.client?.look({ offset, limit: PAGE_SIZE, filter });
    this.selected = NOTHING;
    this.#spent = undefined;
    this.requestUpdate();
  }

  #clearFilter(): void {
    this.#returning = 'anybody';
    this.#look(0, NO_FILTER);
  }

  #giveUpFilter(): void {
    const spent = this.#filter;
    this.#clearFilter();
    this.#spent = spent;
  }

  /** They wait again when `done`, and are shown as they were. */
  async #resumeFilter(done: Promise<void>): Promise<void> {
    const spent = this.#spent;
    await done;
    if (spent) this.#look(0, spent);
  }

  readonly #onFilter = (event: ComponentEvent<'im-filter'>): void => {
    event.stopPropagation();
    this.#look(0, event.detail.filter);
  };

  readonly #onPage = (event: ComponentEvent<'im-page'>): void => {
    event.stopPropagation();
    this.#returning = 'anybody';
    this.#look(event.detail.offset, this.#filter);
  };

  readonly #onSelect = (event: ComponentEvent<'im-select'>): void => {
    event.stopPropagation();
    const { which, selected } = event.detail;
    if (this.view) this.selected = this.selected.with(which, selected, this.view.requests);
  };

  readonly #onChoice = (event: ComponentEvent<'im-choice'>): void => {
    event.stopPropagation();
    void this.#answers.choose(event.detail);
  };

  readonly #onBulk = (event: ComponentEvent<'im-bulk'>): void => {
    event.stopPropagation();
    const { requests } = this.view ?? {};
    if (!requests) return;
    void this.#answers.chooseMany(event.detail, this.selected.selection(requests, this.#filter), requests);
    this.selected = NOTHING;
    void this.updateComplete.then(() => this.#focusOn());
  };

  readonly #onStop = (event: Event): void => {
    event.stopPropagation();
    void this.#resumeFilter(this.#answers.stop());
    this.#returning = 'anybody';
  };

  readonly #onUndo = (event: ComponentEvent<'im-undo'>): void => {
    event.stopPropagation();
    void this.#answers.undo(event.detail.entry);
  };

  readonly #onRestore = (event: ComponentEvent<'im-restore'>): void => {
    event.stopPropagation();
    void this.#answers.restore([event.detail.jid]);
  };

  readonly #onTakeBack = (event?: Event): void => {
    event?.stopPropagation();
    const held = this.view?.requests.held;
    if (!held) return;
    this.#returning = held.jid?.includes('@') ? held.jid : 'anybody';
    void this.#resumeFilter(this.#answers.takeBack());
  };

  readonly #onUndoLast = (event?: Event): void => {
    event?.stopPropagation();
    this.#returning = this.#answers.undoLast();
    if (this.#returning === undefined) void this.#focusOn();
  };

  /** Ctrl+Z, wherever the focus is, takes back the last answer as long as it can be. */
  onKey(event: KeyboardEvent): void {
    const isText = event.composedPath()[0] instanceof HTMLInputElement && !isTick(event.composedPath()[0]);
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || isText) return;
    const { held, last } = this.#answers;
    if (!held && !last?.canUndo) return;
    event.preventDefault();
    if (held) this.#onTakeBack();
    else this.#onUndoLast();
  }

  readonly #onIgnored = (event: Event): void => {
    this.showsIgnored = (event.target as HTMLDetailsElement).open;
  };

  async #focusOn(jid?: BareJid): Promise<void> {
    const list = this.renderRoot.querySelector<RequestList>('im-request-list');
    await list?.updateComplete; // it has its rows then
    if (!list?.focusOn(jid)) this.dispatchEvent(componentEvent('im-emptied'));
  }
}

function isTick(target: EventTarget | undefined): boolean {
  return target instanceof HTMLInputElement && target.type === 'checkbox';
}
