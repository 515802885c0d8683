import { localized, msg } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { StaySignedIn, View } from '../../core/view.js';
import { property } from '../decorators.js';
import { componentEvent } from '../events.js';
import { base } from '../styles/base.js';
import { HandlingChoice } from './handling-choice.js';
import { jidText } from './jid-text.js';

/**
 * What a person may set, and their account. The handling is here exactly as the policy lets it be.
 *
 * @summary The options of whoever is signed in.
 * @fires im-handling - A handling was chosen.
 * @fires im-sign-out - Sign out was pressed.
 */
@localized()
export class OptionsPanel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 28px;
        padding: 20px 20px 24px;
      }

      .account {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 10px 16px;
        margin-block-start: 10px;
      }

      .account > div {
        min-inline-size: 0;
      }

      .jid {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) view: View | undefined;
  /** What "stay signed in" comes to when a key is kept. */
  @property() keyMeans = '';

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view?.session.account) return nothing;
    const { setting } = view.setting;
    return html`${
        setting.kind === 'absent' ? nothing : html`<im-handling-choice .slice=${view.setting}></im-handling-choice>`
      }
      <section aria-labelledby="account">
        <h2 id="account">${msg('Account')}</h2>
        <div class="account">
          <div>
            <p>${jidText(view.session.account)}</p>
            <p class="muted small">${this.#stayText(view.session.stay)}</p>
            ${
              setting.kind === 'absent' && setting.why === 'managed'
                ? html`<p class="muted small">${msg('Managed by your organization')}</p>`
                : nothing
            }
          </div>
          <button class="button" @click=${() => this.dispatchEvent(componentEvent('im-sign-out'))}>
            ${msg('Sign out')}
          </button>
        </div>
      </section>`;
  }

  #stayText(stay: StaySignedIn): string {
    switch (stay) {
      case 'no':
        return msg('Signed in until the browser is closed.');
      case 'token':
        return msg('Stays signed in on this device until you sign out.');
      case 'key':
        return this.keyMeans || msg('Stays signed in on this device until you sign out.');
      case 'unavailable':
        return msg('Your server does not let this page stay signed in. You are signed in until the browser is closed.');
    }
  }
}

export const definitions = { 'im-options-panel': OptionsPanel, 'im-handling-choice': HandlingChoice };
