/** What every connected element shares: its port, the clock of its times, and the states before there is a view. */
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { View } from '../../core/view.js';
import type { PortClient } from '../../ports/client.js';
import type { Command, CommandResult } from '../../ports/protocol.js';
import { usableLocale } from '../format.js';
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
 * @cssproperty --im-font - Font family; `inherit` takes the page's.
 * @cssproperty --im-font-size - Size of text.
 */
export abstract class ConnectedElement extends LitElement {
  readonly #store = new StoreController(this, () => this.viewChanged());
  #clock: ReturnType<typeof setInterval> | undefined;

  /** @internal The port to the session host; set by the shell. */
  get client(): PortClient | undefined {
    return this.#store.client;
  }

  /** @internal */
  set client(client: PortClient | undefined) {
    this.#store.use(client);
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

  /** The language of times and numbers: of the element, of the page, of the browser. */
  protected get locale(): string {
    return usableLocale([this.closest('[lang]')?.getAttribute('lang'), navigator.language]);
  }

  /** Called when the view, or the state of the port, has changed. */
  protected viewChanged(): void {
    // for those who have something to do
  }

  protected async command(command: Command): Promise<CommandResult> {
    return this.client?.command(command) ?? { ok: false, problem: { kind: 'not-signed-in' } };
  }

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
