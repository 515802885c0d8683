/** What every connected element shares: its port, the clock of its times, and the states before there is a view. */
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { View } from '../../core/view.js';
import type { PortClient } from '../../ports/client.js';
import { Activity } from '../activity.js';
import { defineLater } from '../define-components.js';
import type { ComponentEvent } from '../events.js';
import { usableLocale } from '../format.js';
import { shownLocale } from '../locale.js';
import { Presentation } from '../presentation.js';
import type { Send } from '../send.js';
import type { SectionName } from '../strings/options.js';
import { skeleton } from './inbox-parts.js';
import { StoreController } from '../store-controller.js';

/** "3 minutes ago" is wrong after a minute. */
const CLOCK_TICK = 30_000;

/**
 * An element with a port to the session.
 *
 * @csspart header - The bar with the title.
 * @csspart body - Everything below it.
 * @cssproperty --im-accent - Colour of main buttons, links and focus.
 * @cssproperty --im-on-accent - Colour of text on it.
 * @cssproperty --im-surface - Background.
 * @cssproperty --im-surface-raised - Background of what stands apart.
 * @cssproperty --im-text - Colour of text.
 * @cssproperty --im-text-muted - Colour of what is less important.
 * @cssproperty --im-border - Colour of lines.
 * @cssproperty --im-radius - Radius of corners.
 * @cssproperty --im-font - Font family.
 * @cssproperty --im-font-size - Size of text.
 */
export abstract class ConnectedElement extends LitElement {
  readonly #store = new StoreController(this, () => this.viewChanged());
  readonly #presentation = new Presentation(this, () => this.view?.options.values);
  #clock: ReturnType<typeof setInterval> | undefined;

  /** @internal The port to the session host; set by the shell. */
  get client(): PortClient | undefined {
    return this.#store.client;
  }

  /** @internal */
  set client(client: PortClient | undefined) {
    this.#store.use(client);
  }

  constructor() {
    super();
    this.addController(new Activity(() => this.#beActive()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), CLOCK_TICK);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  protected get view(): View | undefined {
    return this.client?.view;
  }

  /** The language of times and numbers: that of the interface, as the page or the browser has it. */
  protected get locale(): string {
    return usableLocale(shownLocale(), [this.#presentation.pageLanguage, ...navigator.languages]);
  }

  /** What staying signed in means in this shell, if it has to be said. */
  protected get stayMeans(): string {
    return '';
  }

  /** This shell shows notifications, so that there is something to set about them. */
  protected get notifies(): boolean {
    return false;
  }

  /** Called when the view, or the state of the port, has changed. */
  protected viewChanged(): void {
    // for those who have something to do
  }

  /** Sends a command to the session. */
  protected readonly command: Send = async (command) =>
    this.client?.command<(typeof command)['name']>(command) ?? { ok: false, problem: { kind: 'not-signed-in' } };

  #beActive(): void {
    if (this.view?.session.account) void this.command({ name: 'be-active' });
  }

  protected signOut(): void {
    void this.command({ name: 'sign-out' });
  }

  /** What a person may set, and their account; beginning with `section`. */
  protected renderOptionsPanel(view: View, section: SectionName | null = null): TemplateResult {
    void defineLater('im-options-panel');
    return html`<im-options-panel
      .view=${view}
      .send=${this.command}
      .locale=${this.locale}
      .now=${Date.now()}
      .keyMeans=${this.stayMeans}
      .notifies=${this.notifies}
      .section=${section}
      @im-sign-out=${this.#onSignOut}
    ></im-options-panel>`;
  }

  readonly #onSignOut = (event: ComponentEvent<'im-sign-out'>): void => {
    event.stopPropagation();
    this.signOut();
  };

  /** What to show instead of the view while there is none. */
  protected renderPortState(): TemplateResult | typeof nothing {
    const state = this.client?.state ?? { kind: 'connecting' };
    switch (state.kind) {
      case 'ready':
        return nothing;
      case 'connecting':
        return skeleton();
      case 'outdated':
        return html`<im-notice tone="warn">
          ${msg('This page is older than the rest of the site. Reload it.')}
        </im-notice>`;
      case 'account-mismatch':
        return html`<im-notice tone="warn">
          ${msg(str`${state.account} is signed in on this site. To use another account here, sign out there first.`)}
        </im-notice>`;
      case 'failed':
        return html`<im-notice tone="bad">${state.reason}</im-notice>`;
    }
  }
}
