import { html, type TemplateResult } from 'lit';

/** A domain as people can check it: its labels in their order from left to right, whatever they are written in. */
export function domainText(domain: string): TemplateResult {
  const labels = domain.split('.');
  return html`<span class="domain" dir="ltr"
    >${labels.map((label, index) => html`${index > 0 ? '.' : ''}<bdi>${label}</bdi>`)}</span
  >`;
}
