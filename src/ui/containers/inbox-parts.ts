/** The parts of the inbox that need nothing but what they are given. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Link } from '../../core/link.js';
import type { PolicyNotice } from '../../core/view.js';
import { defineLater } from '../define-components.js';
import { formatUntil } from '../format.js';
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
  locale: string,
  reconnect: () => void,
): TemplateResult {
  const problem = link.problem && problemText(link.problem);
  const next =
    link.retryAt === null ? problem?.todo : msg(str`Trying again ${formatUntil(link.retryAt, now, locale)}.`);
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
