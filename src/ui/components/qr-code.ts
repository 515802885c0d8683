import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { property } from '../decorators.js';
import { encode } from 'uqr';

/** ISO/IEC 18004 §6.3.8: readers need a margin of four modules. */
const MARGIN = 4;

/**
 * A text as a QR code: dark on light whatever the theme, for cameras to read.
 *
 * @summary A QR code.
 */
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
      inline-size: 180px;
      max-inline-size: 100%;
    }

    svg {
      display: block;
      inline-size: 100%;
      border-radius: calc(var(--_im-radius) * 0.6);
      background: #ffffff;
      color: #000000;
      forced-color-adjust: none;
    }
  `;

  @property() text = '';
  /** What it is, for who cannot see it. */
  @property() label = '';

  override render(): TemplateResult {
    const { data, size } = encode(this.text, { border: MARGIN });
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
      fill="currentColor"
    >
      ${svg`<path d=${outline(data)} />`}
    </svg>`;
  }
}

/** The dark modules as one path: each run of them in a row is a rectangle. */
function outline(rows: readonly (readonly boolean[])[]): string {
  return rows
    .map((row, y) => {
      const bits = row.map((isDark) => (isDark ? '1' : '0')).join('');
      return [...bits.matchAll(/1+/g)]
        .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
        .join('');
    })
    .join('');
}

export const definitions = { 'im-qr-code': QrCode };
