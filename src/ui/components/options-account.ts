import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import type { StaySignedIn } from '../../core/view.js';
import { componentEvent } from '../events.js';
import { jidText } from './jid-text.js';
import { OptionsSection } from './options-section.js';

/**
 * Who is signed in, and for how long.
 *
 * @summary The account.
 * @fires im-sign-out - Sign out was pressed.
 */
@localized()
export class OptionsAccount extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      .box {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
      }

      .box > div {
        flex: 1 1 200px;
        min-inline-size: 0;
      }
    `,
  ];

  /** What "stay signed in" comes to when a key is kept. */
  @property() keyMeans = '';

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view?.session.account) return nothing;
    const { setting } = view.setting;
    return html`<div class="box">
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
    </div>`;
  }

  #stayText(stay: StaySignedIn): string {
    switch (stay) {
      case 'no':
        return this.keyMeans
          ? msg('Signed in until the browser is closed.')
          : msg('Signed in until the last page of this site is closed or reloaded.');
      case 'token':
        return msg('Stays signed in on this device until you sign out.');
      case 'key':
        return this.keyMeans || msg('Stays signed in on this device until you sign out.');
      case 'unavailable':
        return msg('Your server does not let this page stay signed in.');
    }
  }
}

export const definitions = { 'im-options-account': OptionsAccount };
