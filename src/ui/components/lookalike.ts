import { localized, msg } from '@lit/localize';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { unicodeForm } from '../../core/policy/lookalike.js';
import { differences, type Part } from '../differences.js';
import { base } from '../styles/base.js';

/**
 * Two domains one above the other, with the characters marked in which they differ.
 *
 * @summary How a domain differs from the one it looks like.
 */
@localized()
export class Lookalike extends LitElement {
  static override styles = [
    base,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        margin: 0;
        align-items: baseline;
      }

      dt {
        font-size: 0.9em;
        font-weight: 450;
      }

      dd {
        font:
          500 0.95em ui-monospace,
          'SF Mono',
          'Cascadia Mono',
          'Noto Sans Mono',
          monospace;
        overflow-wrap: anywhere;
      }

      mark {
        padding-inline: 1px;
        border-radius: 3px;
        background: var(--_im-warn);
        color: var(--_im-warn-soft);
        font-weight: 700;
      }

      .written {
        opacity: 0.85;
      }
    `,
  ];

  /** Of whoever asks. */
  @property() domain = '';
  /** The one that it looks like. */
  @property() real = '';

  override render(): TemplateResult {
    const drawn = unicodeForm(this.domain);
    const [theirs, ours] = differences(drawn, unicodeForm(this.real));
    return html`<dl>
      <dt>${msg('Theirs')}</dt>
      <dd dir="ltr">
        ${theirs.map(renderPart)}${drawn === this.domain ? '' : html` <span class="written">(${this.domain})</span>`}
      </dd>
      <dt>${msg('The real one')}</dt>
      <dd dir="ltr">${ours.map(renderPart)}</dd>
    </dl>`;
  }
}

function renderPart({ text, differs }: Part): TemplateResult | string {
  return differs ? html`<mark>${text}</mark>` : text;
}

export const definitions = { 'im-lookalike': Lookalike };
