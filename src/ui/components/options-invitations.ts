import { localized, msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from '../decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { isSpent, MOST_INVITATIONS } from '../../core/invitations.js';
import type { View } from '../../core/view.js';
import { formatDays } from '../format.js';
import { KeepFocus } from '../keep-focus.js';
import { icons } from '../icons.js';
import { InvitationEntry } from './invitation-entry.js';
import { emptyList } from './list-parts.js';
import { OptionsSection } from './options-section.js';

const DAYS = [1, 7, 30] as const;
const LONGEST_LABEL = 100;

/**
 * Invitations that the person hands out: made, shown as link and as QR code, revoked.
 *
 * @summary Invitations.
 */
@localized()
export class OptionsInvitations extends OptionsSection {
  static override styles = [
    OptionsSection.styles,
    css`
      form.box {
        grid-template-columns: minmax(0, 1fr);
      }

      .button {
        justify-self: start;
      }
    `,
  ];

  /** The one that was just made: its link is shown. */
  @state() private made = '';

  constructor() {
    super();
    new KeepFocus(this, 'im-invitation-entry', 'input');
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const { invitations } = view.options;
    return html`${this.#renderNote(view)} ${this.#renderForm(view)}
    ${
      invitations.length === 0
        ? emptyList(icons.ticket, msg('No invitations'), msg('Make one for somebody whose address you do not know.'))
        : html`<ul class="list">
            ${repeat(
              invitations,
              ({ token }) => token,
              (invitation) =>
                html`<li>
                  <im-invitation-entry
                    .invitation=${invitation}
                    .account=${view.session.account ?? ''}
                    .locale=${this.locale}
                    .now=${this.now}
                    ?open=${invitation.token === this.made}
                    @im-revoke=${() => void this.send?.({ name: 'revoke-invitation', token: invitation.token })}
                  ></im-invitation-entry>
                </li>`,
            )}
          </ul>`
    }`;
  }

  #renderNote({ setting: { setting, handling } }: View): TemplateResult | typeof nothing {
    if (setting.kind !== 'absent' || handling !== 'prompt') return nothing;
    return html`<im-notice tone="info">
      ${msg(
        'In your organization you are asked about every request. That goes for people with an invitation, too: they wait for your answer, and what you wrote on the invitation is shown with their request.',
      )}
    </im-notice>`;
  }

  #renderForm({ options: { invitations } }: View): TemplateResult {
    if (invitations.filter((invitation) => !isSpent(invitation, this.now)).length >= MOST_INVITATIONS) {
      return html`<im-notice tone="warn">
        ${msg('You have as many open invitations as there can be. Revoke one to make another.')}
      </im-notice>`;
    }
    return html`<form class="box" @submit=${this.#onSubmit}>
      <label class="field"
        >${msg('What it is for')}
        <input
          type="text"
          name="label"
          autocomplete="off"
          maxlength=${LONGEST_LABEL}
          placeholder=${msg('Trade fair, new customers, …')}
          aria-describedby="about-label"
        />
        <span class="muted small" id="about-label">${msg('Only you see this.')}</span>
      </label>
      <div class="fields">
        <label class="field"
          >${msg('Valid for')}
          <select name="days">
            ${DAYS.map(
              (days) => html`<option value=${days} ?selected=${days === 7}>${formatDays(days, this.locale)}</option>`,
            )}
          </select></label
        >
        <label class="field"
          >${msg('For')}
          <select name="once">
            <option value="yes">${msg('One person')}</option>
            <option value="no">${msg('Several people')}</option>
          </select></label
        >
      </div>
      <button class="button primary">${msg('Make an invitation')}</button>
    </form>`;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string): string => fields.get(name) as string;
    const result = await this.send?.({
      name: 'invite',
      token: crypto.randomUUID(),
      label: text('label').trim(),
      days: Number(text('days')),
      once: text('once') === 'yes',
    });
    if (!result?.ok || !result.data) return;
    form.reset();
    this.made = result.data.token;
    await this.updateComplete;
    const entry = this.renderRoot.querySelector<InvitationEntry>('im-invitation-entry[open]');
    await entry?.updateComplete;
    entry?.focus();
  };
}

export const definitions = { 'im-options-invitations': OptionsInvitations, 'im-invitation-entry': InvitationEntry };
