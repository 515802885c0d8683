/** The head of a conversation: with whom, whether they are there, and what can be done about them. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ChatSlice } from '../../../core/chat/chat-view.js';
import type { Abilities } from '../../../core/view.js';
import { icons } from '../../icons.js';
import { idleText, seenText } from '../../strings/availability.js';
import { jidText } from '../jid-text.js';
import type { MenuItem } from '../menu.js';
import { colourOf, personAvatar } from '../person-avatar.js';
import { unblockText } from '../../strings/contacts.js';
import { nameOf } from './person.js';

export type HeaderAct = 'back' | 'add' | 'copy' | 'block' | 'report' | 'unblock';

export interface HeaderContext {
  readonly can: Abilities;
  readonly canGoBack: boolean;
  readonly locale: string;
  readonly now: number;
  readonly act: (act: HeaderAct) => void;
}

export function conversationHeader(chat: ChatSlice, context: HeaderContext): TemplateResult {
  const { jid, name, seen } = chat;
  const { canGoBack, can, act } = context;
  return html`<header>
    ${
      canGoBack
        ? html`<button class="icon-button back" aria-label=${msg('All conversations')} @click=${() => act('back')}>
            ${icons.back}
          </button>`
        : nothing
    }
    <span class="who" ${ref((element) => element && colourOf(element as HTMLElement, jid))}>
      ${personAvatar(jid, name, chat.stranger || chat.suspended ? null : seen)}
    </span>
    <div class="words">
      <h3 class="title" tabindex="-1" title=${jid}><bdi dir=${name ? 'auto' : 'ltr'}>${nameOf(chat)}</bdi></h3>
      <p class="about">${renderAbout(chat, context)}</p>
    </div>
    <im-menu
      .label=${msg('What to do with this conversation')}
      .items=${menuItems(chat, can)}
      @im-pick=${(event: CustomEvent<{ readonly item: string }>) => {
        event.stopPropagation();
        act(event.detail.item as HeaderAct);
      }}
    ></im-menu>
  </header>`;
}

/** Of a stranger, whose name is their own word, the address; of others whether they are there. */
function renderAbout(
  { jid, name, seen, status, idleSince, stranger, suspended }: ChatSlice,
  { now, locale }: HeaderContext,
): TemplateResult | typeof nothing {
  if (suspended) return html`<bdi>${msg('Suspended by your organization')}</bdi>`;
  if (stranger) return name ? jidText(jid) : nothing;
  const idle = idleSince === null ? '' : idleText(idleSince, now, locale);
  return html`<span>${[seenText(seen), idle].filter(Boolean).join(', ')}</span>${
      status ? html` · <bdi>${status}</bdi>` : nothing
    }`;
}

function menuItems({ isContact, blocked, stranger, suspended }: ChatSlice, { block, report }: Abilities): MenuItem[] {
  const items: (MenuItem & { readonly id: HeaderAct })[] = [];
  if (!isContact && !blocked && !stranger && !suspended) items.push({ id: 'add', label: msg('Add to contacts') });
  items.push({ id: 'copy', label: msg('Copy address') });
  if (blocked) items.push({ id: 'unblock', label: unblockText(blocked), apart: true });
  else if (block) {
    items.push({ id: 'block', label: msg('Block…'), danger: true, apart: true });
    if (report) items.push({ id: 'report', label: msg('Block and report…'), danger: true });
  }
  return items;
}
