/** Icons of our own, drawn on a 20 by 20 grid with one stroke; decorative, so hidden from assistive technology. */
import { svg, html, nothing, type TemplateResult } from 'lit';

/** `directed`: it points along the text, and turns round with it. */
export function icon(shape: TemplateResult, directed = false): TemplateResult {
  return html`<svg
    class=${directed ? 'directed' : nothing}
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;
}

export const icons = {
  gear: icon(
    svg`<circle cx="10" cy="10" r="2.6"/><path d="M10 2.6v2M10 15.4v2M2.6 10h2M15.4 10h2M4.8 4.8l1.4 1.4M13.8 13.8l1.4 1.4M4.8 15.2l1.4-1.4M13.8 6.2l1.4-1.4"/>`,
  ),
  back: icon(svg`<path d="M12 4.5 6.5 10l5.5 5.5"/>`, true),
  check: icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`),
  warning: icon(svg`<path d="M10 3.2 2.6 16.4h14.8zM10 8.2v3.6M10 14.1v.1"/>`),
  building: icon(svg`<path d="M4.5 17V4.5h7V17M11.5 8.5h4V17M2.8 17h14.4M7 7.5h2M7 10.5h2M7 13.5h2"/>`),
  globe: icon(
    svg`<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2.2 2 3.2 4.4 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.4-3.2-7s1-5 3.2-7z"/>`,
  ),
  cloudOff: icon(
    svg`<path d="M6.2 15.5h8a3.3 3.3 0 0 0 1-6.4 4.9 4.9 0 0 0-6.6-3.4M5.6 8.1a3.7 3.7 0 0 0 .6 7.4M3 3l14 14"/>`,
  ),
  undo: icon(svg`<path d="M7 4.5 3.5 8 7 11.5M3.5 8h8.3a4 4 0 0 1 0 8H8"/>`, true),
  cross: icon(svg`<path d="m6 6 8 8M14 6l-8 8"/>`),
  clock: icon(svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.8"/>`),
  block: icon(svg`<circle cx="10" cy="10" r="7"/><path d="m5.1 5.1 9.8 9.8"/>`),
  hide: icon(
    svg`<path d="M3 10s2.6-4.8 7-4.8S17 10 17 10s-2.6 4.8-7 4.8S3 10 3 10zM3.6 3.6l12.8 12.8"/><circle cx="10" cy="10" r="1.9"/>`,
  ),
  search: icon(svg`<circle cx="9" cy="9" r="5.2"/><path d="m13 13 4 4"/>`),
  down: icon(svg`<path d="m6 8 4 4 4-4"/>`),
  more: icon(svg`<path stroke-width="2.4" d="M4.8 10v.01M10 10v.01M15.2 10v.01"/>`),
  ticket: icon(svg`<path d="M3 6h14v2.6a1.5 1.5 0 0 0 0 2.8V14H3v-2.6a1.5 1.5 0 0 0 0-2.8zM12 6v8"/>`),
} as const;

/** For the place of something that is not there, on a grid of 88 by 72. */
export function drawing(shape: TemplateResult): TemplateResult {
  return html`<svg
    width="88"
    height="72"
    viewBox="0 0 88 72"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>`;
}

/** For the empty inbox: a tray, with nothing in it. */
export const emptyTray = drawing(
  svg`<path opacity=".45" d="M10 66h68"/><path d="M16 38 26 16h36l10 22v20a4 4 0 0 1-4 4H20a4 4 0 0 1-4-4zM16 38h16c1 6 5 9 12 9s11-3 12-9h16"/><path opacity=".45" d="M44 2v6M28 5l2 5M60 5l-2 5"/>`,
);
