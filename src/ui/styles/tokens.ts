/**
 * The tokens of the look, in one place. A site sets the ones without an underscore; the others are
 * derived from them. `light-dark()` follows the `color-scheme` of the element, which the shells set.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    /* Whatever styles the page around us has, they end here. */
    all: initial !important;
    display: block !important;
    box-sizing: border-box !important;
    color-scheme: var(--_im-scheme, light dark) !important;

    --_im-accent: var(--im-accent, light-dark(#2a55d6, #9db4ff));
    --_im-on-accent: var(--im-on-accent, light-dark(#ffffff, #0d1330));
    --_im-surface: var(--im-surface, light-dark(#ffffff, #15181e));
    --_im-raised: var(--im-surface-raised, light-dark(#f5f6f9, #1e222a));
    --_im-text: var(--im-text, light-dark(#171b24, #edeff4));
    --_im-muted: var(--im-text-muted, light-dark(#565f6f, #a7b0bf));
    --_im-border: var(--im-border, light-dark(#dfe3ea, #323844));
    --_im-good: light-dark(#14704a, #6fd6a8);
    --_im-good-soft: light-dark(#e4f5ec, #173327);
    --_im-warn: light-dark(#7d4400, #ffc978);
    --_im-warn-soft: light-dark(#fff3df, #3a2b12);
    --_im-bad: light-dark(#a8201a, #ff9b92);
    --_im-bad-soft: light-dark(#fdebea, #3d1c1a);
    --_im-control-border: light-dark(#8a93a3, #6e7788);
    --_im-radius: var(--im-radius, 12px);
    --_im-font: var(--im-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);

    background: var(--_im-surface) !important;
    color: var(--_im-text) !important;
    font: var(--im-font-size, 14px) / 1.45 var(--_im-font) !important;
    text-align: start !important;
    -webkit-font-smoothing: antialiased;
  }

  :host([hidden]) {
    display: none !important;
  }
`;
