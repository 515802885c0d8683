/** One message: its text, when it was sent, how far it has got, and what can be done about it. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ChatMessage, Delivery } from '../../../core/chat/chat-view.js';
import { chatIcons, deliveryIcons } from '../../chat-icons.js';
import type { MessageAct } from '../../events.js';
import { formatExactly, perLocale } from '../../format.js';
import { icons } from '../../icons.js';
import { deliveryText, returnedText, unreadableText } from '../../strings/chat.js';
import type { MenuItem } from '../menu.js';
import { messageText } from './message-text.js';

export interface MessageContext {
  /** Who wrote it, for screen readers. */
  readonly who: string;
  readonly locale: string;
  /** The last of its turn, which says when that was. */
  readonly endsTurn: boolean;
  readonly beginsTurn: boolean;
  /** The last of ours: it says in words how far it has got. */
  readonly isLastOwn: boolean;
  readonly isWhole: boolean;
  /** Tab comes to this one; the arrows go on from it. */
  readonly isTabStop: boolean;
  /** Somebody points at it, or it has the focus. */
  readonly isActive: boolean;
  readonly isCorrected: boolean;
  readonly canCorrect: boolean;
  readonly act: (act: MessageAct) => void;
  readonly showAll: () => void;
}

/** Of the text of a message, what its name says. */
const SPOKEN = 300;
const clock = perLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));

export function renderMessage(message: ChatMessage, context: MessageContext): TemplateResult {
  const { id, mine, text, unreadable, delivery } = message;
  const { beginsTurn, endsTurn, isCorrected, isTabStop, isWhole, showAll } = context;
  const place = `${beginsTurn ? 'begins' : ''} ${endsTurn ? 'ends' : ''}`;
  return html`<article
    class="message ${mine ? 'mine' : 'theirs'} ${place} ${delivery === 'failed' ? 'failed' : ''} ${isCorrected ? 'edited' : ''}"
    data-id=${id}
    tabindex=${isTabStop ? 0 : -1}
    aria-label=${nameOf(message, context)}
  >
    <div class="line">
      <div class="bubble">
        ${
          unreadable
            ? html`<p class="unreadable">${chatIcons.lock}<span>${unreadableText(mine)}</span></p>`
            : guard([text, isWhole], () => messageText(text, isWhole, showAll))
        }
        ${renderMeta(message, context)}
      </div>
      ${context.isActive ? renderMenu(message, context) : nothing}
    </div>
    ${delivery === 'failed' ? renderFailure(message, context) : nothing}
  </article>`;
}

function renderMeta(message: ChatMessage, context: MessageContext): TemplateResult | typeof nothing {
  const { at, corrected, delivery } = message;
  const { locale, endsTurn, isLastOwn } = context;
  const isUnusual = corrected !== null || delivery === 'waiting' || delivery === 'failed';
  if (!endsTurn && !isUnusual) return nothing;
  return html`<p class="meta">
    ${
      corrected === null
        ? nothing
        : html`<span title=${msg(str`Corrected ${formatExactly(corrected, locale)}`)}>${msg('corrected')}</span>`
    }
    <time datetime=${new Date(at).toISOString()} title=${formatExactly(at, locale)}>${clock(locale).format(at)}</time>
    ${delivery && delivery !== 'failed' ? renderDelivery(delivery, isLastOwn || delivery === 'waiting') : nothing}
  </p>`;
}

/** `inWords`: for everybody, else for screen readers. */
function renderDelivery(delivery: Delivery, inWords: boolean): TemplateResult {
  const text = deliveryText(delivery);
  return html`<span class="delivery ${delivery}" title=${text}
    >${deliveryIcons[delivery]}<span class=${inWords ? '' : 'visually-hidden'}>${text}</span></span
  >`;
}

function renderFailure({ problem }: ChatMessage, { act }: MessageContext): TemplateResult {
  return html`<p class="failure">
    <span>${icons.warning}<span>${deliveryText('failed')}. ${returnedText(problem)}</span></span>
    <button class="link" @click=${() => act('retry')}>${msg('Try again')}</button>
    <button class="link" @click=${() => act('discard')}>${msg('Discard')}</button>
  </p>`;
}

function renderMenu(message: ChatMessage, context: MessageContext): TemplateResult | typeof nothing {
  const items = menuItems(message, context);
  if (items.length === 0) return nothing;
  return html`<im-menu
    .label=${msg('What to do with this message')}
    .items=${items}
    @im-pick=${(event: CustomEvent<{ readonly item: string }>) => {
      event.stopPropagation();
      context.act(event.detail.item as MessageAct);
    }}
  ></im-menu>`;
}

function menuItems({ unreadable, delivery }: ChatMessage, { canCorrect }: MessageContext): MenuItem[] {
  const items: (MenuItem & { readonly id: MessageAct })[] = [];
  if (!unreadable) items.push({ id: 'copy', label: msg('Copy text') });
  if (canCorrect) items.push({ id: 'correct', label: msg('Correct'), hint: msg('They see the new text instead.') });
  if (delivery === 'failed') items.push({ id: 'retry', label: msg('Try again') });
  if (delivery === 'failed' || delivery === 'waiting') {
    items.push({ id: 'discard', label: msg('Discard'), danger: true, apart: items.length > 0 });
  }
  return items;
}

/** What is read aloud when the focus comes to it. */
function nameOf({ text, mine, unreadable, at, delivery }: ChatMessage, { who, locale }: MessageContext): string {
  const said = unreadable ? unreadableText(mine) : text.slice(0, SPOKEN);
  const parts = [`${who}: ${said}`, clock(locale).format(at), delivery ? deliveryText(delivery) : ''];
  return parts.filter(Boolean).join(', ');
}
