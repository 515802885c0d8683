import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from '../decorators.js';
import { isSpent, type Invitation } from '../../core/invitations.js';
import type { BareJid } from '../../core/jid.js';
import { defineLater } from '../define-components.js';
import { formatDay, formatList } from '../format.js';
import { invitationLink } from '../invitation-link.js';
import { optionIcons } from '../option-icons.js';
import { base } from '../styles/base.js';
import { sectionStyles } from '../styles/options.js';
import { jidText } from './jid-text.js';

/**
 * One invitation: what the person wrote on it, what became of it, and, as long as it serves, its link.
 *
 * @summary An invitation.
 * @fires im-revoke - It shall serve nobody any more.
 */
@localized()
export class InvitationEntry extends LitElement {
  static override styles = [
    base,
    sectionStyles,
    css`
      :host {
        display: block;
        inline-size: 100%;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 12px;
      }

      .label {
        font-weight: 550;
      }

      .spent .label {
        color: var(--_im-muted);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      .link-view {
        display: flex;
        flex-wrap: wrap;
        gap: 16px;
        margin-block-start: 12px;
      }

      .link-view > div {
        display: grid;
        align-content: start;
        gap: 10px;
        flex: 1 1 220px;
        min-inline-size: 0;
      }
    `,
  ];

  @property({ attribute: false }) invitation: Invitation | undefined;
  @property() account = '';
  @property() locale = 'en';
  @property({ type: Number }) now = 0;
  /** Its link is shown. */
  @property({ type: Boolean }) open = false;
  @state() private copied: 'no' | 'yes' | 'by-hand' = 'no';

  /** Puts the focus on the link. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.select();
  }

  override render(): TemplateResult | typeof nothing {
    const { invitation } = this;
    if (!invitation) return nothing;
    const { label, once } = invitation;
    const spent = isSpent(invitation, this.now);
    const name = label || (once ? msg('For one person') : msg('For several people'));
    return html`<div class="row ${spent ? 'spent' : ''}">
        <div class="who">
          <p class="label"><bdi>${name}</bdi></p>
          <p class="muted small">${this.#renderState(invitation)}</p>
        </div>
        ${spent ? nothing : this.#renderActions(name)}
      </div>
      ${this.open && !spent ? this.#renderLink(invitation, name) : nothing}`;
  }

  #renderState({ expires, revoked, once, usedBy, label }: Invitation): TemplateResult {
    const [first] = usedBy;
    const used = first ? msg(html`Used by ${formatList(usedBy.map(jidText), this.locale)}.`) : nothing;
    const day = formatDay(expires, this.locale);
    const until = revoked
      ? msg('Revoked.')
      : expires <= this.now
        ? msg(str`Expired on ${day}.`)
        : once && first
          ? nothing
          : msg(str`Valid until ${day}.`);
    const whom = label && !first ? (once ? msg('For one person.') : msg('For several people.')) : nothing;
    return html`${until} ${whom} ${used}`;
  }

  #renderActions(name: string): TemplateResult {
    return html`<div class="actions">
      <button
        class="button"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${this.open ? msg(str`Hide link: ${name}`) : msg(str`Show link: ${name}`)}
        @click=${this.#onToggle}
      >
        ${this.open ? msg('Hide link') : msg('Show link')}
      </button>
      <button
        class="button danger"
        aria-label=${msg(str`Revoke: ${name}`)}
        @click=${() => this.dispatchEvent(new CustomEvent('im-revoke', { bubbles: true }))}
      >
        ${msg('Revoke')}
      </button>
    </div>`;
  }

  #renderLink({ token }: Invitation, name: string): TemplateResult {
    const link = invitationLink(this.account as BareJid, token);
    void defineLater('im-qr-code');
    return html`<div class="link-view">
      <im-qr-code .text=${link} .label=${msg(str`QR code of the invitation ${name}`)}></im-qr-code>
      <div>
        <label class="field"
          >${msg('Link')}
          <input
            type="text"
            readonly
            dir="ltr"
            .value=${link}
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
        /></label>
        <div class="actions">
          <button class="button" @click=${() => void this.#copy(link)}>${optionIcons.copy}${msg('Copy')}</button>
        </div>
        <p class="muted small" role="status">${this.#copiedText()}</p>
      </div>
    </div>`;
  }

  #copiedText(): string {
    switch (this.copied) {
      case 'yes':
        return msg('Copied.');
      case 'by-hand':
        return msg('This page may not copy by itself. The link is selected: copy it with your keyboard.');
      case 'no':
        return msg('Send the link, or let the code be scanned.');
    }
  }

  readonly #onToggle = (): void => {
    this.open = !this.open;
    this.copied = 'no';
  };

  async #copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      this.copied = 'yes';
    } catch {
      this.copied = 'by-hand';
      this.focus();
    }
  }
}
