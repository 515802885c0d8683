import { html, type TemplateResult } from 'lit';

/** A domain as people can check it: its labels in their order from left to right, whatever they are written in. */
export function domainText(domain: string): TemplateResult {
  const labels = domain.split('.');
  return html`<span class="domain" dir="ltr"
    >${labels.map((label, index) => html`${index > 0 ? '.' : ''}<bdi>${label}</bdi>`)}</span
  >`;
}

/** The bare JID of a person, in the same way. */
export function personText(jid: string): TemplateResult {
  const at = jid.lastIndexOf('@');
  return html`<span class="person" dir="ltr"><bdi>${jid.slice(0, at)}</bdi>@${domainText(jid.slice(at + 1))}</span>`;
}
