import { localized, msg, str } from '@lit/localize';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ContactRow, DirectoryRow, PersonStanding } from '../../../core/people-view.js';
import type { Abilities } from '../../../core/view.js';
import { property } from '../../decorators.js';
import { componentEvent, type ComponentEvent } from '../../events.js';
import { icons } from '../../icons.js';
import { optionIcons } from '../../option-icons.js';
import { personName, relationText } from '../../strings/contacts.js';
import { base } from '../../styles/base.js';
import { personEntry } from '../../styles/person-entry.js';
import { jidText } from '../jid-text.js';
import { colourOf, personAvatar } from '../person-avatar.js';
import { presenceDot } from '../presence-dot.js';
import { blockActions, type PersonAct } from './contact-actions.js';
import { renderAbout } from './person-about.js';

/**
 * One person of the directory: a click is a conversation; who is no contact can be made one.
 *
 * @summary A person whom the directory knows.
 * @fires im-chat-wanted - Somebody wants to write to them.
 * @fires im-add-wanted - They are to become a contact.
 * @fires im-person-act - Something else is to be done about them.
 */
@localized()
export class PersonEntry extends LitElement {
  static override styles = [base, personEntry];

  @property({ attribute: false }) person: DirectoryRow | undefined;
  /** Undefined as long as nobody has said how they stand to us. */
  @property({ attribute: false }) standing: PersonStanding | undefined;
  @property({ attribute: false }) can: Abilities = { block: false, report: false };
  /** The policy's temporary availability: those who are no contacts may show theirs. */
  @property({ type: Boolean }) temporary = true;
  /** It is the one who searches. */
  @property({ type: Boolean }) own = false;
  @property() locale = 'en';
  @property({ type: Number }) now = 0;

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.main')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('person') && this.person) colourOf(this, this.person.jid);
  }

  override render(): TemplateResult | typeof nothing {
    const { person, own } = this;
    if (!person) return nothing;
    const { jid, name } = person;
    return html`<div class="row">
      <button class="main" ?disabled=${own} title=${jid} @click=${this.#chat}>
        ${personAvatar(jid, name, null)}
        <span class="words">${this.#renderWords(person)}</span>
      </button>
      ${own ? html`<span class="own">${msg('This is you')}</span>` : this.#renderActions(person)}
    </div>`;
  }

  #renderWords({ jid, name, title, mail }: DirectoryRow): TemplateResult {
    const { own, standing } = this;
    const isMailNew = mail !== '' && mail.toLowerCase() !== jid.toLowerCase();
    const isMutual = standing?.subscription === 'both' && !standing.blocked && !standing.suspended;
    return html`<span class="name">${personName({ jid, name })}</span>
      ${title ? html`<span class="fact title"><bdi>${title}</bdi></span>` : nothing}
      ${own || this.#hasNothingToShow ? nothing : html`<span class="about">${this.#renderStanding()}</span>`}
      <span class="facts">
        ${name ? html`<span class="fact">${jidText(jid)}</span>` : nothing}
        ${isMailNew ? html`<span class="fact">${jidText(mail)}</span>` : nothing}
      </span>
      ${isMutual ? html`<span class="known">${icons.check}${msg('In your contacts')}</span>` : nothing}`;
  }

  /** Nor is going to have: that their availability is unknown would be said of everybody. */
  get #hasNothingToShow(): boolean {
    const { standing, temporary } = this;
    if (temporary) return false;
    return !standing || (standing.subscription === null && standing.seen === 'unknown' && !relationText(standing));
  }

  #renderStanding(): TemplateResult | typeof nothing {
    const { standing, now, locale } = this;
    if (!standing) return nothing;
    const dot = standing.blocked || standing.suspended ? nothing : presenceDot(standing.seen);
    return html`${dot}${renderAbout(standing, now, locale)}`;
  }

  #renderActions({ jid, name }: DirectoryRow): TemplateResult {
    const { standing } = this;
    const who = name || jid;
    const canAdd = standing?.subscription == null && !standing?.blocked && !standing?.suspended;
    const items = standing ? blockActions(standing, this.can, false) : [];
    return html`${
      canAdd
        ? html`<button
            class="button add"
            aria-label=${msg(str`Add to contacts: ${who}`)}
            title=${msg('Add to contacts')}
            @click=${() => this.dispatchEvent(componentEvent('im-add-wanted', { jid, name }))}
          >
            ${optionIcons.expected}<span class="word">${msg('Add to contacts')}</span>
          </button>`
        : nothing
    }
    ${
      items.length > 0
        ? html`<im-menu quiet .label=${msg(str`More about ${who}`)} .items=${items} @im-pick=${this.#onPick}></im-menu>`
        : nothing
    }`;
  }

  readonly #chat = (): void => {
    if (this.person) this.dispatchEvent(componentEvent('im-chat-wanted', { jid: this.person.jid }));
  };

  readonly #onPick = (event: ComponentEvent<'im-pick'>): void => {
    event.stopPropagation();
    const { person, standing } = this;
    if (!person || !standing) return;
    const contact: ContactRow = {
      ...standing,
      name: person.name,
      groups: [],
      subscription: standing.subscription ?? 'none',
      unread: 0,
    };
    this.dispatchEvent(componentEvent('im-person-act', { act: event.detail.item as PersonAct, contact }));
  };
}
