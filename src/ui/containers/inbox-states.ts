/** What the inbox shows instead of requests. */
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Handling } from '../../core/policy/schema.js';
import { emptyTray, icons } from '../icons.js';
import { handlingSummary } from '../strings/policy.js';

export function emptyInbox(handling: Handling | null): TemplateResult {
  return html`<div class="empty">
    ${emptyTray}
    <strong>${msg('No requests waiting')}</strong>
    <span>${handling ? handlingSummary(handling) : nothing}</span>
  </div>`;
}

export function nothingMatches(clear: () => void): TemplateResult {
  return html`<div class="empty" role="status">
    ${icons.search}
    <strong>${msg('No request matches')}</strong>
    <button class="button" @click=${clear}>${msg('Show all')}</button>
  </div>`;
}
