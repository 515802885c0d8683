/** The parts of the inbox that need nothing but what they are given. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { BareJid } from '../../core/jid.js';
import type { Link } from '../../core/link.js';
import type { Handling } from '../../core/policy/schema.js';
import type { PolicyNotice, RequestsSlice } from '../../core/view.js';
import { defineLater } from '../define-components.js';
import { formatCount, secondsUntil } from '../format.js';
import { emptyTray } from '../icons.js';
import { handlingSummary } from '../strings/policy.js';
import { problemText } from '../strings/problems.js';

type Part = TemplateResult | typeof nothing;

export function skeleton(): TemplateResult {
  return html`<div class="skeleton" role="status" aria-label=${msg('Loading')}><i></i><i></i><i></i></div>`;
}

export function linkState(link: Link): Part {
  switch (link.phase) {
    case 'online':
      return html`<span class="link-state online">${msg('Online')}</span>`;
    case 'connecting':
      return html`<span class="link-state">${msg('Connecting …')}</span>`;
    case 'offline':
      return html`<span class="link-state">${msg('Offline')}</span>`;
    case 'starting':
    case 'signed-out':
      return nothing;
  }
}

export function offlineNotice(
  link: Link & { readonly phase: 'offline' },
  now: number,
  reconnect: () => void,
): TemplateResult {
  const problem = link.problem && problemText(link.problem);
  const next = link.retryAt === null ? problem?.todo : msg(str`Trying again in ${secondsUntil(link.retryAt, now)} s.`);
  return html`<im-notice tone="plain">
    <span role="status">${problem?.what ?? msg('You are offline.')}</span> ${next}
    <button class="link" @click=${reconnect}>${msg('Connect now')}</button>
  </im-notice>`;
}

export function policyNotice(notice: PolicyNotice | null): Part {
  if (!notice) return nothing;
  void defineLater('im-policy-notice');
  return html`<im-policy-notice .notice=${notice}></im-policy-notice>`;
}

export function emptyInbox(handling: Handling | null): TemplateResult {
  return html`<div class="empty">
    ${emptyTray}
    <strong>${msg('No requests waiting')}</strong>
    <span>${handling ? handlingSummary(handling) : nothing}</span>
  </div>`;
}

export function ignoredList(
  { ignored, ignoredTotal }: RequestsSlice,
  locale: string,
  restore: (jid: BareJid) => void,
): Part {
  if (ignoredTotal === 0) return nothing;
  return html`<details class="ignored">
    <summary>${msg(str`Ignored (${formatCount(ignoredTotal, locale)})`)}</summary>
    <ul>
      ${ignored.map(
        (jid) =>
          html`<li>
            <bdi>${jid}</bdi>
            <button class="quiet" aria-label=${msg(str`Bring back: ${jid}`)} @click=${() => restore(jid)}>
              ${msg('Bring back')}
            </button>
          </li>`,
      )}
    </ul>
  </details>`;
}
