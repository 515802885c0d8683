import { localized, msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { SectionName } from '../strings/options.js';
import { base } from '../styles/base.js';
import { container } from '../styles/container.js';
import { tokens } from '../styles/tokens.js';
import { ConnectedElement } from './connected-element.js';
import { linkState, policyNotice, skeleton } from './inbox-parts.js';

/**
 * The Options window: "Options for contact list requests" exactly as the policy lets this person
 * change it, or nothing about it; and their account.
 *
 * @summary The options of whoever is signed in.
 */
@localized()
export class OptionsElement extends ConnectedElement {
  static override styles = [tokens, base, container];

  /** The section to begin with. */
  protected get section(): SectionName | null {
    return null;
  }

  override render(): TemplateResult {
    const { view } = this;
    return html`<header part="header">
        <h2>${msg('Options')}</h2>
        ${view ? linkState(view.session.link) : ''}
      </header>
      <div part="body">${view ? this.#renderView() : this.renderPortState()}</div>`;
  }

  #renderView(): TemplateResult {
    const { view } = this;
    if (!view || view.session.link.phase === 'starting') return skeleton();
    if (!view.session.account) {
      return html`<div class="empty">
        <strong>${msg('Nobody is signed in')}</strong>
        <span>${msg('Sign in where your contact requests are shown.')}</span>
      </div>`;
    }
    return html`${policyNotice(view.setting.notice)} ${this.renderOptionsPanel(view, this.section)}`;
  }
}
