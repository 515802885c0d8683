/** What a web site sets on each element in which somebody signs in. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { BareJid } from '../core/jid.js';
import type { View } from '../core/view.js';
import type { SignedInElement } from '../ui/containers/signed-in-element.js';
import { property } from '../ui/decorators.js';
import { problemText } from '../ui/strings/problems.js';
import { Surroundings } from '../ui/surroundings.js';
import type { CredentialsCallback, SiteAttributesOfElement } from './api.js';
import type { SiteAttributes } from './site-config.js';
import { SiteController, type OpenerFor, type SiteElement } from './site-controller.js';

type OnSite<T> = new (opener: OpenerFor) => T & SiteElement & SiteAttributesOfElement;

/** The element `Base`, with the attributes of a site and its sign-on. */
export function onSite<T extends SignedInElement>(Base: new () => T): OnSite<T> {
  abstract class Site
    extends (Base as abstract new () => SignedInElement)
    implements SiteElement, SiteAttributesOfElement
  {
    /** The organisation's domain. Required unless `jid` is given. */
    @property() domain = '';
    /** The address of the person, if the site knows it. Required with `credentials`. */
    @property() jid = '';
    /** The WebSocket address of the XMPP server (`wss://`); found by XEP-0156 if left out. */
    @property() service = '';
    /** The address of im-worker.js, if it is not beside the module. */
    @property({ attribute: 'worker-src' }) workerSrc = '';
    /** Send the password itself, over `wss://` only, if the server has never offered better. */
    @property({ type: Boolean, attribute: 'allow-plain' }) allowsPlain = false;
    /** Called whenever a token is needed. Never an attribute: attributes are read by everybody on the page. */
    @property({ attribute: false }) credentials: CredentialsCallback | undefined;
    readonly #site: SiteController;
    /** The site's own sign-on was asked since somebody was last signed in: if it failed, it is not asked again by itself. */
    #asked = false;

    constructor(opener: OpenerFor) {
      super();
      this.#site = new SiteController(this, opener);
      new Surroundings(this);
    }

    /** @internal */
    get siteAttributes(): SiteAttributes {
      const { domain, jid, service } = this;
      return { domain, jid, service, hasCredentials: this.credentials !== undefined };
    }

    /** @internal */
    async fetchToken(jid: BareJid): Promise<string | undefined> {
      return (await this.credentials?.({ jid }))?.token;
    }

    protected override get preset(): {
      readonly domain: string;
      readonly jid: string;
      readonly service: string | null;
    } {
      const { config } = this.#site;
      return { domain: config?.domain ?? '', jid: config?.jid?.split('@')[0] ?? '', service: config?.service ?? null };
    }

    protected override get allowPlain(): boolean {
      return this.allowsPlain;
    }

    protected override viewChanged(): void {
      super.viewChanged();
      const link = this.view?.session.link;
      if (link?.phase === 'online') this.#asked = false;
      if (link?.phase === 'signed-out' && !link.left && !this.#asked && this.credentials) this.#signInWithToken();
    }

    override render(): TemplateResult {
      const { error } = this.#site;
      return error === undefined ? super.render() : html`<im-notice tone="bad">${error}</im-notice>`;
    }

    protected override renderSignIn(view: View): TemplateResult {
      if (!this.credentials) return super.renderSignIn(view);
      const { link } = view.session;
      const ended = link.phase === 'signed-out' && link.problem ? problemText(link.problem) : undefined;
      const problem = this.problem ?? ended;
      if (this.signingIn) return html`<div class="empty" role="status">${msg('Signing in …')}</div>`;
      return html`<div class="empty">
        ${
          problem
            ? html`<strong role="alert">${problem.what}</strong> <span>${problem.todo}</span>`
            : html`<strong>${msg('You are signed out')}</strong>`
        }
        <button class="button primary" @click=${() => this.#signInWithToken()}>${msg('Sign in')}</button>
      </div>`;
    }

    #signInWithToken(): void {
      const { config } = this.#site;
      if (!config?.jid) return;
      this.#asked = true;
      void this.signIn({ name: 'sign-in-with-token', jid: config.jid, service: config.service });
    }
  }
  // What is abstract here, `Base` has: a class that extends another one given to it cannot say so.
  return Site as unknown as OnSite<T>;
}
