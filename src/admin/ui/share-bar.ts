import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';

/** A part of a whole. */
export interface Share {
  readonly label: string;
  readonly value: number;
  readonly tone: 'accent' | 'plain' | 'bad';
}

const WIDTH = 600;
const HEIGHT = 14;

/**
 * A whole and its parts, one beside the other; each is named with its number below.
 *
 * @summary Parts of a whole.
 */
export class ShareBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      svg {
        inline-size: 100%;
        block-size: 14px;
        border-radius: 7px;
        overflow: hidden;
      }

      svg:dir(rtl) {
        transform: scaleX(-1);
      }

      .accent {
        fill: var(--_im-accent);
        background: var(--_im-accent);
      }

      .plain {
        fill: var(--_im-control-border);
        background: var(--_im-control-border);
      }

      .bad {
        fill: var(--_im-bad);
        background: var(--_im-bad);
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        margin-block-start: 8px;
        color: var(--_im-muted);
      }

      li {
        display: inline-flex;
        gap: 6px;
        align-items: center;
      }

      i {
        inline-size: 10px;
        block-size: 10px;
        border-radius: 3px;
        forced-color-adjust: none;
      }
    `,
  ];

  @property({ attribute: false }) shares: readonly Share[] = [];

  override render(): TemplateResult {
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        ${this.#rectangles()}
      </svg>
      <ul>
        ${this.shares.map(({ label, value, tone }) => html`<li><i class=${tone}></i><bdi>${value} ${label}</bdi></li>`)}
      </ul>`;
  }

  #rectangles(): readonly SVGTemplateResult[] {
    const whole = this.shares.reduce((sum, { value }) => sum + value, 0);
    let x = 0;
    return this.shares.map(({ value, tone }) => {
      const width = whole > 0 ? (value / whole) * WIDTH : 0;
      const rectangle = svg`<rect class=${tone} x=${x} y="0" width=${width} height=${HEIGHT}></rect>`;
      x += width;
      return rectangle;
    });
  }
}

export const definitions = { 'im-admin-shares': ShareBar };
