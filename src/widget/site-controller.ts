/** Joins an element of a site to the site's worker: reads its attributes, opens its port, keeps both in step. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BareJid } from '../core/jid.js';
import { PortClient } from '../ports/client.js';
import type { WorkerOpener } from './open-worker.js';
import { parseSiteConfig, type ParsedConfig, type SiteAttributes, type SiteConfig } from './site-config.js';

/** What the controller needs of its element. */
export interface SiteElement extends ReactiveControllerHost, HTMLElement {
  client: PortClient | undefined;
  readonly siteAttributes: SiteAttributes;
  /** The address of the worker script, if it is not beside the module. */
  readonly workerSrc: string;
  fetchToken(jid: BareJid): Promise<string | undefined>;
}

/** The opener for a worker script; the empty string stands for the one beside the module. */
export type OpenerFor = (workerSrc: string) => WorkerOpener;

export class SiteController implements ReactiveController {
  readonly #element: SiteElement;
  readonly #openerFor: OpenerFor;
  #parsed: ParsedConfig | undefined;
  #told = '';

  constructor(element: SiteElement, openerFor: OpenerFor) {
    this.#element = element;
    this.#openerFor = openerFor;
    element.addController(this);
  }

  /** What the attributes say, or undefined if they say something wrong. */
  get config(): SiteConfig | undefined {
    return this.#parsed && 'domain' in this.#parsed ? this.#parsed : undefined;
  }

  /** What is wrong with the attributes; for whoever writes the page. */
  get error(): string | undefined {
    return this.#parsed && 'error' in this.#parsed ? this.#parsed.error : undefined;
  }

  hostConnected(): void {
    this.#apply();
  }

  hostUpdate(): void {
    if (this.#element.isConnected) this.#apply();
  }

  hostDisconnected(): void {
    this.#element.client?.dispose();
    this.#element.client = undefined;
    this.#told = '';
  }

  #apply(): void {
    const attributes = this.#element.siteAttributes;
    const key = JSON.stringify(attributes);
    if (key === this.#told) return;
    this.#told = key;
    this.#parsed = parseSiteConfig(this.#element.localName, attributes);
    if (this.config) this.#connect(this.config, attributes.hasCredentials);
    else console.error(this.error);
  }

  #connect({ jid, domain }: SiteConfig, givesTokens: boolean): void {
    const element = this.#element;
    const options = {
      expects: { jid, domain },
      ...(givesTokens ? { fetchToken: (asked: BareJid) => element.fetchToken(asked) } : {}),
    };
    // Only of our own worker it is known where the rest of it is.
    if (givesTokens && !element.workerSrc) this.#openerFor('').preload();
    if (element.client) element.client.change(options);
    else element.client = new PortClient({ open: () => this.#openerFor(element.workerSrc).open(), ...options });
  }
}
