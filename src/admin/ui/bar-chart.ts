import { css, html, LitElement, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { property } from '../../ui/decorators.js';
import { base } from '../../ui/styles/base.js';
import type { Bar } from '../reports/activity.js';

const HEIGHT = 120;
const WIDTH = 600;
const GAP = 0.3;
/** A few bars stand apart, each with its label. */
const WIDEST = 40;
const FEW = 6;

/**
 * Bars, of which the highest and the outer ones are labelled, or all if they are few; whoever does not see them is read the numbers.
 *
 * @summary A chart of numbers one after the other.
 */
export class BarChart extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }

      svg {
        inline-size: 100%;
        block-size: auto;
        overflow: visible;
      }

      .bar {
        fill: var(--_im-accent);
      }

      .axis {
        stroke: var(--_im-control-border);
      }

      .each,
      .ends,
      .most {
        display: flex;
        justify-content: space-between;
        color: var(--_im-muted);
        font-size: 0.9em;
      }

      .each {
        gap: 4px;
        text-align: center;
      }

      .each > bdi {
        flex: 1;
      }

      /* Time goes from the start of a line to its end. */
      svg:dir(rtl) {
        transform: scaleX(-1);
      }
    `,
  ];

  /** What is counted, in a few words. */
  @property() name = '';
  @property({ attribute: false }) bars: readonly Bar[] = [];

  override render(): TemplateResult {
    const { bars } = this;
    const most = Math.max(0, ...bars.map(({ value }) => value));
    const read = bars.filter(({ value }) => value > 0).map(({ label, value }) => `${label}: ${value}`);
    return html`<div role="img" aria-label="${this.name}: ${read.join(', ') || 'none'}">
      <div class="most"><span>Highest: ${most}</span></div>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" height=${HEIGHT}>
        ${bars.map((bar, index) => this.#renderBar(bar, index, most))}
        <line class="axis" x1="0" y1=${HEIGHT} x2=${WIDTH} y2=${HEIGHT}></line>
      </svg>
      ${
        bars.length <= FEW
          ? html`<div class="each">${bars.map(({ label, value }) => html`<bdi>${label}: ${value}</bdi>`)}</div>`
          : html`<div class="ends"><bdi>${bars[0]?.label}</bdi><bdi>${bars.at(-1)?.label}</bdi></div>`
      }
    </div>`;
  }

  #renderBar({ label, value }: Bar, index: number, most: number): SVGTemplateResult {
    const step = WIDTH / this.bars.length;
    const width = Math.min(step * (1 - GAP), WIDEST);
    const height = most > 0 ? (value / most) * HEIGHT : 0;
    return svg`<rect class="bar" x=${(index + 0.5) * step - width / 2} y=${HEIGHT - height} width=${width} height=${height} rx="2"
      ><title>${label}: ${value}</title></rect>`;
  }
}

export const definitions = { 'im-admin-bars': BarChart };
