import { html, type TemplateResult } from 'lit';
import { OptionsElement } from '../ui/containers/options.js';
import { property } from '../ui/decorators.js';
import type { ImOptionsElement } from './api.js';
import { SiteController, type OpenerFor, type SiteElement } from './site-controller.js';
import type { SiteAttributes } from './site-config.js';
import { Surroundings } from '../ui/surroundings.js';

/**
 * The options of whoever is signed in on this site, for a page of their own.
 *
 * @summary "Options for contact list requests", if the policy leaves the choice to people; and the account.
 * @tag im-options
 */
export class ImOptions extends OptionsElement implements SiteElement, ImOptionsElement {
  /** The organisation's domain. Required unless `jid` is given. */
  @property() domain = '';
  /** The address of the person, if the site knows it. */
  @property() jid = '';
  /** The address of im-worker.js, if it is not beside the module. */
  @property({ attribute: 'worker-src' }) workerSrc = '';
  readonly #site: SiteController;

  constructor(opener: OpenerFor) {
    super();
    this.#site = new SiteController(this, opener);
    new Surroundings(this);
  }

  /** @internal */
  get siteAttributes(): SiteAttributes {
    return { domain: this.domain, jid: this.jid, service: '', hasCredentials: false };
  }

  /** @internal */
  fetchToken(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  override render(): TemplateResult {
    const { error } = this.#site;
    return error === undefined ? super.render() : html`<im-notice tone="bad">${error}</im-notice>`;
  }
}
