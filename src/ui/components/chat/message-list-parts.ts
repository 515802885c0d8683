/** What stands around the messages of a conversation. */
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { ChatSlice } from '../../../core/chat/chat-view.js';
import { icons } from '../../icons.js';
import { newerText } from '../../strings/chat.js';

/** What is above the first message: `more` shows what is older, `again` asks once more for what was not answered. */
export function beginning(
  { older, messages }: ChatSlice,
  { more, again }: { readonly more: () => void; readonly again: () => void },
): TemplateResult {
  switch (older) {
    case 'none':
      return html`<p class="edge">
        ${messages.length === 0 ? msg('Nothing has been written yet.') : msg('Beginning of the conversation')}
      </p>`;
    case 'beyond':
      return html`<p class="edge">${msg('What is older than this is not shown here.')}</p>`;
    case 'some':
      return html`<p class="edge"><button class="link" @click=${more}>${msg('Older messages')}</button></p>`;
    case 'loading':
      return html`<p class="edge" role="status"><i class="spinner"></i>${msg('Loading older messages …')}</p>`;
    case 'failed':
      return html`<p class="edge bad" role="status">
        ${icons.warning}${msg('Older messages could not be loaded.')}
        <button class="link" @click=${again}>${msg('Try again')}</button>
      </p>`;
  }
}

/** The way to the latest messages, and how many they are; what it comes to say is heard. */
export function jump({ newer }: ChatSlice, isAway: boolean, toLatest: () => void): TemplateResult {
  const text = newer > 0 ? newerText(newer) : '';
  return html`<div class="jump" ?hidden=${!isAway}>
      <button class="button" aria-label=${text || msg('Latest messages')} @click=${toLatest}>
        ${icons.down}${text}
      </button>
    </div>
    <span class="visually-hidden" role="status">${text}</span>`;
}
