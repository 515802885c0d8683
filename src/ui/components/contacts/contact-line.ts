import { localized, msg, str } from '@lit/localize';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ContactRow } from '../../../core/people-view.js';
import type { Abilities } from '../../../core/view.js';
import { property } from '../../decorators.js';
import { componentEvent, type ComponentEvent } from '../../events.js';
import { formatCount } from '../../format.js';
import { personName, unreadText } from '../../strings/contacts.js';
import { base } from '../../styles/base.js';
import { personRow } from '../../styles/person-row.js';
import { jidText } from '../jid-text.js';
import type { Menu } from '../menu.js';
import { colourOf, personAvatar } from '../person-avatar.js';
import { contactActions, type PersonAct } from './contact-actions.js';
import { aboutText, renderAbout } from './person-about.js';

/**
 * One contact: a click is a conversation, everything else is in the menu.
 *
 * @summary A contact in the list.
 * @fires im-chat-wanted - Somebody wants to write to them.
 * @fires im-person-act - Something else is to be done about them.
 * @fires toggle - Its menu has opened or closed.
 */
@localized()
export class ContactLine extends LitElement {
  /** Its `tabindex` says whether the Tab key stops at what is in it, and not at itself. */
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    base,
    personRow,
    css`
      :host {
        display: grid;
      }

      .address {
        display: none;
        flex: none;
        max-inline-size: 40%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--_im-muted);
        font-size: 0.9em;
      }

      @container (min-width: 560px) {
        .address {
          display: block;
        }
      }

      /* The mark says it, too; how they stand to us is not said but here. */
      @container (max-width: 400px) {
        .about > .seen {
          position: absolute;
          inline-size: 1px;
          clip-path: inset(50%);
        }
      }
    `,
  ];

  @property({ attribute: false }) contact: ContactRow | undefined;
  @property({ attribute: false }) can: Abilities = { block: false, report: false };
  @property() locale = 'en';
  @property({ type: Number }) now = 0;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.main')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contact') && this.contact) colourOf(this, this.contact.jid);
  }

  override render(): TemplateResult | typeof nothing {
    const { contact, now, locale } = this;
    if (!contact) return nothing;
    const { jid, name, seen, blocked, suspended, unread } = contact;
    const title = [name, jid, aboutText(contact, now, locale)].filter(Boolean).join('\n');
    return html`<div class="row" @contextmenu=${this.#onContextMenu}>
      <button class="main" title=${title} @click=${() => this.#act('chat')}>
        ${personAvatar(jid, name, blocked || suspended ? null : seen)}
        <span class="words">
          <span class="name">${personName(contact)}</span>
          <span class="about">${renderAbout(contact, now, locale)}</span>
        </span>
        ${name ? html`<span class="address">${jidText(jid)}</span>` : nothing}
        ${
          unread > 0
            ? html`<span class="unread" aria-hidden="true">${formatCount(unread, locale)}</span
                ><span class="visually-hidden">${unreadText(unread)}</span>`
            : nothing
        }
      </button>
      <im-menu
        quiet
        .label=${msg(str`More about ${name || jid}`)}
        .items=${contactActions(contact, this.can)}
        @im-pick=${this.#onPick}
        @toggle=${this.#onToggle}
      ></im-menu>
    </div>`;
  }

  readonly #onPick = (event: ComponentEvent<'im-pick'>): void => {
    event.stopPropagation();
    this.#act(event.detail.item as PersonAct);
  };

  /** Also by the key for it. */
  readonly #onContextMenu = (event: Event): void => {
    event.preventDefault();
    this.renderRoot.querySelector<Menu>('im-menu')?.open();
  };

  readonly #onToggle = ({ oldState, newState }: ToggleEvent): void => {
    this.dispatchEvent(new ToggleEvent('toggle', { oldState, newState }));
  };

  #act(act: PersonAct): void {
    const { contact } = this;
    if (!contact) return;
    if (act === 'chat') this.dispatchEvent(componentEvent('im-chat-wanted', { jid: contact.jid }));
    else this.dispatchEvent(componentEvent('im-person-act', { act, contact }));
  }
}
