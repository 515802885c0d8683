import { html, type TemplateResult } from 'lit';

/** An address as people can check it: each part kept to its own direction, the domain emphasised. */
export function jidText(jid: string): TemplateResult {
  const at = jid.indexOf('@');
  const domain = jid.slice(at + 1);
  const local = at < 0 ? '' : jid.slice(0, at);
  // Left to right as a whole, whatever the parts are written in: the domain comes last, always.
  return html`<span class="jid" dir="ltr"
    >${local ? html`<bdi class="local">${local}</bdi><span class="at">@</span><wbr />` : null}<bdi class="domain"
      >${domain}</bdi
    ></span
  >`;
}
