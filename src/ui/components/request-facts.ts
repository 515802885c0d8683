/** What is known of a request, what is claimed in it, and what is odd about it: the parts of its card that only show. */
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { RequestRow } from '../../core/view.js';
import { defineLater } from '../define-components.js';
import { formatDay, formatExactly, formatSince } from '../format.js';
import { icons } from '../icons.js';
import { warningText } from '../strings/warnings.js';

type Part = TemplateResult | typeof nothing;

export function renderFacts({ origin, since }: RequestRow, now: number, locale: string): TemplateResult {
  return html`${renderOrigin(origin)}<span
      ><time datetime=${new Date(since).toISOString()} title=${formatExactly(since, locale)}
        >${formatSince(since, now, locale)}</time
      ></span
    >`;
}

function renderOrigin(origin: RequestRow['origin']): Part {
  switch (origin) {
    case 'colleague':
      return html`<span class="origin">${icons.building}${msg('Colleague')}</span> `;
    case 'outside':
      return html`<span class="origin">${msg('Outside your organization')}</span> `;
    case 'unknown':
      return nothing;
  }
}

export function renderClaims({ nick, note, invitation, turnedAway }: RequestRow, locale: string): TemplateResult {
  return html`${nick ? html`<p><span class="muted">${msg('Calls themselves')}</span> <bdi>${nick}</bdi></p>` : nothing}
  ${note ? html`<blockquote dir="auto">${note}</blockquote>` : nothing}
  ${invitation === null ? nothing : renderHint(icons.ticket, invitationText(invitation))}
  ${
    turnedAway === null
      ? nothing
      : renderHint(icons.clock, msg(str`You turned them away on ${formatDay(turnedAway, locale)}.`))
  }`;
}

function invitationText(label: string): TemplateResult | string {
  return label ? msg(html`Came with your invitation “<bdi>${label}</bdi>”.`) : msg('Came with your invitation.');
}

function renderHint(icon: TemplateResult, text: TemplateResult | string): TemplateResult {
  return html`<p class="hint">${icon}<span>${text}</span></p>`;
}

export function renderWarnings({ warning, refused, domain }: RequestRow): TemplateResult {
  return html`${warning ? renderWarning(warning, domain) : nothing}
  ${
    refused === null
      ? nothing
      : html`<div class="warning bad" role="alert">
          ${icons.warning}<strong>${msg(str`The server did not take your answer (${refused}). Try again.`)}</strong>
        </div>`
  }`;
}

function renderWarning(warning: NonNullable<RequestRow['warning']>, domain: string): TemplateResult {
  const looksLike = warning.kind === 'looks-like';
  if (looksLike) void defineLater('im-lookalike');
  return html`<div class="warning">
    ${icons.warning}
    <div>
      <strong>${warningText(warning)}</strong>
      ${looksLike ? html`<im-lookalike .domain=${domain} .real=${warning.domain}></im-lookalike>` : nothing}
    </div>
  </div>`;
}
